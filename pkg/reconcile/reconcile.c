/*
 * The loop over rounds: what it waits for, for how long, and when it ends. round.c does
 * one round.
 */
#include "reconcile/reconcile.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "db/lock_holders.h"
#include "reconcile/outage.h"

/* Long pauses, as the servers need the time. */
#define LONGEST_PAUSE_MS 2000
#define RESTARTING_PAUSE_MS 200

/* The applied position at the last change, and when that was. */
struct watching {
	char position[1024];
	char what[512];
	int64_t since; /* run_clock of the last progress */
};

static const struct observed_link *link_of(const struct session *session,
					   const struct round *round)
{
	return observed_link(&round->observed->target,
			     session->manifest->replication.channel);
}

/* True if the applied position moved since the last call. */
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
 * True if the loop now waits for another step, or the instance made progress: a
 * snapshot went from 10 % to 20 %.
 */
static bool reached(const struct judgement *step, struct watching *watching)
{
	char what[sizeof(watching->what)];

	(void)snprintf(what, sizeof(what), "%s: %s", step->step,
		       step->stall_timeout_ms == 0 ? "" : step->reason);
	if (strcmp(what, watching->what) == 0)
		return false;
	(void)memcpy(watching->what, what, sizeof(what));
	return true;
}

/* The step that the loop waits for; NULL: none. */
static const struct judgement *waiting_step(const struct plan *plan)
{
	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict == VERDICT_WAIT)
			return &plan->steps[i];
	}
	return NULL;
}

static int64_t stall_timeout(const struct session *session, const struct judgement *step)
{
	return step->stall_timeout_ms != 0 ? step->stall_timeout_ms :
					     session->manifest->replication.timeout_ms;
}

static bool no_progress(const struct session *session, const struct judgement *step,
			struct error *err)
{
	error_set(err, ERROR_WAITING, "%s: no progress for %" PRId64 " s: %s",
		  step->step, stall_timeout(session, step) / 1000, step->reason);
	if (step->fixes_count > 0) {
		error_hint(err, "%s.", step->fixes[0]);
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
	if (run_clock() - watching->since >= stall_timeout(session, step))
		return no_progress(session, step, err);
	return true;
}

/*
 * A restart is over when its effect is observed: the command that orders it may return
 * long before the server goes down.
 */
static bool waits_for_restart(const struct round *round, const char *name)
{
	const struct judgement *step = plan_step(&round->plan, name);

	return step != NULL && step->verdict != VERDICT_DONE;
}

/* Starts a new arena for the round; frees what the last round returned. */
static void begin_round(struct session *session)
{
	arena_release(session->round);
	session->round = arena_make();
}

/* err says that the run was interrupted; adds what it waited for. */
static bool ended_waiting(const struct watching *watching, struct error *err)
{
	const struct error why = *err;

	if (watching->what[0] == '\0')
		return false; /* err is set: by the caller, as it was */
	return error_set(err, why.kind, "%s while waiting for %s", why.message,
			 watching->what);
}

static bool reconcile_on(struct session *session, const char *plan_id,
			 struct round *out, struct error *err)
{
	struct run_state run_state = { .reviewed = plan_id };
	struct watching watching = { 0 };
	struct outage outage = { 0 };
	struct wait wait = wait_start(session->run, 0, 1, LONGEST_PAUSE_MS);

	if (plan_id != NULL) {
		begin_round(session);
		if (!reconcile_look(session, &run_state, out, err) ||
		    !round_is_reviewed(out, plan_id, err))
			return false;
	}
	for (;;) {
		int64_t began = run_clock();

		begin_round(session);
		if (!run_goes_on(session->run, err))
			return ended_waiting(&watching, err);
		if (!reconcile_round(session, &run_state, out, err)) {
			if (!outage_goes_on(&outage, session, began, err))
				return false;
			out->again_ms = RESTARTING_PAUSE_MS;
		} else {
			outage_ends(&outage, session);
			if (!waits_for_restart(out, "source.settings"))
				session->source_back_by = 0;
			if (!waits_for_restart(out, "target.parameters"))
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

/* Adds a hint if Ctrl-C or the end of --timeout interrupted the run. */
static bool explain_end(const struct session *session, struct error *err)
{
	struct error why = { 0 };

	if (!run_goes_on(session->run, &why) && err->kind == why.kind &&
	    err->hint[0] == '\0')
		(void)error_hint(err, session->acted ?
					      "What was done stays done. The same command "
					      "continues from here; `extrepl plan` shows "
					      "what is left." :
					      "Nothing was changed. The same command "
					      "starts from the beginning.");
	return false; /* err is set: by the caller */
}

bool reconcile(struct session *session, const char *plan_id, struct round *out,
	       struct error *err)
{
	if (reconcile_on(session, plan_id, out, err))
		return true;
	(void)lock_explain(&session->logins->source, &session->logins->target,
			   session->run, err);
	return explain_end(session, err);
}
