/*
 * What extrepl keeps on the target, in the database `extrepl`: one row in
 * `extrepl.record` for each manifest. It says which source the data came from, at which
 * coordinates, and whether the copy is complete. promotion.h and the copy's ledger have
 * tables of their own there.
 *
 * The statements go into the target's binlog, so its own read replicas and backups have
 * the record too.
 */
#ifndef DB_RECORD_H
#define DB_RECORD_H

#include "db/db.h"

#define RECORD_DATABASE "extrepl"
#define RECORD_FORMAT 1

/* Values of the column `state`. */
#define RECORD_UNFINISHED "unfinished" /* a copy has begun and is not complete */
#define RECORD_COMPLETE "complete"
#define RECORD_ADOPTED "adopted"   /* loaded by hand, coordinates from the manifest */
#define RECORD_PROMOTED "promoted" /* cut over: final */

/*
 * Use it as started_at or completed_at when writing: the target then stores its own
 * time, as in mysql.rds_history.
 */
extern const char RECORD_NOW[];

/* Texts are NULL if the column is NULL. Times are UTC, "2026-11-20 21:04:00". */
struct record {
	const char *name;           /* the manifest's name: the key */
	const char *channel;        /* "" is the default channel */
	const char *state;          /* one of RECORD_* */
	const char *run;            /* random id of the apply that wrote it */
	const char *source_flavour; /* "mysql", "mariadb" */
	const char *source_version; /* "8.4.8" */
	/* server_uuid; MariaDB's server_uid; "": it has none */
	const char *source_uuid;
	uint64_t source_server_id;   /* the variable server_id */
	const char *source_hostname; /* the variable hostname */
	const char *file;            /* the binlog file of the copy's snapshot */
	uint64_t position;           /* the position in file */
	/*
	 * the GTIDs in the data; "": not known. With auto-position a MySQL source skips
	 * transactions without a GTID, so the set counts only if every transaction had
	 * one at that time
	 */
	const char *gtid_set;
	/*
	 * When the copy's snapshot was taken, by the source's clock, microseconds since
	 * 1970; when the source was started, s since 1970; how many RESET statements it
	 * had executed since then. 0: not known
	 */
	uint64_t snapshot_time, source_start, source_resets;
	const char *databases; /* names, one per line */
	const char *options;   /* the copy's options that matter, as text */
	const char *started_at;
	const char *completed_at;          /* NULL: not complete */
	uint64_t tables, row_count, bytes; /* what was copied */
	/*
	 * set before the link's first start after the copy; from then on file, position
	 * and gtid_set must not be used again
	 */
	const char *link_started_at;
	const char *link_address; /* the "host:port" that the link was last set to */
	/* "salt:hmac" of the link's password, hexadecimal: password_digest.h */
	const char *link_password;
	/*
	 * the same of the hash that the account on the source had then; NULL: not known
	 */
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

/* Replaces gtid_set when the data contains more than the copy's GTIDs. */
bool record_gtids(struct db *target, const char *name, const char *gtid_set,
		  struct error *err) MUST_CHECK;

/*
 * Another server replaced the source: stores which one from record, except its
 * server_id. Removes what only the old one's binlog could tell: the file, the position,
 * and what shows whether it was reset.
 */
bool record_source_replaced(struct db *target, const struct record *record,
			    struct error *err) MUST_CHECK;

/*
 * The query for all records, for a db_batch. record_parse reads its rows; the error is
 * 1146 or 1049 when there is no such table.
 */
extern const char record_query[];
void record_parse(const struct rows *rows, size_t row, struct arena *arena,
		  struct record *out);

/* The DDL, as the plan shows it and record_prepare runs it. */
extern const char record_create_database[];
extern const char record_create_table[];

/*
 * The lock against a second apply: a named lock on a connection of its own. If another
 * session has it, the error is ERROR_LOCKED: it names that session and since when it
 * has the lock, and the hint says what to do.
 */
bool record_lock(struct db *target, const char *channel, struct error *err) MUST_CHECK;
/*
 * True while this connection has the lock. ERROR_UNREACHABLE when the connection was
 * lost, and the lock with it; ERROR_LOCKED when the connection lives but no longer has
 * the lock.
 */
bool record_lock_held(struct db *target, const char *channel,
		      struct error *err) MUST_CHECK;
/*
 * After a client has died, its statement keeps running. So each session that writes
 * takes the named lock with its number (0 .. RECORD_WRITERS-1), and the next run waits
 * until all of these are free.
 */
#define RECORD_WRITERS 64
bool record_writer_lock(struct db *target, const char *channel, unsigned number,
			struct error *err) MUST_CHECK;
bool record_writers_gone(struct db *target, const char *channel, struct run *run,
			 int64_t limit_ms, struct error *err) MUST_CHECK;

#endif
