#include "tables/tables.h"

#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/definition.h"

/* The first table that only one side has, or that is defined otherwise. */
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

static bool same_program(const struct program *a, const struct program *b)
{
	return a->kind == b->kind && strcmp(a->database, b->database) == 0 &&
	       strcmp(a->name, b->name) == 0 && strcmp(a->create, b->create) == 0 &&
	       text_equal(a->sql_mode, b->sql_mode) &&
	       text_equal(a->collation, b->collation);
}

static const struct program *program_difference(const struct catalog *a,
						const struct catalog *b)
{
	for (size_t i = 0; i < a->programs_count; i++) {
		if (i >= b->programs_count ||
		    !same_program(&a->programs[i], &b->programs[i]))
			return &a->programs[i];
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

/* As the same server spells them. */
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
	const struct program *program = program_difference(a, b);

	if (database != NULL)
		return arena_printf(arena, "database %s", quote_name(database, arena));
	if (table != NULL)
		return arena_printf(arena, "table %s",
				    quote_table(table->database, table->name, arena));
	if (program != NULL)
		return arena_printf(arena, "%s %s", program_kind_label(program->kind),
				    quote_table(program->database, program->name, arena));
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
