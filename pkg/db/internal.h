/*
 * What the files of pkg/db share: the inside of a connection, and the functions that
 * one file provides to the others.
 */
#ifndef DB_INTERNAL_H
#define DB_INTERNAL_H

#include <mysql.h>
#include <stdatomic.h>

#include "db/db.h"

struct db {
	struct arena *arena; /* has everything of the connection, this struct too */
	MYSQL *mysql;
	struct run *run;             /* of the caller; checked before each statement */
	struct run_hook hook;        /* ends a blocked call when the run is cancelled */
	atomic_int socket;           /* the file descriptor, for the hook; -1: none */
	const char *label;           /* for messages */
	struct db_server server;     /* set once, after the login */
	enum session_kind session;   /* which settings it has */
	struct db_identity identity; /* set by db_identify */
	bool load_data;              /* db_load is allowed */
	bool lost;                   /* set by fault.c; only a new connection helps */
	MYSQL_RES *stream;           /* the result that stream.c is reading, or NULL */
	const struct db_load_input *input; /* of the running db_load, or NULL */
	struct error *input_error;         /* where the reader's error goes */
	struct db *older;                  /* the next in own_sessions.c's list */
};

/*
 * fault.c: turns what the library reports into an error. Omits the server's text when
 * sql may contain a password.
 */
bool db_fault(struct db *db, const char *sql, struct error *err);
bool db_login_fault(MYSQL *mysql, const struct db_login *login, int64_t waited_ms,
		    const struct run *run, struct error *err);

/*
 * query.c: sends a statement unless the run has ended; reads a result into memory;
 * reads the results after it.
 */
bool db_send(struct db *db, const char *sql, size_t length, struct error *err) MUST_CHECK;
bool db_read_rows(struct db *db, const char *sql, struct arena *arena, struct rows *out,
		  struct error *err) MUST_CHECK;
bool db_finish(struct db *db, const char *sql, struct error *err) MUST_CHECK;

/*
 * own_sessions.c: the sessions of this process, each from its login to its end. Lists
 * the ids of those with this one's label, this one included, for an SQL IN (...).
 */
void own_session_add(struct db *db);
void own_session_remove(const struct db *db);
const char *own_sessions(const struct db *db, struct arena *arena);

/* session.c: after connecting, gives the session the settings of its kind. */
bool db_session_prepare(struct db *db, struct error *err) MUST_CHECK;

/*
 * load.c: answers the server's requests for local files from db->input. With db NULL it
 * refuses them.
 */
void db_load_install(MYSQL *mysql, struct db *db);

/*
 * login.c: connects db->mysql, whose options are set. When the run ends first,
 * db->mysql becomes NULL: it no longer belongs to the caller.
 */
bool login_try(struct db *db, const struct db_login *login, const char *password,
	       struct error *err) MUST_CHECK;

/*
 * tls.c: sets the options before connecting. After connecting, returns the cipher
 * (NULL: no TLS), or an error if tls.mode requires TLS. tls_lacking sets that error.
 */
void tls_prepare(MYSQL *mysql, const struct db_login *login);
bool tls_check(MYSQL *mysql, const struct db_login *login, struct arena *arena,
	       const char **cipher, struct error *err) MUST_CHECK;
bool tls_lacking(const struct db_login *login, struct error *err);

/* library.c: what differs between MariaDB Connector/C and MySQL's libmysqlclient. */
void library_thread(void);
void library_set_tls_mode(MYSQL *mysql, enum db_tls_mode mode);
/* Before connecting: compress by zstd if the library supports it, or by zlib. */
void library_set_compression(MYSQL *mysql, bool zlib);
/* After connecting: false when compression is not in use and zlib should be tried. */
bool library_compressed(MYSQL *mysql);
/* login.c: a thread is still in the library but nobody waits for it; it has ended. */
void library_login_abandoned(void);
void library_login_ended(void);
/* A socket that shutdown(2) may be called on, or -1. */
int library_socket(MYSQL *mysql);

#endif
