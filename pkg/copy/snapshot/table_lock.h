/*
 * The lock on tables without transactions, which the snapshot does not cover. It is
 * held from the snapshot until their rows are read, and a heartbeat checks that it is.
 */
#ifndef COPY_SNAPSHOT_TABLE_LOCK_H
#define COPY_SNAPSHOT_TABLE_LOCK_H

#include <pthread.h>
#include <stdbool.h>

#include "base/error.h"

struct copy;
struct db;

struct table_lock {
	struct db *db;        /* LOCK TABLES; NULL: there are none, or none left */
	pthread_mutex_t lock; /* guards db and over */
	pthread_cond_t ended; /* over is set */
	pthread_t keeper;     /* sends a heartbeat; valid when kept */
	bool kept, over;      /* the thread runs; it is to end */
};

void table_lock_init(struct table_lock *table_lock);
/* From now on the server ends this session soon after the client is gone. */
bool table_lock_keep(struct copy *copy, struct error *err) MUST_CHECK;
/* False when the session was lost meanwhile, and with it the locks. */
bool table_lock_has_held(struct copy *copy, struct error *err) MUST_CHECK;
/* Releases the locks. */
void table_lock_end(struct table_lock *table_lock);
void table_lock_release(struct table_lock *table_lock);

#endif
