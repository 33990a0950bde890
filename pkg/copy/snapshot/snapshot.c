/*
 * Takes the snapshot: definitions, readers and coordinates of one moment. Stopping
 * commits is left to read_lock.c; lockless.c does it without a lock.
 */
#include "copy/snapshot/snapshot.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/schema/schema.h"
#include "copy/sessions/sessions.h"
#include "copy/snapshot/read_lock.h"
#include "copy/state.h"
#include "db/queries.h"
#include "sql/quote.h"

/*
 * How many snapshots to try when DDL runs between reading the definitions and taking
 * the snapshot.
 */
#define SNAPSHOTS 5

#define START_SNAPSHOT "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"

/*
 * A GTID set is a position only while every transaction gets a GTID: with
 * auto-position, the source skips transactions without one.
 */
#define GTID_SET_MYSQL                                                                 \
	"SELECT IF(@@GLOBAL.gtid_mode = 'ON', @@GLOBAL.gtid_executed, '')"

/* How to query a server's coordinates. */
/* clang-format off */
static const struct dialect {
	enum flavour flavour;
	unsigned since;
	const char *status;   /* File, Position */
	const char *gtid_set; /* one value, or an error where there are no GTIDs */
} dialects[] = {
	{ FLAVOUR_MYSQL,   80200, "SHOW BINARY LOG STATUS", GTID_SET_MYSQL },
	{ FLAVOUR_MYSQL,   0,     "SHOW MASTER STATUS",     GTID_SET_MYSQL },
	{ FLAVOUR_MARIADB, 0,     "SHOW MASTER STATUS",     "SELECT @@GLOBAL.gtid_binlog_pos" },
};
/* clang-format on */

static const struct dialect *dialect_of(const struct db_server *server)
{
	const struct dialect *dialect = dialects;

	while (dialect->flavour != server->flavour || server->version < dialect->since)
		dialect++;
	return dialect;
}

/*
 * Starts all readers at once: the lock is held for one round trip, however many there
 * are.
 */
static bool start_readers(struct copy *copy, struct error *err)
{
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!db_start(copy->workers.list[i].reader, START_SNAPSHOT, err))
			return false;
	}
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!db_await(copy->workers.list[i].reader, err))
			return false;
	}
	return true;
}

/* Each reader rolls back to its savepoint after a chunk. */
static bool set_savepoints(struct copy *copy, struct error *err)
{
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!db_execute(copy->workers.list[i].reader, "SAVEPOINT extrepl", err))
			return false;
	}
	return true;
}

/* Why no snapshot could be taken at that moment. */
enum obstacle { NO_OBSTACLE, PREPARED_XA, TABLE_IN_USE };

static const struct {
	const char *waiting, *error, *hint;
} obstacles[] = {
	[PREPARED_XA] = { "waiting for a prepared XA transaction on the source to end",
			  "a prepared XA transaction prevents a snapshot",
			  "XA RECOVER lists it; commit it or roll it back, then run this"
			  " again." },
	[TABLE_IN_USE] = { "waiting for the tables without transactions: one of them is"
			   " in use",
			   "no read lock on the tables without transactions: one of "
			   "them is always in use",
			   "An open transaction that has written to one holds it: end "
			   "it; or ALTER TABLE ... ENGINE=InnoDB." },
};

/*
 * Runs while the lock on all tables is held. A transaction that uses one of these
 * tables may be waiting for that lock to commit, so this statement must not wait long.
 */
static bool lock_non_transactional(struct copy *copy, enum obstacle *obstacle,
				   struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text sql = text_make(arena);
	bool ok;

	if (copy->table_lock.db == NULL)
		return true;
	for (size_t i = 0; i < copy->catalog.tables_count; i++) {
		const struct table *table = &copy->catalog.tables[i];

		if (!table->transactional && table->kind != TABLE_SEQUENCE)
			text_addf(&sql, "%s%s READ",
				  sql.length == 0 ? "LOCK TABLES " : ", ",
				  quote_table(table->database, table->name, arena));
	}
	if (sql.length == 0)
		return true;
	bool in_time =
		lock_execute_briefly(copy, copy->table_lock.db, sql.bytes, &ok, err);
	if (in_time && ok)
		return true;
	if (db_lost(copy->table_lock.db) || (in_time && !lock_timed_out(err->code)))
		return false;
	*obstacle = TABLE_IN_USE;
	copy->snapshot.attempts++;
	return true;
}

