/*
 * Compares what is in the source's databases with what the target accepts: charsets,
 * names, keys, events.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"
#include "sql/charset.h"

static bool knows_collation(const struct observed_target *target, const char *collation)
{
	for (unsigned i = 0; i < target->collations_count; i++) {
		if (collation_equal(target->collations[i], collation))
			return true;
	}
	return false;
}

void check_collations(const struct facts *facts, struct findings *out)
{
	const struct observed_target *target = &facts->observed->target;

	if (target->collations_count == 0)
		return;
	FOR_OBJECTS(used, &facts->observed->source.server, "collation")
	{
		if (!knows_collation(target, used->detail))
			finding_add(out, used->name,
				    "change it there to a collation that both servers know, or use a newer target",
				    "the target does not know its collation %s (1273)",
				    used->detail);
	}
}

void check_name_case(const struct facts *facts, struct findings *out)
{
	const char *source = observed_value(&facts->observed->source.server,
					    "lower_case_table_names");
	const char *target = observed_value(&facts->observed->target.server,
					    "lower_case_table_names");

	if (text_equal(source, "0") && target != NULL && !text_equal(target, "0"))
		finding_add(out, "lower_case_table_names",
			    "create a new instance with lower_case_table_names = 0",
			    "table names are case-sensitive on the source, and not on "
			    "the target (%s)",
			    target);
}

void check_name_case_differs(const struct facts *facts, struct findings *out)
{
	const char *source = observed_value(&facts->observed->source.server,
					    "lower_case_table_names");
	const char *target = observed_value(&facts->observed->target.server,
					    "lower_case_table_names");

	if (source != NULL && target != NULL && !text_equal(source, "0") &&
	    !text_equal(source, target))
		finding_add(out, "lower_case_table_names",
			    "create a new instance with lower_case_table_names = 1",
			    "%s on the source, %s on the target: queries that spell a table differently "
			    "work on one of them only",
			    source, target);
}

static bool has_mode(const char *modes, const char *mode)
{
	size_t length = strlen(mode);

	for (const char *at = modes; at != NULL && *at != '\0';) {
		size_t word = strcspn(at, ",");

		if (word == length && strncmp(at, mode, length) == 0)
			return true;
		at += word;
		at += *at == ',' ? 1 : 0;
	}
	return false;
}

/* The modes of a that b does not have. */
static const char *modes_without(const char *a, const char *b, struct arena *arena)
{
	char *rest = arena_copy(arena, a);
	struct text only = text_make(arena);
	char *mode;

	while ((mode = strsep(&rest, ",")) != NULL) {
		/* Removed in MySQL 8.0; it has no effect on the data. */
		if (mode[0] != '\0' && !text_equal(mode, "NO_AUTO_CREATE_USER") &&
		    !has_mode(b, mode))
			text_addf(&only, "%s%s", only.length == 0 ? "" : ", ", mode);
	}
	return only.bytes;
}

void check_sql_mode(const struct facts *facts, struct findings *out)
{
	const char *source = observed_value(&facts->observed->source.server, "sql_mode");
	const char *target = observed_value(&facts->observed->target.server, "sql_mode");

	if (source == NULL || target == NULL)
		return;
	const char *lacks = modes_without(source, target, out->arena);
	const char *adds = modes_without(target, source, out->arena);
	if (lacks[0] != '\0' || adds[0] != '\0')
		finding_add(out, "sql_mode",
			    "set sql_mode by target.parameters, or in the parameter group, to the source's "
			    "before the applications move",
			    "the target %s%s%s%s%s: the same statement may work on one of them only",
			    lacks[0] == '\0' ? "" : "lacks ", lacks,
			    lacks[0] != '\0' && adds[0] != '\0' ? " and " : "",
			    adds[0] == '\0' ? "" : "adds ", adds);
}

void check_time_zone(const struct facts *facts, struct findings *out)
{
	const char *source = facts->observed->source.server.utc_offset;
	const char *target = facts->observed->target.server.utc_offset;

	if (source != NULL && target != NULL && !text_equal(source, target))
		finding_add(out, "time_zone",
			    "set time_zone to the source's by target.parameters, or in the parameter group",
			    "the time zones differ: NOW() is %s from UTC on the "
			    "source, %s on the target",
			    source, target);
}

void check_packet_size(const struct facts *facts, struct findings *out)
{
	uint64_t source =
		number_of(&facts->observed->source.server, "max_allowed_packet", 0);
	uint64_t target =
		number_of(&facts->observed->target.server, "max_allowed_packet", 0);

	if (target != 0 && target < source)
		finding_add(out, "max_allowed_packet",
			    arena_printf(out->arena,
					 "set max_allowed_packet to %" PRIu64
					 " by target.parameters, or in the parameter group",
					 source),
			    "%" PRIu64 " on the target, %" PRIu64
			    " on the source: a bigger row could not be copied",
			    target, source);
}

