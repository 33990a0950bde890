/*
 * Reads the catalog of a server: databases, tables, columns, SHOW CREATE. Stored
 * objects are left to stored_objects.c, the other properties to properties.c.
 */
#include "tables/scan.h"
#include "tables/tables.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "db/queries.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/* How many SHOW CREATE statements are sent at once. */
#define BATCH 200

static bool read_databases(struct db *db, const char *const *databases,
			   const char *schemas, struct arena *arena,
			   struct catalog *catalog, struct error *err)
{
	bool commented = db_server(db)->flavour == FLAVOUR_MARIADB &&
			 db_server(db)->version >= 100500;
	bool encrypts = db_server(db)->flavour == FLAVOUR_MYSQL &&
			db_server(db)->version >= 80016;
	struct rows rows;

	if (!db_query(db,
		      arena_printf(arena,
				   "SELECT schema_name, default_character_set_name,"
				   " default_collation_name, %s, %s FROM information_schema.schemata"
				   " WHERE schema_name IN (%s)",
				   commented ? "schema_comment" : "''",
				   encrypts ? "default_encryption" : "'NO'", schemas),
		      arena, &rows, err))
		return false;
	catalog->databases = arena_array(arena, rows.count, sizeof(*catalog->databases));
	for (size_t i = 0; i < rows.count; i++) {
		if (!names_have(databases, rows_value(&rows, i, 0)))
			continue;
		catalog->databases[catalog->databases_count++] = (struct database){
			.name = rows_value(&rows, i, 0),
			.charset = rows_value(&rows, i, 1),
			.collation = rows_value(&rows, i, 2),
			.comment = rows_value(&rows, i, 3),
			.encrypted = text_equal(rows_value(&rows, i, 4), "YES"),
		};
	}
	for (size_t i = 0; databases[i] != NULL; i++) {
		size_t found = 0;

		while (found < catalog->databases_count &&
		       strcmp(catalog->databases[found].name, databases[i]) != 0)
			found++;
		if (found < catalog->databases_count)
			continue;
		error_set(err, ERROR_FAILED, "%s: there is no database %s",
			  db_label(db), quote_name(databases[i], arena));
		/* the server's own code for USE of this database */
		err->code = SERVER_NO_SUCH_DATABASE;
		return error_hint(
			err,
			"Was it dropped while extrepl was reading? Run the command again.");
	}
	return true;
}

static int compare_tables(const void *left, const void *right)
{
	const struct table *a = left;
	const struct table *b = right;
	int order = strcmp(a->database, b->database);

	return order != 0 ? order : strcmp(a->name, b->name);
}

struct table *catalog_table(const struct catalog *catalog, const char *database,
			    const char *name)
{
	struct table key = { .database = database, .name = name };

	return bsearch(&key, catalog->tables, catalog->tables_count, sizeof(key),
		       compare_tables);
}

static enum table_kind kind_of(const char *table_type)
{
	if (strcmp(table_type, "SEQUENCE") == 0)
		return TABLE_SEQUENCE;
	return strcmp(table_type, "SYSTEM VERSIONED") == 0 ? TABLE_VERSIONED : TABLE_BASE;
}

static bool read_tables(struct db *db, const char *const *databases, const char *schemas,
			struct arena *arena, struct catalog *catalog, struct error *err)
{
	struct rows rows;

	if (!db_query(db,
		      arena_printf(arena,
				   "SELECT t.table_schema, t.table_name, t.table_type, t.engine,"
				   " t.table_collation, e.transactions, t.data_length, t.table_rows,"
				   " t.engine IN (" ENGINES_BORROWING "), t.row_format"
				   " FROM information_schema.tables t"
				   " LEFT JOIN information_schema.engines e ON e.engine = t.engine"
				   " WHERE t.table_schema IN (%s) AND t.table_type <> 'VIEW'",
				   schemas),
		      arena, &rows, err))
		return false;
	catalog->tables = arena_array(arena, rows.count, sizeof(*catalog->tables));
	for (size_t i = 0; i < rows.count; i++) {
		if (!names_have(databases, rows_value(&rows, i, 0)))
			continue;
		catalog->tables[catalog->tables_count++] = (struct table){
			.database = rows_value(&rows, i, 0),
			.name = rows_value(&rows, i, 1),
			.kind = text_equal(rows_value(&rows, i, 8), "1") ?
					TABLE_BORROWING :
					kind_of(rows_value(&rows, i, 2)),
			.engine = rows_value(&rows, i, 3),
			.collation = rows_value(&rows, i, 4),
			.transactional = text_equal(rows_value(&rows, i, 5), "YES"),
			.bytes = rows_number(rows_value(&rows, i, 6), 0),
			.rows = rows_number(rows_value(&rows, i, 7), 0),
			.row_format = rows_value(&rows, i, 9),
		};
	}
	qsort(catalog->tables, catalog->tables_count, sizeof(*catalog->tables),
	      compare_tables);
	return true;
}

/* Column values of the query in read_columns. */
enum { SCHEMA, TABLE, NAME, TYPE, COLLATION, GENERATED, NULLABLE, STORED };

