/*
 * The two passes of a plan: a step that wraps others is judged from their judgements,
 * but still comes before them.
 */
#include "base/text.h"
#include "pair.h"
#include "plan/plan.h"
#include "rows.h"

/* The judgements of the inner steps; the outer one is open while one of them is. */
static enum verdict first_is, second_is;
static enum consent first_takes;
static bool first_applies_now;

static void judge_as(enum verdict verdict, struct judgement *out)
{
	switch (verdict) {
	case VERDICT_TODO:
		judge_create(out, "missing");
		judge_action(out, ON_TARGET, ACTION_SQL, "SELECT 1");
		break;
	case VERDICT_BLOCKED:
		judge_blocked(out, "stuck");
		break;
	default:
		judge_done(out, "there");
	}
}

static void judge_first(const struct facts *facts, struct judgement *out)
{
	assert_null(facts->wrapped);
	out->consent = first_takes;
	judge_as(first_is, out);
}

static void judge_second(const struct facts *facts, struct judgement *out)
{
	assert_null(facts->wrapped);
	judge_as(second_is, out);
}

static bool first_applies(const struct facts *facts)
{
	(void)facts;
	return first_applies_now;
}

/* Reports the steps that it wraps and their state: "first:todo second:done". */
static void judge_outer(const struct facts *facts, struct judgement *out)
{
	struct text seen = text_make(out->arena);
	bool open = false;

	assert_non_null(facts->wrapped);
	for (const struct judgement *const *at = facts->wrapped; *at != NULL; at++) {
		text_addf(&seen, "%s%s:%s", seen.length > 0 ? " " : "", (*at)->step,
			  verdict_name((*at)->verdict));
		open = open || (*at)->verdict == VERDICT_TODO;
	}
	if (open)
		judge_update(out, "%s", seen.bytes);
	else
		judge_done(out, "%s", seen.bytes);
}

/* clang-format off */
static const struct step table[] = {
	{ "outer",  "wraps both",       0, judge_outer,  NULL,          "first second", "" },
	{ "first",  "the first inner",  0, judge_first,  first_applies, "",             "outer" },
	{ "second", "the second inner", 0, judge_second, NULL,          "",             "outer first" },
};
/* clang-format on */

static struct passes_case {
	const char *name;
	enum verdict first, second;
	enum consent consent;
	bool first_is_left_out;
	const char *outer; /* what it saw */
	const char *after; /* of the last step */
} cases[] = {
	{ "nothing is open, so it has nothing to do", VERDICT_DONE, VERDICT_DONE, 0,
	  false, "first:done second:done", NULL },
	{ "it is open because of one that needs it", VERDICT_TODO, VERDICT_DONE, 0,
	  false, "first:todo second:done", "first" },
	{ "one is judged although what it needs is open", VERDICT_TODO, VERDICT_TODO, 0,
	  false, "first:todo second:todo", "first" },
	{ "one that is blocked opens nothing", VERDICT_BLOCKED, VERDICT_DONE, 0, false,
	  "first:blocked second:done", "first" },
	{ "one that lacks a consent is blocked for it, too", VERDICT_TODO, VERDICT_DONE,
	  CONSENT_TARGET_DATA, false, "first:blocked second:done", "first" },
	{ "one that is not needed is not there", VERDICT_TODO, VERDICT_TODO, 0, true,
	  "second:todo", "outer" },
};

static void an_outer_step_sees_the_inner_ones(void **state)
{
	const struct passes_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct pair pair;
	struct plan plan;

	pair_make(&pair);
	first_is = c->first;
	second_is = c->second;
	first_takes = c->consent;
	first_applies_now = !c->first_is_left_out;
	plan_make(table, ARRAY_SIZE(table), &pair.facts, arena, &plan);
	assert_string_equal(plan.steps[0].step, "outer");
	assert_string_equal(plan.steps[0].reason, c->outer);
	const char *after = plan.steps[plan.steps_count - 1].after;
	assert_true(text_equal(after, c->after));
	/* A consent is requested once, by the step itself. */
	assert_int_equal(plan.consents, c->consent);
}

int main(void)
{
	static struct row_tests rows;

	ROWS_ADD(&rows, cases, an_outer_step_sees_the_inner_ones);
	return ROWS_RUN(&rows);
}
