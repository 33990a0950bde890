/*
 * What a source and the target have in common by their GTIDs, where another source
 * brought them to the target.
 */
#ifndef LINK_SHARED_GTIDS_H
#define LINK_SHARED_GTIDS_H

#include "plan/plan.h"

/*
 * True when the source has transactions that the target has from our link. *lacks: of
 * those that it does not have, as text; NULL: it has all, those too that are received
 * and not yet applied.
 */
bool gtids_are_shared(const struct facts *facts, const struct observed_link *link,
		      struct arena *arena, const char **lacks);

#endif
