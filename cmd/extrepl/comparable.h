/*
 * Can verify compare what it should? Objects that the administrators cannot see must
 * never be reported as equal.
 */
#ifndef EXTREPL_COMPARABLE_H
#define EXTREPL_COMPARABLE_H

#include "base/error.h"
#include "plan/plan.h"

/*
 * databases is NULL-terminated. only_rows: tables were named, so only rows are
 * compared. ERROR_FAILED: there is nothing to compare, or a name exists on neither
 * side. ERROR_DENIED: an administrator may be unable to see everything.
 */
bool check_comparable(const struct facts *facts, const char *const *databases,
		      bool only_rows, struct error *err) MUST_CHECK;

/* Why our link is not running now; NULL: it runs, or it is not ours. */
const char *link_that_stands(const struct facts *facts, struct arena *arena);

#endif
