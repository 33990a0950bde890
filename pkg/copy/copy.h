/*
 * The copy: streams a consistent snapshot of the source into the target, with its
 * coordinates.
 *
 * N readers that share one snapshot pass the rows to N LOAD DATA LOCAL writers, without
 * files. The record on the target is `unfinished` before the first change there, and
 * `complete` only when everything is loaded and checked. A copy that dies leaves the
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
	 * Copy all databases of the source, including those created after the plan but
	 * before the snapshot, because the binlog after it does not contain them. A
	 * database dropped before the snapshot is no error.
	 */
	bool all_databases;
	/*
	 * databases on the target that the user allowed to DROP first, NULL-terminated,
	 * or NULL. What an unfinished copy of this name left is kept if the source
	 * still has it.
	 */
	const char *const *replace;
	/* keep no rows of an unfinished copy: they may have changed on the target */
	bool from_scratch;
	/* how long to try to reconnect to a lost target; 0: a minute */
	int64_t stall_timeout_ms;
	unsigned threads;            /* workers; 0: one */
	int64_t lock_timeout_ms;     /* how long to try to take the source's lock */
	uint64_t chunk_size;         /* approximate bytes of rows in one transaction */
	enum copy_definers definers; /* copy.definers of the manifest */
	bool block_ddl; /* DDL on the source waits until its table is copied */
	bool compress;  /* compress the connections, for slow networks */
	/* the user allowed to lock non-transactional tables while they are copied */
	bool source_lock_allowed;
	/* the user accepts generated values that the target computes differently */
	bool computed_accepted;
	/*
	 * Called after each reading of the source's definitions, with the session that
	 * read them: does the account still have the privileges of the plan, which
	 * decided that it sees all? NULL: not called.
	 */
	bool (*still_sees)(void *arg, struct db *source, struct error *err);
	void *still_sees_arg;
	const char *step; /* "target.copy", for the log */
	/*
	 * the caller fills in name, channel, run, options and the source's identity;
	 * the copy fills in the rest and writes it
	 */
	struct record record;
};

struct copy_result {
	struct record record;    /* as written, complete */
	const char *lock_method; /* "FLUSH TABLES WITH READ LOCK" */
	uint64_t lock_ms; /* the stall in ms: from sending the lock to the unlock's
			   * answer */
	uint64_t tables, row_count, bytes; /* on the target */
	/* of these, loaded by an earlier run and not sent again */
	uint64_t kept_chunks, kept_rows, kept_bytes;
	uint64_t elapsed_ms; /* of the whole copy */
	uint64_t retried;    /* how many chunks and statements were retried */
};

/*
 * Logs progress and the lock's figures to run->log. If it fails before it writes the
 * record, nothing has changed on either server.
 */
bool copy_run(const struct copy_job *job, struct run *run, struct arena *arena,
	      struct copy_result *out, struct error *err) MUST_CHECK;

#endif
