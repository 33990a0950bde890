/*
 * A time limit for one statement. Writers on the server may have to wait for it: a lock
 * is such a statement. After the limit, a second session ends it with KILL QUERY.
 *
 * The limit is about how long writers are stopped. The answer to a lock that the server
 * grants at once arrives after one round trip. So the limit is never shorter than one:
 *
 *	here     |--- lock ---.........answer|          a round trip of 350 ms
 *	server          [granted, stalls: 350 ms ...
 *
 * The caller also sets lock_wait_timeout on the server, in case this process is
 * stopped.
 */
#ifndef DB_STATEMENT_TIMEOUT_H
#define DB_STATEMENT_TIMEOUT_H

#include <pthread.h>

#include "db/db.h"

/* Milliseconds that a lock may take when the round trip is short: up to 160 ms. */
#define LOCK_STALL_MS 300

/* How long an attempt may take (milliseconds), when a round trip takes that long. */
int64_t lock_attempt_ms(int64_t round_trip_ms);

/* Covers the statements that `db` executes between begin and end. */
struct statement_timeout {
	struct db *killer;
	uint64_t connection; /* whose statement is ended */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int64_t fires_at; /* run_clock */
	bool over;
	bool fired;
};

/*
 * Call statement_timeout_end only if this returned true. Until then nobody else may use
 * `killer`.
 */
bool statement_timeout_begin(struct statement_timeout *timeout, struct db *db,
			     struct db *killer, int64_t ms, struct error *err) MUST_CHECK;
/* True: the statement ended in time, whether it succeeded or not. */
bool statement_timeout_end(struct statement_timeout *timeout);

#endif
