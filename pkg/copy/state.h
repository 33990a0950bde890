/*
 * The state of one copy, shared by all rooms of pkg/copy. It lives for one copy_run.
 * What a worker and a task are is told in work.h.
 */
#ifndef COPY_STATE_H
#define COPY_STATE_H

#include "base/pool.h"
#include "copy/copy.h"
#include "copy/snapshot/snapshot.h"
#include "copy/snapshot/table_lock.h"
#include "copy/workers/work.h"

/* What the target can do, and how it differs; read before anything is made there. */
struct target_traits {
	atomic_bool load_data;  /* LOAD DATA LOCAL is allowed there */
	uint64_t packet;        /* max_allowed_packet, in bytes */
	const char *row_format; /* innodb_default_row_format */
	/* the target's zone for the source's SYSTEM, or NULL (event_zone.c) */
	const char *system_zone;
};

/* What an interrupted run left on the target (resume.c, compare.c). */
struct earlier_run {
	bool resumes;            /* there is such a run, and it is resumed */
	const char *const *ours; /* databases of that copy, NULL-terminated */
	struct rows present;     /* database, name, type: tables on the target */
	uint64_t chunks;         /* that the ledger had */
	uint64_t kept_chunks, kept_bytes, kept_rows; /* of these */
};

struct copy {
	const struct copy_job *job; /* the caller's, valid for the whole copy_run */
	struct arena *arena; /* the caller's; guarded by pool.lock while workers run */
	/* the threads; its lock guards killer, warnings and the queue */
	struct pool pool;

	struct db *control; /* source: the lock and the metadata */
	struct db *killer;  /* source: kills statements of our other sessions */
	struct db *target;  /* target: schema, record, stored objects */
	struct table_lock table_lock; /* on the source's non-transactional tables */
	/* the longest stall of the source's writers in one attempt to lock */
	int64_t lock_attempt_ms;

	/* what is copied, NULL-terminated */
	const char *const *databases;
	struct snapshot snapshot;
	struct catalog catalog;  /* the source's, as of the snapshot */
	struct key *keys;        /* in the catalog's order */
	struct rows histograms;  /* as the source had them (histograms.c) */
	struct compute *compute; /* of all generated values (computed.h) */

	struct earlier_run earlier;
	struct target_traits can;
	struct ddl_warning *warnings; /* of the target; guarded by pool.lock */
	bool foreign_keys_last;       /* added when all tables have their rows */
	bool recorded; /* as unfinished; before that the target is unchanged */
	/* it failed because a table was altered after the snapshot */
	atomic_bool source_changed;

	struct task_list tasks;
	struct queue queue;
	struct worker_list workers;
	struct copy_progress progress;
};

#endif
