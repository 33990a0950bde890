#include "link/needs_copy.h"

#include "base/text.h"
#include "link/errors.h"
#include "link/identity.h"
#include "link/start_coordinates.h"
#include "link/state.h"

const char *new_copy_is_needed(const struct world *world, struct arena *arena)
{
	const struct observed_link *link = our_link(world);

	if (configured_link(world) == NULL) {
		const struct observed_record *record = finished_record(world);
		struct link_start start = { 0 };

		if (record != NULL)
			link_start_of_data(world, record, arena, &start);
		return start.needs_copy ? start.obstacle : NULL;
	}
	if (link == NULL)
		return NULL;
	if (observed_link_is_ahead(&world->observed->source, link))
		return "the target is ahead of the source, which was reset, restored, or lost the "
		       "end of its binlog";
	if (link_state(link) == LINK_ON)
		return NULL;
	struct diagnosis diagnosis = link_diagnose(world, link, arena);
	return diagnosis.needs_copy ? diagnosis.meaning : NULL;
}
