/*
 * Compares what a stopped link would request with what the source's binlogs still have.
 * errors.c explains why a running link stopped.
 */
#include "link/purged.h"

#include "base/text.h"
#include "link/way_back_gtids.h"
#include "observed/gtid.h"

/*
 * True if the target has applied or received everything that the source has purged, or
 * can mark it as executed.
 */
static bool has_what_is_purged(const struct facts *facts,
			       const struct observed_link *link, struct arena *arena)
{
	const struct observed_target *target = &facts->observed->target;
	struct gtid_set purged, held, received;

	if (!gtid_set_parse(facts->observed->source.gtid_purged, arena, &purged) ||
	    !gtid_set_parse(target->gtid_set, arena, &held) ||
	    !gtid_set_parse(link->retrieved_gtid_set, arena, &received))
		return true;
	purged = gtid_set_subtract(&purged, &held, arena);
	purged = gtid_set_subtract(&purged, &received, arena);
	const struct gtid_set marked = way_back_gtids_to_mark(facts, arena);
	purged = gtid_set_subtract(&purged, &marked, arena);
	return purged.count == 0;
}

const char *link_was_purged(const struct facts *facts, const struct observed_link *link,
			    struct arena *arena)
{
	const struct observed_source *source = &facts->observed->source;

	if (link->auto_position == FACT_YES) {
		if (facts->observed->target.server.flavour == FLAVOUR_MARIADB ||
		    has_what_is_purged(facts, link, arena))
			return NULL;
		return "the source has purged transactions that the target needs";
	}
	if (source->binlogs_count == 0 || text_empty(link->read_file) ||
	    observed_binlog(source, link->read_file) >= 0)
		return NULL;
	return arena_printf(arena, "the source no longer has %s, which the target needs",
			    link->read_file);
}
