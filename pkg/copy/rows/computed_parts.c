/*
 * The parts of a key before a computed one: KEY (shop, (DATE(ts))). A query goes through
 * such a key only if it has a value for each of them.
 *
 * A value that is not text (UUID_TO_BIN(...)) is queried as bytes; CHARSET() of a number
 * or a date is binary, too, but not that of its CONCAT().
 */
#include "base/text.h"
#include "copy/rows/computed.h"
#include "sql/quote.h"

const char *computed_expression_of_key(struct db *db)
{
	const struct db_server *server = db_server(db);

	return server->flavour == FLAVOUR_MYSQL && server->version >= 80013 ?
		       "REPLACE(s.expression, '\\\\''', '''')" :
		       "NULL";
}

bool computed_read_parts(struct db *db, const struct table *table, const char *key,
			 const char *before, struct arena *arena,
			 struct computed_parts *out, struct error *err)
{
	struct rows rows;

	if (!db_query(db,
		      arena_printf(arena,
				   "SELECT s.column_name, %s FROM information_schema.statistics s"
				   " WHERE s.table_schema = %s AND s.table_name = %s"
				   " AND s.index_name = %s AND s.seq_in_index < %s"
				   " ORDER BY s.seq_in_index",
				   computed_expression_of_key(db),
				   quote_text(table->database, arena),
				   quote_text(table->name, arena),
				   quote_text(key, arena), before),
		      arena, &rows, err))
		return false;
	out->count = rows.count;
	out->parts = arena_alloc(arena, (rows.count + 1) * sizeof(*out->parts));
	for (size_t i = 0; i < rows.count; i++) {
		const char *column = rows_value(&rows, i, 0);

		out->parts[i] = column != NULL ? quote_name(column, arena) :
						 rows_value(&rows, i, 1);
	}
	return true;
}

const char *computed_probe_selected(const char *value, struct arena *arena)
{
	/* Without CONVERT, the copy's reader gets text in the charset of its column. */
	return arena_printf(arena,
			    "CONVERT(%s USING utf8mb4),"
			    " IF(CHARSET(CONCAT(%s)) = 'binary', HEX(%s), NULL)",
			    value, value, value);
}

const char *computed_probe_literal(const struct rows *rows, size_t row, size_t column,
				   struct arena *arena)
{
	const char *value = rows_value(rows, row, column);
	const char *bytes = rows_value(rows, row, column + 1);

	/* A hexadecimal literal is bytes, and beside a BIT a number; UNHEX() is a text. */
	if (bytes != NULL && *bytes != '\0')
		return arena_printf(arena, "0x%s", bytes);
	return value == NULL ? NULL : quote_text(value, arena);
}

const char *computed_parts_selected(const struct computed_parts *parts,
				    struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < parts->count; i++)
		text_addf(&sql, ", %s", computed_probe_selected(parts->parts[i], arena));
	return sql.bytes;
}

const char *computed_parts_matched(const struct computed_parts *parts,
				   const struct rows *rows, size_t row, size_t first,
				   struct arena *arena)
{
	struct text sql = text_make(arena);

	/* A functional part is found by = and IS NULL, but not by <=>. */
	for (size_t i = 0; i < parts->count; i++) {
		const char *literal =
			computed_probe_literal(rows, row, first + 2 * i, arena);

		text_addf(&sql, " AND %s %s%s", parts->parts[i],
			  literal == NULL ? "IS NULL" : "= ",
			  literal == NULL ? "" : literal);
	}
	return sql.bytes;
}
