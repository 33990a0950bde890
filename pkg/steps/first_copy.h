/* target.copy, if the target has no record under this manifest's name. */
#ifndef STEPS_FIRST_COPY_H
#define STEPS_FIRST_COPY_H

#include "plan/plan.h"

void judge_first_copy(const struct facts *facts, struct judgement *out);

/*
 * The target replicates from another source, and the copy would end that: asks for
 * consent, and says what to check before giving it.
 */
void ask_to_leave_source(const struct facts *facts, const struct observed_link *link,
			 struct judgement *out);

#endif
