/*
 * The parts of a key before a computed one: KEY (shop, (DATE(ts))). A query goes through
 * such a key only if it has a value for each of them.
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
				   "SELECT s.column_name, %s,"
				   " COALESCE(c.data_type RLIKE 'binary|blob', 0)"
				   " FROM information_schema.statistics s"
				   " LEFT JOIN information_schema.columns c"
				   " ON c.table_schema = s.table_schema AND c.table_name = s.table_name"
				   " AND c.column_name = s.column_name"
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

		out->parts[i] = (struct computed_part){
			.sql = column != NULL ? quote_name(column, arena) :
						rows_value(&rows, i, 1),
			.binary = *rows_value(&rows, i, 2) == '1',
		};
	}
	return true;
}

const char *computed_parts_selected(const struct computed_parts *parts,
				    struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < parts->count; i++)
		text_addf(&sql, parts->parts[i].binary ? ", HEX(%s)" : ", %s",
			  parts->parts[i].sql);
	return sql.bytes;
}

const char *computed_parts_matched(const struct computed_parts *parts,
				   const struct rows *rows, size_t row,
				   struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < parts->count; i++) {
		const char *value = rows_value(rows, row, i + 1);
		const char *literal = value == NULL ? "NULL" : quote_text(value, arena);

		text_addf(&sql,
			  parts->parts[i].binary ? " AND %s <=> UNHEX(%s)" :
						   " AND %s <=> %s",
			  parts->parts[i].sql, literal);
	}
	return sql.bytes;
}
