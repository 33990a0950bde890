/*
 * Makes a task for each table in the catalog, big tables first. Giving them to workers
 * is left to queue.c.
 */
#include <stdlib.h>

#include "base/text.h"
#include "copy/state.h"

/* From this size in bytes, secondary indexes are built after the data. */
#define DEFER_BYTES ((uint64_t)16 * 1024 * 1024)

/* First the tables that are locked on the source, then by size. */
static int compare_tasks(const void *left, const void *right)
{
	const struct table *a = ((const struct task *)left)->table;
	const struct table *b = ((const struct task *)right)->table;

	if (a->transactional != b->transactional)
		return a->transactional ? 1 : -1;
	return a->bytes < b->bytes ? 1 : a->bytes > b->bytes ? -1 : 0;
}

/* Whether the column is read from the source: generated columns are not. */
static bool is_read(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->columns_count; i++) {
		if (text_equal(table->columns[i].name, name))
			return !table->columns[i].generated;
	}
	return false;
}

static bool is_chunked(const struct task *task)
{
	if (!task->table->transactional || task->key == NULL ||
	    task->key->ordered_count == 0)
		return false;
	for (size_t i = 0; i < task->key->ordered_count; i++) {
		if (!is_read(task->table, task->key->columns[i].name))
			return false;
	}
	return true;
}

static void add_task(struct copy *copy, const struct table *table)
{
	struct task *task = &copy->tasks.list[copy->tasks.count++];
	size_t index = (size_t)(table - copy->catalog.tables);
	bool defer = table->transactional && table->bytes > DEFER_BYTES;

	*task = (struct task){
		.table = table,
		.key = copy->keys == NULL ? NULL : &copy->keys[index],
		.defer_keys = defer,
		.next_number = 1,
	};
	task->chunked = is_chunked(task);
	copy->progress.bytes_total += table->bytes;
	copy->queue.locked_left += !table->transactional;
	copy->foreign_keys_last = copy->foreign_keys_last || defer;
}

void tasks_make(struct copy *copy)
{
	const struct catalog *catalog = &copy->catalog;

	copy->tasks.list = arena_array(copy->arena, catalog->tables_count,
				       sizeof(*copy->tasks.list));
	copy->tasks.by_table = arena_array(copy->arena, catalog->tables_count,
					   sizeof(*copy->tasks.by_table));
	copy->tasks.count = 0;
	copy->progress.bytes_total = 0;
	copy->queue.locked_left = 0;
	copy->foreign_keys_last = false;
	for (size_t i = 0; i < catalog->tables_count; i++) {
		if (catalog->tables[i].kind != TABLE_SEQUENCE)
			add_task(copy, &catalog->tables[i]);
	}
	qsort(copy->tasks.list, copy->tasks.count, sizeof(*copy->tasks.list),
	      compare_tasks);
	for (size_t i = 0; i < copy->tasks.count; i++)
		copy->tasks.by_table[copy->tasks.list[i].table - catalog->tables] =
			&copy->tasks.list[i];
}

struct range *range_make(struct task *task, struct arena *arena)
{
	struct range *range = arena_alloc(arena, sizeof(*range));

	range->task = task;
	return range;
}
