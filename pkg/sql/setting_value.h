/*
 * Whether two values of a server variable mean the same: ON and 1, ROW and row, 1G and
 * 1073741824.
 */
#ifndef SQL_SETTING_VALUE_H
#define SQL_SETTING_VALUE_H

#include <stdbool.h>

#include "base/arena.h"

bool values_equal(const char *is, const char *wanted);

/* 64M as 67108864; anything else unchanged. */
const char *values_plain_number(const char *value, struct arena *arena);
/*
 * For SET: a number without quotes (with them, SET fails with error 1232), anything
 * else in quotes.
 */
const char *values_literal(const char *value, struct arena *arena);

#endif
