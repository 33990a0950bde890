/*
 * Reads what property_views.c lists, with one query for each view. Comparing two
 * servers is left to property_differences.c.
 */
#include "tables/properties.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "tables/tables.h"

/* Between values; for SQL's NULL; for a column that the server does not have. */
#define SEPARATOR "\x1f"
#define IS_NULL '\x19'
#define IS_ABSENT '\x18'

static bool reads(const struct property_view *view)
{
	return view->reason == NULL;
}

/* Views and columns that the server has: table_name, column_name. */
static bool read_known(struct db *db, struct arena *arena, struct rows *out,
		       struct error *err)
{
	struct text sql = text_make(arena);

	text_add(&sql, "SELECT table_name, column_name FROM information_schema.columns"
		       " WHERE table_schema = 'information_schema' AND table_name IN (");
	for (size_t i = 0; i < property_views_count; i++)
		text_addf(&sql, "%s'%s'", i == 0 ? "" : ", ", property_views[i].name);
	text_add(&sql, ")");
	return db_query(db, sql.bytes, arena, out, err);
}

static bool is_known(const struct rows *known, const char *view, const char *column)
{
	for (size_t i = 0; i < known->count; i++) {
		if (text_equal_nocase(rows_value(known, i, 0), view) &&
		    (column == NULL || text_equal_nocase(rows_value(known, i, 1), column)))
			return true;
	}
	return false;
}

/* object, database, owner, part, values */
static const char *query_of(const struct property_view *view, const struct rows *known,
			    const char *schemas, struct arena *arena)
{
	struct text sql = text_make(arena);
	bool first = true;

	text_addf(&sql, "SELECT %s, %s, %s, %s, REPLACE(CONCAT(", view->object,
		  view->database, view->owner, view->part);
	for (const struct property_column *c = view->columns; c->name != NULL; c++) {
		if (c->label == NULL)
			continue;
		text_add(&sql, first ? "" : ", CHAR(31), ");
		first = false;
		if (is_known(known, view->name, c->name))
			text_addf(&sql, "IFNULL(%s, CHAR(%d))",
				  c->sql == NULL ? c->name : c->sql, IS_NULL);
		else
			text_addf(&sql, "CHAR(%d)", IS_ABSENT);
	}
	text_addf(&sql,
		  "), CHAR(0), CHAR(92, 48)) FROM information_schema.%s WHERE %s IN (%s)%s%s",
		  view->name, view->database, schemas,
		  view->condition == NULL ? "" : " AND ",
		  view->condition == NULL ? "" : view->condition);
	return sql.bytes;
}

int property_row_order(const void *left, const void *right)
{
	const struct property_row *a = left;
	const struct property_row *b = right;
	int order = a->view < b->view ? -1 : a->view > b->view;

	order = order != 0 ? order : strcmp(a->database, b->database);
	order = order != 0 ? order : strcmp(a->owner, b->owner);
	order = order != 0 ? order : strcmp(a->object, b->object);
	return order != 0 ? order : strcmp(a->part, b->part);
}

static void add_rows(struct properties *properties, const struct property_view *view,
		     const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		properties->rows[properties->count++] = (struct property_row){
			.view = view,
			.object = rows_value(rows, i, 0),
			.database = rows_value(rows, i, 1),
			.owner = rows_value(rows, i, 2),
			.part = rows_value(rows, i, 3),
			.values = rows_value(rows, i, 4),
		};
}

/* A statement for each view that the server has. */
static size_t make_queries(const struct rows *known, const char *schemas,
			   struct arena *arena, struct db_statement *queries,
			   const struct property_view **of)
{
	size_t count = 0;

	for (size_t i = 0; i < property_views_count; i++) {
		const struct property_view *view = &property_views[i];

		if (!reads(view) || !is_known(known, view->name, NULL))
			continue;
		of[count] = view;
		queries[count++].sql = query_of(view, known, schemas, arena);
	}
	return count;
}

bool properties_read(struct db *db, const char *schemas, struct arena *arena,
		     struct properties *out, struct error *err)
{
	struct db_statement *queries =
		arena_array(arena, property_views_count, sizeof(*queries));
	const struct property_view **of =
		arena_array(arena, property_views_count, sizeof(*of));
	struct properties properties = { 0 };
	struct rows known;
	size_t total = 0;

	if (!read_known(db, arena, &known, err))
		return false;
	size_t count = make_queries(&known, schemas, arena, queries, of);
	if (!db_batch(db, queries, count, arena, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!queries[i].done) {
			*err = queries[i].error;
			return error_wrap(err, "reading information_schema.%s",
					  of[i]->name);
		}
		total += queries[i].rows.count;
	}
	properties.rows = arena_array(arena, total + 1, sizeof(*properties.rows));
	for (size_t i = 0; i < count; i++)
		add_rows(&properties, of[i], &queries[i].rows);
	qsort(properties.rows, properties.count, sizeof(*properties.rows),
	      property_row_order);
	*out = properties;
	return true;
}

