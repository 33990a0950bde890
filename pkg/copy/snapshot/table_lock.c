/*
 * The session that holds READ locks on the tables without transactions until their rows
 * are read. They are rows of one moment only if it held them all the time; and when its
 * client is gone, machine and all, the source's writers must not wait for hours.
 */
#include "copy/snapshot/table_lock.h"

#include "base/timer.h"

#include "copy/state.h"

/* After so much silence the server ends the session, and its locks. */
#define SILENCE "SET SESSION wait_timeout = 60"
#define SIGN_OF_LIFE_MS 10000

static bool sign_of_life(struct holder *holder, struct error *err)
{
	if (holder->over || db_execute(holder->db, "DO 1", err))
		return true;
	error_wrap(err,
		   "the session that locked the tables without transactions was lost");
	return error_hint(err, "Run it again: what is loaded and unchanged is kept.");
}

static void *keep(void *arg)
{
	struct copy *copy = arg;
	struct holder *holder = &copy->holder;
	struct error err = { 0 }, echo = { 0 };
	bool alive = true;

	(void)pthread_mutex_lock(&holder->lock);
	while (alive && !holder->over) {
		(void)timer_cond_wait(&holder->ended, &holder->lock,
				      run_clock() + SIGN_OF_LIFE_MS);
		alive = sign_of_life(holder, &err);
	}
	(void)pthread_mutex_unlock(&holder->lock);
	if (!alive && run_goes_on(&copy->run, &echo))
		copy_fail(copy, &err);
	return NULL;
}

void holder_init(struct holder *holder)
{
	(void)pthread_mutex_init(&holder->lock, NULL);
	timer_cond_init(&holder->ended);
}

bool holder_keep(struct copy *copy, struct error *err)
{
	struct holder *holder = &copy->holder;

	if (holder->db == NULL)
		return true;
	if (!db_execute(holder->db, SILENCE, err))
		return false;
	holder->kept = pthread_create(&holder->keeper, NULL, keep, copy) == 0;
	return holder->kept || error_set(err, ERROR_FAILED, "no thread can be started");
}

bool holder_has_held(struct copy *copy, struct error *err)
{
	(void)pthread_mutex_lock(&copy->holder.lock);
	bool held = sign_of_life(&copy->holder, err);
	(void)pthread_mutex_unlock(&copy->holder.lock);
	return held;
}

void holder_end(struct holder *holder)
{
	(void)pthread_mutex_lock(&holder->lock);
	holder->over = true;
	db_close(holder->db);
	holder->db = NULL;
	(void)pthread_cond_broadcast(&holder->ended);
	(void)pthread_mutex_unlock(&holder->lock);
}

void holder_release(struct holder *holder)
{
	holder_end(holder);
	if (holder->kept)
		(void)pthread_join(holder->keeper, NULL);
	(void)pthread_mutex_destroy(&holder->lock);
	(void)pthread_cond_destroy(&holder->ended);
}
