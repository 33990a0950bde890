/*
 * If extrepl gives up a statement, because of a lock or because the run ends, the
 * server must not execute it later.
 */
#ifndef ACT_GIVEN_UP_H
#define ACT_GIVEN_UP_H

#include "db/db.h"

/* Before the statement: sets its time limit, and notes the session's identity. */
bool given_up_prepare(struct db *db, struct error *err) MUST_CHECK;
/* After the statement was answered: removes the time limit. */
bool given_up_forget(struct db *db, struct error *err) MUST_CHECK;
/* If the connection was lost: ends its session on the server. */
void given_up_end(const struct db_login *login, const struct db *db);

#endif
