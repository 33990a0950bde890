/*
 * extrepl apply: reconciles until in sync, blocked, a wait that is too long, or an
 * error. The loop itself is pkg/reconcile.
 */
#include <string.h>

#include "base/text.h"
#include "command.h"
#include "jobs.h"
#include "plan/render.h"
#include "promote/promote.h"
#include "promotion.h"
#include "reconcile/reconcile.h"

/*
 * Logs the health, if target.health was waited for, and the duration of the whole
 * apply.
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
 * replication.state: promoted, with consent. First brings the target in sync as a
 * replica, then cuts over.
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
			  "the plan is no longer the one that was reviewed: its id is "
			  "now %s, --plan-id gives %s",
			  id, reviewed);
		return error_hint(err, "Review it again with `extrepl plan`.");
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

/* The id that --plan-id has for this manifest, or NULL. */
static const char *reviewed_id(const struct context *context,
			       const struct manifest *manifest)
{
	for (const char **id = context->options.plan_ids; *id != NULL; id++) {
		const char *sign = strchr(*id, '=');

		if (sign == NULL)
			return *id;
		if (strlen(manifest->name) == (size_t)(sign - *id) &&
		    text_starts(*id, manifest->name))
			return sign + 1;
	}
	return NULL;
}

/* If ids are given, each manifest must have one, and each id a manifest. */
static bool ids_match(const struct context *context,
		      const struct manifest *const *manifests, size_t count,
		      struct error *err)
{
	size_t ids = 0;

	if (context->options.plan_ids[0] == NULL)
		return true;
	for (const char **id = context->options.plan_ids; *id != NULL; id++, ids++) {
		if (strchr(*id, '=') == NULL && (count > 1 || id[1] != NULL)) {
			error_set(err, ERROR_USAGE,
				  "--plan-id %s: with several manifests it must name "
				  "one",
				  *id);
			return error_hint(err,
					  "Write --plan-id NAME=ID for each of them.");
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (reviewed_id(context, manifests[i]) == NULL) {
			error_set(err, ERROR_USAGE, "--plan-id gives no id for %s",
				  manifests[i]->name);
			return error_hint(err,
					  "Add --plan-id %s=ID, or leave that "
					  "manifest out.",
					  manifests[i]->name);
		}
	}
	return ids == count ||
	       error_set(err, ERROR_USAGE,
			 "--plan-id was given %zu times for %zu manifest%s", ids, count,
			 count == 1 ? "" : "s");
}

static int apply_one(struct context *context, const struct manifest *manifest,
		     json_t *plans, struct error *err)
{
	AUTO_SESSION *session = NULL;
	struct round round;
	int64_t started = run_clock();
	const char *reviewed = reviewed_id(context, manifest);

	if (!session_make(manifest, context->options.allow, context->run, &session, err))
		return -1;
	session->replace_copy = context->options.replace_copy;
	session->reviewed = reviewed != NULL;
	if (is_done_for_good(session)) {
		if (plans != NULL)
			json_array_append_new(plans, plan_json(manifest, NULL, NULL));
		log_fact(context->run->log, LOG_INFO, NULL, "In sync: nothing to do.");
		return 0;
	}
	bool promotes = manifest->replication.state == STATE_PROMOTED &&
			(session->allowed & CONSENT_PROMOTE) != 0;
	if (promotes ? !reconcile_and_promote(session, reviewed, &round, err) :
		       !reconcile(session, reviewed, &round, err)) {
		explain_gone_source(session, err);
		return -1;
	}
	if (plans != NULL)
		json_array_append_new(plans, plan_json(manifest, &round.plan, NULL));
	if (round.plan.outcome == OUTCOME_IN_SYNC)
		report_success(session, &round, started, session->acted);
	else if (plans == NULL)
		text_add(&context->output,
			 plan_text(&round.plan, wants_colour(), session->round));
	return outcome_exit_status(round.plan.outcome);
}

int command_apply(struct context *context)
{
	static const struct jobs jobs = {
		.one = apply_one,
		.failed = failed_plan,
		.format = "extrepl/plan/1",
		.list = "plans",
		.good = "in sync",
		.bad = "failed",
	};
	const struct manifest **manifests;
	size_t count;

	if (!load_manifests(context, &manifests, &count) ||
	    !ids_match(context, manifests, count, context->err))
		return -1;
	return jobs_run(context, &jobs, manifests, count);
}
