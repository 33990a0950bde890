#include "tables/keys.h"

#include <string.h>

#include "base/text.h"
#include "db/quote.h"

/* Columns of the query below. */
enum { SCHEMA, TABLE, INDEX, COLUMN };

/*
 * Every usable unique key, the primary one first, then in the order of their names: the
 * same choice on both sides and in every run. GROUP BY and HAVING leave out keys of
 * which any part is a prefix, an expression or may be NULL.
 */
static const char *keys_query(const struct db *db, const char *schemas,
			      struct arena *arena)
{
	bool is_mysql = db_server(db)->flavour == FLAVOUR_MYSQL;
	const char *usable =
		is_mysql ?
			(db_server(db)->version >= 80000 ?
				 " AND s.is_visible = 'YES' AND s.expression IS NULL" :
				 "") :
			(db_server(db)->version >= 100600 ? " AND s.ignored = 'NO'" : "");

	return arena_printf(
		arena,
		"SELECT s.table_schema, s.table_name, s.index_name, s.column_name"
		" FROM information_schema.statistics s"
		" WHERE s.table_schema IN (%s) AND s.non_unique = 0 AND s.index_type = 'BTREE'%s"
		" AND NOT EXISTS (SELECT 1 FROM information_schema.statistics o"
		" WHERE o.table_schema = s.table_schema AND o.table_name = s.table_name"
		" AND o.index_name = s.index_name"
		" AND (o.sub_part IS NOT NULL OR o.nullable = 'YES' OR o.column_name IS NULL))"
		" ORDER BY s.table_schema, s.table_name, s.index_name <> 'PRIMARY', s.index_name,"
		" s.seq_in_index",
		schemas, usable);
}

static const char *schema_list(const struct catalog *catalog, struct arena *arena)
{
	struct text list = text_make(arena);

	for (size_t i = 0; i < catalog->databases_count; i++)
		text_addf(&list, "%s%s", i == 0 ? "" : ", ",
			  quote_text(catalog->databases[i].name, arena));
	return list.length == 0 ? "''" : list.bytes;
}

static const struct column *column_named(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->columns_count; i++) {
		if (text_equal_nocase(table->columns[i].name, name))
			return &table->columns[i];
	}
	return NULL;
}

/* Whether a literal of the type compares as its index is ordered. */
static bool is_ordered(const struct key_column *column)
{
	static const char *const types[] = { "tinyint", "smallint", "mediumint", "int",
					     "bigint",  "decimal",  "year",      "date",
					     "time",    "datetime", "timestamp", "char",
					     "varchar", "binary",   "varbinary" };

	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		if (text_equal(column->data_type, types[i]))
			return true;
	}
	return false;
}

static void add_column(const struct table *table, const char *name, struct arena *arena,
		       struct key *key)
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
	if (key->ordered_count == count && is_ordered(&key->columns[count]))
		key->ordered_count++;
	key->columns_count++;
}

bool keys_read(struct db *db, const struct catalog *catalog, struct arena *arena,
	       struct key **out, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	struct key *keys = arena_array(arena, catalog->tables_count, sizeof(*keys));
	struct rows rows;

	if (!db_query(db, keys_query(db, schema_list(catalog, scratch), scratch),
		      scratch, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const char *index = rows_value(&rows, i, INDEX);
		const struct table *table =
			catalog_table(catalog, rows_value(&rows, i, SCHEMA),
				      rows_value(&rows, i, TABLE));

		if (table == NULL)
			continue;
		struct key *key = &keys[table - catalog->tables];
		if (key->name == NULL)
			key->name = arena_copy(arena, index);
		if (text_equal(key->name, index))
			add_column(table, rows_value(&rows, i, COLUMN), arena, key);
	}
	*out = keys;
	return true;
}
