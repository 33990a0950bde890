/*
 * Takes a lock that stops commits on the source: the least intrusive method that the
 * source offers, one bounded attempt after another. snapshot.c decides what is done
 * inside the lock.
 */
#include "copy/snapshot/read_lock.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/sessions/sessions.h"
#include "copy/state.h"
#include "db/lock_holders.h"
#include "db/statement_timeout.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/*
 * A server does not notice when a client's machine or the network is gone. So it must
 * end the session that holds the lock after SILENT_SECONDS without a statement; inside
 * the lock, that is a long time. If this process cannot kill a waiting lock statement,
 * lock_wait_timeout ends it after a second, or a few round trips.
 */
#define SILENT "SET SESSION wait_timeout = %d, lock_wait_timeout = %" PRId64
#define SILENT_SECONDS 5
/* The values of all reading sessions. */
#define AS_BEFORE NO_IDLE_TIMEOUT ", lock_wait_timeout = 600"
/*
 * After finding an old statement still running this many times, one attempt is made
 * anyway: the statement may be harmless.
 */
#define LOOKS_AN_ATTEMPT 5
#define SAID_AFTER_MS 3000

struct method {
	const char *name;
	enum flavour flavour; /* FLAVOUR_UNKNOWN: both */
	unsigned since;
	const char *statements[3]; /* NULL: LOCK TABLES on the tables of the copy */
	const char *unlock;
	bool beside_table_locks; /* non-transactional tables can be locked inside it */
};

/* The least intrusive first. */
/* clang-format off */
static const struct method methods[] = {
	{ "BACKUP STAGE BLOCK_COMMIT", FLAVOUR_MARIADB, 100401,
	  { "BACKUP STAGE START", "BACKUP STAGE BLOCK_COMMIT" }, "BACKUP STAGE END", false },
	{ "FLUSH TABLES WITH READ LOCK", FLAVOUR_UNKNOWN, 0,
	  { "FLUSH TABLES WITH READ LOCK" }, "UNLOCK TABLES", true },
	{ "LOCK TABLES", FLAVOUR_UNKNOWN, 0,
	  { NULL }, "UNLOCK TABLES", true },
};
/* clang-format on */

static const char *lock_tables_statement(const struct copy *copy, struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < copy->catalog.tables_count; i++) {
		const struct table *table = &copy->catalog.tables[i];

		text_addf(&sql, "%s%s READ", i == 0 ? "LOCK TABLES " : ", ",
			  quote_table(table->database, table->name, arena));
	}
	return sql.length == 0 ? "DO 0" : sql.bytes;
}

static bool is_denial(unsigned code)
{
	return code == SERVER_SPECIFIC_ACCESS_DENIED ||
	       code == SERVER_DATABASE_ACCESS_DENIED || code == SERVER_ACCESS_DENIED ||
	       code == SERVER_TABLE_ACCESS_DENIED || code == SERVER_PARSE_ERROR;
}

bool lock_timed_out(unsigned code)
{
	return code == SERVER_QUERY_INTERRUPTED || code == SERVER_LOCK_WAIT_TIMEOUT ||
	       code == SERVER_STATEMENT_TIMEOUT;
}

/* How many round trips are measured; the slowest counts. */
#define TRIPS 3

static bool measure_round_trip(struct copy *copy, struct error *err)
{
	int64_t slowest = 0;

	for (int i = 0; i < TRIPS; i++) {
		int64_t began = run_clock();

		if (!db_execute(copy->control, "DO 0", err))
			return false;
		if (run_clock() - began > slowest)
			slowest = run_clock() - began;
	}
	copy->lock_attempt_ms = lock_attempt_ms(slowest);
	if (copy->lock_attempt_ms > LOCK_STALL_MS)
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "a round trip to the source takes %" PRId64
			 " ms: each attempt at the read lock may block its writers "
			 "for %" PRId64 " ms",
			 slowest, copy->lock_attempt_ms);
	return true;
}

bool lock_execute_briefly(struct copy *copy, struct db *db, const char *sql, bool *ok,
			  struct error *err)
{
	struct statement_timeout timeout;

	*ok = statement_timeout_begin(&timeout, db, copy->killer, copy->lock_attempt_ms,
				      err);
	if (!*ok)
		return true;
	*ok = db_execute(db, sql, err);
	return statement_timeout_end(&timeout);
}

bool lock_undo(struct db *db, const char *unlock, struct error *err)
{
	return db_execute(db, unlock, err) ||
	       (!db_lost(db) && db_execute(db, unlock, err));
}

enum outcome { TAKEN, TOO_SLOW, DENIED, BROKEN };

static enum outcome attempt(struct copy *copy, const struct method *method,
			    struct lock *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *fallback[3] = { lock_tables_statement(copy, arena) };
	const char *const *statements =
		method->statements[0] == NULL ? fallback : method->statements;
	int64_t seconds = copy->lock_attempt_ms / 1000 + 1;
	bool ok = db_executef(copy->control, err, SILENT, SILENT_SECONDS * (int)seconds,
			      seconds);
	struct lock lock = { method->name, method->unlock, run_clock() };
	struct error unlocking = { 0 };
	bool in_time = true;

	for (size_t i = 0; i < 3 && statements[i] != NULL && ok && in_time; i++)
		in_time = lock_execute_briefly(copy, copy->control, statements[i], &ok,
					       err);
	if (ok && in_time) {
		*out = lock;
		return TAKEN;
	}
	unsigned code = ok ? SERVER_QUERY_INTERRUPTED : err->code;
	if (db_lost(copy->control) || !run_goes_on(&copy->pool.run, &unlocking))
		return BROKEN;
	if (!lock_undo(copy->control, method->unlock, &unlocking) &&
	    db_lost(copy->control)) {
		*err = unlocking;
		return BROKEN;
	}
	if (is_denial(code))
		return DENIED;
	return lock_timed_out(code) || !in_time ? TOO_SLOW : BROKEN;
}

