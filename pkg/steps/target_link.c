/*
 * target.link: the target is configured to replicate from the manifest's source, as the
 * manifest describes. target.health judges if the link works.
 */
#include "base/text.h"
#include "link/account_errors.h"
#include "link/binlog_kept.h"
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
#include "steps/link_drift.h"
#include "steps/link_restart.h"
#include "steps/steps.h"

static const char *address(const char *host, unsigned port, struct arena *arena)
{
	return arena_printf(arena, "%s:%u", host, port);
}

static bool no_procedures(const struct facts *facts, struct judgement *out)
{
	const char *channel = facts->manifest->replication.channel;

	if (procedure_for(facts, CALL_SET_BY_FILE) != NULL ||
	    procedure_for(facts, CALL_SET_BY_GTID) != NULL)
		return false;
	if (!text_empty(channel) && facts->observed->target.service != NULL) {
		judge_blocked(out,
			      "replication.channel is '%s', and the target has no "
			      "procedure mysql.%s: it supports one source only",
			      channel, procedure_name(facts, CALL_SET_BY_FILE));
		judge_fix(out, "leave out replication.channel, or upgrade the instance");
		return true;
	}
	judge_blocked(out, "the target has no procedure mysql.rds_set_external_source or "
			   "_master: it is not an RDS instance, or this user may not see "
			   "them");
	judge_fix(out,
		  "is target.endpoint an RDS instance? then GRANT EXECUTE ON mysql.* TO %s "
		  "there",
		  admin_label(&facts->observed->target.server, "target.admin",
			      out->arena));
	return true;
}

static void note_way(const struct link_start *start, struct judgement *out)
{
	if (start->why != NULL)
		judge_note(out, "coordinates auto: by %s, as %s",
			   link_way_text(start->by_gtid), start->why);
}

/* There is no link, and the data does not exist yet. */
static void judge_pending_data(const struct facts *facts, struct judgement *out)
{
	struct link_start start;

	link_start_pending(facts, "target.copy", out->arena, &start);
	if (start.obstacle != NULL) {
		judge_blocked(out, "%s", start.obstacle);
		judge_fix(out, "%s", start.fix);
		return;
	}
	if (blocked_by_delay(facts, NULL, start.by_gtid, out))
		return;
	judge_create(out, "no source is configured");
	note_way(&start, out);
	act_set(facts, NULL, &start, out);
}

static void judge_new(const struct facts *facts, struct judgement *out)
{
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);
	struct link_start start;

	if (blocked_by_other_channels(facts, out))
		return;
	if (record == NULL || text_equal(out->after, "target.copy")) {
		judge_pending_data(facts, out);
		return;
	}
	if (judge_taken_away(facts, out))
		return;
	link_start_of_data(facts, record, out->arena, &start);
	if (start.obstacle != NULL) {
		judge_blocked(out, "no source is configured, and %s", start.obstacle);
		judge_fix(out, "%s",
			  start.needs_copy ? "a new copy: apply " NEW_COPY_OPTIONS
					     "   (what was copied is DROPPED)" :
					     start.fix);
		return;
	}
	if (blocked_by_unrecorded_gtids(facts, record, out) ||
	    blocked_by_delay(facts, NULL, start.by_gtid, out))
		return;
	if (coordinates_are_used_up(facts) != NULL)
		judge_create(out, "no source is configured; the target's own GTIDs show "
				  "how far it has applied");
	else
		judge_create(out, "no source is configured; the data is of %s",
			     start.where);
	judge_difference(out, "source", NULL,
			 address(facts->manifest->replication.source_host,
				 facts->manifest->replication.source_port, out->arena));
	note_way(&start, out);
	act_set(facts, NULL, &start, out);
}

static void judge_other_source(const struct facts *facts,
			       const struct observed_link *link, struct judgement *out)
{
	judge_blocked(out, "the target replicates from %s",
		      other_source_text(facts, link, out->arena));
	judge_difference(out, "source",
			 address(link->source_host, link->source_port, out->arena),
			 address(facts->manifest->replication.source_host,
				 facts->manifest->replication.source_port, out->arena));
	judge_fix(out,
		  "is it the right target? compare target.endpoint and replication.source");
	hint_at_server_id(facts, link, out);
	judge_fix(out,
		  "to stop following that source: %s on the target, then plan "
		  "again",
		  procedure_call(facts, CALL_RESET, out->arena));
}

