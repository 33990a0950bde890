/*
 * The state of one copy, shared by all rooms of pkg/copy. It lives for one copy_run.
 * What a worker and a task are is told in work.h.
 */
#ifndef COPY_STATE_H
#define COPY_STATE_H

#include "copy/copy.h"
#include "copy/snapshot/snapshot.h"
#include "copy/snapshot/table_lock.h"
#include "copy/workers/work.h"

struct copy {
	const struct copy_job *job; /* the caller's, valid for the whole copy_run */
	struct run *outer;          /* the caller's */
	struct run run;             /* ends with outer, or when a worker fails */
	struct run_hook hook;       /* ends run when outer is cancelled */
	struct arena *arena; /* the caller's; guarded by lock while workers run */

	struct db *control; /* source: the lock and the metadata */
	struct db *killer;  /* source: kills statements of our other sessions */
	struct table_lock table_lock; /* on the source's non-transactional tables */
	struct db *target;            /* target: schema, record, stored objects */
	/* the longest stall of the source's writers in one attempt to lock */
	int64_t lock_attempt_ms;
	pthread_mutex_t lock; /* guards killer, error and the queue */
	pthread_cond_t moved; /* the queue has changed */

	/* what is copied, NULL-terminated */
	const char *const *databases;
	/* databases of an unfinished copy of this name, NULL-terminated */
	const char *const *ours;
	bool resumes;        /* an unfinished copy is resumed */
	struct rows present; /* database, name, type: tables on the target (resume.c) */
	struct catalog catalog; /* the source's, as of the snapshot */
	struct key *keys;       /* in the catalog's order */
	struct snapshot snapshot;
	/* the target's zone for the source's SYSTEM, or NULL (event_zone.c) */
	const char *system_zone;
	struct rows histograms;        /* as the source had them (histograms.c) */
	struct ddl_warning *warnings;  /* of the target; guarded by lock */
	atomic_bool target_loads;      /* LOAD DATA LOCAL is allowed there */
	uint64_t target_packet;        /* max_allowed_packet */
	const char *target_row_format; /* innodb_default_row_format */
	bool foreign_keys_last;        /* added when all tables have their rows */
	bool one_writer; /* only one worker a table: more would wait for each other */

	struct compute *compute; /* of all generated values (computed.h) */
	struct task *tasks;      /* one a table, in the order of work */
	struct task **by_table;  /* in the catalog's order; NULL: a sequence */
	size_t tasks_count;
	size_t next;         /* the first task that no worker has begun */
	struct task *active; /* begun and not finished */
	size_t locked_left;  /* non-transactional tables that are not loaded yet */
	unsigned readers;    /* workers that still have the snapshot */

	struct worker *workers; /* `made` of them */
	unsigned threads;       /* workers at work: fewer where a server has no room */
	unsigned made;          /* workers in all */
	bool failed;
	/* it failed because a table was altered after the snapshot */
	atomic_bool source_changed;
	struct error error; /* of the first worker that failed; valid when failed */

	int64_t started;      /* run_clock */
	uint64_t bytes_total; /* estimates */
	bool comparing;       /* the source is compared with what a run had loaded */
	atomic_uint_fast64_t bytes_sent;
	atomic_uint_fast64_t rows_sent;
	atomic_uint_fast64_t tables_done;
	bool recorded; /* as unfinished; before that the target is unchanged */
	atomic_uint_fast64_t retried; /* chunks and statements that were tried again */
	/* what the ledger had when the copy was resumed, and what of it was kept */
	uint64_t recorded_chunks, kept_chunks, kept_bytes, kept_rows;
	atomic_int_fast64_t progress_at; /* run_clock of the last line of progress */
};

#endif
