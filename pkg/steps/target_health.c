/*
 * target.health: both threads on, no error, the lag within bounds, and what the source
 * had is applied.
 */
#include <inttypes.h>

#include "base/text.h"
#include "link/errors.h"
#include "link/identity.h"
#include "link/state.h"
#include "observed/gtid.h"
#include "observed/gtid_position.h"
#include "steps/steps.h"

/* How far the link has to be: with a delay what counts is what it has received. */
struct reach {
	const char *file;
	uint64_t position;
	const char *gtid; /* beside what is applied */
	const char *word;
};

static struct reach reach_of(const struct observed_link *link)
{
	if (link->delay == 0)
		return (struct reach){ link->executed_file, link->executed_position,
				       NULL, "applied" };
	return (struct reach){ link->read_file, link->read_position,
			       link->retrieved_gtid_set, "received" };
}

static bool gtids_reached(const struct world *world, const struct reach *reach)
{
	const struct observed_target *target = &world->observed->target;
	AUTO_ARENA *arena = arena_make();
	struct gtid_set held, received, goal;

	if (target->server.flavour == FLAVOUR_MARIADB)
		return gtid_position_reached(reach->gtid != NULL ? reach->gtid :
								   target->gtid_set,
					     world->goal_gtid);
	if (!gtid_set_parse(target->gtid_set, arena, &held) ||
	    !gtid_set_parse(reach->gtid, arena, &received) ||
	    !gtid_set_parse(world->goal_gtid, arena, &goal))
		return false;
	goal = gtid_set_subtract(&goal, &held, arena);
	return gtid_set_contains(&received, &goal);
}

/* What the source had is not there yet: applied, or with a delay received. */
static bool behind_goal(const struct world *world, const struct observed_link *link)
{
	struct reach reach = reach_of(link);

	if (world->goal_file == NULL)
		return false;
	/*
	 * By GTID the binlog's file and position are not told before the first
	 * transaction.
	 */
	if (link->auto_position == FACT_YES && !text_empty(world->goal_gtid))
		return !gtids_reached(world, &reach);
	return text_empty(reach.file) ||
	       coordinates_compare(reach.file, reach.position, world->goal_file,
				   world->goal_position) < 0;
}

static uint64_t lag_beyond_delay(const struct observed_link *link)
{
	return link->lag > link->delay ? link->lag - link->delay : 0;
}

static const char *lag_words(const struct observed_link *link, struct arena *arena)
{
	if (link->delay == 0)
		return arena_printf(arena, "lag %" PRIu64 " s", link->lag);
	return arena_printf(arena, "lag %" PRIu64 " s of which %" PRIu64 " s are wanted",
			    link->lag, link->lag > link->delay ? link->delay : link->lag);
}

static const char *reach_words(const struct observed_link *link, struct arena *arena)
{
	struct reach reach = reach_of(link);

	if (text_empty(reach.file))
		return arena_printf(arena, "%s: nothing yet", reach.word);
	return arena_printf(arena, "%s to %s:%" PRIu64, reach.word, reach.file,
			    reach.position);
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
	if (lag_beyond_delay(link) > most) {
		judge_wait(out, "%s, wanted at most %" PRIu64 " s",
			   lag_words(link, out->arena), link->delay + most);
		judge_cure(out,
			   "wait, or look at what the replica applies; replication.max_lag "
			   "is the bound");
		return;
	}
	if (behind_goal(world, link)) {
		judge_wait(out, "%s, %s, wanted %s:%" PRIu64,
			   lag_words(link, out->arena), reach_words(link, out->arena),
			   world->goal_file, world->goal_position);
		return;
	}
	judge_done(out, "%s, %s", lag_words(link, out->arena),
		   reach_words(link, out->arena));
}
