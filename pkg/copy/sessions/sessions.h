/*
 * The sessions of a copy on both servers: opened, renewed when one is lost, closed, and
 * ended on the server when a copy has failed.
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
 * Opens a new session for the worker when one is lost, and waits until the server has
 * ended the old one with all that it did. Gives up after the job's stall timeout.
 */
bool sessions_renew_writer(struct worker *worker, struct error *err) MUST_CHECK;
/* The same for copy->target, if it is lost. */
bool sessions_renew_target(struct copy *copy, struct error *err) MUST_CHECK;
/* Ends the statement that the session on the source runs. */
bool sessions_kill_query(struct copy *copy, const struct db *reader,
			 struct error *err) MUST_CHECK;

/* Keeps the server from ending a session that is idle for long. */
#define NO_IDLE_TIMEOUT "SET SESSION wait_timeout = 2147483"

/* orphan_sessions.c: sessions that a failed copy must not leave at work. */
struct orphan_sessions {
	struct db_identity *source, *target; /* in the copy's arena */
	size_t source_count, target_count;
};
void orphan_sessions_note(const struct copy *copy, struct orphan_sessions *out);
void orphan_sessions_end(const struct copy_job *job,
			 const struct orphan_sessions *orphans);

#endif
