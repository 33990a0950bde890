/*
 * Finds lock holders in MySQL's performance schema, MariaDB's plugin or the process
 * list.
 */
#include "db/lock_holders.h"
#include "db/internal.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "sql/server_errors.h"

#define SHOWN 3
/* The column that only the queries for locks have. */
#define LOCK 5

/*
 * Locks that others wait for: on all tables, on whole tables, and any lock that a
 * session is waiting for now. Each query: id, user, host, seconds, statement, lock.
 */
static const char mysql_holders[] =
	"SELECT t.processlist_id, t.processlist_user, t.processlist_host,"
	" COALESCE(t.processlist_time, 0),"
	" LEFT(COALESCE(t.processlist_info, s.sql_text, ''), 100),"
	" MIN(CASE WHEN l.object_type = 'BACKUP LOCK' THEN 'LOCK INSTANCE FOR BACKUP'"
	" WHEN l.object_type IN ('GLOBAL', 'COMMIT') THEN 'a global read lock'"
	" ELSE CONCAT('a lock on ', l.object_schema, '.', l.object_name) END)"
	" FROM performance_schema.metadata_locks l"
	" JOIN performance_schema.threads t ON t.thread_id = l.owner_thread_id"
	" LEFT JOIN performance_schema.events_statements_current s"
	" ON s.thread_id = t.thread_id AND s.nesting_event_id IS NULL"
	" WHERE l.lock_status = 'GRANTED' AND t.processlist_id <> CONNECTION_ID()"
	" AND ((l.object_type IN ('BACKUP LOCK', 'GLOBAL', 'COMMIT') AND l.lock_type = 'SHARED')"
	" OR (l.object_type = 'TABLE' AND l.lock_duration <> 'STATEMENT' AND l.lock_type IN"
	" ('EXCLUSIVE', 'SHARED_NO_READ_WRITE', 'SHARED_READ_ONLY', 'SHARED_NO_WRITE'))"
	" OR EXISTS (SELECT 1 FROM performance_schema.metadata_locks w"
	" WHERE w.lock_status = 'PENDING' AND w.owner_thread_id <> l.owner_thread_id"
	" AND w.object_type = l.object_type AND w.object_schema <=> l.object_schema"
	" AND w.object_name <=> l.object_name AND l.object_type = 'TABLE'))"
	" GROUP BY 1, 2, 3, 4, 5 ORDER BY 4 DESC";

#define WHO "p.id, p.user, p.host, COALESCE(p.time, 0), LEFT(COALESCE(p.info, ''), 100)"

static const char mariadb_holders[] =
	"SELECT " WHO
	", MIN(CASE WHEN l.lock_mode LIKE 'MDL_BACKUP%' THEN 'a backup lock'"
	" ELSE CONCAT('a lock on ', l.table_schema, '.', l.table_name) END)"
	" FROM information_schema.metadata_lock_info l"
	" JOIN information_schema.processlist p ON p.id = l.thread_id"
	" WHERE p.id <> CONNECTION_ID() AND p.state NOT LIKE 'Waiting for%'"
	" AND (l.lock_mode IN ('MDL_SHARED_NO_READ_WRITE', 'MDL_SHARED_READ_ONLY',"
	" 'MDL_SHARED_NO_WRITE', 'MDL_EXCLUSIVE')"
	" OR l.lock_mode REGEXP '^MDL_BACKUP_(START|FLUSH|WAIT|FTWRL|BLOCK)')"
	" GROUP BY 1, 2, 3, 4, 5 ORDER BY 4 DESC";

/*
 * Without either: sessions of others that have been busy or idle for as long as the
 * statement waited. Of those with the same time, in seconds, the older session first.
 */
static const char candidates[] =
	"SELECT " WHO " FROM information_schema.processlist p"
	" WHERE p.id NOT IN (%s) AND p.time >= 2"
	" AND COALESCE(p.state, '') NOT LIKE 'Waiting for%%'"
	" AND p.user NOT IN ('system user', 'event_scheduler', 'rdsadmin')"
	" AND p.command IN ('Sleep', 'Query', 'Execute')"
	" AND p.id <> COALESCE(IS_USED_LOCK('extrepl'), 0) ORDER BY 4 DESC, 1";

static const char waiting[] =
	"SELECT COUNT(*) FROM information_schema.processlist p"
	" WHERE p.user = SUBSTRING_INDEX(USER(), '@', 1) AND p.time >= 2"
	" AND p.state LIKE 'Waiting for%lock' AND p.id <> CONNECTION_ID()";

static const char others_waiting[] =
	"SELECT COUNT(*) FROM information_schema.processlist p"
	" WHERE p.state LIKE 'Waiting for table metadata lock' AND p.time >= 2"
	" AND p.id NOT IN (%s)";

