/*
 * The copy as the plan shows it: the action, everything that it drops, and its cost.
 */
#ifndef STEPS_COPY_ACTION_H
#define STEPS_COPY_ACTION_H

#include "base/names.h"
#include "plan/plan.h"

/*
 * The copy as an action, with everything that it will drop first. keeps: our databases
 * belong to an unfinished copy that will be resumed.
 */
void act_copy(const struct facts *facts, const struct names *wanted,
	      const struct names *ours, bool keeps, struct judgement *out);

/*
 * Describes what will be copied: names, size and, from one minute on, the estimated
 * time.
 */
const char *estimate(const struct facts *facts, const struct names *wanted,
		     struct arena *arena);

#endif
