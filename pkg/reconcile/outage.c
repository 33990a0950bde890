/*
 * Decides after a failed round whether a server is away for a while or for good. The
 * rounds themselves are reconcile.c.
 */
#include "reconcile/outage.h"

#include <inttypes.h>

#include "base/text.h"

/*
 * How often an outage may cut short an action that had run for longer than the time
 * that a server is waited for. A copy of an hour goes on where it was after a restart,
 * but not for ever.
 */
#define LONG_ACTIONS 5

/* How long a restart that extrepl has ordered may take; 0: it has ordered none. */
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
		return false; /* err is set: it is what is asked about */
	if (ordered_until(session) != 0)
		return ordered_restart_goes_on(session, err);
	/* A server that was never reached is not away for a while. */
	if (!session->seen)
		return false; /* err is set: as above */
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
