/*
 * target.health: both threads on, no error, the lag within bounds, and what the source
 * had is applied.
 */
#include <inttypes.h>

#include "base/text.h"
#include "steps/link_state.h"
#include "steps/steps.h"

/* The position that must have been applied is not there yet. */
static bool behind_goal(const struct world *world, const struct observed_link *link)
{
	return world->goal_file != NULL &&
	       (text_empty(link->executed_file) ||
		coordinates_compare(link->executed_file, link->executed_position,
				    world->goal_file, world->goal_position) < 0);
}

static void judge_connecting(const struct world *world,
			     const struct observed_link *link, struct judgement *out)
{
	struct diagnosis diagnosis = link_diagnose(world, link, out->arena);

	if (diagnosis.code == 0) {
		judge_wait(out, "the receiver is connecting to the source");
		return;
	}
	judge_wait(out, "%s (%u)", diagnosis.meaning, diagnosis.code);
	judge_note(out, "the server says: %s", diagnosis.message);
	judge_cure(out, "%s", diagnosis.cure);
}

void judge_target_health(const struct world *world, struct judgement *out)
{
	const struct observed_link *link = configured_link(world);
	uint64_t most = (uint64_t)world->manifest->replication.max_lag_ms / 1000;

	if (out->behind != NULL) {
		judge_later(out, out->behind);
		return;
	}
	if (world->manifest->replication.state == STATE_STOPPED) {
		judge_done(out, "not applicable: wanted stopped");
		return;
	}
	if (link == NULL) {
		judge_later(out, "target.link");
		return;
	}
	if (link_state(link) != LINK_ON) {
		judge_connecting(world, link, out);
		return;
	}
	if (link->lag_known != FACT_YES) {
		judge_wait(out, "the lag is not known yet");
		return;
	}
	if (link->lag > most) {
		judge_wait(out, "lag %" PRIu64 " s, wanted at most %" PRIu64 " s",
			   link->lag, most);
		judge_cure(out,
			   "wait, or look at what the replica applies; replication.max_lag "
			   "is the bound");
		return;
	}
	if (behind_goal(world, link)) {
		judge_wait(out, "lag %" PRIu64 " s, applied to %s, wanted %s:%" PRIu64,
			   link->lag, link_applied(link, out->arena), world->goal_file,
			   world->goal_position);
		return;
	}
	judge_done(out, "lag %" PRIu64 " s, applied to %s", link->lag,
		   link_applied(link, out->arena));
}
