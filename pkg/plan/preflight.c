/*
 * Runs the checks of the steps that are open. The checks themselves are in checks.c.
 */
#include "base/text.h"
#include "plan/checks.h"

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

void checks_run(const struct facts *observed_facts, struct arena *arena, struct plan *plan)
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
