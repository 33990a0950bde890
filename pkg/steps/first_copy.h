/*
 * target.copy, when the target has no record under this manifest's name.
 */
#ifndef STEPS_FIRST_COPY_H
#define STEPS_FIRST_COPY_H

#include "plan/plan.h"

void judge_first_copy(const struct facts *facts, struct judgement *out);

/*
 * The target replicates from another source, which the copy takes it away from:
 * consent, and what to look at before it is given.
 */
void ask_to_leave_source(const struct facts *facts, const struct observed_link *link,
			 struct judgement *out);

#endif
