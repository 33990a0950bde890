/*
 * Time zones that the target does not know: an event in such a zone cannot be created
 * there, and DDL from a session in one stops the applier (1298).
 */
#include <string.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

static const struct observed_object *unknown_zone(const struct facts *facts,
						  const char *name)
{
	FOR_OBJECTS(zone, &facts->observed->target.server, "zone-unknown")
	{
		if (text_equal(zone->name, name))
			return zone;
	}
	return NULL;
}

/* detail: "zone: the statement that sets another zone". */
void check_event_zones(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(event, &facts->observed->source.server, "event-zone")
	{
		const char *colon =
			event->detail == NULL ? NULL : strstr(event->detail, ": ");

		if (colon == NULL)
			continue;
		const char *name = arena_copy_n(out->arena, event->detail,
						(size_t)(colon - event->detail));
		const struct observed_object *unknown = unknown_zone(facts, name);
		if (unknown != NULL)
			finding_add(out, event->name,
				    arena_printf(out->arena, "%s on the source",
						 colon + 2),
				    "it is in the time zone %s%s%s%s, which the target does not "
				    "know: the event cannot be made there (1298)",
				    name, unknown->detail == NULL ? "" : " (",
				    unknown->detail == NULL ? "" : unknown->detail,
				    unknown->detail == NULL ? "" : ")");
	}
}

void check_server_zone(const struct facts *facts, struct findings *out)
{
	const char *zone = observed_value(&facts->observed->source.server, "time_zone");
	const char *offset = facts->observed->source.server.utc_offset;

	if (zone == NULL || text_equal(zone, "SYSTEM") ||
	    unknown_zone(facts, zone) == NULL)
		return;
	finding_add(out, "time_zone",
		    arena_printf(out->arena,
				 "SET GLOBAL time_zone = '%s%.*s' on the source, and in its "
				 "configuration",
				 offset != NULL && *offset == '-' ? "" : "+",
				 offset != NULL && *offset == '-' ? 6 : 5,
				 offset == NULL ? "00:00" : offset),
		    "%s on the source, which the target does not know: DDL of such a session "
		    "would stop the replica (1298)",
		    zone);
}