static bool add_column(struct db *db, struct table *table, const char *const *values,
		       struct arena *arena, struct error *err)
{
	const struct column_type *type =
		column_type_find(values[TYPE], db_server(db)->flavour);
	if (type == NULL)
		return error_set(err, ERROR_FAILED,
				 "%s: column %s of %s has a type that this version of extrepl does not support: %s",
				 db_label(db), quote_name(values[NAME], arena),
				 quote_table(table->database, table->name, arena),
				 values[TYPE]);
	table->columns = arena_one_more(arena, table->columns, table->columns_count,
					sizeof(struct column));
	table->columns[table->columns_count++] = (struct column){
		.name = arena_copy(arena, values[NAME]),
		.data_type = arena_copy(arena, values[TYPE]),
		.type = type,
		.collation = arena_copy(arena, values[COLLATION]),
		.generated = strcmp(values[GENERATED], "1") == 0,
		.stored = strcmp(values[STORED], "1") == 0,
		.nullable = strcmp(values[NULLABLE], "YES") == 0,
		.deep_json = type->typed && db_server(db)->version >= 80004,
	};
	return true;
}

static bool read_columns(struct db *db, const char *schemas, struct arena *arena,
			 struct catalog *catalog, struct error *err)
{
	if (!db_stream(db,
		       arena_printf(arena,
				    "SELECT table_schema, table_name, column_name, data_type,"
				    " collation_name, COALESCE(generation_expression, '') <> '', is_nullable,"
				    " extra LIKE '%%STORED GENERATED%%'"
				    " FROM information_schema.columns WHERE table_schema IN (%s)"
				    " ORDER BY table_schema, table_name, ordinal_position",
				    schemas),
		       err))
		return false;
	struct table *table = NULL;
	for (;;) {
		const char *const *values;
		const unsigned long *lengths;

		if (!db_stream_next(db, &values, &lengths, err))
			return false;
		if (values == NULL)
			return true;
		if (table == NULL || strcmp(table->name, values[TABLE]) != 0 ||
		    strcmp(table->database, values[SCHEMA]) != 0)
			table = catalog_table(catalog, values[SCHEMA], values[TABLE]);
		if (table == NULL)
			continue; /* a view, or a new table */
		if (!add_column(db, table, values, arena, err))
			/* the session is lost; nobody needs it */
			return false;
	}
}

static bool read_definitions(struct db *db, struct table *tables, size_t count,
			     struct arena *arena, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	struct db_statement *statements =
		arena_array(scratch, count, sizeof(*statements));

	for (size_t i = 0; i < count; i++)
		statements[i].sql =
			arena_printf(scratch, "SHOW CREATE %s %s",
				     tables[i].kind == TABLE_SEQUENCE ? "SEQUENCE" :
									"TABLE",
				     quote_table(tables[i].database, tables[i].name,
						 scratch));
	if (!db_batch(db, statements, count, scratch, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!statements[i].done) {
			*err = statements[i].error;
			return error_wrap(err, "%s", statements[i].sql);
		}
		tables[i].create = scan_without_format_notes(
			arena_copy(arena, rows_value(&statements[i].rows, 0, 1)), arena);
		if (!catalog_mend_definition(db, &tables[i], arena, err))
			return false;
	}
	return true;
}

static bool read_sequences(struct db *db, struct catalog *catalog, struct arena *arena,
			   struct error *err)
{
	for (size_t i = 0; i < catalog->tables_count; i++) {
		struct table *table = &catalog->tables[i];
		struct rows rows;

		if (table->kind != TABLE_SEQUENCE)
			continue;
		if (!db_query(db,
			      arena_printf(arena,
					   "SELECT CONCAT(next_not_cached_value,"
					   " IF(cycle_count = 0, '', CONCAT(', cycle ',"
					   " cycle_count))) FROM %s",
					   quote_table(table->database, table->name,
						       arena)),
			      arena, &rows, err))
			return false;
		table->sequence_value = rows_value(&rows, 0, 0);
	}
	return true;
}

bool catalog_misses(const struct error *err)
{
	return err->code == SERVER_NO_SUCH_DATABASE ||
	       err->code == SERVER_NO_SUCH_TABLE || err->code == SERVER_NO_SUCH_ROUTINE ||
	       err->code == SERVER_NO_SUCH_TRIGGER || err->code == SERVER_NO_SUCH_EVENT;
}

bool catalog_read(struct db *db, const char *const *databases, struct arena *arena,
		  struct catalog *out, struct error *err)
{
	const char *schemas = query_databases(db_server(db), databases, arena);
	struct catalog catalog = { .server = *db_server(db) };

	if (!read_databases(db, databases, schemas, arena, &catalog, err) ||
	    !read_tables(db, databases, schemas, arena, &catalog, err) ||
	    !read_columns(db, schemas, arena, &catalog, err))
		return false;
	for (size_t at = 0; at < catalog.tables_count; at += BATCH) {
		size_t left = catalog.tables_count - at;

		if (!read_definitions(db, catalog.tables + at,
				      left < BATCH ? left : BATCH, arena, err))
			return false;
	}
	if (!read_sequences(db, &catalog, arena, err) ||
	    !catalog_read_stored_objects(db, schemas, arena, &catalog, err) ||
	    !properties_read(db, schemas, arena, &catalog.properties, err))
		return false;
	*out = catalog;
	return true;
}
