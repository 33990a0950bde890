/*
 * One connection to a MySQL or MariaDB server. The client library stays inside this
 * folder.
 *
 * A connection belongs to one thread at a time. Cancelling the run ends a blocked call
 * from outside: it then fails with ERROR_INTERRUPTED or ERROR_TERMINATED. Sessions are
 * as session_settings.c says from the start, whatever the server's globals and its
 * init_connect are, and speak utf8mb4. A server's refusal is ERROR_FAILED with
 * err->code (1045, 1227, ...); a lost or impossible connection is ERROR_UNREACHABLE
 * (2003, 2006, 2013); a refused login is ERROR_DENIED. Errors name the connection's
 * label, never a statement's secret.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/flavour.h"
#include "base/run.h"
#include "base/secret.h"

/* What a session is for: session_settings.c says what each kind is set to. */
enum session_kind {
	SESSION_LOOK,   /* looks, carries out actions, keeps the record and the lock */
	SESSION_READ,   /* reads a copy's rows and definitions */
	SESSION_WRITE,  /* makes a copy's objects and loads its rows */
	SESSION_VERIFY, /* reads rows and definitions to compare them */
	SESSION_BARE    /* only logs in: nothing is sent */
};

/* As tls_mode in manifest.h, which this layer does not know. */
enum db_tls_mode {
	DB_TLS_DISABLED,
	DB_TLS_PREFERRED,
	DB_TLS_REQUIRED,
	DB_TLS_VERIFY_CA,
	DB_TLS_VERIFY_IDENTITY
};

struct db_login {
	const char *label; /* "source 10.0.0.205:3306", for messages */
	const char *host;
	unsigned port;
	const char *socket; /* used instead of host and port, or NULL */
	const char *user;
	const struct secret *password;
	enum db_tls_mode tls;
	const char *tls_ca, *tls_cert, *tls_key;
	unsigned connect_seconds; /* 0: 10 */
	unsigned read_seconds;    /* the longest silence within a statement; 0: 60 */
	enum session_kind session;
	bool load_data; /* may send LOAD DATA LOCAL (db_load); off elsewhere */
	bool compress;  /* zstd on the link where the library has it */
	/*
	 * A password that is not one for good, instead of `password`: asked for before
	 * each login, and once more with refused after the server refused one (1045):
	 * false without an error when there is no other. May be called by any thread.
	 */
	bool (*ask)(void *arg, bool refused, struct secret *out, struct error *err);
	void *ask_arg;
	bool cleartext; /* it may be sent as it is: over TLS only */
	/* where the password came from, for the hint on 1045; or NULL */
	const char *origin;
};

struct db_server {
	enum flavour flavour;
	unsigned version;         /* 80408 for 8.4.8, 101119 for 10.11.19 */
	const char *version_text; /* "8.4.8", without suffixes */
	uint64_t connection_id;
	const char *tls; /* the cipher, or NULL when the link is in clear */
};

struct db;

bool db_connect(const struct db_login *login, struct run *run, struct db **out,
		struct error *err) MUST_CHECK;
/* Makes the settings again, after statements that want others. */
bool db_session_restore(struct db *db, struct error *err) MUST_CHECK;
void db_close(struct db *db);
static inline void db_cleanup(struct db **db)
{
	db_close(*db);
}
#define AUTO_DB CLEANUP(db_cleanup) struct db

const struct db_server *db_server(const struct db *db);
const char *db_label(const struct db *db);

/* A whole result in memory. Values are text; NULL is SQL's NULL. */
struct rows {
	size_t columns;
	size_t count;
	const char *const *names;
	const char *const *values; /* count * columns */
	const size_t *lengths;     /* of the values: they may hold 0 bytes */
};

const char *rows_value(const struct rows *rows, size_t row, size_t column);
/*
 * By column name without regard to case; NULL when there is no such column (or the
 * value is NULL).
 */
const char *rows_named(const struct rows *rows, size_t row, const char *name);
/* By either of two names: a server has "Source_Host" or "Master_Host". */
const char *rows_either(const struct rows *rows, size_t row, const char *name,
			const char *other);
/* Decimal text as a number; fallback when it is NULL or no number. */
uint64_t rows_number(const char *value, uint64_t fallback);

/*
 * One statement without a result that matters; what comes back is read to the end (all
 * results of a CALL).
 */
bool db_execute(struct db *db, const char *sql, struct error *err) MUST_CHECK;
bool db_executef(struct db *db, struct error *err, const char *format, ...)
	PRINTF_LIKE(3, 4) MUST_CHECK;
/*
 * The same in two halves, so that several connections work at once: db_start sends the
 * statement, db_await reads the answer. Nothing else may be done with the connection in
 * between.
 */
