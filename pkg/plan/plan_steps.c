/* Finds a step of a plan. */
#include <string.h>

#include "plan/plan.h"

const struct judgement *plan_step(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->steps_count; i++) {
		if (strcmp(plan->steps[i].step, name) == 0)
			return &plan->steps[i];
	}
	return NULL;
}

const struct judgement *plan_next(const struct plan *plan)
{
	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict == VERDICT_TODO)
			return &plan->steps[i];
	}
	return NULL;
}
