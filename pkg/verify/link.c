/*
 * Reads where the source's binlog is, and how far the target has applied it, on the
 * link's channel. Explaining the link's errors is left to pkg/link.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "db/queries.h"
#include "db/replica_status.h"
#include "verify/internal.h"

/*
 * How long to wait for a link whose threads do not run, in milliseconds, but not longer
 * than the manifest's timeout. Somebody may be restarting it, or it has lost its
 * connection.
 */
#define STALL_TIMEOUT_MS 10000

/* The link's status on the target. */
struct applied {
	bool applies;             /* the SQL thread runs */
	bool runs;                /* both threads run */
	int64_t stall_timeout_ms; /* how long its threads may not run */
	/* the source's coordinates that the target has applied */
	struct coordinates at;
	const char *trouble; /* why it does not run; for messages */
};

static const char *unlinked(struct verify *verify)
{
	(void)pthread_mutex_lock(&verify->pool.lock);
	const char *why = verify->unlinked;
	(void)pthread_mutex_unlock(&verify->pool.lock);
	return why;
}

/* From now on nobody waits for the link, until take_up. */
static void give_up(struct verify *verify, const char *why)
{
	(void)pthread_mutex_lock(&verify->pool.lock);
	if (verify->unlinked == NULL) {
		verify->unlinked = arena_copy(verify->arena, why);
		log_fact(verify->pool.run.log, LOG_INFO, "verify",
			 "%s: compared without it", why);
	}
	(void)pthread_mutex_unlock(&verify->pool.lock);
}

static void take_up(struct verify *verify)
{
	(void)pthread_mutex_lock(&verify->pool.lock);
	if (verify->unlinked != NULL)
		log_fact(verify->pool.run.log, LOG_INFO, "verify", "the link runs again");
	verify->unlinked = NULL;
	(void)pthread_mutex_unlock(&verify->pool.lock);
}

/* Notes that from now on rows are judged without a link. */
static void miss(struct verify *verify)
{
	(void)pthread_mutex_lock(&verify->pool.lock);
	if (verify->missed == NULL)
		verify->missed = verify->unlinked;
	(void)pthread_mutex_unlock(&verify->pool.lock);
}

/* Calls RDS's procedure where there is one, else runs the statement. */
static bool read_status(struct db *target, struct arena *arena, struct rows *out,
			struct error *err)
{
	static const enum query ways[] = { QUERY_REPLICA_STATUS_BY_CALL,
					   QUERY_REPLICA_STATUS };

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		const char *sql = query_text(ways[i], db_server(target), NULL, arena);

		if (sql == NULL)
			continue;
		if (db_query(target, sql, arena, out, err))
			return true;
		if (db_lost(target) || err->code == 0)
			return false;
	}
	return false; /* err is set: every server supports at least one of them */
}

/* With the thread's own error, if it has one. */
static const char *trouble_of(const struct replica_status *status, struct arena *arena)
{
	const char *text = text_empty(status->applier_error) ? status->receiver_error :
							       status->applier_error;

	return text_empty(text) ?
		       "the link does not run" :
		       arena_printf(arena, "the link does not run: %.300s", text);
}

/* A replica that lost its connection reconnects after Connect_Retry seconds. */
static int64_t stall_timeout_of(const struct replica_status *status, int64_t timeout_ms)
{
	int64_t stall_timeout = STALL_TIMEOUT_MS;

	if (text_equal_nocase(status->receiver, "Connecting"))
		stall_timeout += (int64_t)status->retry * 1000;
	return stall_timeout < timeout_ms ? stall_timeout : timeout_ms;
}

static bool look(struct worker *worker, struct arena *arena, struct applied *out,
		 struct error *err)
{
	const struct verify_job *job = worker->verify->job;
	struct rows rows;

	if (!read_status(worker->db[TARGET], arena, &rows, err))
		return false;
	*out = (struct applied){ .trouble = "no source is configured on the target" };
	for (size_t i = 0; i < rows.count; i++) {
		struct replica_status status;

		if (!replica_status_read(&rows, i, &status) ||
		    !text_equal_nocase(status.channel, job->channel))
			continue;
		out->applies = text_equal_nocase(status.applier, "Yes");
		out->runs = out->applies && text_equal_nocase(status.receiver, "Yes");
		out->stall_timeout_ms = stall_timeout_of(&status, job->timeout_ms);
		out->trouble = trouble_of(&status, arena);
		out->at.file = status.applied_file;
		out->at.position = status.applied_position;
	}
	return true;
}

