/*
 * The plan as text for people, in 80 columns: steps, their differences, actions and
 * fixes. render_checks.c adds the checks.
 */
#include <string.h>

#include "base/text.h"
#include "plan/facts.h"
#include "plan/render.h"
#include "plan/render_internal.h"

static const struct mark {
	const char *mark, *colour;
} marks[] = {
	[VERDICT_PENDING] = { ".", "\033[2m" },  [VERDICT_DONE] = { "=", "\033[32m" },
	[VERDICT_TODO] = { "~", "\033[33m" },    [VERDICT_WAIT] = { ".", "\033[36m" },
	[VERDICT_BLOCKED] = { "!", "\033[31m" },
};

static void add_mark(struct text *text, const struct judgement *step, bool colour)
{
	const struct mark *mark = &marks[step->verdict];
	const char *sign =
		step->change == CHANGE_CREATE && step->verdict == VERDICT_TODO ?
			"+" :
			mark->mark;

	if (colour)
		text_addf(text, "  %s%s\033[0m ", mark->colour, sign);
	else
		text_addf(text, "  %s ", sign);
}

/* Adds a line that must not be broken: SQL to paste, an option file. */
static void add_verbatim(struct text *text, const char *words, size_t column)
{
	for (struct text_line line; text_next_line(&words, &line);)
		text_addf(text, "%*s%.*s\n", (int)column, "", (int)line.length,
			  line.begins);
}

/* A sentence is broken into lines; indented lines below it are for pasting. */
static void add_note(struct text *text, const char *note)
{
	size_t sentence = strcspn(note, "\n");

	render_lines(text, arena_copy_n(text->arena, note, sentence), DETAIL_COLUMN, 2);
	if (note[sentence] == '\n')
		add_verbatim(text, note + sentence + 1, DETAIL_COLUMN);
}

static void add_action(struct text *text, const struct action *action)
{
	render_lines(text, action->text, DETAIL_COLUMN, 2);
	if (action->kind == ACTION_FILE)
		add_verbatim(text, action->file.content, DETAIL_COLUMN + 2);
}

static void add_step(struct text *text, const struct judgement *step, bool colour)
{
	add_mark(text, step, colour);
	text_addf(text, "%-20s ", step->step);
	text_add_wrapped(text, step->reason, REASON_COLUMN, REASON_COLUMN, WIDTH);
	text_add(text, "\n");
	/* Also show what a consent would allow. */
	if (step->verdict == VERDICT_TODO || step->verdict == VERDICT_BLOCKED) {
		for (size_t i = 0; i < step->actions_count; i++)
			add_action(text, &step->actions[i]);
	}
	for (size_t i = 0; i < step->notes_count; i++)
		add_note(text, step->notes[i]);
	if (step->verdict == VERDICT_BLOCKED || step->verdict == VERDICT_WAIT) {
		for (size_t i = 0; i < step->fixes_count; i++)
			render_lines(text, step->fixes[i], DETAIL_COLUMN, 2);
	}
}

struct counts {
	size_t create, change, wait, in_place, blocked;
};

static struct counts count_steps(const struct plan *plan)
{
	struct counts counts = { 0 };

	for (size_t i = 0; i < plan->steps_count; i++) {
		const struct judgement *step = &plan->steps[i];

		counts.create +=
			step->verdict == VERDICT_TODO && step->change == CHANGE_CREATE;
		counts.change +=
			step->verdict == VERDICT_TODO && step->change == CHANGE_UPDATE;
		counts.wait += step->verdict == VERDICT_WAIT ||
			       step->verdict == VERDICT_PENDING;
		counts.in_place += step->verdict == VERDICT_DONE;
		counts.blocked += step->verdict == VERDICT_BLOCKED;
	}
	return counts;
}

static const char *used_consents(const struct plan *plan, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < plan->steps_count; i++) {
		const struct judgement *step = &plan->steps[i];

		if (step->verdict == VERDICT_TODO && step->consent != CONSENT_NONE)
			text_addf(&text, "%s%s", text.length == 0 ? "" : ", ",
				  consent_name(step->consent));
	}
	/* A check needs this consent, not a step. */
	const struct judgement *copy = plan_step(plan, "target.copy");
	if (copy != NULL && copy->verdict == VERDICT_TODO && tables_need_lock(plan->facts))
		text_addf(&text, "%s%s", text.length == 0 ? "" : ", ",
			  consent_name(CONSENT_SOURCE_LOCK));
	return text.bytes;
}

static void add_blocked(struct text *text, const struct plan *plan,
			const struct counts *counts)
{
	size_t errors = render_count_checks(plan, SEVERITY_ERROR);

	text_add(text, "\nBlocked:");
	if (counts->blocked > 0)
		text_addf(text, " %zu step%s you", counts->blocked,
			  counts->blocked == 1 ? " needs" : "s need");
	if (errors > 0)
		text_addf(text, "%s %zu check%s failed", counts->blocked > 0 ? "," : "",
			  errors, errors == 1 ? "" : "s");
	if (counts->wait > 0)
		text_addf(text, ", %zu pending", counts->wait);
	text_add(text, plan->facts->acted ?
			       ".\nWhat was done so far stays; the same command continues "
			       "from there.\n" :
			       ". Nothing was changed.\n");
}

/*
 * Adds to a command to paste: what does not fit goes to the next line, with the shell's
 * line continuation.
 */
