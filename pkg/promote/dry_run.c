/* Prints what a run would do, from the same table that a run walks. Changes nothing. */
#include <string.h>

#include "base/text.h"
#include "promote/internal.h"

#define WIDTH 80

static const char *side_name(enum action_on on)
{
	return on == ON_SOURCE ? "source" : on == ON_TARGET ? "target" : "here";
}

static void add_hooks(struct text *text, const struct promotion *promotion,
		      const struct promote_action *action)
{
	const struct manifest_cutover *cutover = &promotion->session->manifest->cutover;

	for (size_t i = 0; i < cutover->hooks_count; i++) {
		const struct manifest_hook *hook = &cutover->hooks[i];
		const char *const *argv =
			promotion->wish == PROMOTE_REVERT ? hook->undo : hook->run;

		if (hook->at != action->moment || argv == NULL)
			continue;
		text_add(text, "      here    run:");
		for (; *argv != NULL; argv++)
			text_addf(text, " %s", *argv);
		text_add(text, "\n");
		if (promotion->wish == PROMOTE_REVERT || hook->undo == NULL)
			continue;
		text_add(text, "        undo    run:");
		for (argv = hook->undo; *argv != NULL; argv++)
			text_addf(text, " %s", *argv);
		text_add(text, "\n");
	}
}

static void add_action(struct text *text, const struct promotion *promotion,
		       const struct promote_action *action)
{
	const char *does = places_fill(promotion, action->text, text->arena);
	const char *undo = action->undo == NULL || action->kind == PROMOTE_HOOKS ?
				   NULL :
				   places_fill(promotion, action->undo, text->arena);

	if (does == NULL)
		return;
	if (action->kind == PROMOTE_HOOKS) {
		add_hooks(text, promotion, action);
		return;
	}
	text_addf(text, "      %-7s ", side_name(action->on));
	text_add_wrapped(text, does, 14, 14, WIDTH);
	text_add(text, "\n");
	if (undo != NULL) {
		text_add(text, "        undo    ");
		text_add_wrapped(text, undo, 16, 16, WIDTH);
		text_add(text, "\n");
	}
	if (action->no_return)
		text_add(text, "      ------- the other side is open: from here on nothing "
			       "can be undone\n");
}

static bool has_errors(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->list[i].severity == SEVERITY_ERROR)
			return true;
	}
	return false;
}

static void add_checks(struct text *text, const struct promotion *promotion,
		       const struct plan *plan)
{
	struct findings findings;
	size_t passed = checks_of_promotion(&promotion->facts, promotion->wish, plan,
					    text->arena, &findings);

	text_addf(text, "  checks: %zu passed%s\n", passed,
		  has_errors(&findings) ? "; promote would refuse, because of:" : "");
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.list[i];

		text_addf(text, "    %s %-20s ",
			  finding->severity == SEVERITY_ERROR ? "!" : "?",
			  finding->check);
		text_add_wrapped(text, finding->message, 27, 27, WIDTH);
		text_add(text, "\n        fix: ");
		text_add_wrapped(text, finding->fix, 13, 13, WIDTH);
		text_add(text, "\n");
	}
}

/* A pair that is promoted already is not checked as if it were to be. */
static bool makes_checks(const struct promotion *promotion)
{
	bool promoted = promotion_state_is(promotion, PROMOTION_PROMOTED) ||
			promotion_state_is(promotion, PROMOTION_OPENED);

	if (promotion->wish == PROMOTE_FORWARD)
		return !promoted;
	return promotion->wish == PROMOTE_REVERT && promotion->actions_count > 0;
}

static const char *const names[] = { "promote", "promote --revert", "promote --finalize" };

const char *dry_run_final_text(struct promotion *promotion)
{
	return arena_printf(promotion->arena,
			    "%s: what %s would do\n"
			    "  now: finalized: the target takes writes, and there is no way "
			    "back\n"
			    "  Nothing is left to do; the old source is not contacted.\n"
			    "Nothing was changed.\n",
			    promotion->session->manifest->name, names[promotion->wish]);
}

const char *dry_run_text(struct promotion *promotion, const struct plan *plan)
{
	struct text text = text_make(promotion->arena);
	const char *part = NULL;

	text_addf(&text, "%s: what %s would do\n", promotion->session->manifest->name,
		  names[promotion->wish]);
	if (promotion->facts.found)
		text_addf(&text, "  now: %s\n", promotion->facts.row.state);
	if (makes_checks(promotion))
		add_checks(&text, promotion, plan);
	if (promotion->actions_count == 0)
		text_add(&text, "  Nothing is promoted: there is nothing to revert.\n");
	for (size_t i = 0; i < promotion->actions_count; i++) {
		const struct promote_action *action = &promotion->actions[i];

		if (!action_is_wanted(promotion, action))
			continue;
		if (!text_equal(part, action->part))
			text_addf(&text, "  %s\n", action->part);
		part = action->part;
		add_action(&text, promotion, action);
	}
	text_add(&text, "Nothing was changed.\n");
	return text.bytes;
}
