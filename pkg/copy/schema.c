#include "copy/internal.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "db/quote.h"
#include "tables/definition.h"

#define DEFINE_PATIENCE_MS 60000

static bool parse(const struct task *task, struct arena *arena, struct definition *out,
		  struct error *err)
{
	if (!definition_parse(task->table->create, arena, out, err))
		return error_wrap(err, "table %s",
				  quote_table(task->table->database, task->table->name,
					      arena));
	return true;
}

/*
 * Sessions that make tables with foreign keys to each other's run into each other:
 * again, a little later.
 */
static bool define(struct copy *copy, struct db *writer, const char *sql,
		   struct error *err)
{
	enum { LOCK_WAIT_TIMEOUT = 1205, DEADLOCK = 1213 };
	struct wait wait = wait_start(&copy->run, DEFINE_PATIENCE_MS, 20, 1000);

	while (!db_execute(writer, sql, err)) {
		if ((err->code != DEADLOCK && err->code != LOCK_WAIT_TIMEOUT) ||
		    !wait_again(&wait))
			return false;
		atomic_fetch_add(&copy->retried, 1);
	}
	return true;
}

bool schema_create_table(struct copy *copy, struct db *writer, const struct task *task,
			 struct arena *arena, struct error *err)
{
	struct definition definition;

	if (!parse(task, arena, &definition, err))
		return false;
	definition_defer(&definition, task->defer_keys, copy->foreign_keys_last, arena);
	if (define(copy, writer, definition_render(&definition, task->table, arena), err))
		return true;
	return error_wrap(err, "creating the table %s",
			  quote_table(task->table->database, task->table->name, arena));
}

/*
 * ALTER TABLE with all items of a kind that were deferred; nothing when there are none.
 */
static bool add_items(struct copy *copy, struct db *writer, const struct task *task,
		      const struct definition *definition,
		      bool (*wanted)(enum item_kind kind), struct arena *arena,
		      struct error *err)
{
	const char *table = quote_table(task->table->database, task->table->name, arena);
	struct text sql = text_make(arena);

	for (size_t i = 0; i < definition->items_count; i++) {
		const struct definition_item *item = &definition->items[i];

		if (!item->deferred || !wanted(item->kind))
			continue;
		text_addf(&sql, "%s ADD %s", sql.length == 0 ? "" : ",", item->text);
	}
	if (sql.length == 0 ||
	    define(copy, writer,
		   arena_printf(arena, "ALTER TABLE %s%s", table, sql.bytes), err))
		return true;
	return error_wrap(err, "adding the keys of the table %s", table);
}

static bool is_plain_key(enum item_kind kind)
{
	return kind == ITEM_UNIQUE || kind == ITEM_INDEX;
}

static bool is_foreign_key(enum item_kind kind)
{
	return kind == ITEM_FOREIGN;
}

bool schema_add_keys(struct copy *copy, struct db *writer, const struct task *task,
		     struct arena *arena, struct error *err)
{
	struct definition definition;

	if (!task->defer_keys)
		return true;
	if (!parse(task, arena, &definition, err))
		return false;
	definition_defer(&definition, task->defer_keys, copy->foreign_keys_last, arena);
	return add_items(copy, writer, task, &definition, is_plain_key, arena, err);
}

bool schema_add_foreign_keys(struct copy *copy, struct db *writer,
			     const struct task *task, struct arena *arena,
			     struct error *err)
{
	struct definition definition;

	if (!parse(task, arena, &definition, err))
		return false;
	definition_defer(&definition, task->defer_keys, copy->foreign_keys_last, arena);
	return add_items(copy, writer, task, &definition, is_foreign_key, arena, err);
}

bool schema_create_sequences(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	for (size_t i = 0; i < copy->catalog.tables_count; i++) {
		const struct table *table = &copy->catalog.tables[i];
		struct rows rows;

		if (table->kind != TABLE_SEQUENCE)
			continue;
		const char *name = quote_table(table->database, table->name, arena);
		const char *options =
			strchr(table->create + strlen("CREATE SEQUENCE `"), '`');
		if (options == NULL || !text_starts(table->create, "CREATE SEQUENCE `"))
			return error_set(err, ERROR_BUG, "sequence %s: %s", name,
					 table->create);
		if (!db_query(copy->control,
			      arena_printf(arena,
					   "SELECT next_not_cached_value, cycle_count FROM %s",
					   name),
			      arena, &rows, err) ||
		    !db_executef(copy->target, err, "CREATE SEQUENCE %s%s", name,
				 options + 1) ||
		    !db_executef(copy->target, err, "SELECT SETVAL(%s, %s, 0, %s)",
				 name, rows_value(&rows, 0, 0), rows_value(&rows, 0, 1)))
			return error_wrap(err, "sequence %s", name);
	}
	return true;
}
