/*
 * The lock on non-transactional tables, which the snapshot does not cover. It is held
 * from the snapshot until their rows are read; a heartbeat checks that the session
 * still exists.
 */
#ifndef COPY_SNAPSHOT_TABLE_LOCK_H
#define COPY_SNAPSHOT_TABLE_LOCK_H

#include <pthread.h>
#include <stdbool.h>

#include "base/error.h"

struct copy;
struct db;

struct table_lock {
	/* the session with LOCK TABLES; NULL: no such tables, or all are read */
	struct db *db;
	pthread_mutex_t lock; /* guards db and over */
	pthread_cond_t ended; /* over is set */
	pthread_t keeper;     /* sends a heartbeat; valid when kept */
	bool kept, over;      /* the thread runs; it must end */
};

void table_lock_init(struct table_lock *table_lock);
/*
 * Starts the heartbeat. From now on the server ends the session soon after the client
 * has died.
 */
bool table_lock_keep(struct copy *copy, struct error *err) MUST_CHECK;
/* False when the session, and with it the locks, was lost. */
bool table_lock_has_held(struct copy *copy, struct error *err) MUST_CHECK;
/* Releases the locks. */
void table_lock_end(struct table_lock *table_lock);
void table_lock_release(struct table_lock *table_lock);

#endif
