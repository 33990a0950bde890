/*
 * The copy as the plan shows it: an action with all that it drops, and what it costs.
 */
#ifndef STEPS_COPY_ACTION_H
#define STEPS_COPY_ACTION_H

#include "base/names.h"
#include "plan/plan.h"

/*
 * The copy itself as an action, with all that it will drop first. keeps: ours are of an
 * unfinished copy that is resumed.
 */
void act_copy(const struct facts *facts, const struct names *wanted,
	      const struct names *ours, bool keeps, struct judgement *out);

/* What is to be copied: names, size and, from a minute on, the time it takes. */
const char *estimate(const struct facts *facts, const struct names *wanted,
		     struct arena *arena);

#endif
