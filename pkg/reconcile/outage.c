/*
 * Decides after a failed round if the server may come back soon, or if the apply must
 * end. reconcile.c runs the rounds.
 */
#include "reconcile/outage.h"

#include <inttypes.h>

#include "base/text.h"

/*
 * How many times an outage may interrupt an action that ran for longer than the limit
 * for an outage. A copy that takes an hour may continue after a restart, but not
 * forever.
 */
#define LONG_ACTIONS 5

/* run_clock by which a restart that extrepl ordered must be over; 0: none ordered. */
static int64_t ordered_until(const struct session *session)
{
	int64_t source = session->source_back_by, target = session->target_back_by;

	return source > target ? source : target;
}

static bool ordered_restart_goes_on(const struct session *session, struct error *err)
{
	if (run_clock() < ordered_until(session))
		return true;
	return error_wrap(err, session->source_back_by > session->target_back_by ?
				       "source.settings: after its restart the source "
				       "did not answer again within "
				       "source.config.timeout" :
				       "target.parameters: after its reboot the target "
				       "did not answer again within 15 min");
}

static void begin(struct outage *outage, const struct session *session, int64_t limit,
		  const struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	outage->since = run_clock();
	log_fact(session->run->log, LOG_INFO, NULL, "%s", err->message);
	log_fact(session->run->log, LOG_INFO, NULL,
		 "waiting at most %s for it to answer again",
		 text_duration(arena, (uint64_t)limit));
}

bool outage_goes_on(struct outage *outage, const struct session *session, int64_t began,
		    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	int64_t limit = session->manifest->replication.timeout_ms;

	if (err->kind != ERROR_UNREACHABLE)
		return false; /* err is set: by the failed round */
	if (ordered_until(session) != 0)
		return ordered_restart_goes_on(session, err);
	/* If the server was never reached, it is not a short outage. */
	if (!session->seen)
		return false; /* err is set: by the failed round */
	if (run_clock() - began > limit && ++outage->actions <= LONG_ACTIONS)
		outage->since = 0;
	if (outage->since == 0)
		begin(outage, session, limit, err);
	int64_t waited = run_clock() - outage->since;
	if (waited < limit) {
		log_progress(session->run->log, NULL, NULL,
			     "waiting for an answer for %s now: %s",
			     text_duration(arena, (uint64_t)waited), err->message);
		return true;
	}
	error_wrap(err, "waited %s without success",
		   text_duration(arena, (uint64_t)waited));
	return error_hint(err, "The same command continues once it answers; "
			       "replication.timeout sets how long extrepl waits.");
}

void outage_ends(struct outage *outage, const struct session *session)
{
	if (outage->since != 0)
		log_fact(session->run->log, LOG_INFO, NULL, "both servers answer again");
	outage->since = 0;
}
