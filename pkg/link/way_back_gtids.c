#include "link/way_back_gtids.h"

#include <string.h>

#include "base/text.h"
#include "link/channels.h"
#include "plan/procedures.h"

/* "65787472" is "extr" in hexadecimal digits. */
#define OWN_DIGITS "65787472"
#define UUID_LENGTH 36

const char *way_back_uuid(const char *target_uuid, struct arena *arena)
{
	if (target_uuid == NULL || strlen(target_uuid) != UUID_LENGTH)
		return NULL;
	return arena_printf(arena, OWN_DIGITS "%s", target_uuid + strlen(OWN_DIGITS));
}

struct gtid_set way_back_gtids(const struct facts *facts, struct arena *arena)
{
	const struct observed_target *target = &facts->observed->target;
	const char *uuid = way_back_uuid(target->server.uuid, arena);
	struct gtid_set source, held, found = { 0 };

	if (uuid == NULL || target->server.flavour != FLAVOUR_MYSQL ||
	    !gtid_set_parse(facts->observed->source.gtid_set, arena, &source) ||
	    !gtid_set_parse(target->gtid_set, arena, &held))
		return found;
	source = gtid_set_subtract(&source, &held, arena);
	found.list = arena_array(arena, source.count, sizeof(*found.list));
	for (size_t i = 0; i < source.count; i++) {
		if (text_equal_nocase(source.list[i].origin, uuid))
			found.list[found.count++] = source.list[i];
	}
	return found;
}

struct gtid_set way_back_gtids_to_mark(const struct facts *facts, struct arena *arena)
{
	if ((procedure_for(facts, CALL_ADD_GTID_INTERVAL) == NULL &&
	     procedure_for(facts, CALL_ADD_GTID_SET) == NULL) ||
	    running_channel(facts) != NULL)
		return (struct gtid_set){ 0 };
	return way_back_gtids(facts, arena);
}
