/*
 * Compares names with those at the snapshot, but only once a statement that can rename
 * was executed: the server counts these.
 */
#include "copy/snapshot/moved.h"

#include "base/text.h"
#include "copy/sessions/sessions.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

void moved_release(struct moved_tables *moved)
{
	table_names_release(&moved->then);
	table_names_release(&moved->now);
}

bool moved_begin(struct copy *copy, struct error *err)
{
	return table_names_read(copy->control, &copy->moved.then, err);
}

bool moved_settle(struct copy *copy, const char **difference, struct error *err)
{
	struct moved_tables *moved = &copy->moved;

	if (!table_names_read(copy->control, &moved->now, err))
		return false;
	const char *name = table_names_renamed(&moved->then, &moved->now);

	*difference = name == NULL ? NULL : arena_copy(copy->arena, name);
	/* The names after the snapshot are those at the snapshot. */
	struct table_names before = moved->then;

	moved->then = moved->now;
	moved->now = before;
	moved->now.counted = moved->then.counted;
	moved->now.settled = moved->then.settled;
	moved->altered = !moved->then.settled;
	return true;
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
	struct moved_tables *moved = &copy->moved;
	struct table_names *now = &moved->now;
	struct db *db = copy->killer;

	*same = true;
	if (!known && !table_names_count(db, &counted, err))
		return false;
	if (counted == now->counted && !moved->altered)
		return true;
	moved->altered = true;
	if ((counted != now->counted || !now->settled) && !table_names_read(db, now, err))
		return false;
	*same = !moved->then.unknown && !now->unknown &&
		table_names_same(&moved->then, now, table);
	return !*same || (same_columns(db, table, same, err) &&
			  (!*same || is_as_old(db, table, copy->snapshot.time / 1000000,
					       same, err)));
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
	if (known && !table_names_count(reader, &counted, err))
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
