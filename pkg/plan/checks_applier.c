/*
 * What stops the target's applier after the copy, or loses rows there silently: errors
 * that it skips, variables that change the result of a statement, and foreign keys
 * whose cascades do not reach all rows.
 */
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

void check_errors_skipped(const struct facts *facts, struct findings *out)
{
	const char *skipped =
		observed_value(&facts->observed->target.server, "replica_skip_errors");

	if (!text_empty(skipped) && !text_equal_nocase(skipped, "OFF"))
		finding_add(out, "replica_skip_errors",
			    "set replica_skip_errors (slave_skip_errors) to OFF in the parameter "
			    "group, then reboot the instance",
			    "%s on the target: changes that fail with these errors "
			    "are silently lost",
			    skipped);
}

void check_exec_mode(const struct facts *facts, struct findings *out)
{
	const char *mode =
		observed_value(&facts->observed->target.server, "replica_exec_mode");

	if (text_equal_nocase(mode, "IDEMPOTENT"))
		finding_add(out, "replica_exec_mode",
			    "set replica_exec_mode (slave_exec_mode) to STRICT by "
			    "target.parameters, or in the parameter group",
			    "IDEMPOTENT on the target: rows that are missing or "
			    "already there are silently skipped");
}

void check_skipping_events(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(event, &facts->observed->target.server, "skipping-event")
	{
		const char *dot = strchr(event->name, '.');
		const char *database =
			arena_copy_n(out->arena, event->name,
				     (size_t)(dot == NULL ? 0 : dot - event->name));

		finding_add(out, event->name,
			    arena_printf(out->arena,
					 "ALTER EVENT %s.%s DISABLE on the target",
					 backquoted(database, out->arena),
					 backquoted(dot == NULL ? event->name : dot + 1,
						    out->arena)),
			    "an event on the target that skips errors of replication: "
			    "changes are silently lost");
	}
}

/* A CREATE TABLE without an engine is replicated without one. */
void check_default_engine(const struct facts *facts, struct findings *out)
{
	const char *source = observed_value(&facts->observed->source.server,
					    "default_storage_engine");
	const char *target = observed_value(&facts->observed->target.server,
					    "default_storage_engine");

	if (!text_empty(source) && !text_empty(target) &&
	    !text_equal_nocase(source, target))
		finding_add(out, "default_storage_engine",
			    arena_printf(out->arena,
					 "set default_storage_engine to %s by "
					 "target.parameters, or in the parameter group",
					 source),
			    "%s on the target, %s on the source: the copy keeps the "
			    "tables' own engines, but a later CREATE TABLE that names "
			    "none uses the wrong engine there, or stops the replica "
			    "(1071)",
			    target, source);
}

/* All tables from which deleting a row can reach `table`, including `table` itself. */
static void add_ancestors(const struct observed_server *server, const char *table,
			  const char **found, size_t *count)
{
	if (names_among(found, *count, table))
		return;
	found[(*count)++] = table;
	FOR_OBJECTS(key, server, "cascade")
	{
		if (text_equal(key->name, table))
			add_ancestors(server, key->detail, found, count);
	}
}

/* An ancestor of both parents; NULL: none, the paths never meet. */
static const char *common_ancestor(const struct observed_server *server, const char *a,
				   const char *b, struct arena *arena)
{
	size_t room = count_objects(server, "cascade") * 2 + 1, of_a = 0, of_b = 0;
	const char **first = arena_array(arena, room, sizeof(*first));
	const char **second = arena_array(arena, room, sizeof(*second));

	add_ancestors(server, a, first, &of_a);
	add_ancestors(server, b, second, &of_b);
	for (size_t i = 0; i < of_a; i++) {
		if (names_among(second, of_b, first[i]))
			return first[i];
	}
	return NULL;
}

static bool is_parent(const struct observed_server *server, const char *table)
{
	FOR_OBJECTS(key, server, "cascade")
	{
		if (text_equal(key->detail, table))
			return true;
	}
	return false;
}

/*
 * MySQL 9.6 and later cascade in the SQL layer, unless configured not to. Tried on
 * 9.7.4: b (x, y) has two keys to a, both ON DELETE CASCADE, and c is a child of b. A
 * delete from a leaves rows of b whose y is gone. An applier reaches them all, so the
 * replica has fewer rows than such a source.
 */
static void find_two_ways(const struct observed_server *source,
			  const struct observed_server *server, const char *fix,
			  const char *consequence, struct findings *out)
{
	const char *native = "innodb_native_foreign_keys";
	const struct observed_object *end = source->objects + source->objects_count;

	if (observed_value(server, native) == NULL || observed_is_on(server, native))
		return;
	FOR_OBJECTS(one, source, "cascade")
	{
		const char *ancestor = NULL;

		for (const struct observed_object *two = one + 1;
		     two < end && ancestor == NULL && is_parent(source, one->name);
		     two++) {
			if (text_equal(two->kind, "cascade") &&
			    text_equal(one->name, two->name))
				ancestor = common_ancestor(source, one->detail,
							   two->detail, out->arena);
		}
		if (ancestor != NULL)
			finding_add(out, one->name, fix,
				    "ON DELETE CASCADE reaches it and its child "
				    "tables from %s by two paths: while "
				    "innodb_native_foreign_keys is OFF, %s",
				    ancestor, consequence);
	}
}

void check_cascades_of_source(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;

	find_two_ways(source, source,
		      "write innodb_native_foreign_keys=ON under [mysqld] in the "
		      "source's configuration and restart it",
		      "a DELETE leaves rows that the replica deletes (seen on MySQL 9.7.4)",
		      out);
}

/* It matters once applications write there. */
void check_cascades_of_target(const struct facts *facts, struct findings *out)
{
	find_two_ways(&facts->observed->source.server, &facts->observed->target.server,
		      "set innodb_native_foreign_keys to 1 by target.parameters, or in the "
		      "parameter group, then reboot the instance",
		      "a DELETE of an application on the target would leave rows (seen "
		      "on MySQL 9.7.4)",
		      out);
}
