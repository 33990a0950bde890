/*
 * Makes a plan: judges every step in order, runs the checks of the open ones, and
 * decides the outcome. What is judged is in pkg/steps, what is checked in checks.c.
 */
#include "plan/plan.h"

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

const struct judgement *plan_step(const struct plan *plan, const char *name)
{
	return step_named(plan, name, strlen(name));
}

const struct judgement *plan_next(const struct plan *plan)
{
	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict == VERDICT_TODO)
			return &plan->steps[i];
	}
	return NULL;
}

/*
 * The last of the needed steps that does not hold yet. *judgeable: the facts will mean
 * something all the same, because that step, and every other open one, is about to be
 * done.
 */
static const struct judgement *open_need(const struct plan *plan, const char *needs,
					 bool *judgeable)
{
	const struct judgement *found = NULL;

	*judgeable = true;
	for (const char *at = needs; *at != '\0';) {
		size_t length = strcspn(at, " ");

		const struct judgement *needed = step_named(plan, at, length);
		bool about_to_hold = needed != NULL && needed->verdict == VERDICT_TODO;
		if (needed != NULL && needed->verdict != VERDICT_DONE &&
		    (*judgeable || !about_to_hold)) {
			found = needed;
			*judgeable = about_to_hold;
		}
		at += length;
		at += strspn(at, " ");
	}
	return found;
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
	if (out->verdict == VERDICT_TODO && (out->consent & ~facts->allowed) != 0) {
		out->verdict = VERDICT_BLOCKED;
		plan->consents |= out->consent & ~facts->allowed;
	}
}

/* In each spelling that the server has for it. */
static void set_value(struct observed_server *server, const char *name,
		      const char *value, struct arena *arena)
{
	for (unsigned i = 0; i < server->variables_count; i++) {
		if (observed_same_variable(server->variables[i].name, name))
			server->variables[i].value = arena_copy(arena, value);
	}
}

/*
 * The facts as the checks see them: the steps that they guard come after
 * target.parameters, so the values that it sets are in place.
 */
static const struct facts *with_parameters(const struct facts *facts, struct arena *arena)
{
	const struct manifest_target *wanted = &facts->manifest->target;

	if (wanted->parameters_count == 0)
		return facts;
	struct facts *copy = arena_alloc(arena, sizeof(*copy));
	struct observed *observed = arena_alloc(arena, sizeof(*observed));
	struct observed_server *server = &observed->target.server;
	*observed = *facts->observed;
	*copy = *facts;
	copy->observed = observed;
	server->variables =
		arena_array(arena, server->variables_count, sizeof(*server->variables));
	for (unsigned i = 0; i < server->variables_count; i++)
		server->variables[i] = facts->observed->target.server.variables[i];
	for (size_t i = 0; i < wanted->parameters_count; i++)
		set_value(server, wanted->parameters[i].name,
			  wanted->parameters[i].value, arena);
	return copy;
}

static void run_checks(const struct facts *observed_facts, struct arena *arena,
		       struct plan *plan)
{
	const struct facts *facts = with_parameters(observed_facts, arena);
	struct findings findings = { .arena = arena };
	const struct judgement *guarded = NULL;

	for (size_t i = 0; i < checks_count; i++) {
		size_t before = findings.count;

		if (i == 0 || checks[i].step != checks[i - 1].step)
			guarded = plan_step(plan, checks[i].step);
		if (guarded == NULL || guarded->verdict == VERDICT_DONE)
			continue;
		findings.check = &checks[i];
		checks[i].run(facts, &findings);
		if (findings.count == before)
			plan->checks_passed++;
	}
	for (size_t i = 0; i < findings.count; i++)
		findings.list[i].accepted =
			findings.list[i].severity == SEVERITY_WARNING &&
			manifest_accepts(facts->manifest, findings.list[i].check);
	plan->findings = findings.list;
	plan->findings_count = findings.count;
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
	for (size_t i = 0; i < steps_count; i++) {
		struct judgement *judgement = &out->steps[out->steps_count];

		if (steps[i].applies != NULL && !steps[i].applies(facts))
			continue;
		judgement->step = steps[i].name;
		judgement->row = &steps[i];
		judgement->arena = arena;
		judge_step(&steps[i], facts, out, judgement);
		out->steps_count++;
	}
	run_checks(facts, arena, out);
	out->outcome = judge_outcome(out);
}
