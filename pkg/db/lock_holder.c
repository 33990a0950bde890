/*
 * Who holds the lock of a whole server that a statement waited for in vain: a backup,
 * as a rule. MySQL tells by performance_schema; MariaDB tells only with the plugin
 * METADATA_LOCK_INFO, so the sessions that may be it are those that are idle.
 */
#include "db/db.h"

#include "base/text.h"
#include "sql/server_errors.h"

static const char mysql_holders[] =
	"SELECT t.PROCESSLIST_ID, t.PROCESSLIST_USER, COALESCE(t.PROCESSLIST_HOST, '?'),"
	" MIN(l.OBJECT_TYPE) FROM performance_schema.metadata_locks l"
	" JOIN performance_schema.threads t ON t.THREAD_ID = l.OWNER_THREAD_ID"
	" WHERE l.OBJECT_TYPE IN ('GLOBAL', 'COMMIT', 'BACKUP LOCK')"
	" AND l.LOCK_STATUS = 'GRANTED' AND l.LOCK_DURATION = 'EXPLICIT'"
	" AND l.LOCK_TYPE IN ('SHARED', 'EXCLUSIVE')"
	" AND t.PROCESSLIST_ID <> CONNECTION_ID()"
	" GROUP BY 1, 2, 3 ORDER BY 1 LIMIT 1";
static const char mariadb_holders[] =
	"SELECT p.ID, p.USER, p.HOST, MIN(l.LOCK_TYPE)"
	" FROM information_schema.METADATA_LOCK_INFO l"
	" JOIN information_schema.PROCESSLIST p ON p.ID = l.THREAD_ID"
	" WHERE l.LOCK_TYPE LIKE '%ackup%' AND p.ID <> CONNECTION_ID()"
	" GROUP BY 1, 2, 3 ORDER BY 1 LIMIT 1";

bool db_name_lock_holder(struct db *db, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct error unused;
	struct rows rows;
	bool mysql = db_server(db)->flavour == FLAVOUR_MYSQL;

	unsigned code = err->code;

	if ((code != SERVER_LOCK_WAIT_TIMEOUT && code != SERVER_STATEMENT_TIMEOUT) ||
	    db_lost(db))
		return false;
	if (db_query(db, mysql ? mysql_holders : mariadb_holders, arena, &rows, &unused) &&
	    rows.count == 1) {
		error_set(err, ERROR_WAITING,
			  "%s: connection %s of '%s'@'%s' holds a lock of the whole server"
			  " (%s), and this statement waits for it (%u)",
			  db_label(db), rows_value(&rows, 0, 0), rows_value(&rows, 0, 1),
			  rows_value(&rows, 0, 2), rows_value(&rows, 0, 3), code);
		error_hint(err, "Is it a backup? Wait for its end, or end it: KILL %s.",
			   rows_value(&rows, 0, 0));
	} else {
		error_set(err, ERROR_WAITING,
			  "%s: another session holds a lock that this statement waits for (%u)",
			  db_label(db), code);
		error_hint(err,
			   "Is a backup running? Wait for its end. SHOW PROCESSLIST has the sessions.");
	}
	err->code = code;
	return false;
}
