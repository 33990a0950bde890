/*
 * Lists the differences between two servers' catalogs and prints them. What tables,
 * properties and stored objects differ in is left to shape.c, property_differences.c
 * and stored_object_differences.c.
 */
#include "tables/differences.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/definition.h"

/* How many bytes of a value are shown, so that a message stays readable. */
#define VALUE_SHOWN 160

void differences_add(struct differences *list, const struct difference *item)
{
	list->items = arena_one_more(list->arena, list->items, list->count,
				     sizeof(*list->items));
	list->items[list->count++] = *item;
}

bool differences_named(const struct differences *list, const char *object,
		       const char *prefix)
{
	for (size_t i = 0; i < list->count; i++) {
		if (text_equal(list->items[i].object, object) &&
		    text_starts(list->items[i].property, prefix))
			return true;
	}
	return false;
}

bool difference_is_chosen(const struct difference_rules *rules, const char *database,
			  const char *table)
{
	if (rules->tables == NULL)
		return true;
	size_t length = strlen(database);
	for (size_t i = 0; rules->tables[i] != NULL; i++) {
		const char *name = rules->tables[i];

		if (strncmp(name, database, length) == 0 && name[length] == '.' &&
		    strcmp(name + length + 1, table) == 0)
			return true;
	}
	return false;
}

const char *table_label(const struct table *table, struct arena *arena)
{
	return arena_printf(arena, "%s %s",
			    table->kind == TABLE_SEQUENCE ? "sequence" : "table",
			    quote_table(table->database, table->name, arena));
}

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
 * On the source a counter also counts rows that were rolled back, so that a replica's
 * may stay lower. It is never higher.
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

/* Those of an object together, in the order in which they were found. */
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

static bool is_utf8_tail(const char *text, int count)
{
	for (int i = 1; i <= count; i++) {
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			return false;
	}
	return true;
}

/* The length of the printable character there, or 0. */
static size_t printable(const char *at)
{
	const unsigned char byte = (unsigned char)*at;

	if (byte < 0x80)
		return byte >= 0x20 && byte != 0x7F;
	if (byte == 0xC2 && (unsigned char)at[1] < 0xA0)
		return 0; /* control characters of ISO 6429 */
	if (byte >= 0xC2 && byte < 0xE0)
		return is_utf8_tail(at, 1) ? 2 : 0;
	if (byte >= 0xE0 && byte < 0xF0)
		return is_utf8_tail(at, 2) ? 3 : 0;
	return byte >= 0xF0 && byte < 0xF5 && is_utf8_tail(at, 3) ? 4 : 0;
}

/* Shows bytes that a terminal would obey, or could not show, as \x1b. */
static const char *shown(const char *value, struct arena *arena)
{
	struct text out = text_make(arena);

	if (value == NULL)
		return "NULL";
	if (*value == '\0')
		return "''";
	while (*value != '\0' && out.length < VALUE_SHOWN) {
		size_t length = printable(value);

		if (length > 0)
			text_add_n(&out, value, length);
		else if (*value == '\n')
			text_add(&out, " ");
		else
			text_addf(&out, "\\x%02x", (unsigned)(unsigned char)*value);
		value += length > 0 ? length : 1;
	}
	if (*value != '\0')
		text_add(&out, "...");
	return out.bytes;
}

const char *difference_text(const struct difference *difference, struct arena *arena)
{
	const char *property = shown(difference->property, arena);

	return arena_printf(arena, "%s: %s on the source, %s on the target", property,
			    shown(difference->source, arena),
			    shown(difference->target, arena));
}
