/*
 * The functions with which a judge fills in a judgement: verdict, reason, differences,
 * actions, notes, fixes.
 */
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "plan/plan.h"

static PRINTF_LIKE(4, 0) void say(struct judgement *out, enum verdict verdict,
				  enum change change, const char *reason, va_list args)
{
	out->verdict = verdict;
	out->change = change;
	out->reason = arena_vprintf(out->arena, reason, args);
}

/* One function for each verdict: the judges are easier to read with them. */
#define SAYS(function, verdict, change)                                                \
	void function(struct judgement *out, const char *reason, ...)                  \
	{                                                                              \
		va_list args;                                                          \
                                                                                       \
		va_start(args, reason);                                                \
		say(out, verdict, change, reason, args);                               \
		va_end(args);                                                          \
	}

SAYS(judge_done, VERDICT_DONE, CHANGE_NONE)
SAYS(judge_create, VERDICT_TODO, CHANGE_CREATE)
SAYS(judge_update, VERDICT_TODO, CHANGE_UPDATE)
SAYS(judge_wait, VERDICT_WAIT, CHANGE_NONE)
SAYS(judge_blocked, VERDICT_BLOCKED, CHANGE_NONE)

void judge_pending(struct judgement *out, const char *after)
{
	out->verdict = VERDICT_PENDING;
	out->change = CHANGE_NONE;
	out->after = after;
	out->reason = arena_printf(out->arena, "known after %s", after);
}

/* Adds room for one item to the end of a list. The list may move. */
static void *one_more(struct arena *arena, void **list, size_t *count, size_t size)
{
	*list = arena_one_more(arena, *list, *count, size);
	return (char *)*list + (*count)++ * size;
}

void judge_difference(struct judgement *out, const char *name, const char *is,
		      const char *wanted)
{
	struct difference *difference =
		one_more(out->arena, (void **)&out->differences,
			 &out->differences_count, sizeof(*difference));

	difference->name = arena_copy(out->arena, name);
	difference->is = arena_copy(out->arena, is);
	difference->wanted = arena_copy(out->arena, wanted);
}

struct action *judge_action(struct judgement *out, enum action_on on,
			    enum action_kind kind, const char *text, ...)
{
	struct action *action = one_more(out->arena, (void **)&out->actions,
					 &out->actions_count, sizeof(*action));
	va_list args;

	action->on = on;
	action->kind = kind;
	va_start(args, text);
	action->text = arena_vprintf(out->arena, text, args);
	va_end(args);
	if (kind == ACTION_SQL || kind == ACTION_CALL)
		action->statement.secret_at = NO_SECRET;
	return action;
}

static PRINTF_LIKE(4, 0) void add_line(struct judgement *out, const char ***list,
				       size_t *count, const char *format, va_list args)
{
	const char **line = one_more(out->arena, (void **)list, count, sizeof(*line));

	*line = arena_vprintf(out->arena, format, args);
}

void judge_note(struct judgement *out, const char *note, ...)
{
	va_list args;

	va_start(args, note);
	add_line(out, &out->notes, &out->notes_count, note, args);
	va_end(args);
}

void judge_fix(struct judgement *out, const char *fix, ...)
{
	va_list args;

	va_start(args, fix);
	add_line(out, &out->fixes, &out->fixes_count, fix, args);
	va_end(args);
}

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = { "pending", "done", "todo", "wait",
					     "blocked" };

	return names[verdict];
}

const char *outcome_name(enum outcome outcome)
{
	static const char *const names[] = { "in-sync", "changes", "waiting", "blocked" };

	return names[outcome];
}

int outcome_exit_status(enum outcome outcome)
{
	static const int statuses[] = { 0, 2, 4, 3 };

	return statuses[outcome];
}
