/*
 * Preflight: conditions that would make a step fail, lose data or stop the replica
 * later, each with its fix.
 *
 * A check guards a step and runs only while that step is open, so a converged plan
 * stays cheap. It is a pure function of the facts: it reports findings, or none if all
 * is well. If a fact that it needs is unknown it reports nothing, unless the unknown
 * fact is itself the problem.
 */
#ifndef PLAN_CHECKS_H
#define PLAN_CHECKS_H

#include "plan/plan.h"

struct findings {
	struct arena *arena;
	const struct check *check; /* the check that is running */
	struct finding *list;      /* in the order of the checks */
	size_t count;
};

typedef void check_run(const struct facts *facts, struct findings *out);

struct check {
	/* as in checks.accept and in the output: "table-without-key" */
	const char *name;
	/* the step that it guards: the check runs only while that step is open */
	const char *step;
	const char *side; /* "source" or "target" */
	enum severity severity;
	const char *what; /* what it finds, in one line for the documentation */
	check_run *run;   /* pure: adds its findings */
};

/* object may be NULL. message and fix are fragments without a full stop. */
void finding_add(struct findings *out, const char *object, const char *fix,
		 const char *message, ...) PRINTF_LIKE(4, 5);

extern const struct check checks[];
extern const size_t checks_count;

/*
 * Runs the checks of the plan's open steps. Sets the plan's findings and checks_passed.
 */
void checks_run(const struct facts *facts, struct arena *arena, struct plan *plan);

#endif
