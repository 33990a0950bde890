/*
 * Identifies a session so that only that one is killed. A connection id alone is not
 * enough: after a restart the server counts from 1 again, and the id may belong to
 * another client. So while the session lives, extrepl reads its user and address and
 * the server's start time from the server. It compares them again before the kill.
 */
#include "db/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Seconds by which two computations of the server's start time may differ. */
#define START_TOLERANCE 2

/* Reads id and name of the sessions with these ids, and when the server was started. */
static bool ask(struct db *by, const char *ids, struct arena *arena,
		struct rows *sessions, int64_t *started, struct error *err)
{
	struct db_statement asked[] = {
		{ .sql = arena_printf(arena,
				      "SELECT id, CONCAT(user, '@', COALESCE(host, '')),"
				      " UNIX_TIMESTAMP() FROM information_schema.processlist"
				      " WHERE id IN (%s)",
				      ids) },
		{ .sql = "SHOW GLOBAL STATUS LIKE 'Uptime'" },
	};

	if (!db_batch(by, asked, ARRAY_SIZE(asked), arena, err))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(asked); i++) {
		if (!asked[i].done) {
			*err = asked[i].error;
			return false;
		}
	}
	*sessions = asked[0].rows;
	uint64_t uptime = asked[1].rows.count == 1 ?
				  rows_number(rows_value(&asked[1].rows, 0, 1), 0) :
				  0;
	uint64_t now =
		sessions->count == 0 ? 0 : rows_number(rows_value(sessions, 0, 2), 0);
	*started = uptime == 0 || now == 0 ? 0 : (int64_t)(now - uptime);
	return true;
}

static void remember(struct db *db, const struct rows *sessions, int64_t started)
{
	struct db_identity *identity = &db->identity;

	*identity = (struct db_identity){ .connection_id = db->server.connection_id };
	for (size_t i = 0; i < sessions->count; i++) {
		if (rows_number(rows_value(sessions, i, 0), 0) != identity->connection_id)
			continue;
		const char *name = rows_value(sessions, i, 1);
		/*
		 * A name that does not fit is not kept, so the session is never killed.
		 */
		if (name != NULL && strlen(name) < sizeof(identity->name)) {
			(void)strcpy(identity->name, name);
			identity->started = started;
		}
	}
}

bool db_identify(struct db *by, struct db *const *sessions, size_t count,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text ids = text_make(arena);
	struct rows found;
	int64_t started;

	text_addf(&ids, "%" PRIu64, by->server.connection_id);
	for (size_t i = 0; i < count; i++)
		text_addf(&ids, ", %" PRIu64, sessions[i]->server.connection_id);
	if (!ask(by, ids.bytes, arena, &found, &started, err))
		return false;
	remember(by, &found, started);
	for (size_t i = 0; i < count; i++)
		remember(sessions[i], &found, started);
	return true;
}

const struct db_identity *db_identity(const struct db *db)
{
	return &db->identity;
}

static bool is_the_same(const struct rows *sessions, int64_t started,
			const struct db_identity *identity)
{
	int64_t apart = started - identity->started;

	if (identity->started == 0 || started == 0 || apart > START_TOLERANCE ||
	    apart < -START_TOLERANCE)
		return false;
	for (size_t i = 0; i < sessions->count; i++) {
		if (rows_number(rows_value(sessions, i, 0), 0) == identity->connection_id &&
		    text_equal(rows_value(sessions, i, 1), identity->name))
			return true;
	}
	return false;
}

bool db_kill(struct db *by, const struct db_identity *identities, size_t count,
	     enum db_kill what, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text ids = text_make(arena);
	struct db_statement *kills = arena_array(arena, count, sizeof(*kills));
	struct rows found;
	int64_t started;
	size_t same = 0;

	/* Include its own id, so there is a row even if the other sessions are gone. */
	text_addf(&ids, "%" PRIu64, by->server.connection_id);
	for (size_t i = 0; i < count; i++)
		text_addf(&ids, ", %" PRIu64, identities[i].connection_id);
	if (!ask(by, ids.bytes, arena, &found, &started, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (is_the_same(&found, started, &identities[i]))
			kills[same++].sql =
				arena_printf(arena, "KILL %s%" PRIu64,
					     what == DB_KILL_QUERY ? "QUERY " : "",
					     identities[i].connection_id);
	}
	return same == 0 || db_batch(by, kills, same, arena, err);
}
