/*
 * Compares the properties of two servers, row by row (properties.h). property_views.c
 * decides which columns count.
 */
#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/difference_list.h"

struct sides {
	const struct catalog *source, *target;
	const struct difference_rules *rules;
	struct spelling_rules spelling;
	struct differences *out;
};

static bool is_of_table(const struct property_row *row)
{
	return strcmp(row->object, "table") == 0 || strcmp(row->object, "sequence") == 0;
}

static bool has_object(const struct catalog *catalog, const struct property_row *row)
{
	if (is_of_table(row))
		return catalog_table(catalog, row->database, row->owner) != NULL;
	for (enum stored_kind kind = 0; kind < STORED_KINDS; kind++) {
		if (strcmp(stored_kind_label(kind), row->object) == 0)
			return catalog_stored_object(catalog, kind, row->database,
						     row->owner) != NULL;
	}
	return true;
}

/* Whether the row is about something that is compared now. */
static bool counts(const struct sides *sides, const struct property_row *row)
{
	/*
	 * Skips views: their columns follow from the text and from the user that
	 * queries them.
	 */
	if (is_of_table(row) &&
	    (!difference_is_chosen(sides->rules, row->database, row->owner) ||
	     catalog_table(sides->source, row->database, row->owner) == NULL))
		return false;
	if (!is_of_table(row) && (sides->rules->tables != NULL ||
				  (sides->rules->only_columns && *row->owner != '\0')))
		return false;
	return !sides->rules->only_columns || !row->view->late;
}

static void add(const struct sides *sides, const struct property_row *row,
		const char *label, const char *source, const char *target)
{
	struct arena *arena = sides->out->arena;
	const char *name = *row->owner == '\0' ?
				   quote_name(row->database, arena) :
				   quote_table(row->database, row->owner, arena);

	differences_add(sides->out,
			&(struct difference){
				.kind = DIFFERENCE_CHANGED,
				.object = arena_printf(arena, "%s %s", row->object, name),
				.table = is_of_table(row) ? catalog_table(sides->source,
									  row->database,
									  row->owner) :
							    NULL,
				.property = *row->part == '\0' ? label :
					    label == NULL      ? row->part :
							    arena_printf(arena, "%s, %s",
									 row->part, label),
				.source = source,
				.target = target,
			});
}

static void compare_row(const struct sides *sides, const struct property_row *source,
			const struct property_row *target)
{
	size_t index = 0;

	if (strcmp(source->values, target->values) == 0)
		return;
	for (const struct property_column *c = source->view->columns; c->name != NULL;
	     c++) {
		const char *a, *b;

		if (c->label == NULL)
			continue;
		if (property_value(source, index, sides->out->arena, &a) &&
		    property_value(target, index, sides->out->arena, &b) &&
		    !spelling_same(c->spelling, a, b, &sides->spelling))
			add(sides, source, c->label, a, b);
		index++;
	}
}

/* A part that one side lacks, of an object that both have. */
static void compare_lonely(const struct sides *sides, const struct property_row *row,
			   bool on_source)
{
	if (!row->view->parts ||
	    !has_object(on_source ? sides->target : sides->source, row))
		return;
	add(sides, row, NULL, on_source ? "present" : NULL, on_source ? NULL : "present");
}

void differences_of_properties(const struct catalog *source, const struct catalog *target,
			       const struct difference_rules *rules,
			       struct differences *out)
{
	struct sides sides = { .source = source,
			       .target = target,
			       .rules = rules,
			       .spelling = spelling_rules_of(&source->server,
							     &target->server),
			       .out = out };
	const struct properties *a = &source->properties;
	const struct properties *b = &target->properties;
	size_t i = 0, j = 0;

	sides.spelling.any_definer = rules->any_definer;
	while (i < a->count || j < b->count) {
		int order = i == a->count ? 1 :
			    j == b->count ? -1 :
					    property_row_order(&a->rows[i], &b->rows[j]);
		const struct property_row *row = order <= 0 ? &a->rows[i] : &b->rows[j];

		if (counts(&sides, row)) {
			if (order == 0)
				compare_row(&sides, row, &b->rows[j]);
			else
				compare_lonely(&sides, row, order < 0);
		}
		i += order <= 0;
		j += order >= 0;
	}
}
