/*
 * target.link: the target replicates from the manifest's source, as configured; whether
 * it works is no matter here.
 */
#include <inttypes.h>

#include "base/text.h"
#include "link/calls.h"
#include "link/channels.h"
#include "link/errors.h"
#include "link/gtid_divergence.h"
#include "link/identity.h"
#include "link/set_source.h"
#include "link/source_failover.h"
#include "link/start_coordinates.h"
#include "link/state.h"
#include "link/taken_away.h"
#include "sql/statements.h"
#include "steps/steps.h"

static const char *address(const char *host, unsigned port, struct arena *arena)
{
	return arena_printf(arena, "%s:%u", host, port);
}

static bool no_procedures(const struct world *world, struct judgement *out)
{
	const char *channel = world->manifest->replication.channel;

	if (procedure_for(world, CALL_SET_BY_FILE) != NULL ||
	    procedure_for(world, CALL_SET_BY_GTID) != NULL)
		return false;
	if (!text_empty(channel) && world->observed->target.service != NULL) {
		judge_blocked(out,
			      "replication.channel is '%s', and the target has no procedure "
			      "mysql.%s: it knows one source only",
			      channel, procedure_name(world, CALL_SET_BY_FILE));
		judge_cure(out, "leave out replication.channel, or upgrade the instance");
		return true;
	}
	judge_blocked(out,
		      "the target has no procedure mysql.rds_set_external_source or _master: "
		      "it is no RDS instance, or this user may not see them");
	judge_cure(out,
		   "is target.endpoint an RDS instance? then GRANT EXECUTE ON mysql.* TO %s "
		   "there",
		   admin_label(&world->observed->target.server, "target.admin",
			       out->arena));
	return true;
}

static const char *way_words(bool by_gtid)
{
	return by_gtid ? "GTID" : "file and position";
}

static void note_way(const struct link_start *start, struct judgement *out)
{
	if (start->why != NULL)
		judge_note(out, "coordinates auto: by %s, as %s",
			   way_words(start->by_gtid), start->why);
}

/* There is no link, and the data is yet to come. */
static void judge_later_data(const struct world *world, struct judgement *out)
{
	struct link_start start;

	link_start_later(world, "target.copy", out->arena, &start);
	if (start.obstacle != NULL) {
		judge_blocked(out, "%s", start.obstacle);
		judge_cure(out, "%s", start.cure);
		return;
	}
	if (blocked_by_delay(world, NULL, start.by_gtid, out))
		return;
	judge_create(out, "no source is configured");
	note_way(&start, out);
	act_set(world, NULL, &start, out);
}

static void judge_new(const struct world *world, struct judgement *out)
{
	const struct observed_record *record =
		observed_record(&world->observed->target, world->manifest->name);
	struct link_start start;

	if (blocked_by_other_channels(world, out))
		return;
	if (record == NULL || text_equal(out->behind, "target.copy")) {
		judge_later_data(world, out);
		return;
	}
	if (judge_taken_away(world, out))
		return;
	link_start_of_data(world, record, out->arena, &start);
	if (start.obstacle != NULL) {
		judge_blocked(out, "no source is configured, and %s", start.obstacle);
		judge_cure(out, "%s",
			   start.needs_copy ? "a new copy: apply " NEW_COPY_OPTIONS
					      "   (what was copied is DROPPED)" :
					      start.cure);
		return;
	}
	if (blocked_by_gtids_beyond(world, record, out) ||
	    blocked_by_delay(world, NULL, start.by_gtid, out))
		return;
	if (coordinates_are_used_up(world) != NULL)
		judge_create(out,
			     "no source is configured; the target's own GTIDs say how far it has "
			     "applied");
	else
		judge_create(out, "no source is configured; the data is of %s",
			     start.where);
	judge_difference(out, "source", NULL,
			 address(world->manifest->replication.source_host,
				 world->manifest->replication.source_port, out->arena));
	note_way(&start, out);
	act_set(world, NULL, &start, out);
}

static void judge_other_source(const struct world *world,
			       const struct observed_link *link, struct judgement *out)
{
	judge_blocked(out, "the target replicates from %s",
		      other_source_words(world, link, out->arena));
	judge_difference(out, "source",
			 address(link->source_host, link->source_port, out->arena),
			 address(world->manifest->replication.source_host,
				 world->manifest->replication.source_port, out->arena));
	judge_cure(out,
		   "is it the right target? compare target.endpoint and replication.source");
	hint_at_server_id(world, link, out);
	judge_cure(out, "to leave that source: %s on the target, then plan again",
		   procedure_call(world, CALL_RESET, out->arena));
}

