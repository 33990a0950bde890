/* extrepl plan: what differs and what apply would do. Changes nothing. */
#include "base/text.h"
#include "command.h"
#include "files/files.h"
#include "plan/render.h"
#include "reconcile/reconcile.h"
#include "steps/steps.h"

struct planning {
	struct context *context;
	json_t *plans; /* with -o json; else NULL */
	size_t count;
	int status;
};

/* From a file of observed facts: nobody is contacted, no secret is needed. */
static bool plan_offline(struct planning *planning, const struct manifest *manifest,
			 struct plan *out, struct error *err)
{
	struct context *context = planning->context;
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

static bool show(struct planning *planning, const struct manifest *manifest,
		 const struct plan *plan, struct error *err)
{
	if (planning->plans != NULL) {
		json_array_append_new(planning->plans, plan_json(manifest, plan, NULL));
		return true;
	}
	AUTO_ARENA *arena = arena_make();
	const char *text = plan_text(plan, wants_colour(), arena);
	return print_result(arena_printf(arena, "%s%s", planning->count > 0 ? "\n" : "",
					 text),
			    err);
}

static bool plan_one(struct planning *planning, const struct manifest *manifest,
		     struct error *err)
{
	struct context *context = planning->context;
	AUTO_SESSION *session = NULL;
	struct run_state run_state = { 0 };
	struct round round;
	struct plan plan;

	if (context->options.observed != NULL) {
		if (!plan_offline(planning, manifest, &plan, err))
			return false;
	} else {
		if (!session_make(manifest, context->options.allow, context->run,
				  &session, err))
			return false;
		session->replace_copy = context->options.replace_copy;
		session->round = arena_make();
		session->reviewed = true;
		if (!reconcile_look(session, &run_state, &round, err))
			return false;
		plan = round.plan;
	}
	if (context->options.detailed_exitcode)
		planning->status = error_worse_status(planning->status,
						      outcome_exit_status(plan.outcome));
	return show(planning, manifest, &plan, err);
}

int command_plan(struct context *context)
{
	struct planning planning = { .context = context };
	const struct manifest **manifests;
	size_t count;

	if (!load_manifests(context, &manifests, &count))
		return -1;
	if (context->options.observed != NULL && count > 1) {
		error_set(context->err, ERROR_USAGE, "--observed goes with one manifest");
		return -1;
	}
	if (context->options.json)
		planning.plans = json_array();
	for (size_t i = 0; i < count; i++, planning.count++) {
		struct error err = { 0 };

		if (plan_one(&planning, manifests[i], &err))
			continue;
		planning.status =
			error_worse_status(planning.status, report_error(context, &err));
		if (planning.plans != NULL)
			json_array_append_new(planning.plans,
					      plan_json(manifests[i], NULL, &err));
	}
	bool printed = planning.plans == NULL ||
		       print_plans(planning.plans, planning.status, context->err);
	json_decref(planning.plans);
	return printed ? planning.status : -1;
}
