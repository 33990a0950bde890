/*
 * Can the two servers be a pair: versions, identities, GTIDs, and is the target an RDS
 * instance that can replicate?
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"
#include "plan/procedures.h"

static bool same_flavour(const struct facts *facts, enum flavour flavour)
{
	return facts->observed->source.server.flavour == flavour &&
	       facts->observed->target.server.flavour == flavour;
}

/* The first version that is named by year and month. */
#define MYSQL_CALENDAR 100000

void check_flavours(const struct facts *facts, struct findings *out)
{
	enum flavour source = facts->observed->source.server.flavour;
	enum flavour target = facts->observed->target.server.flavour;

	if (source != FLAVOUR_UNKNOWN && target != FLAVOUR_UNKNOWN && source != target)
		finding_add(out, NULL,
			    arena_printf(out->arena, "replicate to an RDS for %s instance",
					 flavour_text(source)),
			    "the source is %s, the target %s: their binlogs differ",
			    flavour_text(source), flavour_text(target));
}

/*
 * MySQL's release lines in order: replication is supported from each line to the next.
 * After 9.7, versions follow the calendar: 26.7 is July 2026.
 */
static int mysql_line(unsigned version)
{
	if (version < 50700)
		return 1;
	if (version < 80000)
		return 2;
	if (version < 80100)
		return 3;
	if (version < 90000)
		return 4;
	return version < MYSQL_CALENDAR ? 5 : 6;
}

static bool is_older(const struct observed_server *source,
		     const struct observed_server *target)
{
	if (source->flavour == FLAVOUR_MARIADB)
		return target->version / 100 < source->version / 100;
	if (source->version >= MYSQL_CALENDAR)
		return target->version / 100 < source->version / 100;
	return mysql_line(target->version) < mysql_line(source->version);
}

void check_target_older(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;

	if (source->flavour == target->flavour && source->version != 0 &&
	    target->version != 0 && is_older(source, target))
		finding_add(out, NULL,
			    "upgrade the target to the source's version or a newer one",
			    "the target runs %s %s, older than the source's %s: that is not supported",
			    flavour_text(target->flavour), target->version_text,
			    source->version_text);
}

/* Release lines apart, or 8.0, which added features in patch releases. */
void check_version_gap(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;

	if (!same_flavour(facts, FLAVOUR_MYSQL) || source->version == 0 ||
	    target->version == 0 || is_older(source, target))
		return;
	int apart = mysql_line(target->version) - mysql_line(source->version);
	bool older_patch = apart == 0 && target->version < source->version &&
			   (mysql_line(source->version) == 3 ||
			    source->version / 100 != target->version / 100);
	if (apart > 1)
		finding_add(out, NULL,
			    "upgrade by way of the release line in between, or try it "
			    "with a copy first",
			    "from MySQL %s to %s a release line is skipped, and "
			    "nobody tests that",
			    source->version_text, target->version_text);
	else if (older_patch)
		finding_add(out, NULL,
			    "upgrade the target to the source's version or a newer one",
			    "the target's MySQL %s is older than the source's %s, "
			    "which may use features that it lacks",
			    target->version_text, source->version_text);
}

void check_server_id(const struct facts *facts, struct findings *out)
{
	uint64_t wanted = facts->manifest->source.server_id;
	uint64_t source = wanted != 0 ? wanted : facts->observed->source.server.server_id;
	uint64_t target = facts->observed->target.server.server_id;

	if (target != 0 && source == target)
		finding_add(out, NULL, "set source.server_id to a number of its own",
			    "source and target both have server_id %" PRIu64, target);
}

void check_server_uuid(const struct facts *facts, struct findings *out)
{
	const char *source = facts->observed->source.server.uuid;

	if (!text_empty(source) &&
	    text_equal_nocase(source, facts->observed->target.server.uuid))
		finding_add(out, NULL,
			    "is the target the source itself? if not, remove auto.cnf "
			    "on the source and restart it",
			    "source and target both have the identity %s", source);
}

/* Not if EXECUTE is missing: check_link_privileges reports that. */
void check_no_rds(const struct facts *facts, struct findings *out)
{
	const struct observed_target *target = &facts->observed->target;

	if (target->service != NULL ||
	    observed_privilege(&target->server, "EXECUTE") == FACT_NO)
		return;
	finding_add(out, NULL,
		    "is target.endpoint an RDS or Aurora instance (its writer)?",
		    "it has no procedure mysql.rds_set_external_source or _master");
}

static void need_procedure(const struct facts *facts, enum call call, const char *fix,
			   struct findings *out)
{
	if (procedure_for(facts, call) == NULL)
		finding_add(out,
			    arena_printf(out->arena, "mysql.%s",
					 procedure_name(facts, call)),
			    fix, "this version of the target does not have it");
}

