/*
 * Logs when the copy's statements wait for another session's lock (a backup tool, LOCK
 * TABLES, DDL), and which session holds it.
 */
#ifndef COPY_SESSIONS_LOCK_WATCH_H
#define COPY_SESSIONS_LOCK_WATCH_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct copy;

struct lock_watch {
	struct copy *copy;
	pthread_mutex_t lock; /* guards over */
	pthread_cond_t ended; /* over is set */
	pthread_t thread;     /* valid when begun */
	bool begun, over;     /* the thread runs; it must end */
	uint64_t seen;        /* the copy's progress at the last check */
	int64_t pause_ms;     /* until the next check */
	bool told[2];         /* source, target: this wait is logged */
};

/* Cannot fail: without the thread the copy only logs less. */
void lock_watch_begin(struct lock_watch *watch, struct copy *copy);
void lock_watch_end(struct lock_watch *watch);

#endif
