/*
 * Compares names with those at the snapshot, but only once a statement that can rename
 * was executed: the server counts these.
 */
#include "copy/snapshot/moved.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "copy/sessions/sessions.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

static void names_release(struct table_names *names)
{
	arena_release(names->arena);
	*names = (struct table_names){ 0 };
}

void moved_release(struct moved_tables *moved)
{
	names_release(&moved->then);
	names_release(&moved->now);
}

/*
 * Not MySQL 8.0's innodb_tables: it waits for the metadata lock of each table, so for
 * DDL that waits for a reader of this copy. The tablespace of a table moves with it.
 */
static bool names_read(struct db *db, struct table_names *out, struct error *err)
{
	const struct db_server *server = db_server(db);
	bool modern = server->flavour == FLAVOUR_MYSQL && server->version >= 80000;
	struct error refused = { 0 };

	names_release(out);
	out->arena = arena_make();
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
static bool count_statements(struct db *db, struct arena *arena, uint64_t *out,
			     struct error *err)
{
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
static bool is_settled(struct db *db, struct arena *arena, bool *out, struct error *err)
{
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

/*
 * Reads what `moved->now` describes. In this order: what was counted and is no longer
 * executed shows in the names.
 */
static bool look(struct moved_tables *moved, struct db *db, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return count_statements(db, arena, &moved->counted, err) &&
	       is_settled(db, arena, &moved->settled, err) &&
	       names_read(db, &moved->now, err);
}

bool moved_begin(struct copy *copy, struct error *err)
{
	return names_read(copy->control, &copy->moved.then, err);
}

static const char *name_of(const struct rows *names, const char *id)
{
	for (size_t i = 0; i < names->count; i++)
		if (text_equal(rows_value(names, i, 0), id))
			return rows_value(names, i, 1);
	return NULL;
}

/* Both are in the order of the ids, so most names have the same place. */
static const char *renamed(const struct rows *then, const struct rows *now)
{
	for (size_t i = 0, j = 0; i < then->count; i++) {
		const char *id = rows_value(then, i, 0);
		const char *name = NULL;

		if (j < now->count && text_equal(rows_value(now, j, 0), id))
			name = rows_value(now, j++, 1);
		else if ((name = name_of(now, id)) == NULL)
			continue; /* dropped, or built again: reading it fails */
		if (!text_equal(name, rows_value(then, i, 1)))
			return name;
	}
	return NULL;
}

bool moved_settle(struct copy *copy, const char **difference, struct error *err)
{
	struct moved_tables *moved = &copy->moved;

	if (!look(moved, copy->control, err))
		return false;
	const char *name = renamed(&moved->then.rows, &moved->now.rows);

	*difference = name == NULL ? NULL : arena_copy(copy->arena, name);
	moved->altered = !moved->settled;
	/* The names after the snapshot are those at the snapshot. */
	struct table_names before = moved->then;

	moved->then = moved->now;
	moved->now = before;
	return true;
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

static bool same_names(const struct moved_tables *moved, const struct table *table)
{
	const struct rows *then = &moved->then.rows, *now = &moved->now.rows;
	bool seen = !text_equal(table->engine, "InnoDB");

	for (size_t i = 0, j = 0;; i++, j++) {
		bool was = next_of(then, table, &i), is = next_of(now, table, &j);

		if (!was || !is)
			return was == is && seen; /* else in a shared tablespace */
		seen = true;
		if (!text_equal(rows_value(then, i, 0), rows_value(now, j, 0)) ||
		    !text_equal(rows_value(then, i, 1), rows_value(now, j, 1)))
			return false;
	}
}

static bool same_columns(struct db *db, const struct table *table, bool *out,
			 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	*out = true;
	if (table->kind == TABLE_SEQUENCE)
		return true; /* its columns are always the same */
	if (!db_query(db,
		      arena_printf(arena,
				   "SELECT column_name FROM information_schema.columns"
				   " WHERE table_schema = %s AND table_name = %s"
				   " ORDER BY ordinal_position",
				   quote_text(table->database, arena),
				   quote_text(table->name, arena)),
		      arena, &rows, err))
		return false;
	*out = rows.count == table->columns_count;
	for (size_t i = 0; *out && i < rows.count; i++)
		*out = text_equal(rows_value(&rows, i, 0), table->columns[i].name);
	return true;
}

/*
 * MariaDB reads columns that changed places at once (ALGORITHM=INSTANT) without an error
 * (MySQL: 1412), and names and ids are as before. Its time of creation is that of the
 * last ALTER, in seconds: a table that was altered in the second before counts, too.
 * begun: before the snapshot, by the source's clock, s since 1970.
 */
static bool is_as_old(struct db *db, const struct table *table, uint64_t begun,
		      bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	*out = true;
	if (db_server(db)->flavour != FLAVOUR_MARIADB)
		return true;
	if (!db_query(db,
		      arena_printf(arena,
				   "SELECT UNIX_TIMESTAMP(create_time) FROM information_schema.tables"
				   " WHERE table_schema = %s AND table_name = %s",
				   quote_text(table->database, arena),
				   quote_text(table->name, arena)),
		      arena, &rows, err))
		return false;
	*out = rows.count == 1 && rows_number(rows_value(&rows, 0, 0), begun) + 1 < begun;
	return true;
}

/* Call it with pool.lock held. counted: valid if `known`. */
static bool check(struct copy *copy, const struct table *table, bool known,
		  uint64_t counted, bool *same, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct moved_tables *moved = &copy->moved;
	struct db *db = copy->killer;

	*same = true;
	if (!known && !count_statements(db, arena, &counted, err))
		return false;
	if (counted == moved->counted && !moved->altered)
		return true;
	moved->altered = true;
	if ((counted != moved->counted || !moved->settled) && !look(moved, db, err))
		return false;
	*same = !moved->then.unknown && !moved->now.unknown && same_names(moved, table);
	return !*same || (same_columns(db, table, same, err) &&
			  (!*same || is_as_old(db, table, copy->snapshot.time / 1000000,
					       same, err)));
}

bool moved_explains(unsigned code)
{
	return code == SERVER_NO_SUCH_TABLE || code == SERVER_NO_SUCH_COLUMN ||
	       code == SERVER_NO_SUCH_DATABASE || code == SERVER_NO_SUCH_INDEX ||
	       code == SERVER_TABLE_CHANGED;
}

bool moved_check(struct copy *copy, struct db *reader, const struct table *table,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	uint64_t counted = 0;
	bool known = reader != NULL, same = true;

	if (copy->job->block_ddl)
		return true;
	/* Workers that have nothing to look at do not wait for each other. */
	if (known && !count_statements(reader, arena, &counted, err))
		return false;
	(void)pthread_mutex_lock(&copy->pool.lock);
	bool ok = check(copy, table, known, counted, &same, err);
	if (!ok && db_lost(copy->killer))
		ok = sessions_renew_killer(copy, err) &&
		     check(copy, table, known, counted, &same, err);
	bool unknown = copy->moved.then.unknown;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	if (!ok || same)
		return ok;
	error_set(err, ERROR_FAILED, "%s: %s may be another table since the snapshot%s",
		  db_label(copy->control),
		  quote_table(table->database, table->name, arena),
		  unknown ? " (PROCESS lets extrepl see it)" :
			    ": it was altered, or renamed");
	err->code = SERVER_TABLE_CHANGED;
	return false;
}
