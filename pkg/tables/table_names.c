/*
 * Reads InnoDB's list of names, and finds a table's names in it. When to look again is
 * left to the callers.
 */
#include "tables/table_names.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "sql/server_errors.h"

void table_names_release(struct table_names *names)
{
	arena_release(names->arena);
	*names = (struct table_names){ 0 };
}

/*
 * Not MySQL 8.0's innodb_tables: it waits for the metadata lock of each table, so for
 * DDL that waits for a reader of ours. The tablespace of a table moves with it.
 */
static bool read_list(struct db *db, struct table_names *out, struct error *err)
{
	const struct db_server *server = db_server(db);
	bool modern = server->flavour == FLAVOUR_MYSQL && server->version >= 80000;
	struct error refused = { 0 };

	if (db_query(db,
		     modern ? "SELECT space, name FROM information_schema.innodb_tablespaces"
			      " ORDER BY space" :
			      "SELECT table_id, name FROM information_schema.innodb_sys_tables"
			      " ORDER BY table_id",
		     out->arena, &out->rows, &refused))
		return true;
	out->unknown = refused.code == SERVER_SPECIFIC_ACCESS_DENIED;
	out->rows.count = 0;
	if (!out->unknown)
		*err = refused;
	return out->unknown;
}

/* Statements are counted before they are executed, whoever executes them. */
bool table_names_count(struct db *db, uint64_t *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(db,
		      "SHOW GLOBAL STATUS WHERE variable_name IN "
		      "('Com_alter_table', 'Com_rename_table')",
		      arena, &rows, err))
		return false;
	*out = 0;
	for (size_t i = 0; i < rows.count; i++)
		*out += (uint64_t)rows_number(rows_value(&rows, i, 1), 0);
	return true;
}

/* Whether none of these statements is being executed, as far as other sessions show. */
static bool is_settled(struct db *db, bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(db,
		      "SELECT COUNT(*) FROM information_schema.processlist"
		      " WHERE id <> CONNECTION_ID()"
		      " AND (info LIKE '%ALTER%' OR info LIKE '%RENAME%')",
		      arena, &rows, err))
		return false;
	*out = rows_number(rows_value(&rows, 0, 0), 1) == 0;
	return true;
}

/* In this order: what was counted and is no longer executed shows in the list. */
bool table_names_read(struct db *db, struct table_names *out, struct error *err)
{
	table_names_release(out);
	out->arena = arena_make();
	return table_names_count(db, &out->counted, err) &&
	       is_settled(db, &out->settled, err) && read_list(db, out, err);
}

static const char *name_of(const struct rows *names, const char *id)
{
	for (size_t i = 0; i < names->count; i++)
		if (text_equal(rows_value(names, i, 0), id))
			return rows_value(names, i, 1);
	return NULL;
}

/* Both are in the order of the ids, so most names have the same place. */
const char *table_names_renamed(const struct table_names *then,
				const struct table_names *now)
{
	const struct rows *old = &then->rows, *new = &now->rows;

	for (size_t i = 0, j = 0; i < old->count; i++) {
		const char *id = rows_value(old, i, 0);
		const char *name = NULL;

		if (j < new->count && text_equal(rows_value(new, j, 0), id))
			name = rows_value(new, j++, 1);
		else if ((name = name_of(new, id)) == NULL)
			continue; /* dropped, or built again: reading it fails */
		if (!text_equal(name, rows_value(old, i, 1)))
			return name;
	}
	return NULL;
}

static bool is_plain(const char *name)
{
	for (const char *at = name; *at != '\0'; at++)
		if (!isalnum((unsigned char)*at) && *at != '_')
			return false;
	return true;
}

/*
 * Whether InnoDB's name may be one of the table or its partitions. Some names encode all
 * other characters, as files do ("@002d"): then any encoded name may be the table's.
 */
static bool may_be(const char *name, const struct table *table)
{
	size_t database = strlen(table->database), length = strlen(table->name);

	if ((!is_plain(table->database) || !is_plain(table->name)) &&
	    strchr(name, '@') != NULL)
		return true;
	return strncasecmp(name, table->database, database) == 0 &&
	       name[database] == '/' &&
	       strncasecmp(name + database + 1, table->name, length) == 0 &&
	       (name[database + 1 + length] == '\0' ||
		name[database + 1 + length] == '#');
}

/* The next row from *at on that may be the table's: its number in *at. */
static bool next_of(const struct rows *names, const struct table *table, size_t *at)
{
	while (*at < names->count && !may_be(rows_value(names, *at, 1), table))
		(*at)++;
	return *at < names->count;
}

bool table_names_same(const struct table_names *then, const struct table_names *now,
		      const struct table *table)
{
	const struct rows *old = &then->rows, *new = &now->rows;
	bool seen = !text_equal(table->engine, "InnoDB");

	for (size_t i = 0, j = 0;; i++, j++) {
		bool was = next_of(old, table, &i), is = next_of(new, table, &j);

		if (!was || !is)
			return was == is && seen; /* else in a shared tablespace */
		seen = true;
		if (!text_equal(rows_value(old, i, 0), rows_value(new, j, 0)) ||
		    !text_equal(rows_value(old, i, 1), rows_value(new, j, 1)))
			return false;
	}
}

bool table_names_lacks(const struct table_names *then, const struct table_names *now,
		       const struct table *table)
{
	size_t i = 0, j = 0;

	return text_equal(table->engine, "InnoDB") &&
	       !next_of(&then->rows, table, &i) && !next_of(&now->rows, table, &j);
}

bool table_names_moved(const struct table_names *then, const struct table_names *now,
		       const struct table *table)
{
	for (size_t i = 0; next_of(&now->rows, table, &i); i++) {
		const char *before = name_of(&then->rows, rows_value(&now->rows, i, 0));

		if (before != NULL && !text_equal(before, rows_value(&now->rows, i, 1)))
			return true;
	}
	return false;
}

static bool has_name(const struct rows *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (text_equal(rows_value(names, i, 1), name))
			return true;
	return false;
}

/* Whether each name of the table in `some` is also in `others`. */
static bool all_in(const struct rows *some, const struct rows *others,
		   const struct table *table)
{
	for (size_t i = 0; next_of(some, table, &i); i++)
		if (!has_name(others, rows_value(some, i, 1)))
			return false;
	return true;
}

bool table_names_repartitioned(const struct table_names *then,
			       const struct table_names *now, const struct table *table)
{
	return !all_in(&then->rows, &now->rows, table) ||
	       !all_in(&now->rows, &then->rows, table);
}