/*
 * A prepared XA transaction is in no snapshot, and its commit would later stop the
 * replica.
 */
static bool check_xa(const struct db_statement *recover, enum obstacle *obstacle,
		     struct error *err)
{
	if (!recover->done) {
		*err = recover->error;
		error_wrap(err, "looking for prepared XA transactions");
		return error_hint(err,
				  "Grant the account XA_RECOVER_ADMIN on the source.");
	}
	if (recover->rows.count > 0)
		*obstacle = PREPARED_XA;
	return true;
}

/* MySQL breaks the line after each UUID. */
static const char *on_one_line(const char *text, struct arena *arena)
{
	struct text out = text_make(arena);

	for (; text != NULL && *text != '\0'; text++) {
		if (*text != '\n')
			text_add_n(&out, text, 1);
	}
	return out.bytes;
}

static bool read_coordinates(struct copy *copy, const struct db_statement *status,
			     const struct db_statement *gtid_set, struct error *err)
{
	if (!status->done) {
		*err = status->error;
		return error_wrap(err, "reading the binlog position");
	}
	if (status->rows.count == 0 || text_empty(rows_named(&status->rows, 0, "File"))) {
		error_set(err, ERROR_FAILED, "%s: the binlog is off",
			  db_label(copy->control));
		return error_hint(err, "Turn log_bin on and restart the source.");
	}
	const char *gtids = gtid_set->done ? rows_value(&gtid_set->rows, 0, 0) : NULL;

	copy->snapshot.file = rows_named(&status->rows, 0, "File");
	copy->snapshot.position =
		rows_number(rows_named(&status->rows, 0, "Position"), 0);
	copy->snapshot.gtid_set = on_one_line(gtids, copy->arena);
	return true;
}

/* Everything between lock and unlock. */
static bool inside_lock(struct copy *copy, enum obstacle *obstacle, struct error *err)
{
	const struct dialect *dialect = dialect_of(db_server(copy->control));
	struct db_statement asked[3] = {
		{ .sql = "XA RECOVER" },
		{ .sql = dialect->status },
		{ .sql = dialect->gtid_set },
	};

	if (!start_readers(copy, err) || !lock_non_transactional(copy, obstacle, err))
		return false;
	if (*obstacle != NO_OBSTACLE)
		return true;
	return db_batch(copy->control, asked, ARRAY_SIZE(asked), copy->arena, err) &&
	       check_xa(&asked[0], obstacle, err) &&
	       read_coordinates(copy, &asked[1], &asked[2], err);
}

static bool take_with_lock(struct copy *copy, enum obstacle *obstacle, struct error *err)
{
	struct error unlocking = { 0 };
	struct lock lock;

	if (!lock_take(copy, &lock, err))
		return false;
	bool ok = inside_lock(copy, obstacle, err);
	bool unlocked = lock_release(copy, &lock, ok ? err : &unlocking);
	return ok && unlocked;
}

static bool end_readers(struct copy *copy, struct error *err)
{
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!db_execute(copy->workers.list[i].reader, "ROLLBACK", err))
			return false;
	}
	return copy->table_lock.db == NULL ||
	       lock_undo(copy->table_lock.db, "UNLOCK TABLES", err);
}

/* Tries again until there is no obstacle. */
static bool take_clean(struct copy *copy, struct error *err)
{
	struct wait wait =
		wait_start(&copy->pool.run, copy->job->lock_timeout_ms, 100, 2000);
	enum obstacle obstacle = NO_OBSTACLE, told = NO_OBSTACLE;
	bool taken = false;

	if (!snapshot_take_lockless(copy, &taken, err))
		return false;
	if (taken)
		return true;
	do {
		obstacle = NO_OBSTACLE;
		if (!take_with_lock(copy, &obstacle, err))
			return false;
		if (obstacle == NO_OBSTACLE)
			return true;
		if (!end_readers(copy, err))
			return false;
		if (told != obstacle)
			log_fact(copy->pool.run.log, LOG_INFO, copy->job->step, "%s",
				 obstacles[obstacle].waiting);
		told = obstacle;
	} while (wait_again(&wait));
	if (!run_goes_on(&copy->pool.run, err))
		return false;
	error_set(err, ERROR_WAITING, "%s: %s", db_label(copy->control),
		  obstacles[obstacle].error);
	return error_hint(err, "%s", obstacles[obstacle].hint);
}

