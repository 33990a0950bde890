/*
 * A statement that others may have to wait behind: given so long and no longer. A
 * second session ends it then, so that an attempt stalls writers for LOCK_ATTEMPT_MS
 * at most.
 */
#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "promote/internal.h"

struct timer {
	struct db *killer;
	uint64_t connection; /* whose statement is ended */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool over;
	bool fired;
};

static void *wait_and_kill(void *arg)
{
	struct timer *timer = arg;
	struct timespec until;
	struct error unused = { 0 };
	int waited = 0;

	(void)clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += LOCK_ATTEMPT_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	(void)pthread_mutex_lock(&timer->lock);
	while (!timer->over && waited != ETIMEDOUT)
		waited = pthread_cond_timedwait(&timer->changed, &timer->lock, &until);
	timer->fired = !timer->over;
	(void)pthread_mutex_unlock(&timer->lock);
	/* Whether the kill works shows in the statement's answer. */
	if (timer->fired)
		(void)!db_kill_query(timer->killer, timer->connection, &unused);
	return NULL;
}

bool execute_briefly(struct db *db, struct db *killer, struct db_statement *statements,
		     size_t count, struct arena *arena, bool *in_time, struct error *err)
{
	struct timer timer = { .killer = killer,
			       .connection = db_server(db)->connection_id };

	(void)pthread_mutex_init(&timer.lock, NULL);
	(void)pthread_cond_init(&timer.changed, NULL);
	bool armed = pthread_create(&timer.thread, NULL, wait_and_kill, &timer) == 0;
	bool done = armed ? db_batch(db, statements, count, arena, err) :
			    error_set(err, ERROR_FAILED, "no thread can be started");
	(void)pthread_mutex_lock(&timer.lock);
	timer.over = true;
	(void)pthread_cond_signal(&timer.changed);
	(void)pthread_mutex_unlock(&timer.lock);
	if (armed)
		(void)pthread_join(timer.thread, NULL);
	(void)pthread_cond_destroy(&timer.changed);
	(void)pthread_mutex_destroy(&timer.lock);
	*in_time = !timer.fired;
	return done;
}
