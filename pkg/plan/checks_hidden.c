/*
 * Objects that the administrators cannot see would silently be missing from the copy.
 * visibility.c decides what is hidden.
 */
#include "plan/check_list.h"
#include "plan/facts.h"
#include "plan/filters.h"
#include "plan/visibility.h"

/* No database has this name. */
static const char any_other[] = "\001any other";

/* Databases that are not copied may stay hidden. */
static bool others_are_filtered(const struct facts *facts, struct arena *arena)
{
	return facts->manifest->copy.databases != NULL &&
	       (binlog_leaves_out(&facts->observed->source, any_other) ||
		replica_leaves_out(&facts->observed->target, any_other, arena) != NULL);
}

void check_hidden_databases(const struct facts *facts, struct findings *out)
{
	if (!others_are_filtered(facts, out->arena))
		find_hidden_databases(&facts->observed->source.server, out);
}

void check_hidden_objects(const struct facts *facts, struct findings *out)
{
	find_hidden_objects(&facts->observed->source.server,
			    wanted_databases_of(facts, out->arena), OBJECTS_ALL, out);
}

/* target-privileges reports first what a copy needs there. */
void check_hidden_on_target(const struct facts *facts, struct findings *out)
{
	static const char *const told[] = { "SELECT", "TRIGGER", "EVENT", NULL };
	const struct observed_server *target = &facts->observed->target.server;

	if (lacking(facts, target, told, out->arena) == NULL)
		find_hidden_objects(target, wanted_databases_of(facts, out->arena),
				    OBJECTS_ALL, out);
}
