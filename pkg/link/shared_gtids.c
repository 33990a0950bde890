/*
 * Intersects the GTID sets of a new source and the target. source_failover.c decides
 * what follows for a failover.
 */
#include "link/shared_gtids.h"

#include <string.h>

#include "base/text.h"
#include "observed/gtid.h"
#include "observed/gtid_position.h"

/* length of "uuid" in "uuid:tag" */
#define UUID_LENGTH 36

static bool set_has_origin(const char *text, const char *origin, struct arena *arena)
{
	struct gtid_set set;

	if (!gtid_set_parse(text, arena, &set))
		return false;
	for (size_t i = 0; i < set.count; i++) {
		if (strncmp(set.list[i].origin, origin, UUID_LENGTH) == 0)
			return true;
	}
	return false;
}

/* True if another channel of the target has brought these GTIDs. */
static bool is_of_other_channel(const struct facts *facts, const char *origin,
				struct arena *arena)
{
	const struct observed_target *target = &facts->observed->target;
	const char *channel = facts->manifest->replication.channel;

	for (unsigned i = 0; i < target->links_count; i++) {
		const struct observed_link *link = &target->links[i];

		if (!text_equal_nocase(link->channel, channel) &&
		    (text_equal_nocase(link->source_uuid, origin) ||
		     set_has_origin(link->retrieved_gtid_set, origin, arena)))
			return true;
	}
	for (unsigned i = 0; i < target->records_count; i++) {
		const struct observed_record *record = &target->records[i];

		if (!text_equal_nocase(record->channel, channel) &&
		    (text_equal_nocase(record->source_uuid, origin) ||
		     set_has_origin(record->gtid_set, origin, arena)))
			return true;
	}
	return false;
}

/* What the target has applied or received on our channel. False: unknown. */
static bool held_of_channel(const struct facts *facts, const struct observed_link *link,
			    struct arena *arena, struct gtid_set *out)
{
	const struct observed_target *target = &facts->observed->target;
	const char *all = arena_printf(arena, "%s%s%s",
				       target->gtid_set == NULL ? "" : target->gtid_set,
				       text_empty(link->retrieved_gtid_set) ||
						       text_empty(target->gtid_set) ?
					       "" :
					       ",",
				       link->retrieved_gtid_set == NULL ?
					       "" :
					       link->retrieved_gtid_set);
	struct gtid_set held;

	if (target->gtid_set == NULL || !gtid_set_parse(all, arena, &held))
		return false;
	out->list = arena_array(arena, held.count, sizeof(*out->list));
	out->count = 0;
	for (size_t i = 0; i < held.count; i++) {
		const char *origin =
			arena_copy_n(arena, held.list[i].origin, UUID_LENGTH);

		if (!text_equal_nocase(origin, target->server.uuid) &&
		    !is_of_other_channel(facts, origin, arena))
			out->list[out->count++] = held.list[i];
	}
	return true;
}

/*
 * True if both have common GTIDs. *lacks: the target's GTIDs that the source lacks, as
 * text, or NULL.
 */
static bool shares_mysql(const struct facts *facts, const struct observed_link *link,
			 struct arena *arena, const char **lacks)
{
	struct gtid_set held, source;

	if (!gtid_set_parse(facts->observed->source.gtid_set, arena, &source) ||
	    !held_of_channel(facts, link, arena, &held))
		return false;
	struct gtid_set missing = gtid_set_subtract(&held, &source, arena);
	struct gtid_set shared = gtid_set_subtract(&held, &missing, arena);
	*lacks = missing.count == 0 ? NULL : gtid_set_text(&missing, arena);
	return shared.count > 0;
}

/*
 * MariaDB's GTIDs do not identify one server. It proves more that the source itself
 * replicated in the same domain than that it has the same numbers.
 */
static bool shares_mariadb(const struct facts *facts, const struct observed_link *link,
			   const char **lacks)
{
	const struct observed_source *source = &facts->observed->source;
	const char *held = facts->observed->target.gtid_set;

	if (text_empty(held) ||
	    !gtid_positions_share_domain(held, source->gtid_replicated))
		return false;
	*lacks = NULL;
	if (!gtid_state_holds(source->gtid_state, held))
		*lacks = held;
	else if (!gtid_state_holds(source->gtid_state, link->retrieved_gtid_set))
		*lacks = link->retrieved_gtid_set;
	return true;
}

bool gtids_are_shared(const struct facts *facts, const struct observed_link *link,
		      struct arena *arena, const char **lacks)
{
	*lacks = NULL;
	if (facts->observed->target.server.flavour == FLAVOUR_MARIADB)
		return shares_mariadb(facts, link, lacks);
	return shares_mysql(facts, link, arena, lacks);
}
