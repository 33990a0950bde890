/*
 * Can a link use GTIDs, and which GTIDs must the target be given before?
 * start_coordinates.c chooses the coordinates.
 */
#include "link/gtid_support.h"

#include <string.h>

#include "base/text.h"
#include "link/calls.h"
#include "link/channels.h"
#include "link/way_back_gtids.h"
#include "plan/procedures.h"
#include "sql/statements.h"

#define UUID_LENGTH 36

static const char *mode_obstacle(const struct facts *facts, struct arena *arena)
{
	const char *source = observed_value(&facts->observed->source.server, "gtid_mode");
	const char *target = observed_value(&facts->observed->target.server, "gtid_mode");

	if (!text_equal_nocase(source, "ON"))
		return arena_printf(arena, "the source has gtid_mode %s",
				    source == NULL ? "unknown" : source);
	if (target == NULL || text_equal_nocase(target, "OFF"))
		return arena_printf(arena, "the target has gtid_mode %s",
				    target == NULL ? "unknown" : target);
	return NULL;
}

/* Why the target cannot be given these GTIDs; NULL: it can. */
static const char *declaring_obstacle(const struct facts *facts,
				      const struct gtid_set *missing, struct arena *arena)
{
	const char *own = facts->observed->target.server.uuid;
	const char *running = running_channel(facts);

	if (missing->count == 0)
		return NULL;
	if (procedure_for(facts, CALL_ADD_GTID_INTERVAL) == NULL &&
	    procedure_for(facts, CALL_ADD_GTID_SET) == NULL)
		return arena_printf(arena, "the target has no procedure mysql.%s",
				    procedure_name(facts, CALL_ADD_GTID_INTERVAL));
	for (size_t i = 0; i < missing->count; i++) {
		const char *origin = missing->list[i].origin;

		if (strlen(origin) > UUID_LENGTH)
			return arena_printf(arena,
					    "the data has tagged GTIDs (%s), which "
					    "RDS's procedures do not accept",
					    origin);
		if (text_equal_nocase(origin, own))
			return "the data has GTIDs of the target's own server_uuid";
	}
	if (running != NULL)
		return arena_printf(arena,
				    "the %s%s%s replicates, and RDS accepts GTIDs "
				    "only while all channels are stopped",
				    running[0] == '\0' ? "default channel" : "channel '",
				    running, running[0] == '\0' ? "" : "'");
	return NULL;
}

static const char *purged_obstacle(const struct facts *facts, const struct gtid_set *set,
				   const struct gtid_set *held,
				   const struct gtid_set *marked, struct arena *arena)
{
	struct gtid_set purged;

	if (!gtid_set_parse(facts->observed->source.gtid_purged, arena, &purged))
		return "the source's gtid_purged cannot be read";
	purged = gtid_set_subtract(&purged, set, arena);
	purged = gtid_set_subtract(&purged, held, arena);
	purged = gtid_set_subtract(&purged, marked, arena);
	return purged.count == 0 ?
		       NULL :
		       "the source has purged transactions that the data lacks";
}

static const char *mysql_obstacle(const struct facts *facts, const char *set,
				  struct arena *arena, struct gtid_set *missing)
{
	struct gtid_set data, held;
	const char *obstacle = mode_obstacle(facts, arena);

	if (obstacle != NULL)
		return obstacle;
	if (set != NULL && set[0] == '\0')
		return "the GTIDs of the data are not recorded";
	if (!gtid_set_parse(set, arena, &data) ||
	    !gtid_set_parse(facts->observed->target.gtid_set, arena, &held))
		return "the GTIDs of the data cannot be read";
	*missing = gtid_set_subtract(&data, &held, arena);
	obstacle = declaring_obstacle(facts, missing, arena);
	if (obstacle != NULL)
		return obstacle;
	const struct gtid_set marked = way_back_gtids_to_mark(facts, arena);
	*missing = gtid_set_join(missing, &marked, arena);
	return purged_obstacle(facts, &data, &held, &marked, arena);
}

const char *by_gtid_obstacle(const struct facts *facts, const char *set,
			     struct arena *arena, struct gtid_set *missing)
{
	*missing = (struct gtid_set){ 0 };
	if (procedure_for(facts, CALL_SET_BY_GTID) == NULL)
		return arena_printf(arena,
				    "the target has no procedure to link %sby GTID",
				    text_empty(facts->manifest->replication.channel) ?
					    "" :
					    "a channel ");
	if (facts->observed->target.server.flavour != FLAVOUR_MARIADB)
		return mysql_obstacle(facts, set, arena, missing);
	return text_empty(set) ? "the GTID position of the data is not recorded" : NULL;
}

/*
 * MariaDB can also take its position from its own binlog, which has the copy's own
 * writes. It is not documented which of the two RDS's procedure uses.
 */
const char *by_gtid_doubt(const struct facts *facts, struct arena *arena)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;
	const char *domain = observed_value(target, "gtid_domain_id");

	if (target->flavour != FLAVOUR_MARIADB || !observed_is_on(target, "log_bin") ||
	    !text_equal(domain, observed_value(source, "gtid_domain_id")))
		return NULL;
	return arena_printf(arena, "the target's own GTIDs are in the source's domain %s",
			    domain == NULL ? "too" : domain);
}

const char *by_gtid_fix(const struct facts *facts, struct arena *arena)
{
	(void)arena;
	if (running_channel(facts) != NULL)
		return "stop the other channels on the target, apply, and start them again; or "
		       "set replication.coordinates: file";
	return "set replication.coordinates: file, or auto, which takes GTIDs where they can "
	       "work";
}

void act_add_gtids(const struct facts *facts, const struct gtid_set *missing,
		   struct judgement *out)
{
	const char *procedure = procedure_name(facts, CALL_ADD_GTID_INTERVAL);

	if (missing->count == 0)
		return;
	if (procedure_for(facts, CALL_ADD_GTID_INTERVAL) == NULL) {
		judge_action(out, ON_TARGET, ACTION_CALL, "%s",
			     statement_add_gtid_set(procedure_name(facts,
								   CALL_ADD_GTID_SET),
						    gtid_set_text(missing, out->arena),
						    out->arena))
			->volatile_text = true;
		return;
	}
	for (size_t i = 0; i < missing->count; i++) {
		const struct gtid_interval *one = &missing->list[i];

		judge_action(out, ON_TARGET, ACTION_CALL, "%s",
			     statement_add_gtids(procedure, one->origin, one->first,
						 one->last, out->arena))
			->volatile_text = true;
	}
}
