/* Runs the checks of the open steps. The checks themselves are in checks.c. */
#include "base/text.h"
#include "plan/checks.h"
#include "plan/facts.h"

/*
 * These two steps come before most guarded steps, whose checks use the values that they
 * will set. Their own checks use the current values.
 */
static bool comes_before(const char *step)
{
	return text_equal(step, "source.settings") ||
	       text_equal(step, "target.parameters");
}

void checks_run(const struct facts *observed_facts, struct arena *arena, struct plan *plan)
{
	const struct facts *once_set = facts_once_set(observed_facts, arena);
	struct findings findings = { .arena = arena };
	const struct judgement *guarded = NULL;

	for (size_t i = 0; i < checks_count; i++) {
		size_t before = findings.count;

		if (i == 0 || checks[i].step != checks[i - 1].step)
			guarded = plan_step(plan, checks[i].step);
		if (guarded == NULL || guarded->verdict == VERDICT_DONE)
			continue;
		findings.check = &checks[i];
		checks[i].run(comes_before(checks[i].step) ? observed_facts : once_set,
			      &findings);
		if (findings.count == before)
			plan->checks_passed++;
	}
	for (size_t i = 0; i < findings.count; i++)
		findings.list[i].accepted =
			findings.list[i].severity == SEVERITY_WARNING &&
			manifest_accepts(observed_facts->manifest,
					 findings.list[i].check);
	plan->findings = findings.list;
	plan->findings_count = findings.count;
}