bool property_value(const struct property_row *row, size_t index, struct arena *arena,
		    const char **out)
{
	const char *at = row->values;

	for (size_t i = 0; i < index && *at != '\0'; i++) {
		at += strcspn(at, SEPARATOR);
		at += *at != '\0';
	}
	if (*at == IS_ABSENT)
		return false;
	*out = *at == IS_NULL ? NULL : arena_copy_n(arena, at, strcspn(at, SEPARATOR));
	return true;
}

static bool is_listed(const char *view, const char *column)
{
	for (size_t i = 0; i < property_views_count; i++) {
		const struct property_view *listed = &property_views[i];

		if (!text_equal_nocase(listed->name, view))
			continue;
		if (!reads(listed))
			return true;
		for (const struct property_column *c = listed->columns; c->name != NULL;
		     c++) {
			if (text_equal_nocase(c->name, column))
				return true;
		}
	}
	return false;
}

bool properties_unknown(struct db *db, struct arena *arena, const char **out,
			struct error *err)
{
	struct text names = text_make(arena);
	struct rows known;

	if (!read_known(db, arena, &known, err))
		return false;
	for (size_t i = 0; i < known.count; i++) {
		const char *view = rows_value(&known, i, 0);
		const char *column = rows_value(&known, i, 1);

		if (!is_listed(view, column))
			text_addf(&names, "%s%s.%s", names.length == 0 ? "" : ", ",
				  view, column);
	}
	*out = names.bytes;
	return true;
}

/* Where the rows of the object in the view begin. */
static const struct property_row *find_rows(const struct properties *properties,
					    const char *view, const char *object,
					    const char *database, const char *owner)
{
	struct property_row key = {
		.object = object, .database = database, .owner = owner, .part = ""
	};
	size_t low = 0;

	for (size_t i = 0; i < property_views_count; i++) {
		if (strcmp(property_views[i].name, view) == 0)
			key.view = &property_views[i];
	}
	for (size_t high = properties->count; low < high;) {
		size_t middle = (low + high) / 2;

		if (property_row_order(&properties->rows[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return &properties->rows[low];
}

static bool is_of(const struct properties *properties, const struct property_row *row,
		  const char *view, const char *object, const char *database,
		  const char *owner)
{
	return row < properties->rows + properties->count &&
	       strcmp(row->view->name, view) == 0 && strcmp(row->object, object) == 0 &&
	       strcmp(row->database, database) == 0 && strcmp(row->owner, owner) == 0;
}

static const char *value_by_label(const struct property_row *row, const char *label,
				  struct arena *arena)
{
	const char *value = NULL;
	size_t index = 0;

	for (const struct property_column *c = row->view->columns; c->name != NULL; c++) {
		if (c->label == NULL)
			continue;
		if (strcmp(c->label, label) == 0)
			return property_value(row, index, arena, &value) ? value : NULL;
		index++;
	}
	return NULL;
}

size_t properties_count(const struct properties *properties, const char *view,
			const char *object, const char *database, const char *owner,
			const char *label, const char *value)
{
	AUTO_ARENA *arena = arena_make();
	const struct property_row *row =
		find_rows(properties, view, object, database, owner);
	size_t count = 0;

	for (; is_of(properties, row, view, object, database, owner); row++)
		count += text_equal(value_by_label(row, label, arena), value);
	return count;
}

const char *const *properties_values(const struct properties *properties,
				     const char *view, const char *object,
				     const char *database, const char *owner,
				     const char *label, struct arena *arena)
{
	const struct property_row *first =
		find_rows(properties, view, object, database, owner);
	const struct property_row *row = first;
	size_t count = 0;

	while (is_of(properties, row, view, object, database, owner))
		row++;
	const char **values =
		arena_array(arena, (size_t)(row - first) + 1, sizeof(*values));

	for (row = first; is_of(properties, row, view, object, database, owner); row++) {
		const char *value = value_by_label(row, label, arena);

		if (value != NULL && !names_among(values, count, value))
			values[count++] = value;
	}
	return values;
}

const char *properties_first(const struct properties *properties, const char *view,
			     const char *object, const char *database,
			     const char *owner, const char *label, struct arena *arena)
{
	const struct property_row *row =
		find_rows(properties, view, object, database, owner);

	return is_of(properties, row, view, object, database, owner) ?
		       value_by_label(row, label, arena) :
		       NULL;
}
