/*
 * target.health: both threads run without an error, the lag is within bounds, and
 * everything that the source had is applied.
 */
#include <inttypes.h>

#include "base/text.h"
#include "link/errors.h"
#include "link/identity.h"
#include "link/state.h"
#include "link/way_back_gtids.h"
#include "observed/gtid.h"
#include "observed/gtid_position.h"
#include "steps/steps.h"

/* How far the link must be. With a delay, received counts instead of applied. */
struct reach {
	const char *file;
	uint64_t position;
	const char *gtid; /* GTIDs to add to those that are applied */
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

static bool gtids_reached(const struct facts *facts, const struct reach *reach)
{
	const struct observed_target *target = &facts->observed->target;
	AUTO_ARENA *arena = arena_make();
	struct gtid_set held, received, goal;

	if (target->server.flavour == FLAVOUR_MARIADB)
		return gtid_position_reached(reach->gtid != NULL ? reach->gtid :
								   target->gtid_set,
					     facts->catchup_gtid);
	if (!gtid_set_parse(target->gtid_set, arena, &held) ||
	    !gtid_set_parse(reach->gtid, arena, &received) ||
	    !gtid_set_parse(facts->catchup_gtid, arena, &goal))
		return false;
	const struct gtid_set skipped = way_back_gtids(facts, arena);
	goal = gtid_set_subtract(&goal, &held, arena);
	goal = gtid_set_subtract(&goal, &skipped, arena);
	return gtid_set_contains(&received, &goal);
}

/*
 * What the source had at the catch-up point has not been applied yet or, with a delay,
 * not received.
 */
static bool before_catchup(const struct facts *facts, const struct observed_link *link)
{
	struct reach reach = reach_of(link);

	if (facts->catchup_file == NULL)
		return false;
	/*
	 * By GTID, binlog file and position are unknown before the first transaction.
	 */
	if (link->auto_position == FACT_YES && !text_empty(facts->catchup_gtid))
		return !gtids_reached(facts, &reach);
	return text_empty(reach.file) ||
	       coordinates_compare(reach.file, reach.position, facts->catchup_file,
				   facts->catchup_position) < 0;
}

static uint64_t lag_beyond_delay(const struct observed_link *link)
{
	return link->lag > link->delay ? link->lag - link->delay : 0;
}

static const char *lag_text(const struct observed_link *link, struct arena *arena)
{
	if (link->delay == 0)
		return arena_printf(arena, "lag %" PRIu64 " s", link->lag);
	return arena_printf(arena, "lag %" PRIu64 " s of which %" PRIu64 " s are wanted",
			    link->lag, link->lag > link->delay ? link->delay : link->lag);
}

static const char *reach_text(const struct observed_link *link, struct arena *arena)
{
	struct reach reach = reach_of(link);

	if (text_empty(reach.file))
		return arena_printf(arena, "%s: nothing yet", reach.word);
	return arena_printf(arena, "%s to %s:%" PRIu64, reach.word, reach.file,
			    reach.position);
}

static void judge_connecting(const struct facts *facts,
			     const struct observed_link *link, struct judgement *out)
{
	struct diagnosis diagnosis = link_diagnose(facts, link, out->arena);

	if (diagnosis.code == 0) {
		judge_wait(out, "the receiver is connecting to the source");
		return;
	}
	judge_wait(out, "%s (%u)", diagnosis.meaning, diagnosis.code);
	judge_note(out, "the server says: %s", diagnosis.message);
	judge_fix(out, "%s", diagnosis.fix);
}

void judge_target_health(const struct facts *facts, struct judgement *out)
{
	const struct observed_link *link = configured_link(facts);
	uint64_t most = (uint64_t)facts->manifest->replication.max_lag_ms / 1000;

	if (out->after != NULL) {
		judge_pending(out, out->after);
		return;
	}
	if (facts->manifest->replication.state == STATE_STOPPED) {
		judge_done(out, "not applicable: wanted stopped");
		return;
	}
	if (link == NULL) {
		judge_pending(out, "target.link");
		return;
	}
	if (link_state(link) != LINK_ON) {
		judge_connecting(facts, link, out);
		return;
	}
	if (link->lag_known != FACT_YES) {
		judge_wait(out, "the lag is not known yet");
		return;
	}
	if (lag_beyond_delay(link) > most) {
		judge_wait(out, "%s, wanted at most %" PRIu64 " s",
			   lag_text(link, out->arena), link->delay + most);
		judge_fix(out, "wait, or check what the replica is applying; "
			       "replication.max_lag sets the limit");
		return;
	}
	if (before_catchup(facts, link)) {
		judge_wait(out, "%s, %s, wanted %s:%" PRIu64,
			   lag_text(link, out->arena), reach_text(link, out->arena),
			   facts->catchup_file, facts->catchup_position);
		return;
	}
	judge_done(out, "%s, %s", lag_text(link, out->arena),
		   reach_text(link, out->arena));
}
