/*
 * Makes a plan: judges every step in two passes, runs the checks of the open ones
 * (preflight.c), and decides the outcome. The steps themselves are in pkg/steps.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plan/checks.h"

static const struct judgement *step_named(const struct plan *plan, const char *name,
					  size_t length)
{
	for (size_t i = 0; i < plan->steps_count; i++) {
		const char *step = plan->steps[i].step;

		if (strncmp(step, name, length) == 0 && step[length] == '\0')
			return &plan->steps[i];
	}
	return NULL;
}

/*
 * The last needed step that is not in place yet. *judgeable: the facts will still be
 * meaningful, because that step, and every other open one, is about to be done.
 */
static const struct judgement *open_need(const struct plan *plan, const char *needs,
					 bool *judgeable)
{
	const struct judgement *found = NULL;

	*judgeable = true;
	for (const char *at = needs; *at != '\0';) {
		size_t length = strcspn(at, " ");

		const struct judgement *needed = step_named(plan, at, length);
		bool about_to_be_done = needed != NULL && needed->verdict == VERDICT_TODO;
		if (needed != NULL && needed->verdict != VERDICT_DONE &&
		    (*judgeable || !about_to_be_done)) {
			found = needed;
			*judgeable = about_to_be_done;
		}
		at += length;
		at += strspn(at, " ");
	}
	return found;
}

/* An action that needs a consent is not done without it. */
static unsigned block_without_consent(const struct facts *facts, struct judgement *out)
{
	unsigned lacking = out->consent & ~facts->allowed;

	if (out->verdict != VERDICT_TODO || lacking == 0)
		return 0;
	out->verdict = VERDICT_BLOCKED;
	return lacking;
}

static void judge_step(const struct step *step, const struct facts *facts,
		       struct plan *plan, struct judgement *out)
{
	bool judgeable;
	const struct judgement *after = open_need(plan, step->needs, &judgeable);

	if (!judgeable) {
		judge_pending(out, after->step);
		return;
	}
	out->after = after == NULL ? NULL : after->step;
	step->judge(facts, out);
	plan->consents |= block_without_consent(facts, out);
}

/* The table being judged, and the results of the first pass. */
struct passes {
	const struct step *steps;
	size_t count;
	/* one for each step; without a name: no step wraps it, or it is not needed */
	struct judgement *alone;
};

static bool applies(const struct step *step, const struct facts *facts)
{
	return step->applies == NULL || step->applies(facts);
}

static bool wraps(const struct step *step, const char *name)
{
	for (const char *at = step->wraps; *at != '\0'; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");

		if (strncmp(at, name, word) == 0 && name[word] == '\0')
			return true;
		at += word;
	}
	return false;
}

static bool is_wrapped(const struct passes *passes, const char *name)
{
	for (size_t i = 0; i < passes->count; i++) {
		if (wraps(&passes->steps[i], name))
			return true;
	}
	return false;
}

/* First pass: judges each step that others wrap, by itself. */
static void judge_alone(struct passes *passes, const struct facts *facts,
			struct arena *arena)
{
	passes->alone = arena_array(arena, passes->count, sizeof(*passes->alone));
	for (size_t i = 0; i < passes->count; i++) {
		const struct step *step = &passes->steps[i];
		struct judgement *out = &passes->alone[i];

		if (!is_wrapped(passes, step->name) || !applies(step, facts))
			continue;
		out->step = step->name;
		out->row = step;
		out->arena = arena;
		step->judge(facts, out);
		(void)block_without_consent(facts, out);
	}
}

/* Facts for the second pass: with the judgements of the steps that this one wraps. */
static struct facts facts_for(const struct step *step, const struct passes *passes,
			      const struct facts *facts, struct arena *arena)
{
	struct facts own = *facts;
	size_t count = 0;

	if (*step->wraps == '\0')
		return own;
	const struct judgement **wrapped =
		arena_array(arena, passes->count + 1, sizeof(struct judgement *));
	for (size_t i = 0; i < passes->count; i++) {
		if (passes->alone[i].step != NULL && wraps(step, passes->steps[i].name))
			wrapped[count++] = &passes->alone[i];
	}
	own.wrapped = wrapped;
	return own;
}

static enum outcome judge_outcome(const struct plan *plan)
{
	enum outcome outcome = OUTCOME_IN_SYNC;

	for (size_t i = 0; i < plan->findings_count; i++) {
		if (plan->findings[i].severity == SEVERITY_ERROR)
			return OUTCOME_BLOCKED;
	}
	for (size_t i = 0; i < plan->steps_count; i++) {
		switch (plan->steps[i].verdict) {
		case VERDICT_BLOCKED:
			return OUTCOME_BLOCKED;
		case VERDICT_TODO:
			outcome = OUTCOME_CHANGES;
			break;
		case VERDICT_WAIT:
			if (outcome == OUTCOME_IN_SYNC)
				outcome = OUTCOME_WAITING;
			break;
		case VERDICT_PENDING:
		case VERDICT_DONE:
			break;
		}
	}
	return outcome;
}

void plan_make(const struct step *steps, size_t steps_count, const struct facts *facts,
	       struct arena *arena, struct plan *out)
{
	*out = (struct plan){
		.facts = facts,
		.steps = arena_array(arena, steps_count, sizeof(struct judgement)),
	};
	struct passes passes = { .steps = steps, .count = steps_count };

	judge_alone(&passes, facts, arena);
	for (size_t i = 0; i < steps_count; i++) {
		struct judgement *judgement = &out->steps[out->steps_count];
		struct facts own = facts_for(&steps[i], &passes, facts, arena);

		if (!applies(&steps[i], &own))
			continue;
		judgement->step = steps[i].name;
		judgement->row = &steps[i];
		judgement->arena = arena;
		judge_step(&steps[i], &own, out, judgement);
		out->steps_count++;
	}
	checks_run(facts, arena, out);
	out->outcome = judge_outcome(out);
}
