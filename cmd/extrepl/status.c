/*
 * extrepl status: finds the current state of link, record and instance, also if one
 * server does not answer. Exit 1 if it is not healthy.
 */
#include "status.h"
#include "base/text.h"
#include "base/wait.h"
#include "command.h"
#include "jobs.h"
#include "link/identity.h"
#include "link/state.h"

/* Milliseconds between two observations that show if a lag rises or falls. */
#define TREND_MS 2000

/* Promoted: the source is read-only, and its way back works if there is one. */
static bool promotion_is_healthy(const struct status *status)
{
	if (text_equal(status->promotion.state, PROMOTION_FINALIZED))
		return true;
	return !source_is_open(status) && status->way_back.own_writes == NULL &&
	       (text_equal(status->promotion.way_back, "no") ||
		text_equal(way_back_state(&status->way_back), "works"));
}

/* After a revert it is kept, and what still reaches the target depends on it. */
static bool kept_way_back_fails(const struct status *status)
{
	return status->has_promotion &&
	       text_equal(status->promotion.state, PROMOTION_REVERTED) &&
	       status->way_back.there == FACT_YES &&
	       !text_equal(way_back_state(&status->way_back), "works");
}

static bool lag_is_wanted(const struct status *status)
{
	const struct observed_link *link = status->link;
	uint64_t lag = link->lag > link->delay ? link->lag - link->delay : 0;

	return link->lag_known == FACT_YES &&
	       lag <= (uint64_t)status->facts->manifest->replication.max_lag_ms / 1000;
}

/*
 * Healthy: replicating within the wanted lag, or not replicating because the manifest
 * says so.
 */
static bool is_healthy(const struct status *status)
{
	const struct manifest *manifest = status->facts->manifest;

	if (status->final && !status->failed.target_failed)
		return true;
	if (status->failed.source_failed || status->failed.target_failed)
		return false;
	if (status->has_promotion && promote_is_cut_short(&status->promotion))
		return false;
	if (is_promoted(status))
		return promotion_is_healthy(status);
	if (kept_way_back_fails(status))
		return false;
	if (manifest->replication.state == STATE_STOPPED)
		return status->link == NULL || link_state(status->link) == LINK_OFF;
	return status->link != NULL && our_link(status->facts) != NULL &&
	       link_state(status->link) == LINK_ON && lag_is_wanted(status);
}

/* Observe twice only if there is a lag. */
static bool lags(const struct observed_link *link)
{
	return link != NULL && link_state(link) == LINK_ON && lag_is_known(link) &&
	       link->lag > link->delay;
}

/*
 * Observes a lagging link again a moment later. The round then has the second
 * observation; the first lag and position are kept.
 */
static bool look_again(struct session *session, struct round *round,
		       struct status *status, struct error *err)
{
	const struct observed_link *first = configured_link(round->plan.facts);
	struct wait wait = wait_start(session->run, 2 * TREND_MS, TREND_MS, TREND_MS);

	if (!lags(first))
		return true;
	(void)wait_again(&wait);
	if (!reconcile_look_in_part(session, round, &status->failed, err))
		return false;
	const struct observed_link *now = configured_link(round->plan.facts);
	if (now == NULL)
		return true;
	status->trend = (struct lag_trend){
		.known = true,
		.before = first->lag,
		.ms = wait_elapsed(&wait),
		.applier_stands = text_equal(first->executed_file, now->executed_file) &&
				  first->executed_position == now->executed_position,
	};
	return true;
}

static bool look_at_promotion(struct session *session, struct status *status,
			      struct error *err)
{
	if (status->failed.target_failed)
		return true;
	return status->failed.source_failed ?
		       promote_look_at_target(session, &status->promotion,
					      &status->has_promotion, err) :
		       promote_look(session, &status->promotion, &status->has_promotion,
				    &status->way_back, err);
}

/* If the promotion was finalized, the old source may be gone. */
static bool leave_source_if_final(struct session *session, struct status *status,
				  struct error *err)
{
	struct error unreached = { 0 };

	/* If the target does not answer, the observation reports it. */
	if (!promote_is_final(session, &status->final, &unreached))
		return run_goes_on(session->run, err);
	if (status->final)
		observer_leave_source(session->observer);
	return true;
}

static bool look(struct session *session, struct status *out, struct error *err)
{
	struct status status = { 0 };
	struct round round;

	if (!leave_source_if_final(session, &status, err) ||
	    !reconcile_look_in_part(session, &round, &status.failed, err) ||
	    !look_again(session, &round, &status, err) ||
	    !look_at_promotion(session, &status, err))
		return false;
	status.facts = round.plan.facts;
	status.link = configured_link(status.facts);
	status.record =
		observed_record(&round.observed->target, status.facts->manifest->name);
	if (status.link != NULL)
		status.diagnosis =
			link_diagnose(status.facts, status.link, session->round);
	status.healthy = is_healthy(&status);
	*out = status;
	return true;
}

/*
 * An error of one side is reported like one of the whole, in addition to the other
 * side's facts.
 */
static const struct error *failure_of(const struct status *status)
{
	return status->failed.source_failed && !status->final ? &status->failed.source :
	       status->failed.target_failed                   ? &status->failed.target :
								NULL;
}

static int status_one(struct context *context, const struct manifest *manifest,
		      json_t *list, struct error *err)
{
	AUTO_SESSION *session = NULL;
	struct status status;

	if (!session_make(manifest, CONSENT_NONE, context->run, &session, err))
		return -1;
	session->round = arena_make();
	if (!look(session, &status, err))
		return -1;
	const struct error *failure = failure_of(&status);
	if (list != NULL)
		json_array_append_new(list, status_json(manifest, &status, failure));
	else
		text_add(&context->output, status_text(&status, session->round));
	if (failure != NULL)
		return report_error(context, failure);
	return status.healthy ? 0 : 1;
}

static json_t *failed_status(const struct manifest *manifest, const struct error *err)
{
	return status_json(manifest, NULL, err);
}

int command_status(struct context *context)
{
	static const struct jobs jobs = {
		.one = status_one,
		.failed = failed_status,
		.format = "extrepl/status/1",
		.list = "statuses",
		.good = "healthy",
		.bad = "not healthy",
	};
	const struct manifest **manifests;
	size_t count;

	if (!load_manifests(context, &manifests, &count))
		return -1;
	return jobs_run(context, &jobs, manifests, count);
}
