/*
 * The definitions of a table on two servers, compared by what they mean: without the
 * counter, keys in any order, with the collations that a server leaves out, whatever
 * name a version has for UTF-8 and how wide it thinks an integer is shown.
 */
#ifndef VERIFY_SHAPE_H
#define VERIFY_SHAPE_H

#include "tables/tables.h"

/* NULL, or the first difference in words. */
const char *shape_difference(const struct table *source, const struct table *target,
			     struct arena *arena);

#endif
