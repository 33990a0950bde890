/*
 * Creates MariaDB's sequences on the target, with the number that comes next. It is read
 * outside the snapshot, as a snapshot has no old values of a sequence. What the source
 * took from it after the snapshot comes again by the link, and does no harm.
 */
#include "copy/schema/schema.h"
#include "copy/snapshot/moved.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "tables/scan.h"

static bool query_value(struct copy *copy, const struct table *table, const char *name,
			struct arena *arena, struct rows *out, struct error *err)
{
	return db_query(copy->control,
			arena_printf(arena,
				     "SELECT next_not_cached_value, cycle_count,"
				     " next_not_cached_value BETWEEN minimum_value"
				     " AND maximum_value FROM %s",
				     name),
			arena, out, err) &&
	       moved_check(copy, copy->control, table, err);
}

/* The transaction keeps others from renaming the sequence until it was looked at. */
static bool read_value(struct copy *copy, const struct table *table, const char *name,
		       struct arena *arena, struct rows *out, struct error *err)
{
	struct error failed = { 0 };

	if (!db_execute(copy->control, "START TRANSACTION READ ONLY", err))
		return false;
	bool ok = query_value(copy, table, name, arena, out, &failed);
	if (!ok && server_error_is_altered(failed.code))
		copy->source_changed = true;
	if (!db_lost(copy->control) && !db_execute(copy->control, "ROLLBACK", err))
		return false;
	if (!ok)
		*err = failed;
	return ok;
}

static bool create_sequence(struct copy *copy, const struct table *table,
			    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *name = quote_table(table->database, table->name, arena);
	const char *own_name = scan_find(table->create, "`");
	struct rows rows;

	if (own_name == NULL)
		return error_set(err, ERROR_BUG, "sequence %s: %s", name, table->create);
	if (!read_value(copy, table, name, arena, &rows, err))
		return error_wrap(err, "sequence %s", name);
	const char *next = rows_value(&rows, 0, 0);
	/* SETVAL alone cannot go back to before the start. */
	bool within = text_equal(rows_value(&rows, 0, 2), "1");
	if (!db_executef(copy->target, err, "CREATE SEQUENCE %s%s", name,
			 scan_skip(own_name)) ||
	    (within && !db_executef(copy->target, err, "ALTER SEQUENCE %s RESTART %s",
				    name, next)) ||
	    !db_executef(copy->target, err, "SELECT SETVAL(%s, %s, 0, %s)", name, next,
			 rows_value(&rows, 0, 1)))
		return error_wrap(err, "sequence %s", name);
	return true;
}

bool schema_create_sequences(struct copy *copy, struct error *err)
{
	for (size_t i = 0; i < copy->catalog.tables_count; i++) {
		const struct table *table = &copy->catalog.tables[i];

		if (table->kind == TABLE_SEQUENCE && !create_sequence(copy, table, err))
			return false;
	}
	return true;
}
