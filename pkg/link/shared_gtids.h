/*
 * Which GTIDs do a source and the target have in common, if another source brought them
 * to the target?
 */
#ifndef LINK_SHARED_GTIDS_H
#define LINK_SHARED_GTIDS_H

#include "plan/plan.h"

/*
 * True if the source has transactions that the target got over our link. *lacks: those
 * of them that the source does not have, as text; NULL: it has all, including those
 * that are received and not yet applied.
 */
bool gtids_are_shared(const struct facts *facts, const struct observed_link *link,
		      struct arena *arena, const char **lacks);

#endif
