/*
 * copy.adopt: data that somebody has loaded by hand is taken for the copy.
 */
#ifndef STEPS_ADOPTION_H
#define STEPS_ADOPTION_H

#include "plan/plan.h"

/* Nothing is recorded and no link configured; copy.adopt is set. */
void judge_adoption(const struct facts *facts, struct judgement *out);

#endif
