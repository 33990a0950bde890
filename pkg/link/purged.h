/*
 * Has the source purged what a stopped link would request? It is reported before the
 * link is started and stops with 1236.
 */
#ifndef LINK_PURGED_H
#define LINK_PURGED_H

#include "plan/plan.h"

/* Why it would stop; NULL: the source has all that is needed, or it is unknown. */
const char *link_was_purged(const struct facts *facts, const struct observed_link *link,
			    struct arena *arena);

#endif
