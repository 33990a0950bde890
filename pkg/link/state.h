/* The state of the target's replication link, and how far it has come. */
#ifndef LINK_STATE_H
#define LINK_STATE_H

#include "plan/plan.h"

/* As RDS's own state function: both threads on, both off, anything else. */
enum link_state { LINK_OFF, LINK_ON, LINK_BROKEN };
enum link_state link_state(const struct observed_link *link);

/*
 * Why the recorded coordinates must not be used again: they are valid only until the
 * link is started for the first time. NULL: they are valid, or there is no finished
 * record.
 */
const char *coordinates_are_used_up(const struct facts *facts);
/* "db001-bin.000431:90112" */
const char *link_applied(const struct observed_link *link, struct arena *arena);

#endif
