/* copy.adopt: uses data that was loaded by hand instead of a copy. */
#ifndef STEPS_ADOPTION_H
#define STEPS_ADOPTION_H

#include "plan/plan.h"

/* Call it only if nothing is recorded, no link is configured, and copy.adopt is set. */
void judge_adoption(const struct facts *facts, struct judgement *out);

#endif