static void add_option(struct text *text, const char *option, size_t *column)
{
	if (*column + 1 + strlen(option) > WIDTH - 2) {
		text_add(text, " \\\n       ");
		*column = strlen("       ");
	}
	text_addf(text, " %s", option);
	*column += 1 + strlen(option);
}

static void add_next(struct text *text, const struct facts *facts)
{
	size_t column = strlen("Next: extrepl apply");

	text_add(text, "Next: extrepl apply");
	add_option(text, arena_printf(text->arena, "-f %s", facts->manifest->path),
		   &column);
	if (facts->replace_copy)
		add_option(text, "--replace-copy", &column);
	/*
	 * Print all consents that were given: a check may need one that no step needs.
	 */
	for (unsigned bit = 1; bit <= CONSENT_PROMOTE; bit <<= 1) {
		if ((facts->allowed & ~facts->manifest->allow & bit) != 0)
			add_option(text,
				   arena_printf(text->arena, "--allow %s",
						consent_name((enum consent)bit)),
				   &column);
	}
	text_add(text, "\n");
}

static void add_changes(struct text *text, const struct plan *plan,
			const struct counts *counts)
{
	char id[PLAN_ID_SIZE];
	const char *consents = used_consents(plan, text->arena);
	const char *separator = "";

	text_add(text, "\nPlan: ");
	if (counts->create > 0) {
		text_addf(text, "%zu to create", counts->create);
		separator = ", ";
	}
	if (counts->change > 0) {
		text_addf(text, "%s%zu to change", separator, counts->change);
		separator = ", ";
	}
	if (counts->wait > 0)
		text_addf(text, "%s%zu pending", separator, counts->wait);
	if (counts->in_place > 0)
		text_addf(text, ", %zu in place", counts->in_place);
	if (consents[0] == '\0')
		text_add(text, ". No consent needed.\n");
	else
		text_addf(text, ".\nWith your consent: %s.\n", consents);
	add_next(text, plan->facts);
	plan_id(plan, id);
	text_addf(text, "Plan id: %s\n", id);
}

static bool has_fixes(const struct plan *plan)
{
	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict == VERDICT_WAIT &&
		    plan->steps[i].fixes_count > 0)
			return true;
	}
	return false;
}

static void add_summary(struct text *text, const struct plan *plan)
{
	struct counts counts = count_steps(plan);

	switch (plan->outcome) {
	case OUTCOME_IN_SYNC:
		text_addf(text, "\nIn sync: %zu of %zu steps in place. Nothing to do.\n",
			  counts.in_place, plan->steps_count);
		break;
	case OUTCOME_WAITING:
		text_addf(text, "\nWaiting: %zu of %zu steps in place, %s.\n",
			  counts.in_place, plan->steps_count,
			  has_fixes(plan) ? "see above what they wait for" :
					    "nothing to do but wait");
		break;
	case OUTCOME_BLOCKED:
		add_blocked(text, plan, &counts);
		break;
	case OUTCOME_CHANGES:
		add_changes(text, plan, &counts);
		break;
	}
}

static const char *product(const struct observed_server *server, const char *service)
{
	bool is_mariadb = server->flavour == FLAVOUR_MARIADB;

	if (text_equal(service, "aurora"))
		return "Aurora MySQL";
	if (service != NULL)
		return is_mariadb ? "RDS for MariaDB" : "RDS for MySQL";
	return is_mariadb ? "MariaDB" : "MySQL";
}

/* On one line if it fits; else the description goes below the address. */
static void add_server(struct text *text, const char *side, const char *address,
		       size_t wide, const char *what)
{
	text_addf(text, "  %s  %s", side, address);
	if (strlen("  source  ") + wide + 2 + strlen(what) <= WIDTH)
		text_addf(text, "%*s  %s\n", (int)(wide - strlen(address)), "", what);
	else
		text_addf(text, "\n          %s\n", what);
}

void render_servers(struct text *text, const struct manifest *manifest,
		    const struct observed *observed, struct arena *arena)
{
	const struct observed_server *source = &observed->source.server;
	const struct observed_server *target = &observed->target.server;
	const char *from = arena_printf(arena, "%s:%u", manifest->source.host,
					manifest->source.port);
	const char *to = arena_printf(arena, "%s:%u", manifest->target.endpoint,
				      manifest->target.port);

	if (manifest->target.aws.instance != NULL && manifest->target.aws.region != NULL)
		to = arena_printf(arena, "%s (%s)", manifest->target.aws.instance,
				  manifest->target.aws.region);
	size_t wide = strlen(from) > strlen(to) ? strlen(from) : strlen(to);
	add_server(text, "source", from, wide,
		   source->version_text == NULL ?
			   "not reached" :
			   arena_printf(arena, "%s %s, server_id %llu",
					product(source, NULL), source->version_text,
					(unsigned long long)source->server_id));
	add_server(text, "target", to, wide,
		   target->version_text == NULL ?
			   "not reached" :
			   arena_printf(arena, "%s %s%s",
					product(target, observed->target.service),
					target->version_text,
					target->databases_count == 0 ? ", empty" : ""));
}

const char *plan_text(const struct plan *plan, bool colour, struct arena *arena)
{
	struct text text = text_make(arena);

	text_addf(&text, "%s\n", plan->facts->manifest->name);
	render_servers(&text, plan->facts->manifest, plan->facts->observed, arena);
	text_add(&text, "\n");
	for (size_t i = 0; i < plan->steps_count; i++)
		add_step(&text, &plan->steps[i], colour);
	render_checks(&text, plan, colour);
	add_summary(&text, plan);
	return text.bytes;
}
