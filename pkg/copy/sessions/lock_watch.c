/*
 * A thread that sleeps while the copy makes progress. After some seconds without
 * progress, it opens a short session on each side to check whether the copy's sessions
 * wait for a lock.
 */
#include "copy/sessions/lock_watch.h"

#include "base/timer.h"
#include "copy/state.h"
#include "db/lock_holders.h"

/* Building a big index shows no progress either, so it checks less and less often. */
#define FIRST_PAUSE_MS 3000
#define LONGEST_PAUSE_MS 60000
#define TIMEOUT_SECONDS 5

static uint64_t progress_of(const struct copy *copy)
{
	return atomic_load(&copy->progress.rows_sent) +
	       atomic_load(&copy->progress.tables_done) +
	       atomic_load(&copy->progress.retried);
}

static void look_at(struct lock_watch *watch, const struct db_login *login, bool *told)
{
	struct copy *copy = watch->copy;
	AUTO_ARENA *arena = arena_make();
	AUTO_DB *db = NULL;
	struct db_login brief = *login;
	struct error unused = { 0 };

	brief.session = SESSION_LOOK;
	brief.connect_seconds = TIMEOUT_SECONDS;
	brief.read_seconds = TIMEOUT_SECONDS;
	if (!db_connect(&brief, &copy->pool.run, &db, &unused))
		return;
	bool waits = lock_is_waited_for(db);
	if (waits && !*told) {
		const char *holders = lock_holders(db, arena);

		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "waiting for the lock of another session on %s: %s",
			 login->label,
			 holders == NULL ? "it was just released" : holders);
	}
	*told = waits;
}

static void *watch_copy(void *arg)
{
	struct lock_watch *watch = arg;

	(void)pthread_mutex_lock(&watch->lock);
	while (!watch->over) {
		int64_t until = run_clock() + watch->pause_ms;

		while (!watch->over && timer_cond_wait(&watch->ended, &watch->lock, until))
			;
		uint64_t now = progress_of(watch->copy);
		if (watch->over || now != watch->seen) {
			watch->seen = now;
			watch->pause_ms = FIRST_PAUSE_MS;
			watch->told[0] = watch->told[1] = false;
			continue;
		}
		if (watch->pause_ms < LONGEST_PAUSE_MS)
			watch->pause_ms *= 2;
		(void)pthread_mutex_unlock(&watch->lock);
		look_at(watch, watch->copy->job->source, &watch->told[0]);
		look_at(watch, watch->copy->job->target, &watch->told[1]);
		(void)pthread_mutex_lock(&watch->lock);
	}
	(void)pthread_mutex_unlock(&watch->lock);
	return NULL;
}

void lock_watch_begin(struct lock_watch *watch, struct copy *copy)
{
	*watch = (struct lock_watch){ .copy = copy, .pause_ms = FIRST_PAUSE_MS };
	(void)pthread_mutex_init(&watch->lock, NULL);
	timer_cond_init(&watch->ended);
	watch->begun = pthread_create(&watch->thread, NULL, watch_copy, watch) == 0;
}

void lock_watch_end(struct lock_watch *watch)
{
	(void)pthread_mutex_lock(&watch->lock);
	watch->over = true;
	(void)pthread_cond_broadcast(&watch->ended);
	(void)pthread_mutex_unlock(&watch->lock);
	if (watch->begun)
		(void)pthread_join(watch->thread, NULL);
	(void)pthread_mutex_destroy(&watch->lock);
	(void)pthread_cond_destroy(&watch->ended);
}
