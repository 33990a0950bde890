/* Shows the findings of the checks, as text for people. */
#include <string.h>

#include "plan/render_internal.h"

#define SHOWN_OBJECTS 3 /* for a check that names many */

/* Findings of one check, from first up to (not including) last. */
struct group {
	const struct finding *list;
	size_t first, last;
};

static size_t group_shown(const struct group *group)
{
	size_t count = group->last - group->first;

	return group->first + (count > SHOWN_OBJECTS ? SHOWN_OBJECTS : count);
}

static void add_head(struct text *text, const struct finding *finding, bool colour)
{
	bool is_error = finding->severity == SEVERITY_ERROR;

	if (colour)
		text_addf(text, "  %s%s\033[0m ", is_error ? "\033[31m" : "\033[33m",
			  is_error ? "!" : "?");
	else
		text_addf(text, "  %s ", is_error ? "!" : "?");
	text_addf(text, "%-20s ", finding->check);
	if (strlen(finding->check) > REASON_COLUMN - 5)
		text_addf(text, "\n%*s", REASON_COLUMN, "");
}

static void add_objects(struct text *text, const struct group *group)
{
	size_t shown = group_shown(group);

	for (size_t i = group->first; i < shown; i++) {
		const struct finding *one = &group->list[i];
		const char *words =
			one->object == NULL || strstr(one->message, one->object) ?
				one->message :
				arena_printf(text->arena, "%s: %s", one->object,
					     one->message);

		if (i > group->first)
			text_addf(text, "\n%*s", REASON_COLUMN, "");
		text_add_wrapped(text, words, REASON_COLUMN, REASON_COLUMN, WIDTH);
	}
	if (shown < group->last)
		text_addf(text, "\n%*sand %zu more", REASON_COLUMN, "",
			  group->last - shown);
	text_add(text, "\n");
}

static bool is_repeated(const struct group *group, size_t index)
{
	for (size_t i = group->first; i < index; i++) {
		if (text_equal(group->list[i].fix, group->list[index].fix))
			return true;
	}
	return false;
}

/* Each different fix of the objects that are shown, then how to accept the finding. */
static void add_fixes(struct text *text, const struct group *group)
{
	const struct finding *finding = &group->list[group->first];
	bool acceptable = finding->severity == SEVERITY_WARNING;
	size_t shown = group_shown(group), last = group->first;

	if (finding->accepted) {
		text_addf(text, "%*saccepted by the manifest\n", DETAIL_COLUMN, "");
		return;
	}
	for (size_t i = group->first; i < shown; i++)
		last = is_repeated(group, i) ? last : i;
	for (size_t i = group->first; i < shown; i++) {
		if (!is_repeated(group, i))
			render_lines(text,
				     arena_printf(text->arena, "fix: %s%s",
						  group->list[i].fix,
						  acceptable && i == last ?
							  ", or accept it:" :
							  ""),
				     DETAIL_COLUMN, 5);
	}
	if (acceptable)
		text_addf(text, "%*schecks: { accept: [%s] }\n", DETAIL_COLUMN + 5, "",
			  finding->check);
}

static size_t end_of_group(const struct plan *plan, size_t first)
{
	size_t last = first;

	while (last < plan->findings_count &&
	       text_equal(plan->findings[last].check, plan->findings[first].check))
		last++;
	return last;
}

size_t render_count_checks(const struct plan *plan, enum severity severity)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->findings_count; i = end_of_group(plan, i))
		count += plan->findings[i].severity == severity;
	return count;
}

void render_checks(struct text *text, const struct plan *plan, bool colour)
{
	size_t errors = render_count_checks(plan, SEVERITY_ERROR);
	size_t warnings = render_count_checks(plan, SEVERITY_WARNING);

	if (plan->checks_passed + errors + warnings == 0)
		return;
	text_addf(text, "\nChecks: %zu passed", plan->checks_passed);
	if (errors > 0)
		text_addf(text, ", %zu failed", errors);
	if (warnings > 0)
		text_addf(text, ", %zu warning%s", warnings, warnings == 1 ? "" : "s");
	text_add(text, ".\n");
	for (size_t i = 0; i < plan->findings_count;) {
		struct group group = { plan->findings, i, end_of_group(plan, i) };

		add_head(text, &group.list[i], colour);
		add_objects(text, &group);
		add_fixes(text, &group);
		i = group.last;
	}
}
