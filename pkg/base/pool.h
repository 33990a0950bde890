/*
 * A pool of workers: threads that do the same work, each on an item of its own. The
 * first worker that fails ends all, and its error is the pool's: the other errors
 * result from it. The caller decides what the work is and how it is divided.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/run.h"

struct pool {
	struct run *outer;    /* the caller's */
	struct run run;       /* ends with outer, or when a worker fails */
	struct run_hook hook; /* ends run when outer is cancelled */
	/* guards failed and error, and whatever else the caller documents */
	pthread_mutex_t lock;
	pthread_cond_t changed; /* something that the lock guards has changed */
	bool failed;
	struct error error; /* of the first worker that failed; valid when failed */
};

/* The pool must stay where it is until pool_release. */
void pool_init(struct pool *pool, struct run *outer);
void pool_release(struct pool *pool);

/* Ends the pool's run and wakes the threads that wait for `changed`. */
void pool_fail(struct pool *pool, const struct error *err);

typedef bool pool_work(void *item, struct error *err);
/*
 * Does the work on each of count items of size bytes, each in a thread of its own, and
 * returns when all have ended. If not all threads can be started, the remaining items
 * are not worked on. False with the error of the first worker that failed, or when no
 * thread can be started.
 */
bool pool_run(struct pool *pool, void *items, size_t count, size_t size,
	      pool_work *work, struct error *err) MUST_CHECK;

#endif
