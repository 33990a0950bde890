/*
 * Walks a table of actions, forward and, to undo, backward. What stands together on the
 * session that holds the lock goes in one round trip.
 */
#include "promote/internal.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "link/calls.h"
#include "sql/statements.h"

/* The head, an XA RECOVER, two for coordinates, one for counters. */
#define MOST_TOGETHER 8
/* A call of RDS's procedures sleeps, and waits for the transaction in hand. */
#define CALL_READ_SECONDS 600
/* While the servers come back, undoing tries so long. */
#define UNDO_LIMIT_MS (15 * 1000)

/* What was to be taken back is not there: as it should be. */
static bool is_gone(unsigned code)
{
	enum {
		NO_CHANNEL = 3074,
		NO_CONNECTION = 1617,
		NOT_CONFIGURED = 1200,
		NO_USER = 1396,
		NO_DATABASE = 1049,
		NO_TABLE = 1146,
	};

	return code == NO_CHANNEL || code == NO_CONNECTION || code == NOT_CONFIGURED ||
	       code == NO_USER || code == NO_DATABASE || code == NO_TABLE;
}

int64_t outage_left(const struct promotion *promotion)
{
	int64_t left = promotion->frozen_at +
		       promotion->session->manifest->cutover.max_outage_ms - run_clock();

	return left > 0 ? left : 0;
}

bool action_is_wanted(const struct promotion *promotion,
		      const struct promote_action *action)
{
	enum flavour flavour = promotion->facts.observed->source.server.flavour;

	return (action->flavour == FLAVOUR_UNKNOWN || action->flavour == flavour) &&
	       (action->wanted == NULL || action->wanted(&promotion->facts));
}

static bool connected(struct promotion *promotion, const struct db_login *login,
		      struct db **db, struct error *err)
{
	if (*db != NULL && !db_lost(*db))
		return true;
	db_close(*db);
	*db = NULL;
	return db_connect(login, promotion->run, db, err);
}

bool ensure_source(struct promotion *promotion, struct error *err)
{
	return connected(promotion, &promotion->session->logins->source,
			 &promotion->source, err);
}

bool ensure_target(struct promotion *promotion, struct error *err)
{
	return connected(promotion, &promotion->session->logins->target,
			 &promotion->target, err);
}

static struct db *db_of(struct promotion *promotion, const struct promote_action *action)
{
	if (action->session == SESSION_LOCK)
		return promotion->lock;
	return action->on == ON_TARGET ? promotion->target : promotion->source;
}

/* The statement is traced, and sent with the password where it wants one. */
static bool send(struct promotion *promotion, struct db *db, const char *text,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	size_t secret_at = statement_secret_at(text);

	log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "%s", text);
	if (secret_at == NO_SECRET)
		return db_execute_all(db, text, err);
	char *filled = statement_fill(text, secret_at, &promotion->back_password, arena);
	bool sent = db_execute(db, filled, err);
	statement_wipe(filled);
	if (!sent && (err->code == 1064 || err->code == 1525)) {
		unsigned code = err->code;

		error_set(err, ERROR_FAILED,
			  "%s: the server refused the statement (%u); its message quotes the "
			  "password and is withheld",
			  db_label(db), code);
		err->code = code;
	}
	return sent;
}

/*
 * On a connection of its own, autocommit on and nothing locked. What an rds_* procedure
 * reports proves nothing: looking afterwards does.
 */
static bool execute_call(struct promotion *promotion, const char *text, struct error *err)
{
	struct db_login login = promotion->session->logins->target;
	AUTO_DB *db = NULL;

	login.read_seconds = CALL_READ_SECONDS;
	if (!db_connect(&login, promotion->run, &db, err))
		return false;
	if (send(promotion, db, text, err))
		return true;
	if (err->code != 1644)
		return false;
	log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "%s", err->message);
	return true;
}

/* ---- what goes together on the session with the lock */

