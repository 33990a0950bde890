/*
 * Drops what may not stay in kept databases: tables that are created again, and stored
 * objects. Triggers must not fire while rows are loaded; all stored objects are created
 * again at the end.
 */
#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"

/* How many DROP statements are sent at once. */
#define BATCH 200

struct drops {
	struct db_statement *list;
	size_t count;
};

static void add(struct drops *drops, const char *word, const char *database,
		const char *name, struct arena *arena)
{
	drops->list =
		arena_one_more(arena, drops->list, drops->count, sizeof(*drops->list));
	drops->list[drops->count++].sql =
		arena_printf(arena, "DROP %s IF EXISTS %s", word,
			     quote_table(database, name, arena));
}

/* resume_read has read the list of tables. */
static void add_tables(const struct copy *copy, struct drops *drops, struct arena *arena)
{
	const struct rows *present = &copy->earlier.present;

	for (size_t i = 0; i < present->count; i++) {
		const char *database = rows_value(present, i, 0);
		const char *name = rows_value(present, i, 1);
		const char *type = rows_value(present, i, 2);
		const struct table *table = catalog_table(&copy->catalog, database, name);
		const struct task *task =
			table == NULL ?
				NULL :
				copy->tasks.by_table[table - copy->catalog.tables];

		if (text_equal(type, "VIEW"))
			add(drops, "VIEW", database, name, arena);
		else if (text_equal(type, "SEQUENCE"))
			add(drops, "SEQUENCE", database, name, arena);
		else if (task == NULL || !task->exists)
			add(drops, "TABLE", database, name, arena);
	}
}

static bool add_stored_objects(struct copy *copy, struct drops *drops,
			       struct arena *arena, struct error *err)
{
	static const char *const lists[] = {
		"SELECT 'TRIGGER', trigger_schema, trigger_name FROM information_schema.triggers",
		"SELECT 'EVENT', event_schema, event_name FROM information_schema.events",
		("SELECT routine_type, routine_schema, routine_name"
		 " FROM information_schema.routines WHERE routine_type <> 'PACKAGE BODY'"),
	};

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		struct rows rows;

		if (!db_query(copy->target, lists[i], arena, &rows, err))
			return false;
		for (size_t row = 0; row < rows.count; row++) {
			if (database_is_kept(copy, rows_value(&rows, row, 1)))
				add(drops, rows_value(&rows, row, 0),
				    rows_value(&rows, row, 1),
				    rows_value(&rows, row, 2), arena);
		}
	}
	return true;
}

bool clear_target(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct drops drops = { 0 };

	if (!copy->earlier.resumes)
		return true;
	if (!add_stored_objects(copy, &drops, arena, err))
		return false;
	add_tables(copy, &drops, arena);
	for (size_t at = 0; at < drops.count; at += BATCH) {
		size_t left = drops.count - at;
		size_t count = left < BATCH ? left : BATCH;

		if (!db_batch(copy->target, drops.list + at, count, arena, err))
			return false;
		for (size_t i = at; i < at + count; i++) {
			if (drops.list[i].done)
				continue;
			*err = drops.list[i].error;
			return error_wrap(err, "%s", drops.list[i].sql);
		}
	}
	return true;
}
