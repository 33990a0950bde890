/*
 * One connection to a MySQL or MariaDB server. Only pkg/db includes the client library.
 *
 * A connection belongs to one thread at a time. Cancelling the run ends a blocked call:
 * the call fails with ERROR_INTERRUPTED or ERROR_TERMINATED. A new session has the
 * settings of session_settings.c, whatever the server's globals and init_connect are,
 * and it uses utf8mb4. A server's refusal is ERROR_FAILED with err->code (1045, 1227,
 * ...); a lost or impossible connection is ERROR_UNREACHABLE (2003, 2006, 2013); a
 * refused login is ERROR_DENIED. Errors name the connection's label, never a
 * statement's secret.
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

/* What a session is for. session_settings.c has the settings of each kind. */
enum session_kind {
	/* reads facts, performs actions, keeps the record and the lock */
	SESSION_LOOK,
	SESSION_READ,   /* reads a copy's rows and definitions */
	SESSION_WRITE,  /* creates a copy's objects and loads its rows */
	SESSION_VERIFY, /* reads rows and definitions to compare them */
	SESSION_BARE    /* only logs in and sends nothing */
};

/* The same as tls_mode in manifest.h, which pkg/db does not include. */
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
	const char *tls_ca, *tls_cert, *tls_key; /* files, or NULL */
	unsigned connect_seconds; /* limit of one login, seconds; 0: 10 */
	/* how long a statement may go without an answer, seconds; 0: 60 */
	unsigned read_seconds;
	enum session_kind session; /* which settings the session gets */
	/* it may use db_load (LOAD DATA LOCAL); off by default */
	bool load_data;
	/* compress the connection: zstd if both sides support it, else zlib */
	bool compress;
	/*
	 * Returns a password that changes, instead of `password`. Called before each
	 * login with refused NULL, and once more with the password that the server
	 * refused (1045); if there is no other, it then returns false without an
	 * error. Any thread may call it.
	 */
	bool (*ask)(void *arg, const struct secret *refused, struct secret *out,
		    struct error *err);
	void *ask_arg;
	bool cleartext; /* the password may be sent in clear text, over TLS only */
	/* where the password came from, for the hint after 1045; or NULL */
	const char *origin;
};

struct db_server {
	enum flavour flavour;
	unsigned version;         /* 80408 for 8.4.8, 101119 for 10.11.19 */
	const char *version_text; /* "8.4.8", without suffixes */
	uint64_t connection_id;
	const char *tls; /* the cipher; NULL: no TLS */
};

struct db;

bool db_connect(const struct db_login *login, struct run *run, struct db **out,
		struct error *err) MUST_CHECK;
/* Restores the session's settings after statements that needed others. */
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
	size_t columns;            /* how many columns */
	size_t count;              /* how many rows */
	const char *const *names;  /* of the columns */
	const char *const *values; /* count * columns, row by row */
	const size_t *lengths; /* of the values in bytes: a value may contain 0 bytes */
};

const char *rows_value(const struct rows *rows, size_t row, size_t column);
/*
 * The value of a column by name, in any case of letters. NULL when there is no such
 * column or the value is NULL.
 */
const char *rows_named(const struct rows *rows, size_t row, const char *name);
/*
 * The same by one of two names: "Source_Host" or "Master_Host", depending on the
 * server.
 */
const char *rows_either(const struct rows *rows, size_t row, const char *name,
			const char *other);
/* Decimal text as a number; fallback when it is NULL or no number. */
uint64_t rows_number(const char *value, uint64_t fallback);

/*
 * One statement whose result does not matter. Reads all results, because a CALL has
 * several.
 */
bool db_execute(struct db *db, const char *sql, struct error *err) MUST_CHECK;
/* The same for a statement with a password in it: no error quotes the statement. */
bool db_execute_secret(struct db *db, const char *sql, struct error *err) MUST_CHECK;
bool db_executef(struct db *db, struct error *err, const char *format, ...)
	PRINTF_LIKE(3, 4) MUST_CHECK;
/*
 * The same in two halves, so that several connections can work at the same time:
 * db_start sends the statement, db_await reads the answer. Do nothing else with the
 * connection in between.
 */
