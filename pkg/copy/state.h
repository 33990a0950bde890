/*
 * One copy under way, from its first session to its last. Lives for one copy_run; a
 * worker is a thread with a reader on the source and a writer on the target, and
 * touches nobody else's sessions.
 */
#ifndef COPY_STATE_H
#define COPY_STATE_H

#include "copy/copy.h"
#include "copy/snapshot/snapshot.h"
#include "copy/snapshot/table_lock.h"
#include "copy/work/work.h"

struct copy {
	const struct copy_job *job;
	struct run *outer; /* the caller's */
	struct run run;    /* ends with outer, or when a worker fails */
	struct run_hook hook;
	struct arena *arena;

	struct db *control; /* source: the lock and the metadata */
	struct db *killer;  /* source: ends what other sessions of ours run */
	struct table_lock table_lock;
	struct db *target; /* schema, record, programs */
	/* the longest stall of the source's writers, an attempt */
	int64_t lock_attempt_ms;
	pthread_mutex_t lock; /* guards killer, error and the queue */
	pthread_cond_t moved; /* something in the queue is not as it was */

	/* what is copied, NULL-terminated */
	const char *const *databases;
	/* databases of an unfinished copy of this name, NULL-terminated */
	const char *const *ours;
	bool resumes;        /* what of ours is unchanged is kept */
	struct rows present; /* database, name, type of the tables in what is kept */
	struct catalog catalog;
	struct key *keys; /* in the catalog's order */
	struct snapshot snapshot;
	/* the zone that is on the target what SYSTEM is on the source */
	const char *system_zone;
	struct rows histograms;        /* as the source had them (histograms.c) */
	struct ddl_warning *warnings;  /* of the target; guarded by lock */
	atomic_bool target_loads;      /* LOAD DATA LOCAL is allowed there */
	uint64_t target_packet;        /* max_allowed_packet */
	const char *target_row_format; /* innodb_default_row_format */
	bool foreign_keys_last;
	bool one_writer; /* a table: several would wait for each other */

	struct compute *compute; /* of all generated values (computed.h) */
	struct task *tasks;      /* one a table, in the order of work */
	struct task **by_table;  /* in the catalog's order; NULL: a sequence */
	size_t tasks_count;
	size_t next;         /* the first task that nobody has begun */
	struct task *active; /* begun and not finished */
	size_t locked_left;  /* non-transactional tables that are not loaded yet */
	unsigned readers;    /* workers that still have the snapshot */

	struct worker *workers;
	unsigned threads; /* workers at work: fewer where a server has no room */
	unsigned made;    /* workers in all */
	bool failed;
	/* it failed since a table was altered behind the snapshot */
	atomic_bool source_changed;
	struct error error; /* of the first worker that failed */

	int64_t started;      /* run_clock */
	uint64_t bytes_total; /* estimates */
	bool comparing;       /* what an earlier run has loaded with the source */
	atomic_uint_fast64_t bytes_sent;
	atomic_uint_fast64_t rows_sent;
	atomic_uint_fast64_t tables_done;
	bool recorded; /* as unfinished: the target is changed from here on */
	atomic_uint_fast64_t retried;
	uint64_t recorded_chunks, kept_chunks, kept_bytes, kept_rows;
	atomic_int_fast64_t progress_at;
};

#endif
