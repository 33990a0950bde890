/*
 * What the administrators cannot see would be missing from the copy without a
 * message. What is hidden is decided in visibility.c.
 */
#include "plan/check_list.h"
#include "plan/facts.h"
#include "plan/filters.h"
#include "plan/visibility.h"

/* No database has this name. */
static const char any_other[] = "\001any other";

/* What is not copied anyway may stay unseen. */
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

/* What a copy needs there is reported by target-privileges first. */
void check_hidden_on_target(const struct facts *facts, struct findings *out)
{
	static const char *const told[] = { "SELECT", "TRIGGER", "EVENT", NULL };
	const struct observed_server *target = &facts->observed->target.server;

	if (lacking(facts, target, told, out->arena) == NULL)
		find_hidden_objects(target, wanted_databases_of(facts, out->arena),
				    OBJECTS_ALL, out);
}
