/*
 * Whether what verify is asked to compare can be compared at all: what the
 * administrators cannot see must never be reported as equal.
 */
#ifndef EXTREPL_COMPARABLE_H
#define EXTREPL_COMPARABLE_H

#include "base/error.h"
#include "plan/plan.h"

/*
 * databases is NULL-terminated. Only rows: tables were named, no other object is
 * compared. ERROR_FAILED: there is nothing to compare, or a name is on neither side;
 * ERROR_DENIED: an administrator may not see all of it.
 */
bool check_comparable(const struct facts *facts, const char *const *databases,
		      bool only_rows, struct error *err) MUST_CHECK;

/* Why our link does not run now; NULL: it runs, or it is not ours. */
const char *link_that_stands(const struct facts *facts, struct arena *arena);

#endif
