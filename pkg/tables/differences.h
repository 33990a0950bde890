/*
 * Two servers' definitions compared: what the copy has made with what the source had,
 * and what verify sees on both sides.
 */
#ifndef TABLES_DIFFERENCES_H
#define TABLES_DIFFERENCES_H

#include "tables/difference_list.h"

void differences_find(const struct catalog *source, const struct catalog *target,
		      const struct difference_rules *rules, struct differences *out);

#endif