/* Another client's statement may contain a password: then it is not shown. */
static bool may_show(const char *statement)
{
	return !text_empty(statement) && strcasestr(statement, "IDENTIFIED") == NULL &&
	       strcasestr(statement, "PASSWORD") == NULL;
}

static const char *list(const struct rows *rows, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < rows->count && i < SHOWN; i++) {
		const char *statement = rows_value(rows, i, 4);
		const char *host = rows_value(rows, i, 2);

		text_addf(&text, "%ssession %s of %s@%s", i == 0 ? "" : "; ",
			  rows_value(rows, i, 0), rows_value(rows, i, 1),
			  text_empty(host) ? "localhost" : host);
		if (rows->columns > LOCK)
			text_addf(&text, " has %s", rows_value(rows, i, LOCK));
		text_addf(&text, ", unchanged for %s",
			  text_duration(arena,
					rows_number(rows_value(rows, i, 3), 0) * 1000));
		if (may_show(statement))
			text_addf(&text, ", last statement: %s", statement);
	}
	if (rows->count > SHOWN)
		text_addf(&text, "; and %zu more", rows->count - SHOWN);
	return text.bytes;
}

const char *lock_holders(struct db *db, struct arena *arena)
{
	bool mysql = db_server(db)->flavour == FLAVOUR_MYSQL;
	struct error unused = { 0 };
	struct rows rows;

	if (db_query(db, mysql ? mysql_holders : mariadb_holders, arena, &rows, &unused))
		return rows.count == 0 ? NULL : list(&rows, arena);
	const char *how =
		mysql ? "GRANT SELECT ON performance_schema.* lets extrepl see it" :
			"INSTALL SONAME 'metadata_lock_info' lets extrepl see it";
	const char *others = arena_printf(arena, candidates, own_sessions(db, arena));
	if (db_lost(db) || !db_query(db, others, arena, &rows, &unused) || rows.count == 0)
		return arena_printf(arena,
				    "the server does not show which session has it (%s)",
				    how);
	return arena_printf(arena,
			    "the server does not show which session has it (%s); maybe "
			    "%s",
			    how, list(&rows, arena));
}

bool lock_is_waited_for(struct db *db)
{
	AUTO_ARENA *arena = arena_make();
	struct error unused = { 0 };
	struct rows rows;

	return db_query(db, waiting, arena, &rows, &unused) &&
	       rows_number(rows_value(&rows, 0, 0), 0) > 0;
}

bool lock_keeps_others(struct db *db)
{
	AUTO_ARENA *arena = arena_make();
	struct error unused = { 0 };
	struct rows rows;

	return db_query(db, arena_printf(arena, others_waiting, own_sessions(db, arena)),
			arena, &rows, &unused) &&
	       rows_number(rows_value(&rows, 0, 0), 0) > 0;
}

/* The label may come after added context, so search the whole message. */
static const struct db_login *named_in(const struct error *err,
				       const struct db_login *source,
				       const struct db_login *target)
{
	if (strstr(err->message, source->label) != NULL)
		return source;
	return strstr(err->message, target->label) != NULL ? target : NULL;
}

static bool is_lock(const struct error *err)
{
	return err->kind == ERROR_FAILED && (err->code == SERVER_LOCK_WAIT_TIMEOUT ||
					     err->code == SERVER_STATEMENT_TIMEOUT);
}

static bool hint(struct db *db, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *holders = lock_holders(db, arena);

	err->kind = ERROR_WAITING;
	return error_hint(err,
			  "Is it a backup? %s. Wait until the lock is released, or end "
			  "a forgotten session: KILL ID (on RDS CALL "
			  "mysql.rds_kill(ID)). Then run the same command again: it "
			  "continues. The statement that gave up is not executed later.",
			  holders == NULL ? "The lock has been released since" : holders);
}

bool lock_name_holders(struct db *db, struct error *err)
{
	unsigned code = err->code;

	if (!is_lock(err) || db_lost(db))
		return false; /* err is set: it is what is explained */
	error_set(err, ERROR_WAITING,
		  "%s: another session holds a lock that this statement waited for (%u)",
		  db_label(db), code);
	err->code = code;
	return hint(db, err);
}

bool lock_explain(const struct db_login *source, const struct db_login *target,
		  struct run *run, struct error *err)
{
	AUTO_DB *db = NULL;
	struct error unused = { 0 };
	const struct db_login *login = named_in(err, source, target);

	if (!is_lock(err) || login == NULL)
		return false; /* err is set: it is what is explained */
	struct db_login brief = *login;

	brief.session = SESSION_LOOK;
	brief.read_seconds = 5;
	err->kind = ERROR_WAITING;
	return db_connect(&brief, run, &db, &unused) ? hint(db, err) : false;
}
