/*
 * What extrepl keeps on the target, in the database `extrepl`: one row of
 * `extrepl.record` a manifest. It says which source the data came from, at which
 * coordinates, and whether the copy is complete. There is no other state.
 *
 * The statements run with the target's binlog on, so that its own read replicas and
 * backups know the record too.
 */
#ifndef DB_RECORD_H
#define DB_RECORD_H

#include "db/db.h"

#define RECORD_DATABASE "extrepl"
#define RECORD_FORMAT 1

/* As the column `state` spells them. */
#define RECORD_UNFINISHED "unfinished" /* a copy has begun and is not complete */
#define RECORD_COMPLETE "complete"
#define RECORD_ADOPTED "adopted"   /* loaded by hand, coordinates from the manifest */
#define RECORD_PROMOTED "promoted" /* cut over: final */

/*
 * As started_at or completed_at of a record to write: the target's own clock says it,
 * as in mysql.rds_history.
 */
extern const char RECORD_NOW[];

/* All text; NULL where the column is NULL. Times are UTC, "2026-11-20 21:04:00". */
struct record {
	const char *name; /* of the manifest: the key */
	const char *channel;
	const char *state;
	const char *run;            /* random id of the apply that wrote it */
	const char *source_flavour; /* "mysql", "mariadb" */
	const char *source_version;
	/* server_uuid; MariaDB's server_uid, "" where there is none */
	const char *source_uuid;
	uint64_t source_server_id;
	const char *source_hostname;
	const char *file; /* coordinates of the snapshot */
	uint64_t position;
	/*
	 * of the data; "" when not known: with auto-position MySQL's source passes over
	 * what has no GTID, so that the set of a time when not all had one is no place
	 */
	const char *gtid_set;
	const char *databases; /* names, one a line */
	const char *options;   /* the copy's options that matter, as text */
	const char *started_at;
	const char *completed_at;
	uint64_t tables, row_count, bytes;
	/*
	 * set before the first start of the link after the copy: then the coordinates
	 * are void
	 */
	const char *link_started_at;
	const char *link_address; /* "host:port" that the link was last set to */
	/* "salt:hmac" of the password last set, hexadecimal */
	const char *link_password;
	/* the same of what the account then kept of its password; NULL: not known */
	const char *account_hash;
};

/*
 * CREATE DATABASE and TABLE IF NOT EXISTS; columns that a table of an earlier version
 * lacks are added.
 */
bool record_prepare(struct db *target, struct error *err) MUST_CHECK;
/* Inserts or replaces the whole row. */
bool record_write(struct db *target, const struct record *record,
		  struct error *err) MUST_CHECK;
/* Sets single columns of a row that is there. */
bool record_link_started(struct db *target, const char *name,
			 struct error *err) MUST_CHECK;
/* password, account: see link_password and account_hash; account may be NULL. */
bool record_link_set(struct db *target, const char *name, const char *address,
		     const char *password, const char *account,
		     struct error *err) MUST_CHECK;

/* What the data holds by now is more than the copy's. */
bool record_gtids(struct db *target, const char *name, const char *gtid_set,
		  struct error *err) MUST_CHECK;

/*
 * Another server took the source's place: of record what tells which one, but for its
 * server_id.
 */
bool record_source_replaced(struct db *target, const struct record *record,
			    struct error *err) MUST_CHECK;

/*
 * The query whose rows record_parse reads (all records; 1146 or 1049 when there is no
 * such table), for a db_batch.
 */
extern const char record_query[];
void record_parse(const struct rows *rows, size_t row, struct arena *arena,
		  struct record *out);

/* The DDL, as the plan shows it and record_prepare runs it. */
extern const char record_create_database[];
extern const char record_create_table[];

/*
 * The lock against a second apply: a named lock on a connection of its own ("extrepl"
 * and the channel). False with ERROR_LOCKED, naming the holder and since when, and as
 * the hint what to do.
 */
bool record_lock(struct db *target, const char *channel, struct error *err) MUST_CHECK;
/*
 * True while this connection still holds it. ERROR_UNREACHABLE when the connection was
 * lost, and with it the lock; ERROR_LOCKED when it holds it no more all the same.
 */
bool record_lock_held(struct db *target, const char *channel,
		      struct error *err) MUST_CHECK;
/*
 * A dead client's statement runs on. Each session that writes for a run holds the named
 * lock of its number (0 .. RECORD_WRITERS-1); who takes over waits until all of them
 * are free.
 */
#define RECORD_WRITERS 64
bool record_writer_lock(struct db *target, const char *channel, unsigned number,
			struct error *err) MUST_CHECK;
bool record_writers_gone(struct db *target, const char *channel, struct run *run,
			 int64_t limit_ms, struct error *err) MUST_CHECK;

#endif
