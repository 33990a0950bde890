/*
 * The state of one copy, shared by all folders of pkg/copy. It lives for one copy_run.
 * work.h explains workers and tasks.
 */
#ifndef COPY_STATE_H
#define COPY_STATE_H

#include "base/pool.h"
#include "copy/copy.h"
#include "copy/snapshot/moved.h"
#include "copy/snapshot/snapshot.h"
#include "copy/snapshot/table_lock.h"
#include "copy/workers/work.h"

/* What the target can do, and its defaults; read before anything is created there. */
struct target_traits {
	atomic_bool load_data;  /* LOAD DATA LOCAL is allowed there */
	uint64_t packet;        /* max_allowed_packet, in bytes */
	const char *row_format; /* innodb_default_row_format */
	/* the target's zone for the source's SYSTEM, or NULL (event_zone.c) */
	const char *system_zone;
};

/* What an interrupted run left on the target (resume.c, compare.c). */
struct earlier_run {
	bool resumes;            /* an earlier run exists and is resumed */
	const char *const *ours; /* databases of that copy, NULL-terminated */
	struct rows present;     /* database, name, type: tables on the target */
	uint64_t chunks;         /* in the ledger */
	uint64_t kept_chunks, kept_bytes, kept_rows; /* of these */
};

struct copy {
	const struct copy_job *job; /* the caller's, valid for the whole copy_run */
	struct arena *arena; /* the caller's; while workers run, guarded by pool.lock */
	/* the threads; its lock guards killer, warnings and the queue */
	struct pool pool;

	struct db *control; /* source: the lock and the metadata */
	/* source: kills statements of the copy's other sessions, looks at names */
	struct db *killer;
	struct db *target;            /* target: schema, record, stored objects */
	struct table_lock table_lock; /* on the source's non-transactional tables */
	/* how long one attempt to lock may stall the source's writers, in ms */
	int64_t lock_attempt_ms;

	/* the databases to copy, NULL-terminated */
	const char *const *databases;
	struct snapshot snapshot;
	struct moved_tables moved;
	struct catalog catalog;  /* the source's, as of the snapshot */
	struct key *keys;        /* in the catalog's order */
	struct rows histograms;  /* of the source (histograms.c) */
	struct compute *compute; /* for all generated values (computed.h) */

	struct earlier_run earlier;
	struct target_traits can;
	struct ddl_warning *warnings; /* of the target; guarded by pool.lock */
	bool foreign_keys_last;       /* added when all tables have their rows */
	/* the record is written as unfinished; until then the target is unchanged */
	bool recorded;
	/* it failed because a table was altered after the snapshot */
	atomic_bool source_changed;

	struct task_list tasks;
	struct queue queue;
	struct worker_list workers;
	struct copy_progress progress;
};

#endif
