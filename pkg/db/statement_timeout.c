#include "db/statement_timeout.h"

#include "base/run.h"
#include "base/timer.h"

/* Milliseconds for the server's own work, added to one and a quarter round trips. */
#define LOCK_WORK_MS 100

int64_t lock_attempt_ms(int64_t round_trip_ms)
{
	int64_t needed = round_trip_ms + round_trip_ms / 4 + LOCK_WORK_MS;

	return needed > LOCK_STALL_MS ? needed : LOCK_STALL_MS;
}

static void *wait_and_kill(void *arg)
{
	struct statement_timeout *timeout = arg;
	struct error unused = { 0 };

	(void)pthread_mutex_lock(&timeout->lock);
	while (!timeout->over &&
	       timer_cond_wait(&timeout->changed, &timeout->lock, timeout->fires_at))
		continue;
	timeout->fired = !timeout->over;
	(void)pthread_mutex_unlock(&timeout->lock);
	/* The statement's answer shows whether the kill worked. */
	if (timeout->fired)
		(void)!db_kill_query(timeout->killer, timeout->connection, &unused);
	return NULL;
}

static void destroy(struct statement_timeout *timeout)
{
	(void)pthread_cond_destroy(&timeout->changed);
	(void)pthread_mutex_destroy(&timeout->lock);
}

bool statement_timeout_begin(struct statement_timeout *timeout, struct db *db,
			     struct db *killer, int64_t ms, struct error *err)
{
	*timeout = (struct statement_timeout){ .killer = killer,
					       .connection = db_server(db)->connection_id,
					       .fires_at = run_clock() + ms };
	(void)pthread_mutex_init(&timeout->lock, NULL);
	timer_cond_init(&timeout->changed);
	if (pthread_create(&timeout->thread, NULL, wait_and_kill, timeout) == 0)
		return true;
	destroy(timeout);
	return error_set(err, ERROR_FAILED, "no thread can be started");
}

bool statement_timeout_end(struct statement_timeout *timeout)
{
	(void)pthread_mutex_lock(&timeout->lock);
	timeout->over = true;
	(void)pthread_cond_signal(&timeout->changed);
	(void)pthread_mutex_unlock(&timeout->lock);
	(void)pthread_join(timeout->thread, NULL);
	destroy(timeout);
	return !timeout->fired;
}
