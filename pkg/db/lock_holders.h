/*
 * Which session holds a lock that a statement waited for: another tool's backup lock,
 * LOCK TABLES, DDL. Known only as far as the server's catalogue shows it.
 */
#ifndef DB_LOCK_HOLDERS_H
#define DB_LOCK_HOLDERS_H

#include "db/db.h"

/*
 * "session 45 of root@10.0.0.7 has LOCK INSTANCE FOR BACKUP, unchanged for 3m02s, last
 * statement: SELECT SLEEP(300)", at most three sessions; or how to make the server show
 * them; NULL: no session holds such a lock. db must be idle.
 */
const char *lock_holders(struct db *db, struct arena *arena);

/*
 * True when a session of this account has waited for a lock of another session for 2 s
 * or more.
 */
bool lock_is_waited_for(struct db *db);

/* True when a session that is not extrepl's has waited as long for a table. */
bool lock_keeps_others(struct db *db);

/*
 * If err says that a statement on db waited for a lock without success (1205; 1969 on
 * MariaDB), makes it ERROR_WAITING and adds which session holds the lock and what to
 * do. Does not change other errors. Returns false.
 */
bool lock_name_holders(struct db *db, struct error *err);
/* The same on a new session, to the server that the error names. */
bool lock_explain(const struct db_login *source, const struct db_login *target,
		  struct run *run, struct error *err);

#endif