bool db_start(struct db *db, const char *sql, struct error *err) MUST_CHECK;
bool db_await(struct db *db, struct error *err) MUST_CHECK;
bool db_await_rows(struct db *db, struct arena *arena, struct rows *out,
		   struct error *err) MUST_CHECK;
/* One statement with one result, whole. */
bool db_query(struct db *db, const char *sql, struct arena *arena, struct rows *out,
	      struct error *err) MUST_CHECK;

/*
 * Many statements in as few round trips as can be: one, when none fails. A statement
 * that the server refuses gets its error and the others go on; false only when the
 * connection fails.
 */
struct db_statement {
	const char *sql;
	bool done;
	struct rows rows;   /* when done */
	struct error error; /* when not */
};
bool db_batch(struct db *db, struct db_statement *statements, size_t count,
	      struct arena *arena, struct error *err) MUST_CHECK;

/*
 * Several statements, a semicolon between, in one round trip. The first that is refused
 * ends it: what is behind it is not done.
 */
bool db_execute_all(struct db *db, const char *sql, struct error *err) MUST_CHECK;

/*
 * Rows one after the other, never more than one in memory. Between db_stream and the
 * end the connection can do nothing else. db_stream_next: *values is NULL at the end,
 * which is only reached when the server ended without an error; both arrays hold until
 * the next call.
 */
bool db_stream(struct db *db, const char *sql, struct error *err) MUST_CHECK;
bool db_stream_next(struct db *db, const char *const **values,
		    const unsigned long **lengths, struct error *err) MUST_CHECK;
/* Reads and forgets what is left of a stream. */
bool db_stream_drop(struct db *db, struct error *err) MUST_CHECK;

/*
 * LOAD DATA LOCAL INFILE: read() gives the bytes; it returns how many (at most size), 0
 * at the end, -1 when it failed (it then has filled the err that it was given, and that
 * is the error of db_load).
 */
struct db_load_input {
	int (*read)(void *arg, char *buffer, unsigned size, struct error *err);
	void *arg;
};
/*
 * What the server said about the rows: only records == rows sent, and the rest 0, means
 * that all are there.
 */
struct db_load_result {
	uint64_t records, deleted, skipped, warnings;
};
bool db_load(struct db *db, const char *sql, const struct db_load_input *input,
	     struct db_load_result *out, struct error *err) MUST_CHECK;
/* An INSERT of length bytes, counted the same way: records are the rows affected. */
bool db_insert(struct db *db, const char *sql, size_t length,
	       struct db_load_result *out, struct error *err) MUST_CHECK;

/* Warnings of the statement before; SHOW WARNINGS has their texts. */
unsigned db_warnings(const struct db *db);

/*
 * Kills whatever the connection with this id runs there, by a second session that was
 * opened before the other or beside it: it would be lost, had the server been started
 * again since.
 */
bool db_kill_query(struct db *db, uint64_t connection_id, struct error *err) MUST_CHECK;

/*
 * Who a session is to its server, a plain value: it outlives the connection, which may
 * have to be killed once it is lost.
 */
struct db_identity {
	uint64_t connection_id;
	char name[320];  /* "user@host:port"; "" when it was not asked for */
	int64_t started; /* when the server was, seconds since 1970; 0: not known */
};
/*
 * Asks once, by the first, how the server names it and the other sessions there, for
 * db_identity.
 */
bool db_identify(struct db *by, struct db *const *sessions, size_t count,
		 struct error *err) MUST_CHECK;
const struct db_identity *db_identity(const struct db *db);
/*
 * Kills those of them, or what they run, that are still there: the same sessions of a
 * server that was not started again since. Others are left alone, whatever their ids.
 */
enum db_kill { DB_KILL_SESSION, DB_KILL_QUERY };
bool db_kill(struct db *by, const struct db_identity *identities, size_t count,
	     enum db_kill what, struct error *err) MUST_CHECK;

/*
 * The login failed since the server, or the account's own limit, has no room for one
 * session more (1040, 1203, 1226): ERROR_DENIED.
 */
bool db_is_full(const struct error *err);

/* True when the connection is gone (or NULL), so that only a new one helps. */
bool db_lost(const struct db *db);

/* Library-wide set-up, once in main before any thread. */
bool db_library_init(struct error *err) MUST_CHECK;
void db_library_end(void);
/*
 * Logins that were left behind when their run ended are still at it: the process must
 * end without what exit() does beside them.
 */
bool db_logins_are_left(void);
/* "MariaDB Connector/C 3.3.20", for `extrepl version`. */
const char *db_library_version(void);

#endif