static bool joins(const struct promote_action *head, const struct promote_action *next)
{
	return next->session == SESSION_LOCK && next->on == head->on &&
	       (next->kind == PROMOTE_EMPTY || next->kind == PROMOTE_COORDINATES ||
		next->kind == PROMOTE_SAME);
}

struct batch {
	struct db_statement statements[MOST_TOGETHER];
	size_t count;
};

static void add(struct batch *batch, const char *sql)
{
	batch->statements[batch->count++] = (struct db_statement){ .sql = sql };
}

static void add_action(struct promotion *promotion, const struct promote_action *action,
		       struct batch *batch)
{
	struct db *db = promotion->lock;

	switch (action->kind) {
	case PROMOTE_COORDINATES:
	case PROMOTE_SAME:
		add(batch, coordinates_query(db_server(db), promotion->arena));
		add(batch, gtids_query(db_server(db), promotion->arena));
		if (action->kind == PROMOTE_SAME)
			add(batch, counters_query(promotion, db, promotion->arena));
		return;
	default:
		add(batch, places_fill(promotion, action->text, promotion->arena));
	}
}

static bool moved(struct promotion *promotion, const struct coordinates *now,
		  struct error *err)
{
	error_set(err, ERROR_FAILED,
		  "something was written in spite of the lock: %s:%" PRIu64
		  " has become %s:%" PRIu64,
		  promotion->frozen.file, promotion->frozen.position, now->file,
		  now->position);
	return error_hint(err,
			  "Who writes there without regard to read_only, or to another "
			  "database? Stop it, then run the same command again.");
}

/*
 * The closed side's binlog may move for what the lock does not stop: RDS's own
 * heartbeat on the target; on the source the empty transactions that the way back logs
 * for what its filter leaves out. The open side then goes there as well, until nothing
 * moves.
 */
static bool follow(struct promotion *promotion, const struct coordinates *now,
		   struct error *err)
{
	struct coordinates at = *now;

	for (unsigned looks = 0; looks < 5; looks++) {
		struct coordinates again;
		bool reached;

		if (!drain(promotion, &at, outage_left(promotion), &reached, err) ||
		    !coordinates_read(promotion, promotion->lock, &again, err))
			return false;
		if (reached && coordinates_equal(&at, &again)) {
			promotion->frozen = at;
			return true;
		}
		at = again;
	}
	return moved(promotion, &at, err);
}

static bool look_at(struct promotion *promotion, const struct promote_action *action,
		    const struct db_statement *answer, struct error *err)
{
	struct coordinates now;

	if (action->kind == PROMOTE_EMPTY) {
		if (!answer->done)
			*err = answer->error;
		else if (answer->rows.count > 0) {
			error_set(err, ERROR_BLOCKED,
				  "%s: a prepared XA transaction is there (%s finds it)",
				  db_label(promotion->lock), answer->sql);
			return error_hint(err, "Commit it or roll it back first.");
		}
		return answer->done;
	}
	coordinates_parse(&answer[0], &answer[1], &now);
	if (now.file == NULL)
		return error_set(err, ERROR_FAILED, "%s: its coordinates cannot be read",
				 db_label(promotion->lock));
	if (action->kind == PROMOTE_COORDINATES) {
		promotion->frozen = now;
		return true;
	}
	if (!answer[2].done) {
		*err = answer[2].error;
		return false;
	}
	counters_parse(&answer[2].rows, promotion->arena, &promotion->closed_counters);
	return coordinates_equal(&promotion->frozen, &now) ||
	       follow(promotion, &now, err);
}

static size_t answers_of(const struct promote_action *action)
{
	switch (action->kind) {
	case PROMOTE_COORDINATES:
		return 2;
	case PROMOTE_SAME:
		return 3;
	default:
		return 1;
	}
}

