/*
 * Values that a replica computes again, using its own settings, which the binlog does
 * not carry (tried on MySQL 9.7 and MariaDB 10.11). On MySQL a STORED column gets
 * another value, without an error. If a key contains a VIRTUAL column, rows are no
 * longer found: the key is damaged. MySQL then crashes at a later INSERT, and MariaDB's
 * applier stops with 1034.
 */
#include "base/text.h"
#include "observed/fulltext.h"
#include "plan/check_list.h"
#include "plan/facts.h"

static void find_setting(const struct facts *facts,
			 const struct observed_object *computed, const char *variable,
			 struct findings *out)
{
	const char *source = observed_value(&facts->observed->source.server, variable);
	const char *target = observed_value(&facts->observed->target.server, variable);

	if (!text_equal(computed->detail, variable) || text_empty(source) ||
	    text_empty(target) || text_equal(source, target))
		return;
	finding_add(out, computed->name,
		    arena_printf(out->arena,
				 "set %s to %s by target.parameters, or in the parameter group",
				 variable, source),
		    "its values depend on %s, which is %s on the source and %s on the target: "
		    "replication does not carry it, and would compute other values there",
		    variable, source, target);
}

static void find_zone(const struct facts *facts, const struct observed_object *computed,
		      struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;

	if (!text_equal(computed->detail, "time_zone") ||
	    text_empty(source->utc_offset) || text_empty(target->utc_offset) ||
	    text_equal(source->utc_offset, target->utc_offset))
		return;
	finding_add(out, computed->name,
		    "make the column STORED on the source, or give the target the source's "
		    "time_zone in the parameter group",
		    "its values depend on the time zone, which is %s from UTC on the source "
		    "and %s on the target: a replica computes them again to find a row, and "
		    "stops (1034, 1032)",
		    source->utc_offset, target->utc_offset);
}

void check_computed(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(computed, &facts->observed->source.server, "computed")
	{
		find_setting(facts, computed, "div_precision_increment", out);
		find_setting(facts, computed, "block_encryption_mode", out);
		find_zone(facts, computed, out);
	}
}

/* The server builds such a key from the rows' words, by its own settings. */
static void find_fulltext_setting(const struct facts *facts,
				  const struct observed_object *key,
				  const char *variable, struct findings *out)
{
	const char *source = observed_value(&facts->observed->source.server, variable);
	const char *target = observed_value(&facts->observed->target.server, variable);

	if (!fulltext_setting_counts(variable, key->detail) || source == NULL ||
	    target == NULL || text_equal(source, target))
		return;
	finding_add(out, key->name,
		    arena_printf(out->arena,
				 "set %s to %s by target.parameters, or in the parameter group",
				 variable, text_empty(source) ? "''" : source),
		    "which words it finds depends on %s, which is '%s' on the source and "
		    "'%s' on the target: searches would find other rows there",
		    variable, source, target);
}

void check_fulltext(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(key, &facts->observed->source.server, "fulltext")
	{
		for (size_t i = 0; i < fulltext_settings_count; i++)
			find_fulltext_setting(facts, key, fulltext_settings[i], out);
	}
}
