/*
 * A thread that sleeps while the copy makes progress. After some seconds without
 * progress, it opens a short session on each side to check whether the copy's sessions
 * wait for a lock, or others wait for theirs.
 */
#include "copy/sessions/lock_watch.h"

#include "base/timer.h"
#include "copy/state.h"
#include "db/lock_holders.h"

/*
 * Building a big index shows no progress either, so it checks less and less often, unless
 * a table is being read.
 */
#define FIRST_PAUSE_MS 3000
#define LONGEST_PAUSE_MS 60000
#define TIMEOUT_SECONDS 5

static uint64_t progress_of(const struct copy *copy)
{
	return atomic_load(&copy->progress.rows_sent) +
	       atomic_load(&copy->progress.tables_done) +
	       atomic_load(&copy->progress.retried);
}

/* Whether a reader has a table: DDL waits for it, and all others for the DDL. */
static bool any_reads(const struct copy *copy)
{
	for (unsigned i = 0; i < copy->workers.made; i++)
		if (atomic_load(&copy->workers.list[i].reads))
			return true;
	return false;
}

/*
 * A target that does not answer must not stop the source: ends the writers' statements,
 * so that their workers release the tables and send the rows again later.
 */
static void let_others_pass(struct copy *copy, struct db *source)
{
	if (!any_reads(copy) || !lock_keeps_others(source))
		return;
	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
		 "a statement on the source waits for a table that is read, and the "
		 "target does not answer: the rows are given up and sent again");
	for (unsigned i = 0; i < copy->workers.made; i++)
		if (atomic_load(&copy->workers.list[i].reads))
			run_expire(&copy->workers.list[i].writing);
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
	if (login == copy->job->source)
		let_others_pass(copy, db);
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
		if (watch->pause_ms < LONGEST_PAUSE_MS && !any_reads(watch->copy))
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
