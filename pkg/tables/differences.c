/*
 * Lists the differences between two servers' catalogs. The details of tables,
 * properties and stored objects are left to shape.c, property_differences.c and
 * stored_object_differences.c.
 */
#include "tables/differences.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/definition.h"

static const struct database *find_database(const struct catalog *catalog,
					    const char *name)
{
	for (size_t i = 0; i < catalog->databases_count; i++) {
		if (text_equal(catalog->databases[i].name, name))
			return &catalog->databases[i];
	}
	return NULL;
}

/* What only one side has. */
static void find_lonely_databases(const struct catalog *one, const struct catalog *other,
				  enum difference_kind kind, struct differences *out)
{
	for (size_t i = 0; i < one->databases_count; i++) {
		const char *name = one->databases[i].name;

		if (find_database(other, name) == NULL)
			differences_add(out,
					&(struct difference){
						.kind = kind,
						.object = arena_printf(
							out->arena, "database %s",
							quote_name(name, out->arena)),
					});
	}
}

static void find_lonely_tables(const struct catalog *one, const struct catalog *other,
			       enum difference_kind kind,
			       const struct difference_rules *rules,
			       struct differences *out)
{
	for (size_t i = 0; i < one->tables_count; i++) {
		const struct table *table = &one->tables[i];

		if (difference_is_chosen(rules, table->database, table->name) &&
		    catalog_table(other, table->database, table->name) == NULL)
			differences_add(out,
					&(struct difference){
						.kind = kind,
						.object = table_label(table, out->arena),
						.table = kind == DIFFERENCE_MISSING ?
								 table :
								 NULL,
					});
	}
}

static uint64_t counter_of(const struct table *table, struct arena *arena)
{
	return rows_number(definition_counter(table->create, arena), 0);
}

/*
 * On the source, rows that were rolled back also raise the counter, so a replica's may
 * be lower. It is never higher.
 */
static void compare_counters(const struct table *source, const struct table *target,
			     const struct difference_rules *rules,
			     struct differences *out)
{
	uint64_t a = counter_of(source, out->arena);
	uint64_t b = counter_of(target, out->arena);

	if (rules->only_columns || (rules->read_back ? b >= a : b <= a))
		return;
	differences_add(out,
			&(struct difference){
				.kind = DIFFERENCE_CHANGED,
				.object = table_label(source, out->arena),
				.table = source,
				.property = TABLE_COUNTER,
				.source = definition_counter(source->create, out->arena),
				.target = definition_counter(target->create, out->arena),
			});
}

static void compare_sequences(const struct table *source, const struct table *target,
			      const struct difference_rules *rules,
			      struct differences *out)
{
	struct difference difference = {
		.kind = DIFFERENCE_CHANGED,
		.object = table_label(source, out->arena),
		.table = source,
	};

	if (!text_equal(source->create, target->create)) {
		difference.property = "options";
		difference.source = source->create;
		difference.target = target->create;
		differences_add(out, &difference);
	}
	if (!rules->read_back &&
	    !text_equal(source->sequence_value, target->sequence_value)) {
		difference.property = SEQUENCE_VALUE;
		difference.source = source->sequence_value;
		difference.target = target->sequence_value;
		differences_add(out, &difference);
	}
}

static void compare_tables(const struct catalog *source, const struct catalog *target,
			   const struct difference_rules *rules, struct differences *out)
{
	struct spelling_rules spelling =
		spelling_rules_of(&source->server, &target->server);

	for (size_t i = 0; i < source->tables_count; i++) {
		const struct table *table = &source->tables[i];
		const struct table *other =
			catalog_table(target, table->database, table->name);

		if (other == NULL ||
		    !difference_is_chosen(rules, table->database, table->name))
			continue;
		if (table->kind == TABLE_SEQUENCE && other->kind == TABLE_SEQUENCE) {
			compare_sequences(table, other, rules, out);
			continue;
		}
		differences_of_shape(table, other, table_label(table, out->arena),
				     rules, &spelling, out);
		compare_counters(table, other, rules, out);
	}
}

/* Groups the differences of one object. */
static int compare_objects(const void *left, const void *right)
{
	const struct difference *a = left;
	const struct difference *b = right;

	return strcmp(a->object, b->object);
}

void differences_find(const struct catalog *source, const struct catalog *target,
		      const struct difference_rules *rules, struct differences *out)
{
	bool all = rules->tables == NULL;

	if (all) {
		find_lonely_databases(source, target, DIFFERENCE_MISSING, out);
		find_lonely_databases(target, source, DIFFERENCE_EXTRA, out);
	}
	find_lonely_tables(source, target, DIFFERENCE_MISSING, rules, out);
	find_lonely_tables(target, source, DIFFERENCE_EXTRA, rules, out);
	differences_of_properties(source, target, rules, out);
	compare_tables(source, target, rules, out);
	if (all && !rules->only_columns)
		differences_of_stored_objects(source, target, rules, out);
	if (out->count > 1)
		qsort(out->items, out->count, sizeof(*out->items), compare_objects);
}
