/*
 * Compares two catalogs of the same server: has DDL changed anything in between? Two
 * servers are compared by differences.h.
 */
#include "tables/tables.h"

#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/definition.h"

/* The first table that only one side has, or that is defined differently. */
static const struct table *table_difference(const struct catalog *a,
					    const struct catalog *b, struct arena *arena)
{
	for (size_t i = 0; i < a->tables_count; i++) {
		const struct table *table = &a->tables[i];
		const struct table *other =
			catalog_table(b, table->database, table->name);

		if (other == NULL ||
		    strcmp(definition_without_counter(table->create, arena),
			   definition_without_counter(other->create, arena)) != 0)
			return table;
	}
	return NULL;
}

static bool same_stored_object(const struct stored_object *a,
			       const struct stored_object *b)
{
	return a->kind == b->kind && strcmp(a->database, b->database) == 0 &&
	       strcmp(a->name, b->name) == 0 && strcmp(a->create, b->create) == 0 &&
	       text_equal(a->sql_mode, b->sql_mode) &&
	       text_equal(a->collation, b->collation);
}

static const struct stored_object *stored_object_difference(const struct catalog *a,
							    const struct catalog *b)
{
	for (size_t i = 0; i < a->stored_objects_count; i++) {
		if (i >= b->stored_objects_count ||
		    !same_stored_object(&a->stored_objects[i], &b->stored_objects[i]))
			return &a->stored_objects[i];
	}
	return NULL;
}

static const char *database_difference(const struct catalog *a, const struct catalog *b)
{
	for (size_t i = 0; i < a->databases_count; i++) {
		if (i >= b->databases_count ||
		    strcmp(a->databases[i].name, b->databases[i].name) != 0 ||
		    strcmp(a->databases[i].collation, b->databases[i].collation) != 0)
			return a->databases[i].name;
	}
	return NULL;
}

/* Compares plain text: both come from the same server, with the same spelling. */
static const struct property_row *property_difference(const struct properties *a,
						      const struct properties *b)
{
	for (size_t i = 0; i < a->count; i++) {
		if (i >= b->count || property_row_order(&a->rows[i], &b->rows[i]) != 0 ||
		    strcmp(a->rows[i].values, b->rows[i].values) != 0)
			return &a->rows[i];
	}
	return NULL;
}

static const char *one_way(const struct catalog *a, const struct catalog *b,
			   struct arena *arena)
{
	AUTO_ARENA *scratch = arena_make();
	const char *database = database_difference(a, b);
	const struct table *table = table_difference(a, b, scratch);
	const struct stored_object *stored = stored_object_difference(a, b);

	if (database != NULL)
		return arena_printf(arena, "database %s", quote_name(database, arena));
	if (table != NULL)
		return arena_printf(arena, "table %s",
				    quote_table(table->database, table->name, arena));
	if (stored != NULL)
		return arena_printf(arena, "%s %s", stored_kind_label(stored->kind),
				    quote_table(stored->database, stored->name, arena));
	const struct property_row *row =
		property_difference(&a->properties, &b->properties);
	if (row != NULL)
		return arena_printf(arena, "%s %s", row->object,
				    quote_table(row->database, row->owner, arena));
	return NULL;
}

const char *catalog_difference(const struct catalog *a, const struct catalog *b,
			       struct arena *arena)
{
	const char *difference = one_way(a, b, arena);

	return difference != NULL ? difference : one_way(b, a, arena);
}
