/*
 * Reads the keys of all tables and chooses for each table the one that identifies its
 * rows. Ranges of a key are left to ranges.c.
 */
#include "tables/keys.h"

#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "db/queries.h"
#include "sql/quote.h"

/* Columns of the query below. */
enum { SCHEMA, TABLE, INDEX, COLUMN, PREFIX, NULLABLE, DIRECTION };

/*
 * Every unique key that the optimizer may use, the primary key first, then by name: the
 * same choice on both sides and in every run. Sorted by bytes, because MariaDB ignores
 * case when it compares names, and would mix `t` with `T`.
 */
static const char *keys_query(const struct db *db, const char *schemas,
			      struct arena *arena)
{
	static const struct {
		enum flavour flavour;
		unsigned since;
		const char *condition;
	} usable[] = {
		{ FLAVOUR_MYSQL, 80000, " AND is_visible = 'YES'" },
		{ FLAVOUR_MARIADB, 100600, " AND ignored = 'NO'" },
	};
	const char *condition = "";

	for (size_t i = 0; i < ARRAY_SIZE(usable); i++) {
		if (db_server(db)->flavour == usable[i].flavour &&
		    db_server(db)->version >= usable[i].since)
			condition = usable[i].condition;
	}
	return arena_printf(
		arena,
		"SELECT table_schema, table_name, index_name, column_name, sub_part, nullable,"
		" collation"
		" FROM information_schema.statistics"
		" WHERE table_schema IN (%s) AND non_unique = 0 AND index_type = 'BTREE'%s"
		" ORDER BY CAST(table_schema AS BINARY), CAST(table_name AS BINARY),"
		" index_name <> 'PRIMARY', CAST(index_name AS BINARY), seq_in_index",
		schemas, condition);
}

static const char *schema_list(struct db *db, const struct catalog *catalog,
			       struct arena *arena)
{
	const char **names =
		arena_array(arena, catalog->databases_count + 1, sizeof(*names));

	for (size_t i = 0; i < catalog->databases_count; i++)
		names[i] = catalog->databases[i].name;
	return query_databases(db_server(db), names, arena);
}

static const struct column *column_named(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->columns_count; i++) {
		if (text_equal_nocase(table->columns[i].name, name))
			return &table->columns[i];
	}
	return NULL;
}

/* Whether literals of the type compare in the order of the index. */
static bool is_ordered(const struct key_column *column)
{
	static const char *const types[] = { "tinyint", "smallint", "mediumint", "int",
					     "bigint",  "decimal",  "year",      "date",
					     "time",    "datetime", "timestamp", "char",
					     "varchar", "binary",   "varbinary" };

	return names_among(types, ARRAY_SIZE(types), column->data_type);
}

/* A descending column ends the columns that ranges can use. */
static void add_column(const struct table *table, const char *name,
		       const char *direction, struct arena *arena, struct key *key)
{
	const struct column *column = column_named(table, name);
	size_t count = key->columns_count;

	if (column == NULL)
		return;
	key->columns = arena_grow(arena, key->columns, count * sizeof(*key->columns),
				  (count + 1) * sizeof(*key->columns));
	key->columns[count] = (struct key_column){
		.name = column->name,
		.collation = column->collation,
		.data_type = column->data_type,
		.type = column->type,
	};
	if (key->ordered_count == count && is_ordered(&key->columns[count]) &&
	    !text_equal(direction, "D"))
		key->ordered_count++;
	key->columns_count++;
}

/* The number of rows of one index. */
static size_t index_length(const struct rows *rows, size_t first)
{
	size_t length = 1;

	while (first + length < rows->count &&
	       text_equal(rows_value(rows, first + length, INDEX),
			  rows_value(rows, first, INDEX)) &&
	       text_equal(rows_value(rows, first + length, TABLE),
			  rows_value(rows, first, TABLE)) &&
	       text_equal(rows_value(rows, first + length, SCHEMA),
			  rows_value(rows, first, SCHEMA)))
		length++;
	return length;
}

/* No part of it is an expression, a prefix, or may be NULL. */
static bool is_usable(const struct rows *rows, size_t first, size_t length)
{
	for (size_t i = first; i < first + length; i++) {
		if (rows_value(rows, i, COLUMN) == NULL ||
		    rows_value(rows, i, PREFIX) != NULL ||
		    text_equal(rows_value(rows, i, NULLABLE), "YES"))
			return false;
	}
	return true;
}

bool keys_read(struct db *db, const struct catalog *catalog, struct arena *arena,
	       struct key **out, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	struct key *keys = arena_array(arena, catalog->tables_count, sizeof(*keys));
	struct rows rows;
	size_t length;

	if (!db_query(db, keys_query(db, schema_list(db, catalog, scratch), scratch),
		      scratch, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i += length) {
		const struct table *table =
			catalog_table(catalog, rows_value(&rows, i, SCHEMA),
				      rows_value(&rows, i, TABLE));
		struct key *key = table == NULL ? NULL : &keys[table - catalog->tables];

		length = index_length(&rows, i);
		if (key == NULL || key->name != NULL || !is_usable(&rows, i, length))
			continue;
		key->name = arena_copy(arena, rows_value(&rows, i, INDEX));
		for (size_t part = i; part < i + length; part++)
			add_column(table, rows_value(&rows, part, COLUMN),
				   rows_value(&rows, part, DIRECTION), arena, key);
	}
	*out = keys;
	return true;
}