static bool blocked_by_applier(const struct facts *facts,
			       const struct observed_link *link, const char *reason,
			       struct judgement *out)
{
	struct diagnosis diagnosis = link_diagnose(facts, link, out->arena);

	if (link->sql_errno == 0)
		return false;
	judge_blocked(out,
		      "%s\nthe applier has stopped (%u: %s); reconfigured, the link "
		      "would apply again what its workers have already applied after "
		      "the gap",
		      reason, diagnosis.code, diagnosis.meaning);
	judge_note(out, "the server says: %s", diagnosis.message);
	judge_fix(out, "%s", diagnosis.fix);
	judge_fix(out, "then %s and %s on the target, and plan again",
		  procedure_call(facts, CALL_STOP, out->arena),
		  procedure_call(facts, CALL_START, out->arena));
	return true;
}

/*
 * An applier that lacks an account of accounts.include continues once the account
 * exists. Then the link can be reconfigured: its workers have left no gap.
 */
static bool started_for_account(const struct facts *facts,
				const struct observed_link *link, const char *reason,
				struct judgement *out)
{
	if (link->sql_errno == 0 || facts->manifest->replication.state == STATE_STOPPED ||
	    !link_misses_included_account(facts, link))
		return false;
	struct diagnosis diagnosis = link_diagnose(facts, link, out->arena);

	judge_update(out,
		     "%s\nthe applier has stopped: %s (%u); target.accounts fixes "
		     "that, and the link is started to apply the statement first",
		     reason, diagnosis.meaning, diagnosis.code);
	act_stop(facts, out);
	act_start(facts, out);
	return true;
}

static const char *same_server_text(const struct observed_link *link, struct arena *arena)
{
	if (text_empty(link->source_uuid))
		return "the same server";
	return arena_printf(arena, "the same server (server_uuid %.8s-...)",
			    link->source_uuid);
}

/* The receiver has failed, so waiting does not help. */
static bool blocked_by_receiver(const struct facts *facts,
				const struct observed_link *link,
				const struct link_start *start, const char *reason,
				struct judgement *out)
{
	struct diagnosis diagnosis = link_diagnose(facts, link, out->arena);

	if (!start->wants_start || link->io_errno == 0 || diagnosis.restart_helps)
		return false;
	judge_blocked(out, "%s\n%s; %s (%u)", reason, start->obstacle,
		      diagnosis.meaning, diagnosis.code);
	judge_note(out, "the server says: %s", diagnosis.message);
	judge_fix(out, "%s", diagnosis.fix);
	judge_fix(out, "once that is fixed: %s on the target, then apply again",
		  procedure_call(facts, CALL_STOP, out->arena));
	return true;
}

/* Starts stopped threads if the obstacle then disappears. */
static bool started_for(const struct facts *facts, const struct observed_link *link,
			const struct link_start *start, const char *reason,
			struct judgement *out)
{
	if (!start->wants_start || link_start_is_vain(link))
		return false;
	judge_update(out, "%s\n%s: it is started to get there", reason, start->obstacle);
	act_stop(facts, out);
	act_start(facts, out);
	return true;
}

