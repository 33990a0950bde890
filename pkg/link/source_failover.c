#include "link/source_failover.h"

#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "link/calls.h"
#include "link/errors.h"
#include "link/gtid_support.h"
#include "link/identity.h"
#include "link/set_source.h"
#include "link/shared_gtids.h"
#include "link/start_coordinates.h"
#include "link/state.h"
#include "observed/gtid_position.h"

static bool is_mariadb(const struct world *world)
{
	return world->observed->target.server.flavour == FLAVOUR_MARIADB;
}

static bool is_at(const struct observed_link *link, const char *address)
{
	AUTO_ARENA *arena = arena_make();

	return text_equal_nocase(address, link_address(link->source_host,
						       link->source_port, arena));
}

/* Neither to the source that was copied nor to the one that took its place. */
static bool leads_elsewhere(const struct world *world, const struct observed_link *link,
			    const struct observed_record *record)
{
	const struct manifest_replication *wanted = &world->manifest->replication;
	const struct observed_server *source = &world->observed->source.server;
	AUTO_ARENA *arena = arena_make();
	const char *address =
		link_address(wanted->source_host, wanted->source_port, arena);

	if (!text_empty(link->source_uuid))
		return !text_equal_nocase(link->source_uuid, record->source_uuid) &&
		       !text_equal_nocase(link->source_uuid, source->uuid);
	return (!is_at(link, record->link_address) && !is_at(link, address)) ||
	       (link->source_server_id != 0 &&
		link->source_server_id != record->source_server_id &&
		link->source_server_id != source->server_id);
}

static const char *purged_obstacle(const struct world *world, struct arena *arena)
{
	const char *begins = world->observed->source.gtid_purged;
	const char *held = world->observed->target.gtid_set;

	if (!is_mariadb(world))
		return NULL; /* by_gtid_obstacle has looked */
	if (begins == NULL)
		return "where its oldest binlog begins cannot be read";
	if (gtid_position_reached(held, begins))
		return NULL;
	return arena_printf(arena,
			    "it has purged what the target lacks: its binlogs begin at %s, "
			    "and the target is at %s",
			    begins, held);
}

static void refuse(struct succession *out, const char *obstacle, const char *cure)
{
	if (out->state == SUCCESSION_REFUSED)
		return;
	out->state = SUCCESSION_REFUSED;
	out->obstacle = obstacle;
	out->cure = cure;
}

/* The first that stands against it is told. */
static void look_for_obstacles(const struct world *world,
			       const struct observed_link *link, const char *lacks,
			       struct arena *arena, struct succession *out)
{
	struct diagnosis diagnosis = link_diagnose(world, link, arena);
	struct gtid_set missing;

	if (link->auto_position != FACT_YES)
		refuse(out,
		       "the link is by file and position, which mean nothing on another server",
		       NULL);
	if (world->manifest->replication.coordinates == COORDINATES_FILE)
		refuse(out, "replication.coordinates is file",
		       "set replication.coordinates: gtid; file and position again afterwards");
	if (lacks != NULL && is_mariadb(world) &&
	    !observed_is_on(&world->observed->source.server, "log_slave_updates"))
		refuse(out,
		       "it has not logged what it replicated (log_slave_updates is OFF)",
		       NULL);
	if (lacks != NULL)
		refuse(out,
		       arena_printf(arena, "it lacks what the target has: %.200s%s",
				    lacks, strlen(lacks) > 200 ? "..." : ""),
		       "what it lost in the failover is on the target only: compare both before "
		       "you decide");
	if (link->sql_errno != 0)
		refuse(out,
		       arena_printf(arena, "the link's applier has stopped (%u: %s)",
				    diagnosis.code, diagnosis.meaning),
		       diagnosis.cure);
	const char *held = is_mariadb(world) ? world->observed->target.gtid_set : NULL;
	const char *obstacle = by_gtid_obstacle(world, held, arena, &missing);
	if (obstacle != NULL)
		refuse(out, obstacle, NULL);
	obstacle = purged_obstacle(world, arena);
	if (obstacle != NULL)
		refuse(out, obstacle, NULL);
}

void succession_of(const struct world *world, struct arena *arena, struct succession *out)
{
	const struct observed_record *record = finished_record(world);
	const struct observed_link *link = configured_link(world);
	const char *lacks = NULL;

	*out = (struct succession){ .state = SUCCESSION_NONE };
	if (record == NULL || link == NULL || record_is_of_source(world, record) ||
	    leads_elsewhere(world, link, record))
		return;
	if (!lineage_is_shared(world, link, arena, &lacks))
		return;
	out->state = SUCCESSION_POSSIBLE;
	look_for_obstacles(world, link, lacks, arena, out);
}

static const char *name_of(const char *hostname, const char *uuid)
{
	if (!text_empty(hostname))
		return hostname;
	return text_empty(uuid) ? "an unknown server" : uuid;
}

static const char *old_name(const struct world *world)
{
	const struct observed_record *record = finished_record(world);

	return name_of(record->source_hostname, record->source_uuid);
}

static const char *new_name(const struct world *world)
{
	const struct observed_server *source = &world->observed->source.server;

	if (text_equal(finished_record(world)->source_hostname, source->hostname))
		return source->address;
	return name_of(source->hostname, source->uuid);
}

const char *succession_words(const struct world *world, struct arena *arena)
{
	return arena_printf(arena, "of %s, whose place %s has taken", old_name(world),
			    new_name(world));
}

void judge_succession_refused(const struct world *world,
			      const struct succession *succession, struct judgement *out)
{
	const struct observed_record *record = finished_record(world);
	struct names ours = names_of_lines(record->databases, out->arena);

	judge_blocked(out,
		      "the copy is of %s; %s, which shares its GTIDs, cannot take its place: %s",
		      old_name(world), new_name(world), succession->obstacle);
	judge_difference(out, "source", record->source_uuid,
			 world->observed->source.server.uuid);
	if (succession->cure != NULL)
		judge_cure(out, "%s", succession->cure);
	judge_cure(out, "point source.host at the server that was copied");
	judge_cure(out, "a new copy: apply " NEW_COPY_OPTIONS "   (%s %s DROPPED)",
		   name_words(&ours, out->arena), ours.count == 1 ? "is" : "are");
}

void judge_succession_of_link(const struct world *world, struct judgement *out)
{
	const struct observed_link *link = configured_link(world);
	const struct manifest_replication *wanted = &world->manifest->replication;
	struct link_start start;

	link_start_of_link(world, link, out->arena, &start);
	/* What this would refuse, succession_of has refused. */
	if (start.obstacle != NULL) {
		judge_blocked(out, "%s", start.obstacle);
		judge_cure(out, "%s", by_gtid_cure(world, out->arena));
		return;
	}
	if (blocked_by_delay(world, link, true, out))
		return;
	judge_update(out,
		     "%s has taken the place of %s, and has all that the target has applied: "
		     "the link goes on there by GTID, and no row is touched",
		     new_name(world), old_name(world));
	judge_difference(out, "source",
			 link_address(link->source_host, link->source_port, out->arena),
			 link_address(wanted->source_host, wanted->source_port,
				      out->arena));
	act_stop(world, out);
	act_set(world, link, &start, out);
	judge_action(out, ON_TARGET, ACTION_RECORD,
		     "record in the database extrepl: the source is %s now",
		     world->observed->source.server.address)
		->record = RECORD_SOURCE_REPLACED;
	out->consent = CONSENT_TARGET_DATA;
	judge_cure(out, "the link may go on there: --allow target-data");
}
