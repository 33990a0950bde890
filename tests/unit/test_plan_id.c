/*
 * Which members of an action change the plan's id: each member of each kind, from the
 * lists in plan/action.h, so a new member is tested without a change here.
 */
#include "base/text.h"
#include "pair.h"
#include "plan/plan.h"
#include "rows.h"

struct member_case {
	const char *name;
	enum action_kind kind; /* of the action that it is a member of */
	enum member_kind goes;
	size_t offset, size;
};

#define ROW(of, name, member, goes)                                                    \
	{ name, of, goes, offsetof(struct action, member),                             \
	  sizeof(((struct action *)NULL)->member) },
#define OF_ALL(type, name, goes) ROW(ACTION_SQL, #name, name, goes)
#define OF_SQL(type, name, goes)                                                       \
	ROW(ACTION_SQL, "a statement's " #name, statement.name, goes)
#define OF_CALL(type, name, goes)                                                      \
	ROW(ACTION_CALL, "a call's " #name, statement.name, goes)
#define OF_FILE(type, name, goes) ROW(ACTION_FILE, "a file's " #name, file.name, goes)
#define OF_COMMAND(type, name, goes)                                                   \
	ROW(ACTION_COMMAND, "a command's " #name, command.name, goes)
#define OF_COPY(type, name, goes) ROW(ACTION_COPY, "a copy's " #name, copy.name, goes)
#define OF_RECORD(type, name, goes)                                                    \
	ROW(ACTION_RECORD, "a record's " #name, record.name, goes)
#define OF_AWS(type, name, goes) ROW(ACTION_AWS, "AWS's " #name, aws.name, goes)

static struct member_case cases[] = {
	/* clang-format off */
	ACTION_MEMBERS(OF_ALL)
	ACTION_STATEMENT_MEMBERS(OF_SQL)
	ACTION_STATEMENT_MEMBERS(OF_CALL)
	ACTION_FILE_MEMBERS(OF_FILE)
	ACTION_COMMAND_MEMBERS(OF_COMMAND)
	ACTION_COPY_MEMBERS(OF_COPY)
	ACTION_RECORD_MEMBERS(OF_RECORD)
	ACTION_AWS_MEMBERS(OF_AWS)
	/* clang-format on */
};

/* The only members that may differ between two plans with the same id. */
static const char *const not_in_id[] = {
	"a statement's secret_at", /* a place in the text; the text itself counts */
	"a statement's places",    /* likewise */
	"a call's secret_at",      "a call's places",
	"a record's gtid_set", /* it grows while the link runs */
};

static bool counts(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(not_in_id); i++) {
		if (text_equal(name, not_in_id[i]))
			return false;
	}
	return true;
}

static void id_of_action(const struct action *action, char id[PLAN_ID_SIZE])
{
	static struct pair pair;
	struct action copy = *action;
	struct judgement step = {
		.step = "target.copy",
		.verdict = VERDICT_TODO,
		.actions = &copy,
		.actions_count = 1,
	};
	struct plan plan = { .facts = &pair.facts, .steps = &step, .steps_count = 1 };

	pair_make(&pair);
	plan_id(&plan, id);
}

/* Another value than that of a zeroed action. */
static void change(struct action *action, const struct member_case *c)
{
	static const char *const names[] = { "other", NULL };
	static const struct action_parameter parameters[] = { { "name", "value", true } };
	void *at = (char *)action + c->offset;

	switch (c->goes) {
	case MEMBER_TEXT:
	case MEMBER_SHOWN:
		*(const char **)at = "other";
		break;
	case MEMBER_NAMES:
		*(const char *const **)at = names;
		break;
	case MEMBER_PARAMETERS:
		*(struct action_parameters *)at =
			(struct action_parameters){ parameters, ARRAY_SIZE(parameters) };
		break;
	case MEMBER_NUMBER:
		*(char *)at = 1;
		break;
	case MEMBER_NOT_IN_ID:
		memset(at, 1, c->size);
		break;
	}
}

static void another_value_is_another_plan(void **state)
{
	const struct member_case *c = *state;
	struct action action = { .kind = c->kind };
	char plain[PLAN_ID_SIZE], other[PLAN_ID_SIZE];

	id_of_action(&action, plain);
	change(&action, c);
	id_of_action(&action, other);
	if (text_equal(plain, other) == counts(c->name))
		fail_msg("%s is %s", c->name,
			 counts(c->name) ? "left out of the plan's id" :
					   "in the plan's id");
}

/* So is a parameter with anything else. */
static struct parameter_case {
	const char *name;
	struct action_parameter parameter;
} parameter_cases[] = {
	{ "a parameter's name", { "other", "value", true } },
	{ "a parameter's value", { "name", "other", true } },
	{ "when a parameter is applied", { "name", "value", false } },
};

static void another_parameter_is_another_plan(void **state)
{
	static const struct action_parameter plain_parameter = { "name", "value", true };
	const struct parameter_case *c = *state;
	struct action action = { .kind = ACTION_AWS };
	char plain[PLAN_ID_SIZE], other[PLAN_ID_SIZE];

	action.aws.parameters = (struct action_parameters){ &plain_parameter, 1 };
	id_of_action(&action, plain);
	action.aws.parameters = (struct action_parameters){ &c->parameter, 1 };
	id_of_action(&action, other);
	assert_string_not_equal(plain, other);
}

static void figures_that_move_are_not_in_the_id(void **state)
{
	struct action action = { .text = "at 4711", .volatile_text = true };
	char before[PLAN_ID_SIZE], after[PLAN_ID_SIZE];

	(void)state;
	id_of_action(&action, before);
	action.text = "at 4712";
	id_of_action(&action, after);
	assert_string_equal(before, after);
}

int main(void)
{
	static const struct CMUnitTest single[] = {
		cmocka_unit_test(figures_that_move_are_not_in_the_id),
	};
	static struct row_tests rows;

	ROWS_ADD(&rows, cases, another_value_is_another_plan);
	ROWS_ADD(&rows, parameter_cases, another_parameter_is_another_plan);
	rows_add_tests(&rows, single, ARRAY_SIZE(single));
	return ROWS_RUN(&rows);
}
