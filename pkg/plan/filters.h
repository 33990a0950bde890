/*
 * Effect of filters on the changes of a database: binlog-do-db on the source,
 * replicate-* on the target.
 */
#ifndef PLAN_FILTERS_H
#define PLAN_FILTERS_H

#include "observed/observed.h"

/* The changes are not written to the source's binlog. */
bool binlog_leaves_out(const struct observed_source *source, const char *database);

/* The target ignores all changes of the database: the rule that does it, or NULL. */
const char *replica_leaves_out(const struct observed_target *target,
			       const char *database, struct arena *arena);
/* The target ignores changes of some of its tables: the rule, or NULL. */
const char *replica_leaves_out_some(const struct observed_target *target,
				    const char *database, struct arena *arena);

#endif