static void say_how(const struct copy *copy)
{
	const struct snapshot *snapshot = &copy->snapshot;

	if (snapshot->lock_ms == 0 && strncmp(snapshot->method, "Binlog", 6) == 0)
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "snapshot taken without a lock (%s)", snapshot->method);
	else
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "read lock held %" PRIu64 " ms (%s)", snapshot->lock_ms,
			 snapshot->method);
	if (snapshot->attempts > 0)
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "%u attempt%s before it %s given up within %" PRId64 " ms",
			 snapshot->attempts, snapshot->attempts == 1 ? "" : "s",
			 snapshot->attempts == 1 ? "was" : "were", copy->lock_attempt_ms);
}

/* A table dropped while it is being read is an error: then everything is read again. */
static bool read_definitions(struct copy *copy, struct catalog *out, struct error *err)
{
	const struct copy_job *job = copy->job;

	for (int i = 1;; i++) {
		if (databases_list(copy, err) &&
		    catalog_read(copy->control, copy->databases, copy->arena, out, err))
			return job->still_sees == NULL ||
			       job->still_sees(job->still_sees_arg, copy->control, err);
		if (i == CATALOG_READINGS || !catalog_misses(err))
			return false;
		log_fact(copy->pool.run.log, LOG_DEBUG, copy->job->step,
			 "reading the definitions again: %s", err->message);
	}
}

/* The first row's value, or 0. A server that does not answer is no reason to stop. */
static bool ask_number(struct copy *copy, enum query query, const char *column,
		       uint64_t *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct error refused = { 0 };
	struct rows rows;

	*out = 0;
	if (!db_query(copy->control,
		      query_text(query, db_server(copy->control), NULL, arena), arena,
		      &rows, &refused)) {
		if (!db_lost(copy->control))
			return true;
		*err = refused;
		return false;
	}
	if (rows.count > 0)
		*out = rows_number(rows_named(&rows, 0, column), 0);
	return true;
}

/* What shows later whether the binlog still goes on from the snapshot's coordinates. */
static bool read_origin(struct copy *copy, struct error *err)
{
	struct snapshot *snapshot = &copy->snapshot;

	return ask_number(copy, QUERY_SERVER_START, "now", &snapshot->time, err) &&
	       ask_number(copy, QUERY_SERVER_START, "start", &snapshot->source_start,
			  err) &&
	       ask_number(copy, QUERY_RESETS, "Value", &snapshot->source_resets, err);
}

/*
 * Checks that everything in the catalog can be copied, and opens the session for the
 * lock on non-transactional tables.
 */
static bool prepare(struct copy *copy, struct error *err)
{
	tasks_make(copy);
	return copy_check(copy, err) &&
	       (copy->queue.locked_left == 0 || sessions_open_table_lock(copy, err));
}

/*
 * Reads the definitions before the lock and again after it. They belong to the snapshot
 * only if both are equal. DDL after that makes reading the table fail (1412), or
 * moved.c finds it.
 */
bool snapshot_take(struct copy *copy, struct error *err)
{
	const char *difference = NULL;

	if (!read_definitions(copy, &copy->catalog, err))
		return false;
	for (int i = 0; i < SNAPSHOTS; i++) {
		struct catalog again;
		struct error missing = { 0 };

		if (!read_origin(copy, err) || !moved_begin(copy, err))
			return false;
		bool taken = prepare(copy, &missing) && take_clean(copy, &missing);
		/* A table that it queried or locked by name may have been dropped. */
		if (!taken && !catalog_misses(&missing)) {
			*err = missing;
			return false;
		}
		if (!read_definitions(copy, &again, err))
			return false;
		const char *name;
		if (!moved_settle(copy, &name, err))
			return false;
		difference = catalog_difference(&copy->catalog, &again, copy->arena);
		if (difference == NULL)
			difference = name;
		copy->catalog = again;
		if (!taken && difference == NULL) {
			*err = missing;
			return false;
		}
		if (difference == NULL) {
			say_how(copy);
			return set_savepoints(copy, err);
		}
		if (!end_readers(copy, err))
			return false;
	}
	error_set(err, ERROR_FAILED,
		  "%s: its definitions keep changing: %s differed %d times",
		  db_label(copy->control), difference, SNAPSHOTS);
	return error_hint(err, "Wait until the schema changes on the source have "
			       "ended.");
}
