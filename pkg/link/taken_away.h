/*
 * A link that extrepl set and started, and that is gone now. The target may have been
 * promoted by hand: applications then write there. Following the old source again would
 * lose their rows, or mix both.
 */
#ifndef LINK_TAKEN_AWAY_H
#define LINK_TAKEN_AWAY_H

#include "plan/plan.h"

/* The record shows that a link was started, and there is none. */
bool link_was_taken_away(const struct facts *facts);
/* The same, and someone may have written there since: do nothing without consent. */
bool may_be_promoted(const struct facts *facts);

/*
 * Reports it, with both ways to continue. True: out is judged, and nothing else must be
 * done. False: the link may be reconfigured.
 */
bool judge_taken_away(const struct facts *facts, struct judgement *out);

#endif
