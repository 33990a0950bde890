#include "copy/internal.h"

#include <signal.h>

typedef bool task_work(struct worker *worker, struct task *task, struct error *err);

struct start {
	struct worker *worker;
	task_work *work;
};

/* The first error counts; what the others then run into is only its echo. */
static void fail(struct copy *copy, const struct error *err)
{
	(void)pthread_mutex_lock(&copy->lock);
	bool first = !copy->failed;
	if (first) {
		copy->failed = true;
		copy->error = *err;
	}
	(void)pthread_mutex_unlock(&copy->lock);
	if (first)
		run_cancel(&copy->run, SIGTERM);
}

static void *work_off(void *arg)
{
	const struct start *start = arg;
	struct copy *copy = start->worker->copy;
	struct task *task;

	while ((task = queue_next(copy)) != NULL) {
		struct error err;

		if (!run_goes_on(&copy->run, &err) ||
		    !start->work(start->worker, task, &err)) {
			fail(copy, &err);
			break;
		}
	}
	return NULL;
}

bool workers_run(struct copy *copy, task_work *work, struct error *err)
{
	struct start *starts = arena_array(copy->arena, copy->threads, sizeof(*starts));
	unsigned running = 0;

	queue_rewind(copy);
	for (; running < copy->threads; running++) {
		starts[running] = (struct start){ &copy->workers[running], work };
		if (pthread_create(&copy->workers[running].thread, NULL, work_off,
				   &starts[running]) != 0)
			break;
	}
	if (running == 0)
		return error_set(err, ERROR_FAILED, "no thread can be started");
	for (unsigned i = 0; i < running; i++)
		(void)pthread_join(copy->workers[i].thread, NULL);
	if (copy->failed)
		*err = copy->error;
	return !copy->failed;
}
