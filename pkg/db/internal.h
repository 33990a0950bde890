/*
 * What the files of this folder share: the connection's insides, and the faults of the
 * client library as errors.
 */
#ifndef DB_INTERNAL_H
#define DB_INTERNAL_H

#include <mysql.h>
#include <stdatomic.h>

#include "db/db.h"

struct db {
	struct arena *arena; /* of the connection: this struct too */
	MYSQL *mysql;
	struct run *run;
	struct run_hook hook;
	atomic_int socket; /* for the hook; -1: none */
	const char *label;
	struct db_server server;
	enum session_kind session;
	struct db_identity identity; /* as db_identify found it */
	bool load_data;
	bool lost;
	MYSQL_RES *stream; /* a result that is being read row by row, or NULL */
	const struct db_load_input *input; /* of the db_load that runs, or NULL */
	struct error *input_error;
};

/*
 * fault.c: what the library reports, as an error. sql decides whether the server's text
 * may be shown.
 */
bool db_fault(struct db *db, const char *sql, struct error *err);
bool db_login_fault(MYSQL *mysql, const struct db_login *login, int64_t waited_ms,
		    const struct run *run, struct error *err);

/*
 * query.c: sends a statement that the run still allows; reads a result into memory;
 * what is left behind it.
 */
bool db_send(struct db *db, const char *sql, size_t length, struct error *err) MUST_CHECK;
bool db_read_rows(struct db *db, const char *sql, struct arena *arena, struct rows *out,
		  struct error *err) MUST_CHECK;
bool db_finish(struct db *db, const char *sql, struct error *err) MUST_CHECK;

/*
 * session.c: after connecting, makes it a session of its kind.
 */
bool db_session_prepare(struct db *db, struct error *err) MUST_CHECK;

/*
 * load.c: answers the server's requests for local files, from db->input or (db may be
 * NULL) not at all.
 */
void db_load_install(MYSQL *mysql, struct db *db);

/*
 * login.c: connects db->mysql, whose options are set. When the run ends before that is
 * done, db->mysql is NULL: it is no longer the caller's.
 */
bool login_try(struct db *db, const struct db_login *login, const char *password,
	       struct error *err) MUST_CHECK;

/*
 * tls.c: sets the options of a connection to be made; the cipher of one that was made
 * (NULL: in clear), or an error where tls.mode wants one; that error.
 */
void tls_prepare(MYSQL *mysql, const struct db_login *login);
bool tls_check(MYSQL *mysql, const struct db_login *login, struct arena *arena,
	       const char **cipher, struct error *err) MUST_CHECK;
bool tls_lacking(const struct db_login *login, struct error *err);

/* library.c: what differs between MariaDB Connector/C and MySQL's libmysqlclient. */
void library_thread(void);
void library_set_tls_mode(MYSQL *mysql, enum db_tls_mode mode);
/* Before connecting: by zstd, where the library has it, or by zlib. */
void library_set_compression(MYSQL *mysql, bool zlib);
/* After connecting so: false where only zlib might do. */
bool library_compressed(MYSQL *mysql);
/* A socket that shutdown(2) may be called on, or -1. */
int library_socket(MYSQL *mysql);

#endif
