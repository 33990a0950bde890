/*
 * Judges if the target's link can continue at a source that replaced the recorded one.
 * shared_gtids.c finds the GTIDs that both have.
 */
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

static bool is_mariadb(const struct facts *facts)
{
	return facts->observed->target.server.flavour == FLAVOUR_MARIADB;
}

static bool is_at(const struct observed_link *link, const char *address)
{
	AUTO_ARENA *arena = arena_make();

	return text_equal_nocase(address, link_address(link->source_host,
						       link->source_port, arena));
}

/*
 * The link points neither to the source that was copied nor to the one that replaced
 * it.
 */
static bool leads_elsewhere(const struct facts *facts, const struct observed_link *link,
			    const struct observed_record *record)
{
	const struct manifest_replication *wanted = &facts->manifest->replication;
	const struct observed_server *source = &facts->observed->source.server;
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

static const char *purged_obstacle(const struct facts *facts, struct arena *arena)
{
	const char *begins = facts->observed->source.gtid_purged;
	const char *held = facts->observed->target.gtid_set;

	if (!is_mariadb(facts))
		return NULL; /* by_gtid_obstacle checks that */
	if (begins == NULL)
		return "where its oldest binlog begins cannot be read";
	if (gtid_position_reached(held, begins))
		return NULL;
	return arena_printf(arena,
			    "it has purged what the target lacks: its binlogs begin at %s, "
			    "and the target is at %s",
			    begins, held);
}

static void refuse(struct source_failover *out, const char *obstacle, const char *fix)
{
	if (out->state == FAILOVER_REFUSED)
		return;
	out->state = FAILOVER_REFUSED;
	out->obstacle = obstacle;
	out->fix = fix;
}

/* Only the first obstacle is reported. */
static void look_for_obstacles(const struct facts *facts,
			       const struct observed_link *link, const char *lacks,
			       struct arena *arena, struct source_failover *out)
{
	struct diagnosis diagnosis = link_diagnose(facts, link, arena);
	struct gtid_set missing;

	if (link->auto_position != FACT_YES)
		refuse(out,
		       "the link is by file and position, which mean nothing on another server",
		       NULL);
	if (facts->manifest->replication.coordinates == COORDINATES_FILE)
		refuse(out, "replication.coordinates is file",
		       "set replication.coordinates: gtid; go back to file afterwards");
	if (lacks != NULL && is_mariadb(facts) &&
	    !observed_is_on(&facts->observed->source.server, "log_slave_updates"))
		refuse(out,
		       "it has not logged what it replicated (log_slave_updates is OFF)",
		       NULL);
	if (lacks != NULL)
		refuse(out,
		       arena_printf(arena,
				    "it lacks transactions that the target "
				    "has: %.200s%s",
				    lacks, strlen(lacks) > 200 ? "..." : ""),
		       "what it lost in the failover is on the target only: compare both before "
		       "you decide");
	if (link->sql_errno != 0)
		refuse(out,
		       arena_printf(arena, "the link's applier has stopped (%u: %s)",
				    diagnosis.code, diagnosis.meaning),
		       diagnosis.fix);
	const char *held = is_mariadb(facts) ? facts->observed->target.gtid_set : NULL;
	const char *obstacle = by_gtid_obstacle(facts, held, arena, &missing);
	if (obstacle != NULL)
		refuse(out, obstacle, NULL);
	obstacle = purged_obstacle(facts, arena);
	if (obstacle != NULL)
		refuse(out, obstacle, NULL);
}

void failover_of(const struct facts *facts, struct arena *arena,
		 struct source_failover *out)
{
	const struct observed_record *record = finished_record(facts);
	const struct observed_link *link = configured_link(facts);
	const char *lacks = NULL;

	*out = (struct source_failover){ .state = FAILOVER_NONE };
	if (record == NULL || link == NULL || record_is_of_source(facts, record) ||
	    leads_elsewhere(facts, link, record))
		return;
	if (!gtids_are_shared(facts, link, arena, &lacks))
		return;
	out->state = FAILOVER_POSSIBLE;
	look_for_obstacles(facts, link, lacks, arena, out);
}

static const char *name_of(const char *hostname, const char *uuid)
{
	if (!text_empty(hostname))
		return hostname;
	return text_empty(uuid) ? "an unknown server" : uuid;
}

static const char *old_name(const struct facts *facts)
{
	const struct observed_record *record = finished_record(facts);

	return name_of(record->source_hostname, record->source_uuid);
}

static const char *new_name(const struct facts *facts)
{
	const struct observed_server *source = &facts->observed->source.server;

	if (text_equal(finished_record(facts)->source_hostname, source->hostname))
		return source->address;
	return name_of(source->hostname, source->uuid);
}

const char *failover_text(const struct facts *facts, struct arena *arena)
{
	return arena_printf(arena, "of %s, which %s has replaced", old_name(facts),
			    new_name(facts));
}

void judge_failover_refused(const struct facts *facts,
			    const struct source_failover *failover, struct judgement *out)
{
	const struct observed_record *record = finished_record(facts);
	struct names ours = names_of_lines(record->databases, out->arena);

	judge_blocked(out,
		      "the copy is of %s; %s shares its GTIDs, but cannot replace it: "
		      "%s",
		      old_name(facts), new_name(facts), failover->obstacle);
	judge_difference(out, "source", record->source_uuid,
			 facts->observed->source.server.uuid);
	if (failover->fix != NULL)
		judge_fix(out, "%s", failover->fix);
	judge_fix(out, "point source.host at the server that was copied");
	judge_fix(out, "a new copy: apply " NEW_COPY_OPTIONS "   (%s %s DROPPED)",
		  names_text(&ours, out->arena), ours.count == 1 ? "is" : "are");
}

void judge_failover_of_link(const struct facts *facts, struct judgement *out)
{
	const struct observed_link *link = configured_link(facts);
	const struct manifest_replication *wanted = &facts->manifest->replication;
	struct link_start start;

	link_start_of_link(facts, link, out->arena, &start);
	/* failover_of has already refused what this would refuse. */
	if (start.obstacle != NULL) {
		judge_blocked(out, "%s", start.obstacle);
		judge_fix(out, "%s", by_gtid_fix(facts, out->arena));
		return;
	}
	if (blocked_by_delay(facts, link, true, out))
		return;
	judge_update(out,
		     "%s has replaced %s, and has everything that the target has "
		     "applied: the link continues there by GTID, and no row is "
		     "changed",
		     new_name(facts), old_name(facts));
	judge_difference(out, "source",
			 link_address(link->source_host, link->source_port, out->arena),
			 link_address(wanted->source_host, wanted->source_port,
				      out->arena));
	act_stop(facts, out);
	act_set(facts, link, &start, out);
	judge_action(out, ON_TARGET, ACTION_RECORD,
		     "record in the database extrepl: the source is %s now",
		     facts->observed->source.server.address)
		->record.change = RECORD_SOURCE_REPLACED;
	out->consent = CONSENT_TARGET_DATA;
	judge_fix(out, "the link may continue there: --allow target-data");
}
