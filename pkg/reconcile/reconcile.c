/* The loop over rounds: what waits, and for how long. */
#include "reconcile/reconcile.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"

/* Wait only slowly: it is the servers that need the time. */
#define LONGEST_PAUSE_MS 2000
#define RESTARTING_PAUSE_MS 200

/* Whether the applied position moves, and since when it does not. */
struct watching {
	char position[1024];
	char what[512];
	int64_t since; /* run_clock */
};

static const struct observed_link *link_of(const struct session *session,
					   const struct round *round)
{
	return observed_link(&round->observed->target,
			     session->manifest->replication.channel);
}

/* True when the applied position moved since the last call. */
static bool moved(const struct session *session, const struct round *round,
		  struct watching *watching)
{
	const struct observed_link *link = link_of(session, round);
	char position[sizeof(watching->position)];

	const char *gtids = round->observed->target.gtid_set;

	(void)snprintf(position, sizeof(position), "%s:%" PRIu64 " %s",
		       link == NULL || link->executed_file == NULL ? "" :
								     link->executed_file,
		       link == NULL ? 0 : link->executed_position,
		       gtids == NULL ? "" : gtids);
	if (strcmp(position, watching->position) == 0)
		return false;
	(void)memcpy(watching->position, position, sizeof(position));
	return true;
}

/*
 * True when another step is waited for than before, or the instance got on with what it
 * does: a snapshot from 10 % to 20 %.
 */
static bool reached(const struct judgement *step, struct watching *watching)
{
	char what[sizeof(watching->what)];

	(void)snprintf(what, sizeof(what), "%s: %s", step->step,
		       step->patience_ms == 0 ? "" : step->reason);
	if (strcmp(what, watching->what) == 0)
		return false;
	(void)memcpy(watching->what, what, sizeof(what));
	return true;
}

/* The step that is waited for. */
static const struct judgement *waiting_step(const struct plan *plan)
{
	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict == VERDICT_WAIT)
			return &plan->steps[i];
	}
	return NULL;
}

static int64_t patience(const struct session *session, const struct judgement *step)
{
	return step->patience_ms != 0 ? step->patience_ms :
					session->manifest->replication.timeout_ms;
}

static bool no_progress(const struct session *session, const struct judgement *step,
			struct error *err)
{
	error_set(err, ERROR_WAITING, "%s: no progress for %" PRId64 " s: %s",
		  step->step, patience(session, step) / 1000, step->reason);
	if (step->cures_count > 0) {
		error_hint(err, "%s.", step->cures[0]);
		if (err->hint[0] >= 'a' && err->hint[0] <= 'z')
			err->hint[0] = (char)(err->hint[0] - 'a' + 'A');
	}
	return false;
}

static bool wait_for_progress(struct session *session, const struct round *round,
			      struct watching *watching, struct error *err)
{
	const struct judgement *step = waiting_step(&round->plan);

	if (step == NULL)
		return true;
	log_progress(session->run->log, step->step, NULL, "%s", step->reason);
	bool progress = moved(session, round, watching) || reached(step, watching);
	if (watching->since == 0 || progress)
		watching->since = run_clock();
	if (run_clock() - watching->since >= patience(session, step))
		return no_progress(session, step, err);
	return true;
}

/* A server that restarts is away for a while: until its deadline that is no error. */
static bool is_restarting(const struct session *session, struct error *err)
{
	int64_t source = session->source_back_by, target = session->target_back_by;

	if (err->kind != ERROR_UNREACHABLE || (source == 0 && target == 0))
		return false;
	if (run_clock() < (source > target ? source : target))
		return true;
	return error_wrap(err, source > target ?
				       "source.settings: after its restart the source "
				       "did not answer again within "
				       "source.config.timeout" :
				       "target.parameters: after its reboot the target "
				       "did not answer again within 15 min");
}

/* The reboot is over when what it was for is seen to hold. */
static bool waits_for_reboot(const struct round *round)
{
	const struct judgement *step = plan_step(&round->plan, "target.parameters");

	return step != NULL && step->verdict != VERDICT_DONE;
}

/* A new arena for the round; what the caller was given with the last one goes. */
static void begin_round(struct session *session)
{
	arena_release(session->round);
	session->round = arena_make();
}

bool reconcile(struct session *session, const char *plan_id, struct round *out,
	       struct error *err)
{
	struct memory memory = { .reviewed = plan_id };
	struct watching watching = { 0 };
	struct wait wait = wait_start(session->run, 0, 1, LONGEST_PAUSE_MS);

	if (plan_id != NULL) {
		begin_round(session);
		if (!reconcile_look(session, &memory, out, err) ||
		    !round_is_reviewed(out, plan_id, err))
			return false;
	}
	for (;;) {
		begin_round(session);
		if (!run_goes_on(session->run, err))
			return false;
		if (!reconcile_round(session, &memory, out, err)) {
			if (!is_restarting(session, err))
				return false;
			out->again_ms = RESTARTING_PAUSE_MS;
		} else {
			session->source_back_by = 0;
			if (!waits_for_reboot(out))
				session->target_back_by = 0;
			if (out->again_ms < 0)
				return true;
			if (!wait_for_progress(session, out, &watching, err))
				return false;
		}
		wait.pause = out->again_ms;
		if (out->again_ms > 0)
			(void)wait_again(&wait);
	}
}