/* Checks whether a link that was given up runs again. */
static bool look_again(struct worker *worker, struct error *err)
{
	struct verify *verify = worker->verify;
	AUTO_ARENA *arena = arena_make();
	struct applied applied;

	if (verify->job->unlinked != NULL || unlinked(verify) == NULL)
		return true;
	if (!look(worker, arena, &applied, err))
		return false;
	if (applied.runs)
		take_up(verify);
	return true;
}

bool link_position(struct worker *worker, struct arena *arena, struct coordinates *out,
		   struct error *err)
{
	struct db *source = worker->db[SOURCE];
	struct rows rows = { 0 };

	*out = (struct coordinates){ NULL, 0 };
	if (!look_again(worker, err))
		return false;
	if (unlinked(worker->verify) != NULL)
		return true;
	if (!db_query(source,
		      query_text(QUERY_BINLOG_STATUS, db_server(source), NULL, arena),
		      arena, &rows, err)) {
		if (db_lost(source) || err->code == 0)
			return false;
		give_up(worker->verify, err->message);
		rows.count = 0;
	} else if (rows.count == 0) {
		give_up(worker->verify, "the source's binary log is off");
	}
	if (rows.count > 0)
		*out = (struct coordinates){
			rows_named(&rows, 0, "File"),
			rows_number(rows_named(&rows, 0, "Position"), 0),
		};
	return true;
}

static unsigned long long file_number(const char *file)
{
	const char *dot = file == NULL ? NULL : strrchr(file, '.');

	return dot == NULL ? 0 : strtoull(dot + 1, NULL, 10);
}

/* Coordinates as numbers, which stay valid after the arena is released. */
struct place {
	unsigned long long file, position;
};

static struct place place_of(const struct coordinates *at)
{
	return (struct place){ file_number(at->file), at->position };
}

static bool is_before(struct place a, struct place b)
{
	return a.file != b.file ? a.file < b.file : a.position < b.position;
}

/* Waits until the target has applied the goal, or the link is given up. */
static bool wait_for(struct worker *worker, const struct coordinates *goal,
		     bool *reached, struct error *err)
{
	struct verify *verify = worker->verify;
	struct place before = { 0, 0 };
	struct wait wait = wait_start(&verify->pool.run, verify->job->timeout_ms, 2, 200);
	int64_t ran_at = run_clock();
	bool told = false;

	do {
		AUTO_ARENA *arena = arena_make();
		struct applied applied;

		if (!look(worker, arena, &applied, err))
			return false;
		struct place at = place_of(&applied.at);
		*reached = applied.applies && !is_before(at, place_of(goal));
		if (*reached || unlinked(verify) != NULL)
			return true;
		if (applied.runs)
			ran_at = run_clock();
		else if (!told)
			log_fact(verify->pool.run.log, LOG_INFO, "verify",
				 "%s: waiting a little", applied.trouble);
		told = !applied.runs;
		if (run_clock() - ran_at > applied.stall_timeout_ms) {
			give_up(verify, applied.trouble);
			return true;
		}
		/* The timeout counts only while the link runs without progress. */
		if (is_before(before, at) || !applied.runs)
			wait.limit = run_clock() + verify->job->timeout_ms;
		before = at;
		throttle_show_wait(verify, wait_elapsed(&wait), &applied.at, goal);
	} while (wait_again(&wait));
	if (!run_goes_on(&verify->pool.run, err))
		return false;
	give_up(verify, "the link makes no progress");
	return true;
}

bool link_wait(struct worker *worker, const struct coordinates *goal, bool *reached,
	       struct error *err)
{
	struct verify *verify = worker->verify;

	*reached = false;
	if (goal->file != NULL && unlinked(verify) == NULL &&
	    !wait_for(worker, goal, reached, err))
		return false;
	if (!*reached)
		miss(verify);
	return true;
}

bool link_passed(struct worker *worker, const struct coordinates *goal, bool *passed,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct applied applied;

	if (!look(worker, arena, &applied, err))
		return false;
	*passed = !applied.applies || !is_before(place_of(&applied.at), place_of(goal));
	return true;
}

bool link_catch_up(struct worker *worker, bool *reached, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct coordinates goal;

	*reached = false;
	return link_position(worker, arena, &goal, err) &&
	       link_wait(worker, &goal, reached, err);
}