static bool look_at_all(struct promotion *promotion, size_t first, size_t after,
			const struct batch *batch, struct error *err)
{
	size_t at = 0;

	for (size_t i = first; i < after; i++) {
		const struct promote_action *action = &promotion->actions[i];

		if (!action_is_wanted(promotion, action))
			continue;
		if (action->kind == PROMOTE_SQL || action->kind == PROMOTE_LOCK) {
			if (!batch->statements[at].done) {
				*err = batch->statements[at].error;
				return false;
			}
		} else if (!look_at(promotion, action, &batch->statements[at], err)) {
			return false;
		}
		at += answers_of(action);
	}
	return true;
}

static bool lock_was_slow(unsigned code)
{
	enum { INTERRUPTED = 1317, LOCK_WAIT_TIMEOUT = 1205, STATEMENT_TIME = 1969 };

	return code == INTERRUPTED || code == LOCK_WAIT_TIMEOUT || code == STATEMENT_TIME;
}

static bool give_up(struct promotion *promotion, const struct wait *wait,
		    struct error *err)
{
	if (!run_goes_on(promotion->run, err))
		return false;
	error_set(err, ERROR_WAITING, "%s: no lock within %s, in %u attempts of %d ms",
		  db_label(promotion->lock),
		  text_duration(promotion->arena, (uint64_t)wait_elapsed(wait)),
		  promotion->attempts, LOCK_ATTEMPT_MS);
	return error_hint(err, "Something long holds tables there: SHOW FULL PROCESSLIST "
			       "tells what. Wait for it or end it, or raise "
			       "copy.lock_timeout.");
}

/*
 * In attempts that stall nobody for longer than LOCK_ATTEMPT_MS. The outage counts from
 * the sending of the one that got it.
 */
static bool take_lock(struct promotion *promotion, const struct batch *fresh,
		      struct batch *batch, struct error *err)
{
	struct wait wait = wait_start(promotion->run,
				      promotion->session->manifest->copy.lock_timeout_ms,
				      100, 2000);

	do {
		struct error unused = { 0 };
		bool in_time;

		*batch = *fresh;
		promotion->attempts++;
		promotion->frozen_at = run_clock();
		promotion->trips = 0;
		if (!execute_briefly(promotion->lock, promotion->killer, batch->statements,
				     batch->count, promotion->arena, &in_time, err))
			return false;
		if (in_time && batch->statements[0].done)
			return true;
		if (!in_time || lock_was_slow(batch->statements[0].error.code)) {
			promotion->frozen_at = 0;
			if (!db_execute(promotion->lock, "UNLOCK TABLES", &unused) &&
			    !db_execute(promotion->lock, "UNLOCK TABLES", err))
				return false;
			continue;
		}
		*err = batch->statements[0].error;
		return false;
	} while (wait_again(&wait));
	return give_up(promotion, &wait, err);
}

/* *next: the first action that is not part of it. */
static bool walk_together(struct promotion *promotion, size_t first, size_t *next,
			  struct error *err)
{
	const struct promote_action *head = &promotion->actions[first];
	struct batch fresh = { .count = 0 }, batch;
	size_t i = first;

	do {
		if (action_is_wanted(promotion, &promotion->actions[i])) {
			promotion->done[promotion->done_count++] = i;
			add_action(promotion, &promotion->actions[i], &fresh);
		}
		i++;
	} while (i < promotion->actions_count &&
		 (!action_is_wanted(promotion, &promotion->actions[i]) ||
		  joins(head, &promotion->actions[i])));
	*next = i;
	for (size_t at = 0; at < fresh.count; at++)
		log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "%.400s",
			 fresh.statements[at].sql);
	if (head->kind == PROMOTE_LOCK) {
		if (!take_lock(promotion, &fresh, &batch, err))
			return false;
	} else {
		batch = fresh;
		if (!db_batch(promotion->lock, batch.statements, batch.count,
			      promotion->arena, err))
			return false;
	}
	promotion->trips++;
	return look_at_all(promotion, first, i, &batch, err);
}

/* ---- one alone */

