/*
 * A statement that is given up, because of a lock or because the run ends, must not be
 * carried out by the server later.
 */
#ifndef ACT_GIVEN_UP_H
#define ACT_GIVEN_UP_H

#include "db/db.h"

/* Before it: the server bounds what follows, and says who the session is. */
bool given_up_prepare(struct db *db, struct error *err) MUST_CHECK;
/* After it, when it was answered. */
bool given_up_forget(struct db *db, struct error *err) MUST_CHECK;
/* When the connection was lost meanwhile: ends what the server still has of it. */
void given_up_end(const struct db_login *login, const struct db *db);

#endif
