/*
 * target.link: the target replicates from the manifest's source, as configured; whether
 * it works is no matter here.
 */
#include <inttypes.h>

#include "base/text.h"
#include "db/statements.h"
#include "steps/calls.h"
#include "steps/link_state.h"
#include "steps/numbering.h"
#include "steps/steps.h"

static const char *address(const char *host, unsigned port, struct arena *arena)
{
	return arena_printf(arena, "%s:%u", host, port);
}

static bool no_procedures(const struct world *world, struct judgement *out)
{
	if (procedure_named(world, "rds_set_external_source",
			    "rds_set_external_master") != NULL)
		return false;
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

/*
 * CALL mysql.rds_set_external_*(...), and the note of the password that it got. file
 * NULL: known after the copy.
 */
static void act_set(const struct world *world, const char *file, uint64_t position,
		    struct judgement *out)
{
	const struct manifest *manifest = world->manifest;
	const char *statement =
		statement_set_external(procedure_named(world, "rds_set_external_source",
						       "rds_set_external_master"),
				       manifest->replication.source_host,
				       manifest->replication.source_port,
				       manifest->source.replication_user.name, file,
				       position, manifest->replication.tls,
				       "target.copy", out->arena);
	struct action *set = judge_action(out, ON_TARGET, ACTION_CALL, "%s", statement);

	set->secret_at = statement_secret_at(statement);
	set->varies = true;
	/*
	 * Data that was there before extrepl has no record: there is nowhere to note
	 * it, nor need to.
	 */
	if (file != NULL &&
	    observed_record(&world->observed->target, manifest->name) == NULL)
		return;
	struct action *note =
		judge_action(out, ON_TARGET, ACTION_RECORD,
			     "record in the database extrepl: the link's address and a "
			     "salted HMAC of its password");
	note->record = RECORD_LINK_SET;
}

static void judge_new(const struct world *world, struct judgement *out)
{
	const struct observed_record *record =
		observed_record(&world->observed->target, world->manifest->name);

	if (record == NULL || text_equal(out->behind, "target.copy")) {
		judge_create(out, "no source is configured");
		act_set(world, NULL, 0, out);
		return;
	}
	const char *void_reason = coordinates_are_void(world);
	if (void_reason != NULL) {
		judge_blocked(out, "no source is configured, and %s", void_reason);
		judge_cure(out,
			   "a new copy: --allow target-data   (what was copied is DROPPED)");
		return;
	}
	judge_create(out, "no source is configured; the data is of %s:%" PRIu64,
		     record->file, record->position);
	judge_difference(out, "source", NULL,
			 address(world->manifest->replication.source_host,
				 world->manifest->replication.source_port, out->arena));
	act_set(world, record->file, record->position, out);
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
	hint_at_server_id(link, out);
	judge_cure(out,
		   "to leave that source: CALL mysql.%s() on the target, then plan again",
		   reset_procedure(world));
}

static void differ(struct text *reason, struct judgement *out, const char *name,
		   const char *is, const char *wanted)
{
	judge_difference(out, name, is, wanted);
	text_addf(reason, "%s%s: %s -> %s", reason->length == 0 ? "" : "\n", name, is,
		  wanted);
}

/* Compares the configuration, never the health. */
static const char *differences(const struct world *world,
			       const struct observed_link *link, struct judgement *out)
{
	const struct manifest *manifest = world->manifest;
	const struct observed_record *record =
		observed_record(&world->observed->target, manifest->name);
	struct text reason = text_make(out->arena);

	if (!text_equal_nocase(link->source_host, manifest->replication.source_host))
		differ(&reason, out, "host", link->source_host,
		       manifest->replication.source_host);
	if (link->source_port != manifest->replication.source_port)
		differ(&reason, out, "port",
		       arena_printf(out->arena, "%u", link->source_port),
		       arena_printf(out->arena, "%u", manifest->replication.source_port));
	if (!text_equal(link->source_user, manifest->source.replication_user.name))
		differ(&reason, out, "user", link->source_user,
		       manifest->source.replication_user.name);
	if (link->tls == (manifest->replication.tls ? FACT_NO : FACT_YES))
		differ(&reason, out, "TLS", link->tls == FACT_YES ? "on" : "off",
		       manifest->replication.tls ? "on" : "off");
	if (record != NULL && record->link_password_current == FACT_NO) {
		judge_difference(out, "password", SECRET_MARK, SECRET_MARK);
		text_addf(&reason,
			  "%sthe password is another one than the link was given",
			  reason.length == 0 ? "" : "\n");
	}
	return reason.length == 0 ? NULL : reason.bytes;
}

/* Sets the link anew at the very place where its applier stands. */
static void set_again(const struct world *world, const struct observed_link *link,
		      const char *reason, struct judgement *out)
{
	const struct observed_source *source = &world->observed->source;

	if (link->auto_position == FACT_YES) {
		judge_blocked(out,
			      "%s\nthe link replicates by GTID, and setting it anew by GTID is "
			      "not supported yet",
			      reason);
		judge_cure(out, "set it by hand, with auto position, then plan again");
		return;
	}
	if (text_empty(link->executed_file)) {
		judge_blocked(out, "%s\nits position cannot be read", reason);
		judge_cure(out, "a new copy: --allow target-data");
		return;
	}
	if (link->sql_errno != 0) {
		struct diagnosis diagnosis = link_diagnose(world, link, out->arena);

		judge_blocked(out,
			      "%s\nthe applier has stopped (%u: %s); set anew, the link would apply "
			      "again what its workers have already applied behind the gap",
			      reason, diagnosis.code, diagnosis.meaning);
		judge_note(out, "the server says: %s", diagnosis.message);
		judge_cure(out, "%s", diagnosis.cure);
		judge_cure(out,
			   "then CALL mysql.rds_stop_replication() and "
			   "mysql.rds_start_replication() on the target, and plan again");
		return;
	}
	if (observed_binlog(source, link->executed_file) < 0) {
		judge_blocked(out,
			      "%s\nits position %s is no longer among the source's binlogs: setting "
			      "the link anew would drop what is received and not yet applied",
			      reason, link_applied(link, out->arena));
		judge_cure(out,
			   "let the replica apply what it has received, then plan again");
		return;
	}
	judge_update(out, "%s\nthe same server%s, so the position %s is kept", reason,
		     text_empty(link->source_uuid) ?
			     "" :
			     arena_printf(out->arena, " (server_uuid %.8s-...)",
					  link->source_uuid),
		     link_applied(link, out->arena));
	act_stop(world, out);
	act_set(world, link->executed_file, link->executed_position, out);
}

/* A delay of an earlier configuration survives a set; only this call clears it. */
static void clear_delay(const struct world *world, const struct observed_link *link,
			struct judgement *out)
{
	const char *wanted = "0 s";

	if (observed_procedure(&world->observed->target, "rds_set_source_delay") == NULL) {
		judge_blocked(out,
			      "the link has a delay of %" PRIu64 " s, wanted 0 s, and the "
			      "target has no mysql.rds_set_source_delay",
			      link->delay);
		judge_cure(out,
			   "by hand: CALL mysql.rds_stop_replication(), note the position applied, "
			   "CALL mysql.%s(), set the link anew at that position, then plan again",
			   reset_procedure(world));
		return;
	}
	judge_update(out, "delay: %" PRIu64 " s -> %s", link->delay, wanted);
	judge_difference(out, "delay",
			 arena_printf(out->arena, "%" PRIu64 " s", link->delay), wanted);
	act_stop(world, out);
	judge_action(out, ON_TARGET, ACTION_CALL, "%s",
		     statement_set_delay("rds_set_source_delay", 0, out->arena));
}

void judge_target_link(const struct world *world, struct judgement *out)
{
	const struct manifest *manifest = world->manifest;
	const struct observed_server *target = &world->observed->target.server;
	const struct observed_link *link = configured_link(world);

	if (world->observed->target.links_known == FACT_NO) {
		judge_blocked(out, "the target's replication status cannot be read");
		judge_cure(out, "GRANT %s TO %s on the target",
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
	if (our_link(world) == NULL) {
		judge_other_source(world, link, out);
		return;
	}
	if (blocked_by_lost_binlog(world, link, out))
		return;
	const char *reason = differences(world, link, out);
	if (reason != NULL) {
		set_again(world, link, reason, out);
		return;
	}
	if (link->delay != 0) {
		clear_delay(world, link, out);
		return;
	}
	judge_done(out, "%s as %s%s, by %s",
		   address(link->source_host, link->source_port, out->arena),
		   link->source_user, manifest->replication.tls ? ", TLS" : ", in clear",
		   link->auto_position == FACT_YES ? "GTID" : "file and position");
}
