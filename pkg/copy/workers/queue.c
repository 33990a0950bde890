/*
 * Gives tables and their ranges to the workers, which wait here when there is nothing
 * to do. workers.c and its callers decide what the work is.
 */
#include "copy/state.h"

/* At the end of the list: tables that were started first are finished first. */
static void put_active(struct copy *copy, struct task *task)
{
	struct task **at = &copy->queue.active;

	while (*at != NULL)
		at = &(*at)->next_active;
	task->next_active = NULL;
	task->begun = true;
	*at = task;
}

static void drop_active(struct copy *copy, struct task *task)
{
	struct task **at = &copy->queue.active;

	while (*at != task)
		at = &(*at)->next_active;
	*at = task->next_active;
}

void queue_begin(struct copy *copy)
{
	copy->queue.next = 0;
	copy->queue.active = NULL;
	for (size_t i = 0; i < copy->tasks.count; i++) {
		struct task *task = &copy->tasks.list[i];

		task->taken = 0;
		task->begun = task->split_wanted = false;
	}
}

static struct range *take_range(struct task *task)
{
	struct range *range = task->todo;

	if (range != NULL) {
		task->todo = range->next;
		range->next = NULL;
		task->taken++;
	}
	return range;
}

/* A started table that no worker has now; with beside, also one that others work on. */
static struct task *find_active(struct copy *copy, bool beside)
{
	for (struct task *task = copy->queue.active; task != NULL;
	     task = task->next_active) {
		if (task->todo != NULL && (task->taken == 0 || beside))
			return task;
	}
	return NULL;
}

static struct task *find_task(struct copy *copy)
{
	struct task *task = find_active(copy, false);

	if (task == NULL && copy->queue.next < copy->tasks.count) {
		task = &copy->tasks.list[copy->queue.next++];
		put_active(copy, task);
	}
	bool alone = copy->queue.one_writer && !copy->progress.comparing;

	return task != NULL || alone ? task : find_active(copy, true);
}

/* Asks the workers on the last tables to hand over a part of their range. */
static void want_splits(struct copy *copy)
{
	for (struct task *task = copy->queue.active; task != NULL;
	     task = task->next_active) {
		if (task->taken > 0 && task->todo == NULL)
			task->split_wanted = true;
	}
}

bool queue_take(struct copy *copy, struct task **task, struct range **range)
{
	struct task *found = NULL;

	(void)pthread_mutex_lock(&copy->pool.lock);
	while (!copy->pool.failed && (found = find_task(copy)) == NULL &&
	       copy->queue.active != NULL) {
		if (!copy->queue.one_writer)
			want_splits(copy);
		(void)pthread_cond_wait(&copy->pool.changed, &copy->pool.lock);
	}
	if (copy->pool.failed)
		found = NULL;
	if (found != NULL) {
		*task = found;
		*range = take_range(found);
	}
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return found != NULL;
}

void queue_done(struct copy *copy, struct range *range, bool *finish)
{
	struct task *task = range->task;

	(void)pthread_mutex_lock(&copy->pool.lock);
	*finish = --task->taken == 0 && task->todo == NULL;
	(void)pthread_cond_broadcast(&copy->pool.changed);
	(void)pthread_mutex_unlock(&copy->pool.lock);
}

void queue_return(struct copy *copy, struct range *range)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	range->next = range->task->todo;
	range->task->todo = range;
	range->task->taken--;
	(void)pthread_cond_broadcast(&copy->pool.changed);
	(void)pthread_mutex_unlock(&copy->pool.lock);
}

void queue_add(struct copy *copy, struct range *range)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	range->next = range->task->todo;
	range->task->todo = range;
	(void)pthread_cond_broadcast(&copy->pool.changed);
	(void)pthread_mutex_unlock(&copy->pool.lock);
}

void queue_finished(struct copy *copy, struct task *task)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	drop_active(copy, task);
	(void)pthread_cond_broadcast(&copy->pool.changed);
	(void)pthread_mutex_unlock(&copy->pool.lock);
}

void queue_end(struct copy *copy)
{
	for (size_t i = 0; i < copy->tasks.count; i++) {
		for (struct range *range = copy->tasks.list[i].todo; range != NULL;
		     range = range->next) {
			arena_release(range->arena);
			range->arena = NULL;
		}
	}
}