static bool drain_in_time(struct promotion *promotion, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;
	int64_t began = run_clock();
	bool reached;

	if (!drain(promotion, &promotion->frozen, outage_left(promotion), &reached, err))
		return false;
	promotion->drained_ms = run_clock() - began;
	if (reached)
		return true;
	error_set(err, ERROR_WAITING, "not drained to %s:%" PRIu64 " within %s",
		  promotion->frozen.file, promotion->frozen.position,
		  text_duration(promotion->arena,
				(uint64_t)manifest->cutover.max_outage_ms));
	return error_hint(err,
			  "`extrepl status` tells how the applier is; choose a quieter "
			  "hour, or raise cutover.max_outage.");
}

static bool in_time(struct promotion *promotion, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;

	if (promotion->frozen_at == 0 || promotion->no_return ||
	    outage_left(promotion) > 0)
		return true;
	return error_set(err, ERROR_WAITING, "it took longer than cutover.max_outage, %s",
			 text_duration(promotion->arena,
				       (uint64_t)manifest->cutover.max_outage_ms));
}

static bool execute_sql(struct promotion *promotion,
			const struct promote_action *action, struct error *err)
{
	const char *text = places_fill(promotion, action->text, promotion->arena);
	struct error unused = { 0 };

	struct db *db = db_of(promotion, action);
	/* The lock went with the run that held it. */
	if (text == NULL || db == NULL)
		return true;
	if (action->no_return && !text_empty(promotion->raise) &&
	    promotion->wish == PROMOTE_FORWARD)
		text = arena_printf(promotion->arena, "%s%s", promotion->raise, text);
	if (promotion->frozen_at != 0 && !promotion->no_return)
		promotion->trips++;
	if (send(promotion, db, text, err))
		return true;
	if (!db_lost(db))
		(void)!db_execute(db, "ROLLBACK", &unused);
	/* Once the other side is open, a lock that is lost is as good as released. */
	return action->session == SESSION_LOCK && promotion->no_return && db_lost(db);
}

static bool raise_counters(struct promotion *promotion, struct error *err)
{
	promotion->raise = counters_raise(&promotion->closed_counters,
					  &promotion->open_counters, promotion->arena);
	/* On the way forward they go with the record, in one round trip. */
	if (promotion->wish == PROMOTE_FORWARD || text_empty(promotion->raise))
		return true;
	promotion->trips++;
	return send(promotion, promotion->source, promotion->raise, err);
}

static bool execute_one(struct promotion *promotion,
			const struct promote_action *action, struct error *err)
{
	const char *text;

	switch (action->kind) {
	case PROMOTE_SQL:
		return execute_sql(promotion, action, err);
	case PROMOTE_CALL:
		text = places_fill(promotion, action->text, promotion->arena);
		return text == NULL || execute_call(promotion, text, err);
	case PROMOTE_COORDINATES:
		return coordinates_read(promotion, promotion->target, &promotion->other,
					err);
	case PROMOTE_PROOF:
		return prove_way_back(promotion, err);
	case PROMOTE_EXPECT:
		return expect_outage(promotion, err);
	case PROMOTE_DRAIN:
		return drain_in_time(promotion, err);
	case PROMOTE_COUNTERS:
		return raise_counters(promotion, err);
	case PROMOTE_FILE:
		return option_file_write(promotion, promotion->wish == PROMOTE_FORWARD,
					 err);
	case PROMOTE_EVENTS:
		enable_events(promotion);
		return true;
	case PROMOTE_HOOKS:
		if (promotion->wish != PROMOTE_REVERT)
			return hooks_run(promotion, action->moment, err);
		hooks_undo(promotion, HOOK_OPENED);
		hooks_undo(promotion, HOOK_FROZEN);
		return true;
	case PROMOTE_SESSIONS:
		look_at_sessions(promotion);
		return true;
	case PROMOTE_LOCK:
	case PROMOTE_EMPTY:
	case PROMOTE_SAME:
		break;
	}
	return error_set(err, ERROR_BUG, "%s: an action out of its place", action->part);
}

