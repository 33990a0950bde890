/*
 * Logs that the copy's statements wait for another session's lock (another tool's
 * backup, LOCK TABLES, DDL), and which session has it.
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
	bool begun, over;     /* the thread runs; it is to end */
	uint64_t seen;        /* how far the copy was at the last look */
	int64_t pause_ms;     /* until the next look */
	bool told[2];         /* of the source, of the target: this wait is logged */
};

/* Cannot fail: without its thread the copy continues, only with fewer messages. */
void lock_watch_begin(struct lock_watch *watch, struct copy *copy);
void lock_watch_end(struct lock_watch *watch);

#endif
