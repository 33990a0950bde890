/*
 * Starts a pool's threads, waits for them, and keeps the first error.
 */
#include "base/pool.h"

#include <signal.h>

#include "base/arena.h"

static void end_with_outer(void *arg)
{
	struct pool *pool = arg;

	run_follow(&pool->run, pool->outer);
}

void pool_init(struct pool *pool, struct run *outer)
{
	*pool = (struct pool){ .outer = outer };
	(void)pthread_mutex_init(&pool->lock, NULL);
	(void)pthread_cond_init(&pool->changed, NULL);
	run_init(&pool->run, outer->log);
	pool->run.deadline = outer->deadline;
	pool->hook = (struct run_hook){ .cancel = end_with_outer, .arg = pool };
	run_hook(outer, &pool->hook);
	if (atomic_load(&outer->cancelled) != 0)
		run_cancel(&pool->run, atomic_load(&outer->cancelled));
}

void pool_release(struct pool *pool)
{
	run_unhook(pool->outer, &pool->hook);
	(void)pthread_cond_destroy(&pool->changed);
	(void)pthread_mutex_destroy(&pool->lock);
}

void pool_fail(struct pool *pool, const struct error *err)
{
	(void)pthread_mutex_lock(&pool->lock);
	bool first = !pool->failed;
	if (first) {
		pool->failed = true;
		pool->error = *err;
		(void)error_settle(&pool->error);
	}
	(void)pthread_cond_broadcast(&pool->changed);
	(void)pthread_mutex_unlock(&pool->lock);
	if (first)
		run_cancel(&pool->run, SIGTERM);
}

struct member {
	struct pool *pool;
	pool_work *work;
	void *item;
	pthread_t thread; /* valid while it runs */
};

static void *work_off(void *arg)
{
	const struct member *member = arg;
	struct error err = { 0 };

	if (!member->work(member->item, &err))
		pool_fail(member->pool, &err);
	return NULL;
}

bool pool_run(struct pool *pool, void *items, size_t count, size_t size,
	      pool_work *work, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct member *members = arena_array(arena, count, sizeof(*members));
	size_t running = 0;

	for (; running < count; running++) {
		members[running] = (struct member){
			.pool = pool,
			.work = work,
			.item = (char *)items + running * size,
		};
		if (pthread_create(&members[running].thread, NULL, work_off,
				   &members[running]) != 0)
			break;
	}
	if (running == 0)
		return error_set(err, ERROR_FAILED, "no thread can be started");
	for (size_t i = 0; i < running; i++)
		(void)pthread_join(members[i].thread, NULL);
	if (pool->failed)
		*err = pool->error;
	return !pool->failed;
}
