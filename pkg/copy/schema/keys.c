/*
 * Keys that are added after the data. The target's own SHOW CREATE shows which are
 * missing, so this can be repeated at any time.
 */
#include <string.h>

#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "tables/definition.h"
#include "tables/differences.h"

/* The servers' errors when there is no space to sort or to build. */
static bool is_out_of_room(unsigned code)
{
	static const unsigned codes[] = {
		SERVER_DISK_FULL,
		SERVER_ERROR_ON_WRITE,
		SERVER_GET_ERRNO,
		SERVER_NOT_KEYFILE,
		SERVER_TABLE_FULL,
		SERVER_TEMP_FILE_WRITE,
		SERVER_TABLESPACE_DISK_FULL,
	};

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		if (codes[i] == code)
			return true;
	}
	return false;
}

static bool read_target(const struct task *task, struct db *writer, struct arena *arena,
			const char **create, struct definition *out, struct error *err)
{
	struct rows rows;

	if (!db_query(writer,
		      arena_printf(arena, "SHOW CREATE TABLE %s",
				   quote_table(task->table->database, task->table->name,
					       arena)),
		      arena, &rows, err))
		return false;
	*create = rows_value(&rows, 0, 1);
	return definition_parse(*create, arena, out, err);
}

static bool has_item(const struct definition *definition,
		     const struct definition_item *item, struct arena *arena)
{
	const char *name = definition_item_name(item, arena);

	for (size_t i = 0; i < definition->items_count; i++) {
		const struct definition_item *other = &definition->items[i];

		if (other->kind == item->kind &&
		    text_equal_nocase(definition_item_name(other, arena), name))
			return true;
	}
	return false;
}

/* ALTER TABLE with the items of a kind that the target lacks. */
struct missing {
	const char **items; /* "ADD KEY ..." */
	size_t count;
};

static struct missing find_missing(const struct definition *source,
				   const struct definition *target, enum item_kind kind,
				   struct arena *arena)
{
	struct missing missing = { .items = arena_array(arena, source->items_count,
							sizeof(char *)) };

	for (size_t i = 0; i < source->items_count; i++) {
		if (source->items[i].kind == kind &&
		    !has_item(target, &source->items[i], arena))
			missing.items[missing.count++] =
				arena_printf(arena, "ADD %s", source->items[i].text);
	}
	return missing;
}

static bool alter(struct copy *copy, struct db *writer, const struct task *task,
		  const char *const *items, size_t count, struct arena *arena,
		  struct error *err)
{
	const char *table = quote_table(task->table->database, task->table->name, arena);
	struct text sql = text_make(arena);

	text_addf(&sql, "ALTER TABLE %s ", table);
	for (size_t i = 0; i < count; i++)
		text_addf(&sql, "%s%s", i == 0 ? "" : ", ", items[i]);
	if (!schema_define(copy, writer, sql.bytes, err))
		return error_wrap(err, "adding the keys of the table %s", table);
	warnings_note(copy, writer, table_label(task->table, arena));
	return true;
}

/* All keys at once: one pass over the rows. One by one: less space for sorting. */
static bool add_items(struct copy *copy, struct db *writer, const struct task *task,
		      const struct missing *missing, bool at_once, struct arena *arena,
		      struct error *err)
{
	if (missing->count == 0)
		return true;
	if (at_once &&
	    alter(copy, writer, task, missing->items, missing->count, arena, err))
		return true;
	if (at_once && (missing->count == 1 || !is_out_of_room(err->code)))
		return false;
	if (at_once)
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "the target has no room to build all keys of %s at once: "
			 "building them one by one",
			 task->table->name);
	for (size_t i = 0; i < missing->count; i++) {
		if (!alter(copy, writer, task, &missing->items[i], 1, arena, err))
			return false;
	}
	return true;
}

/* Sets the AUTO_INCREMENT counter last, to the value in the source's definition. */
static bool set_counter(struct copy *copy, struct db *writer, const struct task *task,
			const char *create, struct arena *arena, struct error *err)
{
	const char *wanted = definition_counter(task->table->create, arena);

	if (wanted == NULL || text_equal(wanted, definition_counter(create, arena)))
		return true;
	return schema_define(copy, writer,
			     arena_printf(arena, "ALTER TABLE %s AUTO_INCREMENT = %s",
					  quote_table(task->table->database,
						      task->table->name, arena),
					  wanted),
			     err) ||
	       error_wrap(err, "setting AUTO_INCREMENT of the table %s",
			  task->table->name);
}

bool schema_add_keys(struct copy *copy, struct db *writer, const struct task *task,
		     struct error *err)
{
	static const enum item_kind kinds[] = { ITEM_FULLTEXT, ITEM_SPATIAL };
	AUTO_ARENA *arena = arena_make();
	struct definition source, target;
	const char *create;

	if (!task->defer_keys && !task->exists)
		return true;
	if (!schema_parse(task, arena, &source, err) ||
	    !read_target(task, writer, arena, &create, &target, err))
		return false;
	struct missing plain = find_missing(&source, &target, ITEM_UNIQUE, arena);
	struct missing more = find_missing(&source, &target, ITEM_INDEX, arena);
	for (size_t i = 0; i < more.count; i++)
		plain.items[plain.count++] = more.items[i];
	if (!add_items(copy, writer, task, &plain, true, arena, err))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct missing slow = find_missing(&source, &target, kinds[i], arena);

		if (!add_items(copy, writer, task, &slow, false, arena, err))
			return false;
	}
	return set_counter(copy, writer, task, create, arena, err);
}

bool schema_add_foreign_keys(struct copy *copy, struct db *writer,
			     const struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct definition source, target;
	const char *create;
	bool any = false;

	if (!copy->foreign_keys_last && !task->exists)
		return true;
	if (!schema_parse(task, arena, &source, err))
		return false;
	for (size_t i = 0; i < source.items_count; i++)
		any = any || source.items[i].kind == ITEM_FOREIGN;
	if (!any)
		return true;
	if (!read_target(task, writer, arena, &create, &target, err))
		return false;
	struct missing missing = find_missing(&source, &target, ITEM_FOREIGN, arena);
	return add_items(copy, writer, task, &missing, true, arena, err);
}
