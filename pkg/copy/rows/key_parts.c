/*
 * The parts of a key up to a computed one: KEY (shop, (DATE(ts))). A query goes through
 * such a key only if it has a value for each of them. For a functional part, the value
 * must also be of the expression's own type.
 */
#include <string.h>

#include "base/text.h"
#include "copy/rows/key_question.h"
#include "sql/quote.h"

/* The names of a row of JSON_TABLE, and of the value in it. */
#define ARRAY_ROW "extrepl_x"
#define ARRAY_VALUE "extrepl_v"

/* The type of a value that is bytes. All other types are those of JSON_TYPE(). */
#define BYTES "BYTES"

/* The expression of a functional part, to select from information_schema.statistics. */
static const char *expression_selected(struct db *db)
{
	const struct db_server *server = db_server(db);

	return server->flavour == FLAVOUR_MYSQL && server->version >= 80013 ?
		       "REPLACE(expression, '\\\\''', '''')" :
		       "NULL";
}

bool key_read_parts(struct db *db, const struct table *table, const char *key,
		    const char *last, struct arena *arena, struct key_part **out,
		    size_t *count, struct error *err)
{
	struct rows rows;

	if (!db_query(db,
		      arena_printf(arena,
				   "SELECT column_name, %s FROM information_schema.statistics"
				   " WHERE table_schema = %s AND table_name = %s"
				   " AND index_name = %s AND seq_in_index <= %s"
				   " ORDER BY seq_in_index",
				   expression_selected(db),
				   quote_text(table->database, arena),
				   quote_text(table->name, arena),
				   quote_text(key, arena), last),
		      arena, &rows, err))
		return false;
	*count = rows.count;
	*out = arena_array(arena, rows.count + 1, sizeof(**out));
	for (size_t i = 0; i < rows.count; i++) {
		const char *column = rows_value(&rows, i, 0);
		const char *expression = rows_value(&rows, i, 1);
		struct key_part *part = *out + i;

		part->text = column != NULL ? quote_name(column, arena) : expression;
		if (column == NULL && expression != NULL)
			key_part_parse_array(expression, arena, part);
	}
	return true;
}

bool key_part_is_functional(const struct key_part *part)
{
	return part->type == NULL && part->text[0] != '`';
}

const struct key_part *key_array(const struct key_question *question)
{
	for (size_t i = 0; i < question->count; i++) {
		if (question->parts[i].type != NULL)
			return &question->parts[i];
	}
	return NULL;
}

const char *key_values_selected(const struct key_question *question, struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < question->count; i++) {
		const struct key_part *part = &question->parts[i];
		const char *value =
			part->type != NULL ? ARRAY_ROW "." ARRAY_VALUE : part->text;
		const char *type = key_part_is_functional(part) ?
					   arena_printf(arena,
							"JSON_TYPE(JSON_EXTRACT("
							"JSON_ARRAY(%s), '$[0]'))",
							value) :
					   "NULL";
		/*
		 * CHARSET() of a number or a date is binary, too, but not that of its
		 * CONCAT(). Without CONVERT, text comes in the charset of its column. As
		 * BINARY, values that only a collation takes for equal stay distinct.
		 */
		const char *is_bytes =
			arena_printf(arena, "CHARSET(CONCAT(%s)) = 'binary'", value);

		text_addf(&sql,
			  "%sIF(%s, HEX(%s), CAST(CONVERT(%s USING utf8mb4) AS BINARY)),"
			  " IF(%s, '" BYTES "', %s)",
			  i == 0 ? "" : ", ", is_bytes, value, value, is_bytes, type);
	}
	return sql.bytes;
}

const char *key_values_from(const struct key_question *question, const char *index,
			    const char *condition, struct arena *arena)
{
	const struct key_part *array = key_array(question);
	const struct table *table = question->task->table;
	struct text sql = text_make(arena);

	text_addf(&sql, "%s %s", quote_table(table->database, table->name, arena), index);
	if (array != NULL)
		text_addf(&sql,
			  ", JSON_TABLE(IF(JSON_TYPE(%s) = 'ARRAY', %s, JSON_ARRAY(%s)),"
			  " '$[*]' COLUMNS (" ARRAY_VALUE " %s PATH '$')) " ARRAY_ROW,
			  array->document, array->document, array->document,
			  key_part_array_column(array));
	text_addf(&sql, " WHERE (%s)", condition);
	for (size_t i = 0; i < question->count; i++) {
		const struct key_part *part = &question->parts[i];

		if (part->type != NULL)
			text_add(&sql, " AND " ARRAY_ROW "." ARRAY_VALUE " IS NOT NULL");
		/* IS NULL does not go through a functional key. */
		else if (key_part_is_functional(part))
			text_addf(&sql, " AND (%s) IS NOT NULL", part->text);
	}
	return sql.bytes;
}

const char *key_value_literal(const struct rows *rows, size_t row, size_t part,
			      struct arena *arena)
{
	const char *value = rows_value(rows, row, part * KEY_PART_COLUMNS);
	const char *type = rows_value(rows, row, part * KEY_PART_COLUMNS + 1);

	if (value == NULL)
		return NULL;
	/* A hexadecimal literal is bytes, and beside a BIT a number; UNHEX() is a text. */
	if (text_equal(type, BYTES))
		return *value == '\0' ? "''" : arena_printf(arena, "0x%s", value);
	if (text_equal(type, "INTEGER") || text_equal(type, "UNSIGNED INTEGER"))
		return value;
	if (text_equal(type, "DECIMAL"))
		return strchr(value, '.') != NULL ? value :
						    arena_printf(arena, "%s.", value);
	if (text_equal(type, "DOUBLE"))
		return strchr(value, 'e') != NULL ? value :
						    arena_printf(arena, "%se0", value);
	/* It must be of the session's collation_connection; a literal in hexadecimal is not. */
	return quote_plain(value, arena);
}

const char *key_values_matched(const struct key_part *parts, size_t count,
			       const struct rows *rows, size_t row, size_t first,
			       struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < count; i++) {
		const struct key_part *part = &parts[i];
		const char *literal = key_value_literal(rows, row, first + i, arena);

		text_add(&sql, i == 0 ? "" : " AND ");
		/* A functional part is found by =, but not by <=>. */
		if (part->type != NULL)
			text_addf(&sql, "CAST(%s AS %s) MEMBER OF (%s)", literal,
				  part->type, part->document);
		else if (literal == NULL)
			text_addf(&sql, "%s IS NULL", part->text);
		else
			text_addf(&sql, "%s = %s", part->text, literal);
	}
	return sql.bytes;
}
