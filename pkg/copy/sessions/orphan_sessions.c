/*
 * Ends, over a new connection, the sessions of a failed copy that still work on both
 * servers.
 */
#include "copy/sessions/sessions.h"
#include "copy/state.h"

#define STALL_TIMEOUT_SECONDS 3
/* Control, killer, table lock; and copy->target. */
#define SINGLE_SESSIONS 4

static void note(struct orphan_sessions *out, const struct db *db, bool target)
{
	if (db == NULL)
		return;
	if (target)
		out->target[out->target_count++] = *db_identity(db);
	else
		out->source[out->source_count++] = *db_identity(db);
}

void orphan_sessions_note(const struct copy *copy, struct orphan_sessions *out)
{
	size_t room = copy->workers.threads + SINGLE_SESSIONS;

	*out = (struct orphan_sessions){
		.source = arena_array(copy->arena, room, sizeof(*out->source)),
		.target = arena_array(copy->arena, room, sizeof(*out->target)),
	};
	note(out, copy->control, false);
	note(out, copy->table_lock.db, false);
	note(out, copy->target, true);
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		note(out, copy->workers.list[i].reader, false);
		note(out, copy->workers.list[i].writer, true);
	}
}

/* Errors are ignored: a session that cannot be ended now ends by itself later. */
static void end_sessions(const struct db_login *login,
			 const struct db_identity *sessions, size_t count)
{
	struct db_login brief = *login;
	struct error unused = { 0 };
	struct run run; /* a separate one, because the copy's is cancelled */
	struct db *db;

	if (count == 0)
		return;
	run_init(&run, NULL);
	brief.connect_seconds = STALL_TIMEOUT_SECONDS;
	brief.read_seconds = STALL_TIMEOUT_SECONDS;
	if (!db_connect(&brief, &run, &db, &unused))
		return;
	bool sent = db_kill(db, sessions, count, DB_KILL_SESSION, &unused);
	(void)sent;
	db_close(db);
}

/*
 * A statement does not end when its client disconnects: a SELECT keeps its metadata
 * lock, an ALTER goes on. So after a failure, a new session on each side ends the
 * copy's sessions.
 */
void orphan_sessions_end(const struct copy_job *job, const struct orphan_sessions *orphans)
{
	end_sessions(job->source, orphans->source, orphans->source_count);
	end_sessions(job->target, orphans->target, orphans->target_count);
}
