/*
 * The copy: a consistent snapshot of the source, streamed into the target, with its
 * coordinates.
 *
 * Rows go from N readers that share one snapshot into N LOAD DATA LOCAL writers, never
 * to a disk. The record on the target is `unfinished` before the first change there and
 * `complete` only when everything is there and was checked: a copy that dies leaves the
 * record unfinished.
 */
#ifndef COPY_COPY_H
#define COPY_COPY_H

#include "base/run.h"
#include "db/db.h"
#include "db/record.h"

enum copy_definers { COPY_DEFINERS_KEEP, COPY_DEFINERS_ADMIN, COPY_DEFINERS_FAIL };

struct copy_job {
	const struct db_login *source; /* the copy opens its own sessions */
	const struct db_login *target; /* likewise */
	/* NULL-terminated; decided by the plan */
	const char *const *databases;
	/*
	 * All databases of the source. One created before the snapshot is in no binlog
	 * after it, so it is copied too; one dropped before it is not an error.
	 */
	bool all_databases;
	/*
	 * databases on the target that may be DROPPED first (consented),
	 * NULL-terminated, or NULL. Of an unfinished copy of this name what the source
	 * still has is kept.
	 */
	const char *const *replace;
	/*
	 * rows that an unfinished copy loaded may have changed since: none are kept
	 */
	bool from_scratch;
	/* how long to try to reconnect to a target that was lost; 0: a minute */
	int64_t stall_timeout_ms;
	unsigned threads;            /* workers; 0: one */
	int64_t lock_timeout_ms;     /* how long to try to take the source's lock */
	uint64_t chunk_size;         /* bytes of rows in one transaction, about */
	enum copy_definers definers; /* copy.definers of the manifest */
	bool block_ddl; /* DDL on the source waits until its table is copied */
	bool compress;  /* compress the connections, for slow networks */
	/* consent to lock non-transactional tables for the length of their copy */
	bool source_lock_allowed;
	/*
	 * generated values that the target cannot compute as the source did are
	 * accepted
	 */
	bool computed_accepted;
	const char *step; /* "target.copy", for the log */
	/*
	 * name, channel, run, options and the source's identity filled in by the
	 * caller; the copy fills in and writes the rest
	 */
	struct record record;
};

struct copy_result {
	struct record record;    /* as written, complete */
	const char *lock_method; /* "FLUSH TABLES WITH READ LOCK" */
	uint64_t lock_ms; /* the stall in ms: from sending the lock to the unlock's
			   * answer */
	uint64_t tables, row_count, bytes; /* on the target */
	/* of these, what an earlier run loaded and this one did not send again */
	uint64_t kept_chunks, kept_rows, kept_bytes;
	uint64_t elapsed_ms; /* of the whole copy */
	uint64_t retried;    /* chunks and statements tried again */
};

/*
 * Progress and the lock's figures go to run->log. Nothing has changed on either server
 * when it fails before the record.
 */
bool copy_run(const struct copy_job *job, struct run *run, struct arena *arena,
	      struct copy_result *out, struct error *err) MUST_CHECK;

#endif