bool db_start(struct db *db, const char *sql, struct error *err) MUST_CHECK;
bool db_await(struct db *db, struct error *err) MUST_CHECK;
bool db_await_rows(struct db *db, struct arena *arena, struct rows *out,
		   struct error *err) MUST_CHECK;
/* One statement with one result, read completely into memory. */
bool db_query(struct db *db, const char *sql, struct arena *arena, struct rows *out,
	      struct error *err) MUST_CHECK;

/*
 * Many statements in as few round trips as possible: one, when none fails. A statement
 * that the server refuses gets its own error, and the others are still sent. False only
 * when the connection fails.
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
 * Several statements with semicolons between them, in one round trip. Stops at the
 * first refusal: later statements are not executed.
 */
bool db_execute_all(struct db *db, const char *sql, struct error *err) MUST_CHECK;

/*
 * Reads rows one by one, never more than one in memory. The connection can do nothing
 * else until the stream has ended. db_stream_next sets *values to NULL at the end, and
 * only when the server ended without an error. Both arrays are valid until the next
 * call.
 */
bool db_stream(struct db *db, const char *sql, struct error *err) MUST_CHECK;
bool db_stream_next(struct db *db, const char *const **values,
		    const unsigned long **lengths, struct error *err) MUST_CHECK;
/* Reads the rest of a stream and discards it. */
bool db_stream_drop(struct db *db, struct error *err) MUST_CHECK;

/*
 * LOAD DATA LOCAL INFILE: read() supplies the bytes. It returns how many (at most
 * size), 0 at the end, or -1 when it failed; it then sets its err, which becomes the
 * error of db_load.
 */
struct db_load_input {
	int (*read)(void *arg, char *buffer, unsigned size, struct error *err);
	void *arg;
};
/*
 * The server's counts. All rows arrived only if records equals the rows sent and the
 * others are 0.
 */
struct db_load_result {
	uint64_t records, deleted, skipped, warnings;
};
bool db_load(struct db *db, const char *sql, const struct db_load_input *input,
	     struct db_load_result *out, struct error *err) MUST_CHECK;
/* An INSERT of length bytes, with the same counts; records: the affected rows. */
bool db_insert(struct db *db, const char *sql, size_t length,
	       struct db_load_result *out, struct error *err) MUST_CHECK;

/* How many warnings the last statement had; SHOW WARNINGS has their texts. */
unsigned db_warnings(const struct db *db);

/*
 * Kills the statement that the connection with this id runs. db must be opened before
 * the other connection or together with it. Then a restart of the server also ends db,
 * and no unrelated session with the same id is killed.
 */
bool db_kill_query(struct db *db, uint64_t connection_id, struct error *err) MUST_CHECK;

/*
 * How the server identifies a session. A plain value that stays valid after the
 * connection is lost, because the session may need to be killed then.
 */
struct db_identity {
	uint64_t connection_id;
	char name[320]; /* "user@host:port"; "": not known */
	/* when the server was started, seconds since 1970; 0: not known */
	int64_t started;
};
/*
 * Asks the server, on the session `by`, for the names of that session and the others.
 * db_identity returns the answers.
 */
bool db_identify(struct db *by, struct db *const *sessions, size_t count,
		 struct error *err) MUST_CHECK;
const struct db_identity *db_identity(const struct db *db);
/*
 * Kills those sessions that still exist, or their statements. A session counts as the
 * same only if the server was not restarted since. Never kills any other session, even
 * if its id is the same.
 */
enum db_kill { DB_KILL_SESSION, DB_KILL_QUERY };
bool db_kill(struct db *by, const struct db_identity *identities, size_t count,
	     enum db_kill what, struct error *err) MUST_CHECK;

/*
 * True when the login failed because the server or the account has reached its limit of
 * sessions (1040, 1203, 1226). The error is ERROR_DENIED.
 */
bool db_is_full(const struct error *err);

/* True when the connection is lost (or NULL): only a new one helps. */
bool db_lost(const struct db *db);

/* Initialises the client library. Call once, in main, before any thread starts. */
bool db_library_init(struct error *err) MUST_CHECK;
void db_library_end(void);
/*
 * True when abandoned logins still run after the end of the run. The process must then
 * end without exit(), whose handlers would disturb them.
 */
bool db_logins_are_left(void);
/* "MariaDB Connector/C 3.3.20", for `extrepl version`. */
const char *db_library_version(void);

#endif
