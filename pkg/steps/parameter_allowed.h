/*
 * What RDS allows a parameter to be, as DescribeDBParameters says it: "0,1",
 * "ROW,STATEMENT,MIXED", "1024-1073741824", or nothing.
 */
#ifndef STEPS_PARAMETER_ALLOWED_H
#define STEPS_PARAMETER_ALLOWED_H

#include "base/arena.h"

/*
 * The value as RDS spells it (ON may have to be 1, 64M 67108864); NULL if it is not
 * allowed. A formula ("{DBInstanceClassMemory*3/4}") is passed to RDS as it is.
 */
const char *allowed_value(const char *allowed, const char *wanted, struct arena *arena);

#endif
