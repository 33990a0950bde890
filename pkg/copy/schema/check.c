/*
 * Refuses, before anything changes, what cannot be copied: kinds of tables, missing
 * consents, broken views. What the target may lose is left to databases.c.
 */
#include <inttypes.h>

#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/* The names of the first few tables that the test selects, for a message. */
static const char *name_tables(const struct copy *copy,
			       bool (*picks)(const struct table *table), size_t *count,
			       struct arena *arena)
{
	enum { SHOWN = 5 };
	struct text names = text_make(arena);

	*count = 0;
	for (size_t i = 0; i < copy->catalog.tables_count; i++) {
		const struct table *table = &copy->catalog.tables[i];

		if (!picks(table))
			continue;
		if (++*count <= SHOWN)
			text_addf(&names, "%s%s", *count == 1 ? "" : ", ",
				  quote_table(table->database, table->name, arena));
	}
	if (*count > SHOWN)
		text_addf(&names, " and %zu more", *count - SHOWN);
	return names.bytes;
}

static bool is_versioned(const struct table *table)
{
	return table->kind == TABLE_VERSIONED;
}

static bool is_borrowing(const struct table *table)
{
	return table->kind == TABLE_BORROWING;
}

static bool needs_lock(const struct table *table)
{
	return !table->transactional && table->kind != TABLE_SEQUENCE;
}

/* Tables that cannot be copied. */
static const struct refusal {
	bool (*picks)(const struct table *table);
	const char *error, *hint;
} refusals[] = {
	{ is_versioned, "system-versioned tables cannot be copied with their history",
	  "Load them by hand (copy.adopt), or ALTER TABLE ... DROP SYSTEM VERSIONING "
	  "on the source, which deletes the history." },
	{ is_borrowing, "tables that show rows of other tables cannot be copied",
	  "Drop them on the source, or leave their databases out of copy.databases." },
};

static bool check_kinds(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		size_t count;
		const char *names = name_tables(copy, refusals[i].picks, &count, arena);

		if (count == 0)
			continue;
		error_set(err, ERROR_FAILED, "%s: %s", refusals[i].error, names);
		return error_hint(err, "%s", refusals[i].hint);
	}
	return true;
}

static bool check_locking(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	size_t count;
	const char *names = name_tables(copy, needs_lock, &count, arena);

	if (count == 0 || copy->job->source_lock_allowed)
		return true;
	error_set(err, ERROR_FAILED,
		  "%zu table%s without transactions must be locked for the whole "
		  "copy: %s",
		  count, count == 1 ? "" : "s", names);
	return error_hint(err,
			  "Accept that their writers wait: --allow source-lock; or ALTER TABLE ..."
			  " ENGINE=InnoDB.");
}

static bool check_block_ddl(struct copy *copy, struct error *err)
{
	const struct db_server *server = db_server(copy->control);

	if (!copy->job->block_ddl)
		return true;
	if (server->flavour != FLAVOUR_MYSQL || server->version < 80000)
		return error_set(err, ERROR_FAILED,
				 "%s: copy.block_ddl needs MySQL 8.0 or later",
				 db_label(copy->control));
	return db_execute(copy->control, "LOCK INSTANCE FOR BACKUP", err);
}

/* The source's errors for a view whose tables or columns are gone. */
static bool says_broken(unsigned code)
{
	return code == SERVER_VIEW_INVALID || code == SERVER_NO_SUCH_TABLE ||
	       code == SERVER_NO_SUCH_COLUMN;
}

/*
 * A view that is broken on the source cannot be created on the target. Reports this
 * before the rows are copied.
 */
static bool check_views(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	size_t count = copy->catalog.stored_objects_count;
	struct db_statement *looks = arena_array(arena, count + 1, sizeof(*looks));
	size_t views = 0;

	for (size_t i = 0; i < count; i++) {
		const struct stored_object *stored = &copy->catalog.stored_objects[i];

		if (stored->kind == STORED_VIEW)
			looks[views++].sql =
				arena_printf(arena, "SHOW COLUMNS FROM %s",
					     quote_table(stored->database, stored->name,
							 arena));
	}
	if (views > 0 && !db_batch(copy->control, looks, views, arena, err))
		return false;
	for (size_t i = 0; i < views; i++) {
		if (looks[i].done || !says_broken(looks[i].error.code))
			continue;
		*err = looks[i].error;
		error_wrap(err, "a view is broken on the source");
		return error_hint(err, "Repair it there, or drop it.");
	}
	return true;
}

bool copy_check(struct copy *copy, struct error *err)
{
	return check_kinds(copy, err) && check_locking(copy, err) &&
	       check_views(copy, err) && trigger_columns_check(copy, err) &&
	       stored_objects_check(copy, err) && event_zone_find(copy, err) &&
	       schema_check_target(copy, err) && check_block_ddl(copy, err);
}
