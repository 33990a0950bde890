/*
 * The ways to stop commits on the source for a moment, each attempt bounded.
 */
#ifndef COPY_SNAPSHOT_READ_LOCK_H
#define COPY_SNAPSHOT_READ_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct copy;
struct db;

struct lock {
	const char *name;
	const char *unlock;
	int64_t sent_at; /* run_clock when the lock was sent */
};
bool lock_take(struct copy *copy, struct lock *out, struct error *err) MUST_CHECK;
/*
 * statement_timeout.c: while a lock waits behind something, every write on the source
 * waits behind the lock. How long an attempt may take, from the round trip that is
 * measured now: sets copy->lock_attempt_ms, and says so when the round trip is a long
 * one.
 */
bool lock_measure(struct copy *copy, struct error *err) MUST_CHECK;
/*
 * A statement that locks, killed after copy->lock_attempt_ms. True when it ended by
 * itself in time, well or not (*ok).
 */
bool lock_execute_briefly(struct copy *copy, struct db *db, const char *sql, bool *ok,
			  struct error *err) MUST_CHECK;
/*
 * What was half taken, or taken just when the time was over, is let go. The kill may
 * still hit this, so it is tried twice. False when the session is lost, and the lock
 * with it.
 */
bool lock_undo(struct db *db, const char *unlock, struct error *err) MUST_CHECK;
/* The server's error number says that a statement waited too long for a lock. */
bool lock_timed_out(unsigned code);
/* Notes in copy->snapshot how it was locked, and for how long. */
bool lock_release(struct copy *copy, const struct lock *lock,
		  struct error *err) MUST_CHECK;

#endif
