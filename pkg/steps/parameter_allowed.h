/*
 * The values that RDS allows for a parameter, as DescribeDBParameters returns them:
 * "0,1", "ROW,STATEMENT,MIXED", "1024-1073741824", or nothing.
 */
#ifndef STEPS_PARAMETER_ALLOWED_H
#define STEPS_PARAMETER_ALLOWED_H

#include "base/arena.h"

/*
 * The value as RDS spells it (ON can become 1, 64M 67108864); NULL if it is not
 * allowed. A formula ("{DBInstanceClassMemory*3/4}") is passed to RDS unchanged.
 */
const char *allowed_value(const char *allowed, const char *wanted, struct arena *arena);

#endif
