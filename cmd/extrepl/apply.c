/* extrepl apply: reconcile until in sync, blocked, waiting too long, or failed. */
#include "base/text.h"
#include "command.h"
#include "plan/render.h"
#include "promote/promote.h"
#include "reconcile/reconcile.h"

/*
 * The health, as the last word on a step that was waited for; then how long it all
 * took.
 */
static void report_success(const struct session *session, const struct round *round,
			   int64_t started, bool changed)
{
	const struct judgement *health = plan_step(&round->plan, "target.health");

	if (health != NULL)
		log_fact(session->run->log, LOG_INFO, health->step, "done: %s",
			 health->reason);
	if (changed)
		log_fact(session->run->log, LOG_INFO, NULL, "In sync after %s.",
			 text_duration(session->round, (uint64_t)(run_clock() - started)));
	else
		log_fact(session->run->log, LOG_INFO, NULL, "In sync: nothing to do.");
}

/*
 * replication.state: promoted, with consent: in sync first, as if it were to stay a
 * replica, and then the cut-over.
 */
static bool reconcile_and_promote(struct session *session, const char *reviewed,
				  struct round *out, struct error *err)
{
	const struct manifest *manifest = session->manifest;
	struct manifest running = *manifest;
	struct promote_result result;
	struct run_state run_state = { 0 };
	char id[PLAN_ID_SIZE];

	running.replication.state = STATE_RUNNING;
	session->round = arena_make();
	if (!reconcile_look(session, &run_state, out, err))
		return false;
	plan_id(&out->plan, id);
	if (reviewed != NULL && !text_equal(id, reviewed)) {
		error_set(err, ERROR_BLOCKED,
			  "the plan is no longer the one that was reviewed: it is %s now, "
			  "--plan-id says %s",
			  id, reviewed);
		return error_hint(err, "Look at it again with `extrepl plan`.");
	}
	const struct judgement *step = plan_step(&out->plan, "target.promotion");
	if (step == NULL || step->verdict != VERDICT_DONE) {
		session->manifest = &running;
		bool done = reconcile(session, NULL, out, err);
		session->manifest = manifest;
		if (!done || out->plan.outcome != OUTCOME_IN_SYNC)
			return done;
		session->acted = true;
		if (!promote_run(session, PROMOTE_FORWARD, &result, err))
			return false;
	}
	return reconcile(session, NULL, out, err);
}

static int apply_one(struct context *context, const struct manifest *manifest,
		     json_t *plans, struct error *err)
{
	AUTO_SESSION *session = NULL;
	struct round round;
	int64_t started = run_clock();

	if (!session_make(manifest, context->options.allow, context->run, &session, err))
		return -1;
	session->replace_copy = context->options.replace_copy;
	session->reviewed = context->options.plan_id != NULL;
	bool promotes = manifest->replication.state == STATE_PROMOTED &&
			(session->allowed & CONSENT_PROMOTE) != 0;
	if (promotes ? !reconcile_and_promote(session, context->options.plan_id, &round,
					      err) :
		       !reconcile(session, context->options.plan_id, &round, err))
		return -1;
	if (plans != NULL)
		json_array_append_new(plans, plan_json(manifest, &round.plan, NULL));
	if (round.plan.outcome == OUTCOME_IN_SYNC)
		report_success(session, &round, started, session->acted);
	else if (plans == NULL &&
		 !print_result(plan_text(&round.plan, wants_colour(), session->round),
			       err))
		return -1;
	return outcome_exit_status(round.plan.outcome);
}

int command_apply(struct context *context)
{
	const struct manifest **manifests;
	size_t count;
	int status = 0;

	if (!load_manifests(context, &manifests, &count))
		return -1;
	if (context->options.plan_id != NULL && count > 1) {
		error_set(context->err, ERROR_USAGE, "--plan-id goes with one manifest");
		return -1;
	}
	json_t *plans = context->options.json ? json_array() : NULL;
	for (size_t i = 0; i < count; i++) {
		struct error err = { 0 };

		if (count > 1)
			log_name(context->run->log, manifests[i]->name);
		int one = apply_one(context, manifests[i], plans, &err);
		if (one < 0) {
			one = report_error(context, &err);
			if (plans != NULL)
				json_array_append_new(plans, plan_json(manifests[i],
								       NULL, &err));
		}
		summary_add(context, manifests[i], one);
		status = error_worse_status(status, one);
		if (err.kind == ERROR_INTERRUPTED || err.kind == ERROR_TERMINATED)
			break;
	}
	bool printed = plans == NULL ? summary_print(context) :
				       print_plans(plans, status, context->err);
	json_decref(plans);
	return printed ? status : -1;
}
