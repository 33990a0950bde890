/*
 * The sessions of a copy on both servers: opens them, renews a lost one, closes them,
 * and ends them on the server after a failed copy.
 */
#ifndef COPY_SESSIONS_SESSIONS_H
#define COPY_SESSIONS_SESSIONS_H

#include "copy/copy.h"

struct copy;
struct worker;

bool sessions_open(struct copy *copy, struct error *err) MUST_CHECK;
bool sessions_open_target(struct copy *copy, struct error *err) MUST_CHECK;
bool sessions_open_table_lock(struct copy *copy, struct error *err) MUST_CHECK;
void sessions_close(struct copy *copy);
/*
 * Replaces the worker's lost session, and waits until the server has ended the old one
 * and its statement. Gives up after the job's stall timeout.
 */
bool sessions_renew_writer(struct worker *worker, struct error *err) MUST_CHECK;
/* The same for copy->target, if it is lost. */
bool sessions_renew_target(struct copy *copy, struct error *err) MUST_CHECK;
/* Replaces copy->killer, which was lost. Call it with pool.lock held. */
bool sessions_renew_killer(struct copy *copy, struct error *err) MUST_CHECK;
/* Ends the statement that a session on the source is running. */
bool sessions_kill_query(struct copy *copy, const struct db *reader,
			 struct error *err) MUST_CHECK;

/* Prevents the server from ending a session that is idle for long. */
#define NO_IDLE_TIMEOUT "SET SESSION wait_timeout = 2147483"

/* orphan_sessions.c: sessions that must not go on working after a failed copy. */
struct orphan_sessions {
	struct db_identity *source, *target; /* in the copy's arena */
	size_t source_count, target_count;
};
void orphan_sessions_note(const struct copy *copy, struct orphan_sessions *out);
void orphan_sessions_end(const struct copy_job *job,
			 const struct orphan_sessions *orphans);

#endif
