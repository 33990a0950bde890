/*
 * Compares the GTID sets of source, target and record, to find GTIDs that stand for
 * different transactions on each side.
 */
#include "link/gtid_divergence.h"

#include <inttypes.h>

#include "base/text.h"
#include "link/calls.h"
#include "link/identity.h"
#include "link/state.h"
#include "observed/gtid.h"

/* How many intervals the reason shows. */
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

bool blocked_by_reused_gtids(const struct facts *facts, struct judgement *out)
{
	struct gtid_set reused = gtids_unknown_to_source(facts->observed, out->arena);

	if (reused.count == 0)
		return false;
	judge_blocked(out,
		      "the target has transactions under the source's numbers that "
		      "the source does not have: %s\nwhat the source sends under "
		      "these numbers is silently skipped; was it reset, or restored "
		      "from a backup?",
		      shown(&reused, out->arena));
	judge_difference(out, "GTIDs that the source lacks",
			 gtid_set_text(&reused, out->arena), NULL);
	judge_fix(out, "on the source: SET GLOBAL gtid_purged = '+%s'",
		  gtid_set_text(&reused, out->arena));
	if (configured_link(facts) != NULL)
		judge_fix(out, "then, unless both hold the same data, a new copy: "
			       "apply " NEW_COPY_OPTIONS);
	return true;
}

/* The part of the target's set that the source has, too. */
static struct gtid_set shared_with_source(const struct gtid_set *held,
					  const struct gtid_set *source,
					  struct arena *arena)
{
	struct gtid_set foreign = gtid_set_subtract(held, source, arena);

	return gtid_set_subtract(held, &foreign, arena);
}

bool blocked_by_unrecorded_gtids(const struct facts *facts,
				 const struct observed_record *record,
				 struct judgement *out)
{
	struct gtid_set held, source, data;

	if (facts->observed->target.server.flavour == FLAVOUR_MARIADB ||
	    text_empty(record->gtid_set) || coordinates_are_used_up(facts) != NULL ||
	    !gtid_set_parse(facts->observed->target.gtid_set, out->arena, &held) ||
	    !gtid_set_parse(facts->observed->source.gtid_set, out->arena, &source) ||
	    !gtid_set_parse(record->gtid_set, out->arena, &data))
		return false;
	struct gtid_set after_data = shared_with_source(&held, &source, out->arena);
	after_data = gtid_set_subtract(&after_data, &data, out->arena);
	if (after_data.count == 0)
		return false;
	judge_blocked(out,
		      "the target has transactions of the source that come after the "
		      "data's: %s\nthe link would silently skip them, however it is "
		      "configured",
		      shown(&after_data, out->arena));
	judge_difference(out, "GTIDs after the data's",
			 gtid_set_text(&after_data, out->arena), NULL);
	judge_fix(out,
		  "is copy.adopt of this data? a new copy helps: apply " NEW_COPY_OPTIONS
		  "   (what was copied is DROPPED)");
	return true;
}

bool blocked_by_lost_binlog(const struct facts *facts, const struct observed_link *link,
			    struct judgement *out)
{
	const struct observed_source *source = &facts->observed->source;

	if (!observed_link_is_ahead(source, link))
		return false;
	judge_blocked(out,
		      "the target has applied up to %s, but the source's binlog ends at %s:%" PRIu64
		      "\nwhat is written now does not arrive; was the source reset, restored from a "
		      "backup, or did it lose the end of its binlog in a crash?",
		      link_applied(link, out->arena), source->binlog_file,
		      source->binlog_position);
	judge_fix(out, "a new copy: apply " NEW_COPY_OPTIONS
		       "   (what was copied is DROPPED)");
	return true;
}