void check_keys(const struct facts *facts, struct findings *out)
{
	find_objects(out, &facts->observed->source.server, "no-key",
		     "ALTER TABLE ... ADD PRIMARY KEY (...)",
		     "replicating its updates scans the table");
}

void check_required_primary_key(const struct facts *facts, struct findings *out)
{
	const char *fix =
		"set sql_require_primary_key to 0 by target.parameters, or in the parameter "
		"group, or add the keys";
	const char *message = "it has no primary key, and the target requires one "
			      "(3750)";

	if (!observed_is_on(&facts->observed->target.server, "sql_require_primary_key"))
		return;
	find_objects(out, &facts->observed->source.server, "no-key", fix, message);
	find_objects(out, &facts->observed->source.server, "no-primary", fix, message);
}

void check_innodb_strict(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;

	if (observed_is_on(&facts->observed->target.server, "innodb_strict_mode") &&
	    observed_value(source, "innodb_strict_mode") != NULL &&
	    !observed_is_on(source, "innodb_strict_mode"))
		finding_add(out, "innodb_strict_mode",
			    "set innodb_strict_mode to 0 by target.parameters, or in the parameter group",
			    "ON at the target only: a table with options that the "
			    "source accepted is refused there (1031, 1118)");
}

void check_loose_foreign_keys(const struct facts *facts, struct findings *out)
{
	if (observed_is_on(&facts->observed->target.server,
			   "restrict_fk_on_non_standard_key"))
		find_objects(out, &facts->observed->source.server, "loose-foreign-key",
			     "set restrict_fk_on_non_standard_key to 0 by target.parameters, or make "
			     "the key that it references unique",
			     "what it references is not unique, which the target refuses (6125)");
}

/* With a binlog on, creating functions and triggers needs trust (1419). */
void check_trust_functions(const struct facts *facts, struct findings *out)
{
	static const char *const super[] = { "SUPER", NULL };
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;
	unsigned functions = count_objects(source, "function");
	unsigned triggers = count_objects(source, "trigger");

	if (functions + triggers == 0 || !observed_is_on(target, "log_bin") ||
	    observed_value(target, "log_bin_trust_function_creators") == NULL ||
	    observed_is_on(target, "log_bin_trust_function_creators") ||
	    has_any(target, super))
		return;
	finding_add(out, "log_bin_trust_function_creators",
		    "set log_bin_trust_function_creators to 1 by target.parameters, or in the "
		    "parameter group",
		    "0 on the target: it refuses the source's %s and %s (1419)",
		    counted(functions, "function", out->arena),
		    counted(triggers, "trigger", out->arena));
}

void check_local_infile(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;

	if (observed_value(target, "local_infile") != NULL &&
	    !observed_is_on(target, "local_infile"))
		finding_add(out, "local_infile",
			    "set local_infile to 1 by target.parameters, or in the parameter group",
			    "0 on the target: rows go by INSERT instead of LOAD DATA, which takes about "
			    "twice as long");
}

void check_prepared_xa(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(xa, &facts->observed->source.server, "xa")
	{
		finding_add(out, xa->name,
			    arena_printf(out->arena,
					 "XA ROLLBACK %s on the source; or, if it is to be kept: "
					 "XA COMMIT %s",
					 xa->name, xa->name),
			    "a prepared XA transaction: the copy would miss its rows, and its commit would stop the replica (1397)");
	}
}

/* Copied events are disabled; events of data that was loaded by hand may not be. */
void check_events(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;

	if (!observed_is_on(target, "event_scheduler"))
		return;
	FOR_OBJECTS(event, target, "event")
	{
		if (!has_object(&facts->observed->source.server, "event", event->name))
			continue;
		finding_add(out, event->name,
			    arena_printf(out->arena,
					 "ALTER EVENT %s DISABLE on the target, or set "
					 "event_scheduler to OFF by target.parameters",
					 event->name),
			    "the event runs on both servers: what it writes on the target differs from the "
			    "source");
	}
}

void check_own_database(const struct facts *facts, struct findings *out)
{
	if (has_object(&facts->observed->source.server, "database", "extrepl"))
		finding_add(out, "extrepl", "rename or drop it on the source",
			    "the source has a database of this name, where extrepl keeps its record on "
			    "the target: its changes would destroy the record");
}
