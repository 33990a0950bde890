/*
 * ATTRIBUTE of MySQL's accounts, of which COMMENT is a part. ALTER USER merges: what it
 * does not name stays.
 */
#ifndef ACCOUNTS_ATTRIBUTES_H
#define ACCOUNTS_ATTRIBUTES_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * Whether ALTER USER with the option `wanted` leaves an account as it is that has the
 * option `there`. Both as SHOW CREATE USER prints them: ATTRIBUTE '{"team": "a"}'.
 */
bool attributes_include(const char *there, const char *wanted, struct arena *arena);

#endif
