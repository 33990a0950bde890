/*
 * A run: every long operation gets one. It says whether the operation was cancelled,
 * and has its deadline and its log.
 *
 * Cancelling also ends blocked calls: code that may block in a call that does not look
 * at the flag registers a hook.
 */
#ifndef BASE_RUN_H
#define BASE_RUN_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/error.h"
#include "base/log.h"

struct run_hook {
	/* called from another thread: when the run is cancelled, and at its deadline */
	void (*cancel)(void *arg);
	void *arg;
	struct run_hook *next;
};

struct run {
	struct log *log;      /* NULL: silent */
	atomic_int cancelled; /* 0, or the signal that ended the run */
	int64_t deadline;     /* run_clock milliseconds; 0: none */
	pthread_mutex_t lock; /* guards hooks */
	struct run_hook *hooks;
};

void run_init(struct run *run, struct log *log);

/*
 * Sets the flag and calls the hooks. signal_number is SIGINT or SIGTERM. Not for signal
 * handlers.
 */
void run_cancel(struct run *run, int signal_number);

/* Calls the hooks at the deadline, so that blocked calls end. */
void run_expire(struct run *run);
/* Passes the state of outer (cancelled, or past its deadline) on to inner. */
void run_follow(struct run *inner, const struct run *outer);

/* hook must stay valid until run_unhook. */
void run_hook(struct run *run, struct run_hook *hook);
void run_unhook(struct run *run, struct run_hook *hook);

/*
 * False with ERROR_INTERRUPTED, ERROR_TERMINATED or, past the deadline, ERROR_WAITING.
 */
bool run_goes_on(const struct run *run, struct error *err) MUST_CHECK;

/* Milliseconds of a clock that never jumps, and seconds since 1970. */
int64_t run_clock(void);
int64_t run_now(void);

#endif
