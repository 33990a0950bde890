/*
 * Derives the state of the link's threads and the validity of the recorded coordinates
 * from the facts. The steps decide what to do about it.
 */
#include "link/state.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "link/identity.h"

enum link_state link_state(const struct observed_link *link)
{
	bool io_off = text_equal(link->io_running, "No");
	bool sql_off = text_equal(link->sql_running, "No");

	if (text_equal(link->io_running, "Yes") && text_equal(link->sql_running, "Yes"))
		return LINK_ON;
	return io_off && sql_off ? LINK_OFF : LINK_BROKEN;
}

const char *link_applied(const struct observed_link *link, struct arena *arena)
{
	if (text_empty(link->executed_file))
		return "nothing yet";
	return arena_printf(arena, "%s:%" PRIu64, link->executed_file,
			    link->executed_position);
}

const char *coordinates_are_used_up(const struct facts *facts)
{
	const struct observed_target *target = &facts->observed->target;
	const struct observed_record *record = finished_record(facts);

	if (record == NULL)
		return NULL;
	if (!text_empty(record->link_started_at))
		return "the link was started since the copy: its coordinates are used up";
	/*
	 * RDS's own history shows a start by hand. Both times are UTC, in a form that
	 * sorts as text.
	 */
	if (!text_empty(target->last_start_at) && !text_empty(record->completed_at) &&
	    strcmp(target->last_start_at, record->completed_at) > 0)
		return "replication was started since the copy (mysql.rds_history): its "
		       "coordinates are used up";
	return NULL;
}