/* target.link itself checks for the procedure that sets the link. */
void check_procedures(const struct facts *facts, struct findings *out)
{
	const char *upgrade = "upgrade the instance to a newer minor version";

	if (facts->observed->target.service == NULL ||
	    facts->observed->target.procedures_count == 0)
		return;
	need_procedure(facts, CALL_START, upgrade, out);
	need_procedure(facts, CALL_STOP, upgrade, out);
}

void check_read_replica(const struct facts *facts, struct findings *out)
{
	const struct observed_target *target = &facts->observed->target;

	if (target->read_replica == FACT_YES || target->instance.replica_of != NULL)
		finding_add(out, NULL,
			    "promote it, or name another instance as target.endpoint",
			    "it is an RDS read replica, and RDS ties it to its own "
			    "source");
}

void check_cluster_member(const struct facts *facts, struct findings *out)
{
	if (facts->observed->target.cluster_member == FACT_YES)
		finding_add(out, NULL, "name the cluster's writer as target.endpoint",
			    "it is a reader of a Multi-AZ DB cluster, whose replication RDS manages itself");
}

static bool one_of(const char *value, const char *a, const char *b)
{
	return text_equal_nocase(value, a) || text_equal_nocase(value, b);
}

void check_gtid_mode(const struct facts *facts, struct findings *out)
{
	const char *source = observed_value(&facts->observed->source.server, "gtid_mode");
	const char *target = observed_value(&facts->observed->target.server, "gtid_mode");

	if (source == NULL || target == NULL)
		return;
	if (one_of(source, "ON", "ON_PERMISSIVE") && text_equal_nocase(target, "OFF"))
		finding_add(out, "gtid_mode",
			    "set gtid-mode to OFF_PERMISSIVE and enforce_gtid_consistency to ON by "
			    "target.parameters, or in the parameter group, then reboot the instance",
			    "the source has %s, the target OFF: the link would not start (13117)",
			    source);
	else if (one_of(source, "OFF", "OFF_PERMISSIVE") &&
		 text_equal_nocase(target, "ON"))
		finding_add(out, "gtid_mode",
			    "set gtid-mode to ON_PERMISSIVE by target.parameters, or in the parameter group, "
			    "then reboot the instance",
			    "the source has %s, the target ON: it refuses "
			    "transactions without a GTID",
			    source);
	else if (facts->manifest->replication.coordinates == COORDINATES_GTID &&
		 (!text_equal_nocase(source, "ON") || text_equal_nocase(target, "OFF")))
		finding_add(out, "gtid_mode",
			    "switch GTIDs on at the source, or set replication.coordinates: file",
			    "replication.coordinates is gtid, but the source has %s",
			    source);
}

/*
 * The copy's own writes get GTIDs too, so what the source sends afterwards is out of
 * order.
 */
void check_gtid_strict(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;

	if (same_flavour(facts, FLAVOUR_MARIADB) &&
	    observed_is_on(target, "gtid_strict_mode") &&
	    observed_is_on(target, "log_bin") &&
	    text_equal(observed_value(source, "gtid_domain_id"),
		       observed_value(target, "gtid_domain_id")))
		finding_add(out, "gtid_strict_mode",
			    "set gtid_strict_mode to 0 while it replicates, by target.parameters or in the "
			    "parameter group",
			    "the target's own GTIDs are in the source's domain %s, "
			    "and strict mode refuses GTIDs that come out of order "
			    "(1947, 1950)",
			    observed_value(target, "gtid_domain_id"));
}

/* rds_history has 50 characters for a binlog file: base name, a dot and six digits. */
void check_binlog_name(const struct facts *facts, struct findings *out)
{
	const char *path =
		observed_value(&facts->observed->source.server, "log_bin_basename");
	const char *slash = path == NULL ? NULL : strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	if (text_empty(name))
		name = facts->manifest->source.log_bin;
	if (name == NULL || strlen(name) <= 43 ||
	    facts->manifest->replication.coordinates == COORDINATES_GTID)
		return;
	finding_add(out, name,
		    "replicate by GTID, or give the source's binlog a shorter name",
		    "RDS accepts a binlog base name of at most 43 characters (1406)");
}

void check_source_is_replica(const struct facts *facts, struct findings *out)
{
	const struct observed_source *source = &facts->observed->source;

	if (source->is_replica != FACT_YES ||
	    observed_is_on(&source->server, "log_replica_updates") ||
	    observed_is_on(&source->server, "log_slave_updates"))
		return;
	finding_add(out, "log_replica_updates",
		    "switch log_replica_updates (log_slave_updates) on, or replicate from its own source",
		    "the source is a replica itself and does not log what it receives: those changes "
		    "would never arrive");
}
