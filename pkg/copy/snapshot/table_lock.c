/*
 * The session that holds READ locks on the non-transactional tables until their rows
 * are read. The rows are consistent only if it held the locks all the time. If the
 * client's machine is gone, the source's writers must not wait for hours.
 */
#include "copy/snapshot/table_lock.h"

#include "base/timer.h"

#include "copy/state.h"

/* The server ends the session and its locks after 60 seconds without a statement. */
#define SILENCE "SET SESSION wait_timeout = 60"
#define PROGRESS_MS 10000

static bool heartbeat(struct table_lock *table_lock, struct error *err)
{
	if (table_lock->over || db_execute(table_lock->db, "DO 1", err))
		return true;
	error_wrap(err,
		   "the session that locked the tables without transactions was lost");
	return error_hint(err, "Run it again: rows that are loaded and unchanged are "
			       "kept.");
}

static void *keep(void *arg)
{
	struct copy *copy = arg;
	struct table_lock *table_lock = &copy->table_lock;
	struct error err = { 0 }, echo = { 0 };
	bool alive = true;

	(void)pthread_mutex_lock(&table_lock->lock);
	while (alive && !table_lock->over) {
		(void)timer_cond_wait(&table_lock->ended, &table_lock->lock,
				      run_clock() + PROGRESS_MS);
		alive = heartbeat(table_lock, &err);
	}
	(void)pthread_mutex_unlock(&table_lock->lock);
	if (!alive && run_goes_on(&copy->pool.run, &echo))
		pool_fail(&copy->pool, &err);
	return NULL;
}

void table_lock_init(struct table_lock *table_lock)
{
	(void)pthread_mutex_init(&table_lock->lock, NULL);
	timer_cond_init(&table_lock->ended);
}

bool table_lock_keep(struct copy *copy, struct error *err)
{
	struct table_lock *table_lock = &copy->table_lock;

	if (table_lock->db == NULL)
		return true;
	if (!db_execute(table_lock->db, SILENCE, err))
		return false;
	table_lock->kept = pthread_create(&table_lock->keeper, NULL, keep, copy) == 0;
	return table_lock->kept ||
	       error_set(err, ERROR_FAILED, "no thread can be started");
}

bool table_lock_has_held(struct copy *copy, struct error *err)
{
	(void)pthread_mutex_lock(&copy->table_lock.lock);
	bool held = heartbeat(&copy->table_lock, err);
	(void)pthread_mutex_unlock(&copy->table_lock.lock);
	return held;
}

void table_lock_end(struct table_lock *table_lock)
{
	(void)pthread_mutex_lock(&table_lock->lock);
	table_lock->over = true;
	db_close(table_lock->db);
	table_lock->db = NULL;
	(void)pthread_cond_broadcast(&table_lock->ended);
	(void)pthread_mutex_unlock(&table_lock->lock);
}

void table_lock_release(struct table_lock *table_lock)
{
	table_lock_end(table_lock);
	if (table_lock->kept)
		(void)pthread_join(table_lock->keeper, NULL);
	(void)pthread_mutex_destroy(&table_lock->lock);
	(void)pthread_cond_destroy(&table_lock->ended);
}
