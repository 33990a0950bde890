/*
 * Waiting: one small object with a deadline and a back-off, used instead of a bare
 * sleep.
 *
 *	struct wait wait = wait_start(run, 10 * 1000, 50, 1000);
 *	do { look(); if (seen) return true; } while (wait_again(&wait));
 *	return wait_over(&wait, err, "the source to answer again");
 */
#ifndef BASE_WAIT_H
#define BASE_WAIT_H

#include "base/run.h"

struct wait {
	struct run *run; /* cancelling it ends the wait */
	int64_t started; /* when it began, by run_clock */
	int64_t limit;   /* run_clock; INT64_MAX: none */
	int64_t pause;   /* the next pause, milliseconds; doubles up to longest */
	int64_t longest; /* the longest pause, milliseconds */
};

/* All in milliseconds; limit 0 waits until cancelled or the run's own deadline. */
struct wait wait_start(struct run *run, int64_t limit, int64_t first_pause,
		       int64_t longest_pause);

/*
 * Pauses, then returns whether there is time for another attempt. Cancelling ends the
 * pause immediately.
 */
bool wait_again(struct wait *wait);

/* Milliseconds since wait_start. */
int64_t wait_elapsed(const struct wait *wait);

/*
 * Says why the waiting ended: interrupted, or ERROR_WAITING "waited N s for
 * ...". Returns false.
 */
bool wait_over(const struct wait *wait, struct error *err, const char *what);

#endif
