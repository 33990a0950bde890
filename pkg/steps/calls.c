#include "steps/calls.h"

#include "db/statements.h"
#include "steps/link_state.h"

const char *procedure_named(const struct world *world, const char *name, const char *older)
{
	const struct observed_target *target = &world->observed->target;

	if (observed_procedure(target, name) != NULL)
		return name;
	return older != NULL && observed_procedure(target, older) != NULL ? older : NULL;
}

void act_reset(const struct world *world, struct judgement *out)
{
	const char *procedure = procedure_named(world, "rds_reset_external_source",
						"rds_reset_external_master");

	if (configured_link(world) == NULL || procedure == NULL)
		return;
	judge_action(out, ON_TARGET, ACTION_CALL, "%s", statement_call(procedure, out->arena))
		->look_after = true;
}

void act_stop(const struct world *world, struct judgement *out)
{
	const struct observed_link *link = configured_link(world);

	if (link == NULL || link_state(link) == LINK_OFF)
		return;
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     statement_call("rds_stop_replication", out->arena))
		->look_after = true;
}