/*
 * What the link has otherwise than wanted; the delay alone can be changed apart, and
 * what hinders it may be other than its coordinates.
 */
struct drift {
	struct text reason;
	bool apart_from_delay;
	bool apart_from_coordinates;
};

static void differ(struct drift *drift, struct judgement *out, const char *name,
		   const char *is, const char *wanted)
{
	judge_difference(out, name, is, wanted);
	text_addf(&drift->reason, "%s%s: %s -> %s",
		  drift->reason.length == 0 ? "" : "\n", name, is, wanted);
	if (!text_equal(name, "delay"))
		drift->apart_from_delay = true;
	if (!text_equal(name, "coordinates"))
		drift->apart_from_coordinates = true;
}

static void differ_in_number(struct drift *drift, struct judgement *out, const char *name,
			     uint64_t is, uint64_t wanted, const char *unit)
{
	if (is != wanted)
		differ(drift, out, name,
		       arena_printf(out->arena, "%" PRIu64 "%s", is, unit),
		       arena_printf(out->arena, "%" PRIu64 "%s", wanted, unit));
}

/* Compares the configuration, never the health. */
static struct drift differences(const struct world *world,
				const struct observed_link *link, struct judgement *out)
{
	const struct manifest *manifest = world->manifest;
	const struct observed_record *record =
		observed_record(&world->observed->target, manifest->name);
	struct drift drift = { .reason = text_make(out->arena) };
	bool by_gtid = link->auto_position == FACT_YES;

	if (!text_equal_nocase(link->source_host, manifest->replication.source_host))
		differ(&drift, out, "host", link->source_host,
		       manifest->replication.source_host);
	differ_in_number(&drift, out, "port", link->source_port,
			 manifest->replication.source_port, "");
	if (!text_equal(link->source_user, manifest->source.replication_user.name))
		differ(&drift, out, "user", link->source_user,
		       manifest->source.replication_user.name);
	if (link->tls == (manifest->replication.tls ? FACT_NO : FACT_YES))
		differ(&drift, out, "TLS", link->tls == FACT_YES ? "on" : "off",
		       manifest->replication.tls ? "on" : "off");
	if (link_way_differs(world, link))
		differ(&drift, out, "coordinates", way_words(by_gtid),
		       way_words(!by_gtid));
	differ_in_number(&drift, out, "delay", link->delay, wanted_delay(world), " s");
	if (record != NULL && record->link_password_current == FACT_NO) {
		judge_difference(out, "password", SECRET_MARK, SECRET_MARK);
		text_addf(&drift.reason,
			  "%sthe password is another one than the link was given",
			  drift.reason.length == 0 ? "" : "\n");
		drift.apart_from_delay = drift.apart_from_coordinates = true;
	}
	return drift;
}

static bool blocked_by_applier(const struct world *world,
			       const struct observed_link *link, const char *reason,
			       struct judgement *out)
{
	struct diagnosis diagnosis = link_diagnose(world, link, out->arena);

	if (link->sql_errno == 0)
		return false;
	judge_blocked(out,
		      "%s\nthe applier has stopped (%u: %s); set anew, the link would apply "
		      "again what its workers have already applied behind the gap",
		      reason, diagnosis.code, diagnosis.meaning);
	judge_note(out, "the server says: %s", diagnosis.message);
	judge_cure(out, "%s", diagnosis.cure);
	judge_cure(out, "then %s and %s on the target, and plan again",
		   procedure_call(world, CALL_STOP, out->arena),
		   procedure_call(world, CALL_START, out->arena));
	return true;
}

static const char *same_server_words(const struct observed_link *link, struct arena *arena)
{
	if (text_empty(link->source_uuid))
		return "the same server";
	return arena_printf(arena, "the same server (server_uuid %.8s-...)",
			    link->source_uuid);
}

/* What is waited for does not come. */
static bool blocked_by_receiver(const struct world *world,
				const struct observed_link *link,
				const struct link_start *start, const char *reason,
				struct judgement *out)
{
	struct diagnosis diagnosis = link_diagnose(world, link, out->arena);

	if (!start->wants_start || link->io_errno == 0 || diagnosis.restart_helps)
		return false;
	judge_blocked(out, "%s\n%s; %s (%u)", reason, start->obstacle,
		      diagnosis.meaning, diagnosis.code);
	judge_note(out, "the server says: %s", diagnosis.message);
	judge_cure(out, "%s", diagnosis.cure);
	judge_cure(out, "when it is mended: %s on the target, then apply again",
		   procedure_call(world, CALL_STOP, out->arena));
	return true;
}

