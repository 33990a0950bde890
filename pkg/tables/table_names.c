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
		      " AND (info LIKE '%ALTER%' OR info LIKE '%RENAME%')"
		      /* These never do that, but may have such words. */
		      " AND info NOT LIKE 'SELECT%' AND info NOT LIKE 'INSERT%'"
		      " AND info NOT LIKE 'UPDATE%' AND info NOT LIKE 'DELETE%'",
		      arena, &rows, err))
		return false;
	*out = rows_number(rows_value(&rows, 0, 0), 1) == 0;
	return true;
}

/* In this order: what was counted and is no longer executed shows in the list. */
bool table_names_read(struct db *db, struct table_names *out, struct error *err)
{
	bool settled;

	table_names_release(out);
	out->arena = arena_make();
	if (!table_names_count(db, &out->counted, err) ||
	    !is_settled(db, &settled, err) || !read_list(db, out, err))
		return false;
	out->settled = settled;
	return true;
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

/* How a table is called in the list, without "#p#partition". */
struct listed_name {
	const char *plain;   /* MySQL 9.7 */
	const char *encoded; /* MariaDB, 5.7 */
	bool prefix; /* only the beginning of `encoded` is known: a letter is not ASCII */
};

/* As in the names of files: '-' is "@002d". */
static bool add_encoded(struct text *out, const char *name)
{
	for (const char *at = name; *at != '\0'; at++) {
		if ((unsigned char)*at > 0x7F)
			return false;
		text_addf(out, isalnum((unsigned char)*at) || *at == '_' ? "%c" : "@%04x",
			  *at);
	}
	return true;
}

static struct listed_name listed_name_of(const struct table *table, struct arena *arena)
{
	struct text text = text_make(arena);
	bool whole = add_encoded(&text, table->database);

	if (whole) {
		text_add(&text, "/");
		whole = add_encoded(&text, table->name);
	}
	return (struct listed_name){
		.plain = arena_printf(arena, "%s/%s", table->database, table->name),
		.encoded = text.bytes,
		.prefix = !whole,
	};
}

/*
 * The rest of a name that begins so. "@@@" follows what other systems cannot use as a
 * file's name ("con").
 */
static bool is_end(const char *rest)
{
	return rest[0] == '\0' || rest[0] == '#' || text_starts(rest, "@@@");
}

/* Whether it may be the name of the table or of one of its partitions. */
static bool may_be(const char *name, const struct listed_name *wanted)
{
	size_t plain = strlen(wanted->plain), encoded = strlen(wanted->encoded);

	return (strncasecmp(name, wanted->plain, plain) == 0 && is_end(name + plain)) ||
	       (strncasecmp(name, wanted->encoded, encoded) == 0 &&
		(wanted->prefix || is_end(name + encoded)));
}

/* The next row from *at on that may be the table's: its number in *at. */
static bool next_of(const struct rows *names, const struct listed_name *wanted, size_t *at)
{
	while (*at < names->count && !may_be(rows_value(names, *at, 1), wanted))
		(*at)++;
	return *at < names->count;
}

bool table_names_same(const struct table_names *then, const struct table_names *now,
		      const struct table *table)
{
	const struct rows *old = &then->rows, *new = &now->rows;
	AUTO_ARENA *arena = arena_make();
	struct listed_name wanted = listed_name_of(table, arena);
	bool seen = !text_equal(table->engine, "InnoDB");

	for (size_t i = 0, j = 0;; i++, j++) {
		bool was = next_of(old, &wanted, &i), is = next_of(new, &wanted, &j);

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
	AUTO_ARENA *arena = arena_make();
	struct listed_name wanted = listed_name_of(table, arena);
	size_t i = 0, j = 0;

	return text_equal(table->engine, "InnoDB") &&
	       !next_of(&then->rows, &wanted, &i) && !next_of(&now->rows, &wanted, &j);
}

/* Whether an id that has the table's name in `some` has another one in `others`. */
static bool any_other(const struct rows *some, const struct rows *others,
		      const struct listed_name *wanted)
{
	for (size_t i = 0; next_of(some, wanted, &i); i++) {
		const char *name = name_of(others, rows_value(some, i, 0));

		/* While ALTER builds a table again, the old one has such a name. */
		if (name != NULL && !text_equal(name, rows_value(some, i, 1)) &&
		    strstr(name, "#sql") == NULL)
			return true;
	}
	return false;
}

bool table_names_moved(const struct table_names *then, const struct table_names *now,
		       const struct table *table)
{
	AUTO_ARENA *arena = arena_make();
	struct listed_name wanted = listed_name_of(table, arena);

	return any_other(&now->rows, &then->rows, &wanted);
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
		   const struct listed_name *wanted)
{
	for (size_t i = 0; next_of(some, wanted, &i); i++)
		if (!has_name(others, rows_value(some, i, 1)))
			return false;
	return true;
}

bool table_names_left(const struct table_names *then, const struct table_names *now,
		      const struct table *table)
{
	AUTO_ARENA *arena = arena_make();
	struct listed_name wanted = listed_name_of(table, arena);

	return any_other(&then->rows, &now->rows, &wanted) ||
	       !all_in(&then->rows, &now->rows, &wanted) ||
	       !all_in(&now->rows, &then->rows, &wanted);
}
