/*
 * How the target's replication link stands, and how far it has come.
 */
#ifndef LINK_STATE_H
#define LINK_STATE_H

#include "plan/plan.h"

/* RDS's own state function: both threads on, both off, anything else. */
enum link_state { LINK_OFF, LINK_ON, LINK_BROKEN };
enum link_state link_state(const struct observed_link *link);

/*
 * Why the recorded coordinates may not be used again: they hold only while the link has
 * never been started since. NULL: they are good, or there is no finished record.
 */
const char *coordinates_are_used_up(const struct facts *facts);
/* "db001-bin.000431:90112" */
const char *link_applied(const struct observed_link *link, struct arena *arena);

#endif
