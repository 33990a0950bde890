/*
 * Starts a thread for each worker and runs work on all tasks or ranges; the first error
 * ends them all. What a worker does with a range is the caller's.
 */
#include <signal.h>

#include "copy/sessions/sessions.h"
#include "copy/state.h"

/* How often the connection to the target may be lost in one range or task. */
#define LOSSES 5

struct start {
	struct worker *worker;
	task_work *work; /* or on ranges: */
	range_work *range_work;
	task_work *finish;
};

/* The first error counts: the errors of the other workers follow from it. */
void copy_fail(struct copy *copy, const struct error *err)
{
	(void)pthread_mutex_lock(&copy->lock);
	bool first = !copy->failed;
	if (first) {
		copy->failed = true;
		copy->error = *err;
		(void)error_settle(&copy->error);
	}
	(void)pthread_cond_broadcast(&copy->moved);
	(void)pthread_mutex_unlock(&copy->lock);
	if (first)
		run_cancel(&copy->run, SIGTERM);
}

/*
 * After a lost connection to the target the work is done again. It finds out itself how
 * far it was.
 */
static bool do_task(struct worker *worker, struct task *task, task_work *work,
		    struct error *err)
{
	struct copy *copy = worker->copy;

	for (worker->losses = 0;; worker->losses++) {
		struct error echo = { 0 };

		if (!run_goes_on(&copy->run, err))
			return false;
		if (work(worker, task, err))
			return true;
		if (!db_lost(worker->writer) || worker->losses == LOSSES ||
		    !run_goes_on(&copy->run, &echo))
			return false;
		if (!sessions_renew_writer(worker, err))
			return false;
		atomic_fetch_add(&copy->retried, 1);
	}
}

static struct task *next_task(struct copy *copy)
{
	struct task *task = NULL;

	(void)pthread_mutex_lock(&copy->lock);
	if (copy->next < copy->tasks_count && !copy->failed)
		task = &copy->tasks[copy->next++];
	(void)pthread_mutex_unlock(&copy->lock);
	return task;
}

static void *work_off(void *arg)
{
	const struct start *start = arg;
	struct copy *copy = start->worker->copy;
	struct task *task;

	while ((task = next_task(copy)) != NULL) {
		struct error err = { 0 };

		if (!do_task(start->worker, task, start->work, &err)) {
			copy_fail(copy, &err);
			break;
		}
	}
	return NULL;
}

/* This worker's snapshot is lost; the other workers may still have theirs. */
static void leave(struct worker *worker, struct error *err)
{
	struct copy *copy = worker->copy;

	(void)pthread_mutex_lock(&copy->lock);
	unsigned left = --copy->readers;
	(void)pthread_mutex_unlock(&copy->lock);
	atomic_fetch_add(&copy->retried, 1);
	log_fact(copy->run.log, LOG_INFO, copy->job->step,
		 "a session on the source was lost; %u of %u still hold the snapshot",
		 left, copy->threads);
	if (left > 0)
		return;
	error_wrap(err, "no session that holds the snapshot is left");
	error_hint(err, "Run it again: it takes a new snapshot and keeps what is loaded"
			" and unchanged.");
	copy_fail(copy, err);
}

/* *undone: another worker must do the range. */
static bool do_range(const struct start *start, struct task *task, struct range *range,
		     bool *undone, struct error *err)
{
	struct copy *copy = start->worker->copy;
	bool finish = range == NULL;

	*undone = range != NULL;
	start->worker->losses = 0;
	if (!run_goes_on(&copy->run, err))
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

static void *work_off_ranges(void *arg)
{
	const struct start *start = arg;
	struct worker *worker = start->worker;
	struct copy *copy = worker->copy;
	struct task *task;
	struct range *range;

	while (queue_take(copy, &task, &range)) {
		struct error err = { 0 }, echo = { 0 };

		bool undone;

		if (do_range(start, task, range, &undone, &err))
			continue;
		if (undone)
			queue_return(copy, range);
		if (undone && db_lost(worker->reader) && run_goes_on(&copy->run, &echo))
			leave(worker, &err);
		else
			copy_fail(copy, &err);
		break;
	}
	return NULL;
}

static bool run_threads(struct copy *copy, const struct start *starts, size_t count,
			void *(*body)(void *arg), struct error *err)
{
	size_t running = 0;

	for (; running < count; running++) {
		if (pthread_create(&starts[running].worker->thread, NULL, body,
				   (void *)&starts[running]) != 0)
			break;
	}
	if (running == 0)
		return error_set(err, ERROR_FAILED, "no thread can be started");
	for (size_t i = 0; i < running; i++)
		(void)pthread_join(starts[i].worker->thread, NULL);
	if (copy->failed)
		*err = copy->error;
	return !copy->failed;
}

bool workers_run(struct copy *copy, task_work *work, struct error *err)
{
	struct start *starts = arena_array(copy->arena, copy->threads, sizeof(*starts));

	copy->next = 0;
	for (unsigned i = 0; i < copy->threads; i++)
		starts[i] = (struct start){ .worker = &copy->workers[i], .work = work };
	return run_threads(copy, starts, copy->threads, work_off, err);
}

bool workers_run_ranges(struct copy *copy, range_work *work, task_work *finish,
			struct error *err)
{
	struct start *starts = arena_array(copy->arena, copy->threads, sizeof(*starts));
	size_t count = 0;

	queue_begin(copy);
	for (unsigned i = 0; i < copy->threads; i++) {
		if (db_lost(copy->workers[i].reader))
			continue;
		starts[count++] = (struct start){ .worker = &copy->workers[i],
						  .range_work = work,
						  .finish = finish };
	}
	copy->readers = (unsigned)count;
	return run_threads(copy, starts, count, work_off_ranges, err);
}