static void note_phase(struct promotion *promotion, const char *part, int64_t began)
{
	struct promote_result *result = promotion->result;

	if (part == NULL || result->phases_count == PROMOTE_PHASES)
		return;
	result->phases[result->phases_count++] =
		(struct promote_phase){ part, run_clock() - began };
}

bool actions_walk(struct promotion *promotion, size_t first, struct error *err)
{
	const char *part = NULL;
	int64_t began = 0;

	for (size_t i = first; i < promotion->actions_count;) {
		const struct promote_action *action = &promotion->actions[i];
		bool done;

		if (!action_is_wanted(promotion, action)) {
			i++;
			continue;
		}
		if (!text_equal(part, action->part)) {
			if (part != NULL)
				report_part(promotion, part);
			note_phase(promotion, part, began);
			part = action->part;
			began = run_clock();
		}
		if (!run_goes_on(promotion->run, err))
			return error_wrap(err, "%s", part);
		if (action->session == SESSION_LOCK && !promotion->no_return) {
			done = walk_together(promotion, i, &i, err);
		} else {
			promotion->done[promotion->done_count++] = i++;
			done = execute_one(promotion, action, err);
		}
		if (!done || !in_time(promotion, err))
			return error_wrap(err, "%s", part);
		if (action->no_return) {
			promotion->no_return = true;
			promotion->result->outage_ms = run_clock() - promotion->frozen_at;
			promotion->result->trips = promotion->trips;
		}
	}
	if (part != NULL)
		report_part(promotion, part);
	note_phase(promotion, part, began);
	return true;
}

/* ---- backward */

static bool undo_statement(struct promotion *promotion,
			   const struct promote_action *action, const char *text,
			   struct error *err)
{
	struct db *db;

	log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "undo: %s", text);
	if (action->kind == PROMOTE_CALL)
		return execute_call(promotion, text, err);
	if (action->kind == PROMOTE_LOCK) {
		/* The lock went with its session, if that is gone. */
		db_close(promotion->lock);
		promotion->lock = NULL;
		return true;
	}
	if (action->on == ON_TARGET ? !ensure_target(promotion, err) :
				      !ensure_source(promotion, err))
		return false;
	db = action->on == ON_TARGET ? promotion->target : promotion->source;
	return db_execute(db, text, err) || is_gone(err->code);
}

static bool undo_action(struct promotion *promotion,
			const struct promote_action *action, struct error *err)
{
	if (action->kind == PROMOTE_HOOKS) {
		hooks_undo(promotion, action->moment);
		return true;
	}
	if (action->kind == PROMOTE_FILE)
		return option_file_write(promotion, promotion->wish != PROMOTE_FORWARD,
					 err);
	const char *text = places_fill(promotion, action->undo, promotion->arena);
	while (text != NULL && *text != '\0') {
		size_t length = strcspn(text, ";");
		const char *one = arena_copy_n(promotion->arena, text, length);
		struct wait wait = wait_start(promotion->run, UNDO_LIMIT_MS, 100, 1000);
		bool done;

		do {
			done = undo_statement(promotion, action, one, err);
		} while (!done && err->kind == ERROR_UNREACHABLE && wait_again(&wait));
		if (!done)
			return false;
		text += length;
		text += strspn(text, "; ");
	}
	return true;
}

bool actions_undo(struct promotion *promotion, struct error *err)
{
	bool all = true;

	while (promotion->done_count > 0) {
		const struct promote_action *action =
			&promotion->actions[promotion->done[--promotion->done_count]];
		struct error one = { 0 };

		if (action->undo == NULL || undo_action(promotion, action, &one))
			continue;
		/* The rest is tried all the same; the first failure is told. */
		if (all)
			*err = one;
		all = false;
	}
	return all; /* err is set: by the first that failed */
}
