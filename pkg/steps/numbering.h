/*
 * GTIDs that the target holds and the source lacks: whatever the source sends under these numbers would be skipped without
 * a word, by file and position as well.
 */
#ifndef STEPS_NUMBERING_H
#define STEPS_NUMBERING_H

#include "plan/plan.h"

/* True, and *out says so, when there are such. */
bool blocked_by_reused_gtids(const struct world *world, struct judgement *out);

#endif
