/*
 * Globals that a replica's own sessions inherit, on both sides: extrepl can set them
 * for nobody but itself.
 */
#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

/* MariaDB 10 has the older name alone. */
void check_read_only_sessions(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;
	const char *name = target->flavour == FLAVOUR_MARIADB ? "tx_read_only" :
								"transaction_read_only";

	if (observed_is_on(target, name))
		finding_add(out, name,
			    arena_printf(out->arena,
					 "set %s to 0 by target.parameters, or in the parameter group",
					 name),
			    "ON at the target: the replica's own sessions inherit it, and it stops (13117, 1792)");
}

/* A replica's receiver asks the source by SELECT what it needs to know. */
void check_select_limit(const struct facts *facts, struct findings *out)
{
	if (text_equal(observed_value(&facts->observed->source.server, "sql_select_limit"),
		       "0"))
		finding_add(out, "sql_select_limit",
			    "SET GLOBAL sql_select_limit = DEFAULT",
			    "0 at the source: no SELECT gets a row, a replica's own neither (1593, 13117)");
}

/* An account of RDS may not set it for its own session. */
void check_enforced_engine(const struct facts *facts, struct findings *out)
{
	const char *engine = observed_value(&facts->observed->target.server,
					    "enforce_storage_engine");

	if (!text_empty(engine) && !text_equal_nocase(engine, "InnoDB"))
		finding_add(out, "enforce_storage_engine",
			    "take enforce_storage_engine out of the target's parameter group",
			    "%s at the target: every table gets this engine, extrepl's record, too",
			    engine);
}