/* Threads that stand still are started, where that brings what is waited for. */
static bool started_for(const struct world *world, const struct observed_link *link,
			const struct link_start *start, const char *reason,
			struct judgement *out)
{
	if (!start->wants_start || link_start_is_vain(link))
		return false;
	judge_update(out, "%s\n%s: it is started until then", reason, start->obstacle);
	act_stop(world, out);
	act_start(world, out);
	return true;
}

/* Sets the link anew at the very place where its applier stands. */
static void set_again(const struct world *world, const struct observed_link *link,
		      const struct drift *drift, struct judgement *out)
{
	bool wanted_running = world->manifest->replication.state != STATE_STOPPED;
	const char *reason = drift->reason.bytes;
	struct link_start start;

	link_start_of_link(world, link, out->arena, &start);
	if (blocked_by_applier(world, link, reason, out))
		return;
	/* Its coordinates have to wait, for what the rest may hinder. */
	if (wanted_running && (start.may_settle || start.wants_start) &&
	    drift->apart_from_coordinates) {
		judge_note(out, "the coordinates are next: %s", start.obstacle);
		link_start_as_it_goes(world, link, out->arena, &start);
	}
	if (blocked_by_receiver(world, link, &start, reason, out))
		return;
	if (wanted_running && started_for(world, link, &start, reason, out))
		return;
	if (start.may_settle) {
		judge_wait(out, "%s\n%s", reason, start.obstacle);
		judge_cure(out, "%s", start.cure);
		return;
	}
	if (start.obstacle != NULL) {
		judge_blocked(out, "%s\n%s", reason, start.obstacle);
		judge_cure(out, "%s",
			   start.needs_copy ? "a new copy: apply " NEW_COPY_OPTIONS :
					      start.cure);
		return;
	}
	if (blocked_by_other_channels(world, out) ||
	    blocked_by_delay(world, link, start.by_gtid, out))
		return;
	judge_update(out, "%s\n%s, so the position %s is kept", reason,
		     same_server_words(link, out->arena), start.where);
	act_stop(world, out);
	act_set(world, link, &start, out);
}

/* It outlives a set by file and position; this call alone changes it. */
static void change_delay(const struct world *world, const struct observed_link *link,
			 const struct drift *drift, struct judgement *out)
{
	if (procedure_for(world, CALL_SET_DELAY) == NULL) {
		/* By GTID setting anew is no risk, and takes the delay. */
		if (link->auto_position == FACT_YES &&
		    procedure_takes_delay(world, CALL_SET_BY_GTID))
			set_again(world, link, drift, out);
		else
			(void)blocked_by_delay(world, link,
					       link->auto_position == FACT_YES, out);
		return;
	}
	judge_update(out, "%s", drift->reason.bytes);
	act_stop(world, out);
	act_set_delay(world, out);
}

void judge_target_link(const struct world *world, struct judgement *out)
{
	const struct manifest *manifest = world->manifest;
	const struct observed_server *target = &world->observed->target.server;
	const struct observed_link *link = configured_link(world);

	if (world->observed->target.links_known == FACT_NO) {
		judge_blocked(out, "the target's replication status cannot be read");
		judge_cure(out, "GRANT %s TO %s",
			   target->flavour == FLAVOUR_MARIADB ?
				   "EXECUTE ON PROCEDURE mysql.rds_replica_status" :
				   "REPLICATION CLIENT ON *.*",
			   admin_label(target, "target.admin", out->arena));
		return;
	}
	if (no_procedures(world, out) || blocked_by_reused_gtids(world, out))
		return;
	/* A copy that is made again resets the link first. */
	if (link == NULL || text_equal(out->behind, "target.copy")) {
		judge_new(world, out);
		return;
	}
	struct succession succession;
	succession_of(world, out->arena, &succession);
	if (succession.state == SUCCESSION_POSSIBLE) {
		judge_succession_of_link(world, out);
		return;
	}
	if (our_link(world) == NULL) {
		judge_other_source(world, link, out);
		return;
	}
	if (blocked_by_lost_binlog(world, link, out))
		return;
	struct drift drift = differences(world, link, out);
	if (drift.apart_from_delay) {
		set_again(world, link, &drift, out);
		return;
	}
	if (drift.reason.length > 0) {
		change_delay(world, link, &drift, out);
		return;
	}
	judge_done(out, "%s as %s%s, by %s%s",
		   address(link->source_host, link->source_port, out->arena),
		   link->source_user, manifest->replication.tls ? ", TLS" : ", in clear",
		   way_words(link->auto_position == FACT_YES),
		   link->delay == 0 ?
			   "" :
			   arena_printf(out->arena, ", %s behind on purpose",
					text_duration(out->arena, link->delay * 1000)));
}
