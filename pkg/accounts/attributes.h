/*
 * ATTRIBUTE of MySQL's accounts; COMMENT is a part of it. ALTER USER merges: members
 * that it does not name are kept.
 */
#ifndef ACCOUNTS_ATTRIBUTES_H
#define ACCOUNTS_ATTRIBUTES_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * True if ALTER USER with the option `wanted` would not change an account that has the
 * option `there`. Both as SHOW CREATE USER prints them: ATTRIBUTE '{"team": "a"}'.
 */
bool attributes_include(const char *there, const char *wanted, struct arena *arena);

#endif
