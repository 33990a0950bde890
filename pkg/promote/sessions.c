/*
 * Sessions still connected to the side that was closed.
 *
 * On the way back the target has no read_only to refuse a client that was not moved, or
 * that comes late because it got the old host a moment ago. Such a client would write
 * there once the lock is released. So while the lock is still held, and the source
 * already takes writes, sessions are ended until no new one comes for some time. Their
 * statements fail, and they reconnect to where the hooks point them.
 */
#include "base/text.h"
#include "base/wait.h"
#include "promote/internal.h"

/*
 * How long no new session may come: if clients were connected; and if none were, not
 * even before the lock. An empty list proves nothing: when the lock was taken, all
 * clients may have lost a deadlock and be reconnecting.
 */
#define QUIET_MS 3000
#define QUIET_WITHOUT_CLIENTS_MS 300
#define POLL_MS 50

/* Leaves out extrepl's own sessions, the server's, and replicas. */
static const char *sessions_query(const struct promotion *promotion, struct db *db)
{
	return arena_printf(promotion->arena,
			    "SELECT id, user, SUBSTRING_INDEX(COALESCE(host, ''), ':', 1)"
			    " FROM information_schema.processlist"
			    " WHERE user NOT IN ('system user', 'event_scheduler', 'rdsadmin',"
			    " 'unauthenticated user') AND command NOT IN ('Binlog Dump',"
			    " 'Binlog Dump GTID', 'Killed')"
			    " AND CONCAT(user, '@', SUBSTRING_INDEX(host, ':', 1)) <>"
			    " CONCAT(SUBSTRING_INDEX(USER(), '@', 1), '@',"
			    " COALESCE((SELECT SUBSTRING_INDEX(p.host, ':', 1) FROM"
			    " information_schema.processlist p WHERE p.id = CONNECTION_ID()), ''))"
			    " AND id <> %llu ORDER BY user, 3",
			    (unsigned long long)db_server(db)->connection_id);
}

static void end_session(struct promotion *promotion, struct db *db, const char *id)
{
	struct error unused = { 0 };

	if (promotion->wish == PROMOTE_REVERT)
		(void)!db_executef(db, &unused, "CALL mysql.rds_kill(%s)", id);
	else
		(void)!db_executef(db, &unused, "KILL %s", id);
}

/* "shop@10.0.3.7 (2), report@10.0.3.9" */
static const char *sessions_text(const struct rows *rows, struct arena *arena)
{
	struct text list = text_make(arena);

	for (size_t i = 0; i < rows->count;) {
		size_t same = i;

		while (same < rows->count &&
		       text_equal(rows_value(rows, i, 1), rows_value(rows, same, 1)) &&
		       text_equal(rows_value(rows, i, 2), rows_value(rows, same, 2)))
			same++;
		text_addf(&list, "%s%s@%s", list.length == 0 ? "" : ", ",
			  rows_value(rows, i, 1), rows_value(rows, i, 2));
		if (same - i > 1)
			text_addf(&list, " (%zu)", same - i);
		i = same;
	}
	return list.length == 0 ? NULL : list.bytes;
}

static bool read_sessions(struct promotion *promotion, struct db *db, struct rows *out)
{
	struct error err = { 0 };

	if (db_query(db, sessions_query(promotion, db), promotion->arena, out, &err))
		return true;
	log_fact(promotion->session->run->log, LOG_ERROR, "sessions",
		 "the sessions still connected to %s cannot be read: %s", db_label(db),
		 err.message);
	return false;
}

static void end_all(struct promotion *promotion, struct db *db, const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		end_session(promotion, db, rows_value(rows, i, 0));
}

static void keep_ending(struct promotion *promotion, struct db *db, bool had_clients)
{
	struct wait wait =
		wait_start(promotion->run, MOST_LATE_CLIENTS_MS, POLL_MS, POLL_MS);
	int64_t quiet = had_clients ? QUIET_MS : QUIET_WITHOUT_CLIENTS_MS;
	int64_t last_seen = run_clock();
	struct rows rows = { .count = 0 };

	do {
		if (!read_sessions(promotion, db, &rows))
			return;
		if (rows.count > 0) {
			end_all(promotion, db, &rows);
			promotion->sessions_count += rows.count;
			promotion->result->sessions =
				sessions_text(&rows, promotion->arena);
			last_seen = run_clock();
			quiet = QUIET_MS;
		} else if (run_clock() - last_seen >= quiet) {
			return;
		}
	} while (wait_again(&wait));
	log_fact(promotion->session->run->log, LOG_ERROR, "sessions",
		 "clients still connect to %s (%s): what they write there reaches %s "
		 "over the way back, but then both sides take writes and may assign "
		 "the same AUTO_INCREMENT value twice; point them at %s",
		 target_name(promotion),
		 promotion->result->sessions == NULL ? "-" : promotion->result->sessions,
		 source_name(promotion), source_name(promotion));
}

void look_at_sessions(struct promotion *promotion)
{
	bool back = promotion->wish == PROMOTE_REVERT;
	struct db *db = back ? promotion->target : promotion->source;
	struct rows rows;

	if (!read_sessions(promotion, db, &rows))
		return;
	promotion->sessions_count = rows.count;
	promotion->result->sessions = sessions_text(&rows, promotion->arena);
	if (back || promotion->session->manifest->cutover.end_sessions)
		end_all(promotion, db, &rows);
	if (back)
		keep_ending(promotion, db, rows.count > 0 || promotion->had_clients);
}

void note_clients(struct promotion *promotion)
{
	struct rows rows;

	promotion->had_clients =
		!read_sessions(promotion, promotion->target, &rows) || rows.count > 0;
}
