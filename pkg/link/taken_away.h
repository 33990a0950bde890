/*
 * A link that extrepl had set and started, and that is gone since. The target may have
 * been promoted by hand: applications then write there, and to follow the old source
 * again would lose their rows, or mix both.
 */
#ifndef LINK_TAKEN_AWAY_H
#define LINK_TAKEN_AWAY_H

#include "plan/plan.h"

/* By the record a link was started, and there is none. */
bool link_was_taken_away(const struct facts *facts);
/* And it is not known that nothing was written there since: nothing is done unasked. */
bool may_be_promoted(const struct facts *facts);

/*
 * Reports it, with both ways to go on. True: out is judged, and nothing else is to be
 * done. False: the link may be reconfigured.
 */
bool judge_taken_away(const struct facts *facts, struct judgement *out);

#endif
