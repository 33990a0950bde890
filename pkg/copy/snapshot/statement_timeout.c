#include <errno.h>
#include <time.h>

#include "copy/snapshot/read_lock.h"
#include "copy/state.h"

/* Ends a session's statement after a while, from the killer session. */
struct fuse {
	struct copy *copy;
	struct db *db;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool over;
	bool fired;
};

static void *fuse_burn(void *arg)
{
	struct fuse *fuse = arg;
	struct timespec until;
	struct error unused;
	int waited = 0;

	(void)clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += LOCK_ATTEMPT_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	(void)pthread_mutex_lock(&fuse->lock);
	while (!fuse->over && waited != ETIMEDOUT)
		waited = pthread_cond_timedwait(&fuse->changed, &fuse->lock, &until);
	fuse->fired = !fuse->over;
	(void)pthread_mutex_unlock(&fuse->lock);
	/* Whether the kill works shows in the statement's answer. */
	if (fuse->fired && !db_kill_query(fuse->copy->killer,
					  db_server(fuse->db)->connection_id, &unused))
		return NULL;
	return NULL;
}

bool lock_execute_briefly(struct copy *copy, struct db *db, const char *sql, bool *ok,
			  struct error *err)
{
	struct fuse fuse = { .copy = copy, .db = db };

	(void)pthread_mutex_init(&fuse.lock, NULL);
	(void)pthread_cond_init(&fuse.changed, NULL);
	bool armed = pthread_create(&fuse.thread, NULL, fuse_burn, &fuse) == 0;
	*ok = armed ? db_execute(db, sql, err) :
		      error_set(err, ERROR_FAILED, "no thread can be started");
	(void)pthread_mutex_lock(&fuse.lock);
	fuse.over = true;
	(void)pthread_cond_signal(&fuse.changed);
	(void)pthread_mutex_unlock(&fuse.lock);
	if (armed)
		(void)pthread_join(fuse.thread, NULL);
	(void)pthread_cond_destroy(&fuse.changed);
	(void)pthread_mutex_destroy(&fuse.lock);
	return !fuse.fired;
}

bool lock_undo(struct db *db, const char *unlock, struct error *err)
{
	return db_execute(db, unlock, err) ||
	       (!db_lost(db) && db_execute(db, unlock, err));
}
