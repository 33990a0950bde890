/*
 * A statement that locks, with a timeout: it is killed when it waits for longer than
 * others may be made to wait.
 *
 * What counts is how long writers on the source stand still. A lock that is granted at
 * once is known to be after one round trip, so the timeout is no shorter than that:
 *
 *	here     |--- lock ---.........answer|          a round trip of 350 ms
 *	source          [granted, stalls: 350 ms ...
 *
 * Up to 160 ms of round trip that makes LOCK_STALL_MS; beyond, the round trip and a
 * part more. The server has its own bound beside it, should this process be stopped.
 */
#include <inttypes.h>

#include "base/timer.h"
#include "copy/snapshot/read_lock.h"
#include "copy/state.h"

/* How long a lock may wait when the round trip to the source is short. */
#define LOCK_STALL_MS 300
/* Added to one round trip and a quarter: for the server's own work. */
#define LOCK_WORK_MS 100
/* How many round trips are measured; the slowest counts. */
#define TRIPS 3

/* Ends a session's statement after a while, from the killer session. */
struct statement_timeout {
	struct copy *copy;
	struct db *db;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int64_t fires_at; /* run_clock */
	bool over;
	bool fired;
};

static void *timeout_wait(void *arg)
{
	struct statement_timeout *timeout = arg;
	struct error unused = { 0 };

	(void)pthread_mutex_lock(&timeout->lock);
	while (!timeout->over &&
	       timer_cond_wait(&timeout->changed, &timeout->lock, timeout->fires_at))
		continue;
	timeout->fired = !timeout->over;
	(void)pthread_mutex_unlock(&timeout->lock);
	/* Whether the kill works shows in the statement's answer. */
	if (timeout->fired &&
	    !db_kill_query(timeout->copy->killer, db_server(timeout->db)->connection_id,
			   &unused))
		return NULL;
	return NULL;
}

bool lock_measure(struct copy *copy, struct error *err)
{
	int64_t slowest = 0;

	for (int i = 0; i < TRIPS; i++) {
		int64_t began = run_clock();

		if (!db_execute(copy->control, "DO 0", err))
			return false;
		if (run_clock() - began > slowest)
			slowest = run_clock() - began;
	}
	int64_t needed = slowest + slowest / 4 + LOCK_WORK_MS;
	copy->lock_attempt_ms = needed > LOCK_STALL_MS ? needed : LOCK_STALL_MS;
	if (needed > LOCK_STALL_MS)
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "a round trip to the source takes %" PRId64
			 " ms: each attempt at the read lock may hold its writers up for"
			 " %" PRId64 " ms",
			 slowest, copy->lock_attempt_ms);
	return true;
}

bool lock_execute_briefly(struct copy *copy, struct db *db, const char *sql, bool *ok,
			  struct error *err)
{
	struct statement_timeout timeout = {
		.copy = copy, .db = db, .fires_at = run_clock() + copy->lock_attempt_ms
	};

	(void)pthread_mutex_init(&timeout.lock, NULL);
	timer_cond_init(&timeout.changed);
	bool armed = pthread_create(&timeout.thread, NULL, timeout_wait, &timeout) == 0;
	*ok = armed ? db_execute(db, sql, err) :
		      error_set(err, ERROR_FAILED, "no thread can be started");
	(void)pthread_mutex_lock(&timeout.lock);
	timeout.over = true;
	(void)pthread_cond_signal(&timeout.changed);
	(void)pthread_mutex_unlock(&timeout.lock);
	if (armed)
		(void)pthread_join(timeout.thread, NULL);
	(void)pthread_cond_destroy(&timeout.changed);
	(void)pthread_mutex_destroy(&timeout.lock);
	return !timeout.fired;
}

bool lock_undo(struct db *db, const char *unlock, struct error *err)
{
	return db_execute(db, unlock, err) ||
	       (!db_lost(db) && db_execute(db, unlock, err));
}
