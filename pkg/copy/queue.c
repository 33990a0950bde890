#include "copy/internal.h"

#include <stdlib.h>

/* Above this secondary indexes are built after the data. */
#define DEFER_BYTES ((uint64_t)16 * 1024 * 1024)

/* Tables that hold a lock on the source first, then the big ones. */
static int compare_tasks(const void *left, const void *right)
{
	const struct table *a = ((const struct task *)left)->table;
	const struct table *b = ((const struct task *)right)->table;

	if (a->transactional != b->transactional)
		return a->transactional ? 1 : -1;
	return a->bytes < b->bytes ? 1 : a->bytes > b->bytes ? -1 : 0;
}

void queue_make(struct copy *copy)
{
	const struct catalog *catalog = &copy->catalog;

	copy->tasks =
		arena_array(copy->arena, catalog->tables_count, sizeof(*copy->tasks));
	copy->tasks_count = 0;
	copy->bytes_total = 0;
	copy->locked_left = 0;
	copy->foreign_keys_last = false;
	for (size_t i = 0; i < catalog->tables_count; i++) {
		const struct table *table = &catalog->tables[i];

		if (table->kind == TABLE_SEQUENCE)
			continue;
		bool defer = table->transactional && table->bytes > DEFER_BYTES;
		copy->tasks[copy->tasks_count++] =
			(struct task){ .table = table, .defer_keys = defer };
		copy->bytes_total += table->bytes;
		copy->locked_left += !table->transactional;
		copy->foreign_keys_last = copy->foreign_keys_last || defer;
	}
	qsort(copy->tasks, copy->tasks_count, sizeof(*copy->tasks), compare_tasks);
	copy->next = 0;
}

struct task *queue_next(struct copy *copy)
{
	struct task *task = NULL;

	(void)pthread_mutex_lock(&copy->lock);
	if (copy->next < copy->tasks_count && !copy->failed)
		task = &copy->tasks[copy->next++];
	(void)pthread_mutex_unlock(&copy->lock);
	return task;
}

void queue_rewind(struct copy *copy)
{
	copy->next = 0;
}

/*
 * The lock on non-transactional tables ends with the last of them; closing the session
 * is what ends it.
 */
void queue_loaded(struct copy *copy, struct task *task)
{
	struct db *holder = NULL;

	(void)pthread_mutex_lock(&copy->lock);
	task->loaded = true;
	if (!task->table->transactional && --copy->locked_left == 0) {
		holder = copy->holder;
		copy->holder = NULL;
	}
	(void)pthread_mutex_unlock(&copy->lock);
	db_close(holder);
}