/* The longest-running statement of another session, or no row. */
static bool find_old_statement(struct copy *copy, struct arena *arena, struct rows *out,
			       struct error *err)
{
	return db_query(copy->control,
			"SELECT id, user, COALESCE(host, ''), time, LEFT(COALESCE(info, state, ''), 100)"
			" FROM information_schema.processlist"
			" WHERE command IN ('Query', 'Execute') AND time >= 1"
			" AND user NOT IN ('system user', 'event_scheduler')"
			" AND id <> CONNECTION_ID() ORDER BY time DESC LIMIT 1",
			arena, out, err);
}

static bool give_up(struct copy *copy, const struct wait *wait, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!run_goes_on(&copy->pool.run, err) ||
	    !find_old_statement(copy, arena, &rows, err))
		return false;
	error_set(err, ERROR_WAITING, "%s: no read lock within %s",
		  db_label(copy->control),
		  text_duration(arena, (uint64_t)wait_elapsed(wait)));
	const char *holders = lock_holders(copy->control, arena);
	if (rows.count == 0 && holders != NULL)
		return error_hint(err,
				  "Another session's lock: %s. Wait until it is "
				  "released, or end a forgotten session (KILL ID). If "
				  "none of these is the cause, the write load leaves "
				  "no gap of %" PRId64 " ms.",
				  holders, copy->lock_attempt_ms);
	if (rows.count == 0)
		return error_hint(err,
				  "The write load leaves no gap of %" PRId64
				  " ms: raise copy.lock_timeout, or choose a quieter hour.",
				  copy->lock_attempt_ms);
	error_set(err, ERROR_WAITING,
		  "%s: no read lock within %s: '%s'@'%s' has been running this for %s s: %s",
		  db_label(copy->control),
		  text_duration(arena, (uint64_t)wait_elapsed(wait)),
		  rows_value(&rows, 0, 1), rows_value(&rows, 0, 2),
		  rows_value(&rows, 0, 3), rows_value(&rows, 0, 4));
	return error_hint(err,
			  "Wait for it to end, or end it on the source: KILL QUERY %s; or raise"
			  " copy.lock_timeout.",
			  rows_value(&rows, 0, 0));
}

static bool may_try(struct copy *copy, unsigned looks, bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!find_old_statement(copy, arena, &rows, err))
		return false;
	*out = rows.count == 0 || looks % LOOKS_AN_ATTEMPT == 0;
	return true;
}

static bool applies(const struct copy *copy, const struct method *method)
{
	const struct db_server *server = db_server(copy->control);

	if (method->flavour != FLAVOUR_UNKNOWN &&
	    (method->flavour != server->flavour || server->version < method->since))
		return false;
	return copy->queue.locked_left == 0 || method->beside_table_locks;
}

/* Another session may keep a lock for hours: log that early, long before giving up. */
static void say_waiting(struct copy *copy, const struct wait *wait, bool *said)
{
	AUTO_ARENA *arena = arena_make();

	if (*said || wait_elapsed(wait) < SAID_AFTER_MS)
		return;
	*said = true;
	const char *holders = lock_holders(copy->control, arena);
	if (holders != NULL)
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "no read lock on %s yet: %s", db_label(copy->control), holders);
}

bool lock_take(struct copy *copy, struct lock *out, struct error *err)
{
	struct wait wait =
		wait_start(&copy->pool.run, copy->job->lock_timeout_ms, 100, 2000);
	const struct method *method = methods;
	const struct method *const end = methods + ARRAY_SIZE(methods);
	unsigned looks = 1;
	bool said = false;

	if (!measure_round_trip(copy, err))
		return false;
	do {
		bool now;

		if (!may_try(copy, looks, &now, err))
			return false;
		looks++;
		while (now && method < end) {
			enum outcome outcome = applies(copy, method) ?
						       attempt(copy, method, out, err) :
						       DENIED;

			if (outcome == TAKEN)
				return true;
			if (outcome == BROKEN)
				return false;
			if (outcome == TOO_SLOW) {
				copy->snapshot.attempts++;
				break;
			}
			method++;
		}
		if (method == end) {
			error_wrap(err,
				   "the account may not lock the source for a moment");
			return error_hint(err, "Grant the account RELOAD on the source.");
		}
		say_waiting(copy, &wait, &said);
	} while (wait_again(&wait));
	return give_up(copy, &wait, err);
}

bool lock_release(struct copy *copy, const struct lock *lock, struct error *err)
{
	bool unlocked = db_execute(copy->control, lock->unlock, err);

	copy->snapshot.method = lock->name;
	copy->snapshot.lock_ms = (uint64_t)(run_clock() - lock->sent_at);
	return unlocked && db_execute(copy->control, AS_BEFORE, err);
}
