#include "steps/numbering.h"

#include <inttypes.h>

#include "observed/gtid.h"
#include "steps/calls.h"
#include "steps/link_state.h"

/* For the reason: the first of many are enough. */
#define SHOWN_INTERVALS 3

static const char *shown(const struct gtid_set *set, struct arena *arena)
{
	struct gtid_set few = *set;

	if (set->count <= SHOWN_INTERVALS)
		return gtid_set_text(set, arena);
	few.count = SHOWN_INTERVALS;
	return arena_printf(arena, "%s and %zu more", gtid_set_text(&few, arena),
			    set->count - few.count);
}

bool blocked_by_reused_gtids(const struct world *world, struct judgement *out)
{
	struct gtid_set reused = gtids_unknown_to_source(world->observed, out->arena);

	if (reused.count == 0)
		return false;
	judge_blocked(out,
		      "the target has transactions under the source's numbers that the source does "
		      "not have: %s\nwhat the source sends under these numbers is skipped without a "
		      "word; was it reset, or restored from a backup?",
		      shown(&reused, out->arena));
	judge_difference(out, "GTIDs that the source lacks",
			 gtid_set_text(&reused, out->arena), NULL);
	judge_cure(out,
		   "let the source pass over them: SET GLOBAL gtid_purged = '+%s' there",
		   gtid_set_text(&reused, out->arena));
	if (configured_link(world) != NULL)
		judge_cure(out,
			   "then, unless both hold the same data, a new copy: CALL mysql.%s() on the "
			   "target, and apply --allow target-data",
			   reset_procedure(world));
	return true;
}

bool blocked_by_lost_binlog(const struct world *world, const struct observed_link *link,
			    struct judgement *out)
{
	const struct observed_source *source = &world->observed->source;

	if (!observed_link_is_ahead(source, link))
		return false;
	judge_blocked(out,
		      "the target has applied up to %s, but the source's binlog ends at %s:%" PRIu64
		      "\nwhat is written now does not arrive; was the source reset, restored from a "
		      "backup, or did it lose the end of its binlog in a crash?",
		      link_applied(link, out->arena), source->binlog_file,
		      source->binlog_position);
	judge_cure(out, "a new copy: --allow target-data   (what was copied is DROPPED)");
	return true;
}
