/* extrepl plan: shows what differs and what apply would do. Changes nothing. */
#include "base/text.h"
#include "command.h"
#include "files/files.h"
#include "jobs.h"
#include "plan/render.h"
#include "promotion.h"
#include "reconcile/reconcile.h"
#include "steps/steps.h"

/* From a file of observed facts: contacts no server, needs no secret. */
static bool plan_offline(struct context *context, const struct manifest *manifest,
			 struct plan *out, struct error *err)
{
	struct facts *facts = arena_alloc(context->arena, sizeof(*facts));
	struct observed *observed;

	if (!observed_load(context->options.observed, context->arena, &observed, err))
		return false;
	*facts = (struct facts){
		.manifest = manifest,
		.observed = observed,
		.allowed = manifest->allow | context->options.allow,
		.replace_copy = context->options.replace_copy,
		.reviewed = true,
	};
	plan_make(steps, steps_count, facts, context->arena, out);
	return true;
}

static int plan_one(struct context *context, const struct manifest *manifest,
		    json_t *plans, struct error *err)
{
	AUTO_SESSION *session = NULL;
	struct run_state run_state = { 0 };
	struct round round;
	struct plan plan;

	if (context->options.observed != NULL) {
		if (!plan_offline(context, manifest, &plan, err))
			return -1;
	} else {
		if (!session_make(manifest, context->options.allow, context->run,
				  &session, err))
			return -1;
		session->replace_copy = context->options.replace_copy;
		session->round = arena_make();
		session->reviewed = true;
		if (is_done_for_good(session)) {
			if (plans != NULL)
				json_array_append_new(plans,
						      plan_json(manifest, NULL, NULL));
			log_fact(context->run->log, LOG_INFO, NULL,
				 "In sync: nothing to do.");
			return 0;
		}
		if (!reconcile_look(session, &run_state, &round, err)) {
			explain_gone_source(session, err);
			return -1;
		}
		plan = round.plan;
	}
	if (plans != NULL)
		json_array_append_new(plans, plan_json(manifest, &plan, NULL));
	else
		text_add(&context->output,
			 plan_text(&plan, wants_colour(), context->arena));
	return outcome_exit_status(plan.outcome);
}

int command_plan(struct context *context)
{
	const struct jobs jobs = {
		.one = plan_one,
		.failed = failed_plan,
		.format = "extrepl/plan/1",
		.list = "plans",
		.good = "in sync",
		.bad = "failed",
		.pending_is_good = !context->options.detailed_exitcode,
	};
	const struct manifest **manifests;
	size_t count;

	if (!load_manifests(context, &manifests, &count))
		return -1;
	if (context->options.observed != NULL && count > 1) {
		error_set(context->err, ERROR_USAGE, "--observed goes with one manifest");
		return -1;
	}
	return jobs_run(context, &jobs, manifests, count);
}
