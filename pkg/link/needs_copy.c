/* Collects the reasons, from the other files here, for which only a new copy helps. */
#include "link/needs_copy.h"

#include "base/text.h"
#include "link/binlog_kept.h"
#include "link/errors.h"
#include "link/identity.h"
#include "link/start_coordinates.h"
#include "link/state.h"

const char *new_copy_is_needed(const struct facts *facts, struct arena *arena)
{
	const struct observed_link *link = our_link(facts);

	if (configured_link(facts) == NULL) {
		const struct observed_record *record = finished_record(facts);
		struct link_start start = { 0 };

		if (record != NULL)
			link_start_of_data(facts, record, arena, &start);
		return start.needs_copy ? start.obstacle : NULL;
	}
	if (link == NULL)
		return NULL;
	if (binlog_was_reset(facts) != NULL)
		return binlog_was_reset(facts);
	if (observed_link_is_ahead(&facts->observed->source, link))
		return "the target is ahead of the source, which was reset, restored, or lost the "
		       "end of its binlog";
	if (link_state(link) == LINK_ON)
		return NULL;
	struct diagnosis diagnosis = link_diagnose(facts, link, arena);
	return diagnosis.needs_copy ? diagnosis.meaning : NULL;
}
