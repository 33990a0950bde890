/* Reads the names of partitions, and compares those of two servers. */
#include "tables/partitions.h"

#include "base/text.h"
#include "db/queries.h"
#include "tables/scan.h"

/* Columns of the query below. */
enum { SCHEMA, TABLE, PARTITION };

bool table_is_partitioned(const struct table *table)
{
	return table->kind == TABLE_BASE && table->create != NULL &&
	       scan_find(table->create, " PARTITION BY ") != NULL;
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

static bool is_wanted(const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->tables_count; i++) {
		if (table_is_partitioned(&catalog->tables[i]))
			return true;
	}
	return false;
}

/* A row for each subpartition: its partition is named once. */
static void add_names(const struct catalog *catalog, const struct rows *rows,
		      const char *const **lists, struct arena *arena)
{
	const struct table *last = NULL;
	const char **list = NULL;
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++) {
		const struct table *table =
			catalog_table(catalog, rows_value(rows, i, SCHEMA),
				      rows_value(rows, i, TABLE));
		const char *name = rows_value(rows, i, PARTITION);

		if (table == NULL)
			continue;
		if (table != last) {
			list = arena_array(arena, rows->count - i + 1, sizeof(*list));
			lists[table - catalog->tables] = list;
			count = 0;
		}
		last = table;
		if (count == 0 || !text_equal(list[count - 1], name))
			list[count++] = arena_copy(arena, name);
	}
}

bool partitions_read(struct db *db, const struct catalog *catalog, struct arena *arena,
		     const char *const ***out, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	struct rows rows;

	*out = arena_array(arena, catalog->tables_count, sizeof(**out));
	if (!is_wanted(catalog))
		return true;
	if (!db_query(db,
		      arena_printf(scratch,
				   "SELECT table_schema, table_name, partition_name"
				   " FROM information_schema.partitions"
				   " WHERE partition_name IS NOT NULL AND table_schema IN (%s)"
				   " ORDER BY CAST(table_schema AS BINARY),"
				   " CAST(table_name AS BINARY), partition_ordinal_position",
				   schema_list(db, catalog, scratch)),
		      scratch, &rows, err))
		return false;
	add_names(catalog, &rows, *out, arena);
	return true;
}

bool partitions_equal(const char *const *a, const char *const *b)
{
	size_t i = 0;

	if (a == NULL || b == NULL)
		return a == b;
	while (a[i] != NULL && text_equal(a[i], b[i]))
		i++;
	return a[i] == NULL && b[i] == NULL;
}
