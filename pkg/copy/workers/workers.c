/*
 * Starts a thread for each worker and runs work on all tasks or ranges; the first error
 * ends them all. The caller decides what is done with a range.
 */
#include "copy/sessions/sessions.h"
#include "copy/state.h"

/* How often the connection to the target may be lost during one task. */
#define LOSSES 5

/* What one thread does: work on all tasks, or on ranges. */
struct start {
	struct worker *worker;
	task_work *work; /* or on ranges: */
	range_work *range_work;
	task_work *finish;
};

/*
 * After a lost connection to the target, does the work again; the work itself finds out
 * how far it had come.
 */
static bool do_task(struct worker *worker, struct task *task, task_work *work,
		    struct error *err)
{
	struct copy *copy = worker->copy;

	for (worker->losses = 0;; worker->losses++) {
		struct error echo = { 0 };

		if (!run_goes_on(&copy->pool.run, err))
			return false;
		if (work(worker, task, err))
			return true;
		if (!db_lost(worker->writer) || worker->losses == LOSSES ||
		    !run_goes_on(&copy->pool.run, &echo))
			return false;
		if (!sessions_renew_writer(worker, err))
			return false;
		atomic_fetch_add(&copy->progress.retried, 1);
	}
}

static struct task *next_task(struct copy *copy)
{
	struct task *task = NULL;

	(void)pthread_mutex_lock(&copy->pool.lock);
	if (copy->queue.next < copy->tasks.count && !copy->pool.failed)
		task = &copy->tasks.list[copy->queue.next++];
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return task;
}

static bool work_off(void *item, struct error *err)
{
	const struct start *start = item;
	struct task *task;

	while ((task = next_task(start->worker->copy)) != NULL) {
		if (!do_task(start->worker, task, start->work, err))
			return false;
	}
	return true;
}

/*
 * This worker's snapshot is lost; other workers may still have theirs. False: it was
 * the last one.
 */
static bool leave(struct worker *worker, struct error *err)
{
	struct copy *copy = worker->copy;

	(void)pthread_mutex_lock(&copy->pool.lock);
	unsigned left = --copy->queue.readers;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	atomic_fetch_add(&copy->progress.retried, 1);
	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
		 "a session on the source was lost; %u of %u still hold the snapshot",
		 left, copy->workers.threads);
	if (left > 0)
		return true;
	error_wrap(err, "no session that holds the snapshot is left");
	return error_hint(err,
			  "Run it again: it takes a new snapshot and keeps what is loaded"
			  " and unchanged.");
}

/* *undone: another worker must do the range. */
static bool do_range(const struct start *start, struct task *task, struct range *range,
		     bool *undone, struct error *err)
{
	struct copy *copy = start->worker->copy;
	bool finish = range == NULL;

	*undone = range != NULL;
	start->worker->losses = 0;
	if (!run_goes_on(&copy->pool.run, err))
		return false;
	if (range != NULL) {
		if (!start->range_work(start->worker, range, err))
			return false;
		queue_done(copy, range, &finish);
		*undone = false;
	}
	if (!finish)
		return true;
	if (start->finish != NULL && !do_task(start->worker, task, start->finish, err))
		return false;
	queue_finished(copy, task);
	return true;
}

static bool work_off_ranges(void *item, struct error *err)
{
	const struct start *start = item;
	struct worker *worker = start->worker;
	struct copy *copy = worker->copy;
	struct task *task;
	struct range *range;
	bool undone;

	while (queue_take(copy, &task, &range)) {
		struct error echo = { 0 };

		if (do_range(start, task, range, &undone, err))
			continue;
		if (undone)
			queue_return(copy, range);
		/* err is set: it says why the range was not done */
		return undone && db_lost(worker->reader) &&
		       run_goes_on(&copy->pool.run, &echo) && leave(worker, err);
	}
	return true;
}

bool workers_run(struct copy *copy, task_work *work, struct error *err)
{
	struct start *starts =
		arena_array(copy->arena, copy->workers.threads, sizeof(*starts));

	copy->queue.next = 0;
	for (unsigned i = 0; i < copy->workers.threads; i++)
		starts[i] =
			(struct start){ .worker = &copy->workers.list[i], .work = work };
	return pool_run(&copy->pool, starts, copy->workers.threads, sizeof(*starts),
			work_off, err);
}

bool workers_run_ranges(struct copy *copy, range_work *work, task_work *finish,
			struct error *err)
{
	struct start *starts =
		arena_array(copy->arena, copy->workers.threads, sizeof(*starts));
	size_t count = 0;

	queue_begin(copy);
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (db_lost(copy->workers.list[i].reader))
			continue;
		starts[count++] = (struct start){ .worker = &copy->workers.list[i],
						  .range_work = work,
						  .finish = finish };
	}
	copy->queue.readers = (unsigned)count;
	return pool_run(&copy->pool, starts, count, sizeof(*starts), work_off_ranges,
			err);
}
