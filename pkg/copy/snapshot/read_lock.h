/*
 * Stops commits on the source for a moment; each attempt has a timeout. snapshot.c
 * decides what is done inside the lock.
 */
#ifndef COPY_SNAPSHOT_READ_LOCK_H
#define COPY_SNAPSHOT_READ_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct copy;
struct db;

struct lock {
	const char *name;   /* "FLUSH TABLES WITH READ LOCK" */
	const char *unlock; /* the statement that ends it */
	int64_t sent_at;    /* run_clock when the lock was sent */
};
bool lock_take(struct copy *copy, struct lock *out, struct error *err) MUST_CHECK;
/*
 * Runs a locking statement and kills it after copy->lock_attempt_ms. True when it ended
 * in time without the kill; *ok: it succeeded.
 */
bool lock_execute_briefly(struct copy *copy, struct db *db, const char *sql, bool *ok,
			  struct error *err) MUST_CHECK;
/*
 * Releases a lock that was taken partly, or just after the timeout. The KILL may hit
 * this statement, so it is tried twice. False when the session, and with it the lock,
 * is lost.
 */
bool lock_undo(struct db *db, const char *unlock, struct error *err) MUST_CHECK;
/* The server's error number says that a statement waited too long for a lock. */
bool lock_timed_out(unsigned code);
/* Records in copy->snapshot which lock was taken, and for how long. */
bool lock_release(struct copy *copy, const struct lock *lock,
		  struct error *err) MUST_CHECK;

#endif