/* Reconfigures the link at the coordinates that its applier has reached. */
static void set_again(const struct facts *facts, const struct observed_link *link,
		      const struct link_drift *drift, struct judgement *out)
{
	bool wanted_running = facts->manifest->replication.state != STATE_STOPPED;
	const char *reason = drift->reason.bytes;
	struct link_start start;

	link_start_of_link(facts, link, out->arena, &start);
	if (started_for_account(facts, link, reason, out) ||
	    blocked_by_applier(facts, link, reason, out))
		return;
	/* The new coordinates are still unknown: change the rest first. */
	if (wanted_running && (start.may_settle || start.wants_start) &&
	    drift->apart_from_coordinates) {
		judge_note(out, "the coordinates are next: %s", start.obstacle);
		link_start_as_it_goes(facts, link, out->arena, &start);
	}
	if (blocked_by_receiver(facts, link, &start, reason, out))
		return;
	if (wanted_running && started_for(facts, link, &start, reason, out))
		return;
	if (start.may_settle) {
		judge_wait(out, "%s\n%s", reason, start.obstacle);
		judge_fix(out, "%s", start.fix);
		return;
	}
	if (start.obstacle != NULL) {
		judge_blocked(out, "%s\n%s", reason, start.obstacle);
		judge_fix(out, "%s",
			  start.needs_copy ? "a new copy: apply " NEW_COPY_OPTIONS :
					     start.fix);
		return;
	}
	if (blocked_by_other_channels(facts, out) ||
	    blocked_by_delay(facts, link, start.by_gtid, out))
		return;
	judge_update(out, "%s\n%s, so the position %s is kept", reason,
		     same_server_text(link, out->arena), start.where);
	act_stop(facts, out);
	act_set(facts, link, &start, out);
}

/* A reconfiguration by file and position keeps the delay: only this call changes it. */
static void change_delay(const struct facts *facts, const struct observed_link *link,
			 const struct link_drift *drift, struct judgement *out)
{
	if (procedure_for(facts, CALL_SET_DELAY) == NULL) {
		/* By GTID, the link can safely be reconfigured to change the delay. */
		if (link->auto_position == FACT_YES &&
		    procedure_takes_delay(facts, CALL_SET_BY_GTID))
			set_again(facts, link, drift, out);
		else
			(void)blocked_by_delay(facts, link,
					       link->auto_position == FACT_YES, out);
		return;
	}
	judge_update(out, "%s", drift->reason.bytes);
	act_stop(facts, out);
	act_set_delay(facts, out);
}

void judge_target_link(const struct facts *facts, struct judgement *out)
{
	const struct manifest *manifest = facts->manifest;
	const struct observed_server *target = &facts->observed->target.server;
	const struct observed_link *link = configured_link(facts);

	if (facts->observed->target.links_known == FACT_NO) {
		judge_blocked(out, "the target's replication status cannot be read");
		judge_fix(out, "GRANT %s TO %s",
			  target->flavour == FLAVOUR_MARIADB ?
				  "EXECUTE ON PROCEDURE mysql.rds_replica_status" :
				  "REPLICATION CLIENT ON *.*",
			  admin_label(target, "target.admin", out->arena));
		return;
	}
	if (no_procedures(facts, out) || blocked_by_reused_gtids(facts, out))
		return;
	/* A new copy resets the link first. */
	if (link == NULL || text_equal(out->after, "target.copy")) {
		judge_new(facts, out);
		return;
	}
	struct source_failover failover;
	failover_of(facts, out->arena, &failover);
	if (failover.state == FAILOVER_POSSIBLE) {
		judge_failover_of_link(facts, out);
		return;
	}
	if (our_link(facts) == NULL) {
		judge_other_source(facts, link, out);
		return;
	}
	if (blocked_by_unkept_binlog(facts, link, out) ||
	    blocked_by_lost_binlog(facts, link, out))
		return;
	struct link_drift drift = link_drift_judge(facts, link, out);
	if (judge_link_restart(facts, link, drift.reason.bytes, out))
		return;
	if (drift.apart_from_delay) {
		set_again(facts, link, &drift, out);
		return;
	}
	if (drift.reason.length > 0) {
		change_delay(facts, link, &drift, out);
		return;
	}
	judge_done(out, "%s as %s%s, by %s%s",
		   address(link->source_host, link->source_port, out->arena),
		   link->source_user, manifest->replication.tls ? ", TLS" : ", in clear",
		   link_way_text(link->auto_position == FACT_YES),
		   link->delay == 0 ?
			   "" :
			   arena_printf(out->arena, ", delayed by %s",
					text_duration(out->arena, link->delay * 1000)));
}
