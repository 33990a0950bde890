/*
 * Who holds a lock that a statement waited for: another tool's backup lock, LOCK
 * TABLES, DDL. As far as the server's catalogue tells.
 */
#ifndef DB_LOCK_HOLDERS_H
#define DB_LOCK_HOLDERS_H

#include "db/db.h"

/*
 * "session 45 of root@10.0.0.7 has LOCK INSTANCE FOR BACKUP, unchanged for 3m02s, last
 * statement: SELECT SLEEP(300)", at most three of them; or how the server can be made
 * to tell; NULL: nobody has one. By a session of its own, or one that is idle.
 */
const char *lock_holders(struct db *db, struct arena *arena);

/*
 * True when a session of this account waits there for another's lock, for 2 s or more.
 */
bool lock_is_waited_for(struct db *db);

/*
 * Where err, of a statement on db, is a lock that was waited for without success (1205;
 * 1969 on MariaDB): makes of it ERROR_WAITING with the holder and what to do. Leaves
 * other errors alone. Returns false.
 */
bool lock_name_holders(struct db *db, struct error *err);
/* The same by a session of its own, to the server that the error names. */
bool lock_explain(const struct db_login *source, const struct db_login *target,
		  struct run *run, struct error *err);

#endif
