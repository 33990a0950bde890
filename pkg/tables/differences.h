/*
 * Compares the definitions of two servers: for the copy, what it created with what the
 * source had; for verify, both sides as they are.
 */
#ifndef TABLES_DIFFERENCES_H
#define TABLES_DIFFERENCES_H

#include "tables/difference_list.h"

void differences_find(const struct catalog *source, const struct catalog *target,
		      const struct difference_rules *rules, struct differences *out);

#endif
