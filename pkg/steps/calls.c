#include "steps/calls.h"

#include <string.h>

#include "base/text.h"
#include "db/quote.h"
#include "db/statements.h"
#include "steps/link_state.h"

const char *procedure_named(const struct world *world, const char *name, const char *older)
{
	const struct observed_target *target = &world->observed->target;

	if (observed_procedure(target, name) != NULL)
		return name;
	return older != NULL && observed_procedure(target, older) != NULL ? older : NULL;
}

const char *admin_label(const struct observed_server *server, const char *field,
			struct arena *arena)
{
	const char *at = text_empty(server->user) ? NULL : strrchr(server->user, '@');

	if (at == NULL)
		return field;
	return quote_account(arena_copy_n(arena, server->user,
					  (size_t)(at - server->user)),
			     at + 1, arena);
}

const char *reset_procedure(const struct world *world)
{
	const char *named = procedure_named(world, "rds_reset_external_source", NULL);

	return named != NULL ? named : "rds_reset_external_master";
}

void act_reset(const struct world *world, struct judgement *out)
{
	if (configured_link(world) == NULL)
		return;
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     statement_call(reset_procedure(world), out->arena))
		->look_after = true;
}

void hint_at_server_id(const struct observed_link *link, struct judgement *out)
{
	if (text_empty(link->source_uuid) && link->source_server_id != 0)
		judge_cure(out,
			   "if just its server_id was changed: CALL "
			   "mysql.rds_stop_replication() and mysql.rds_start_replication() on "
			   "the target, then plan again");
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
