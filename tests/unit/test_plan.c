/* Makes and prints plans, with the test's own tables of steps and checks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "pair.h"
#include "plan/checks.h"
#include "plan/render.h"
#include "steps/steps.h"

/*
 * The judgement of each of three steps, as a letter: = + ~ . ! and c, to do with
 * consent.
 */
static const char *wanted;
static const char *reason = "because";

static void judge_by_letter(size_t step, struct judgement *out)
{
	switch (wanted[step]) {
	case '=':
		judge_done(out, "%s", reason);
		return;
	case '.':
		judge_wait(out, "%s", reason);
		return;
	case '!':
		judge_blocked(out, "%s", reason);
		judge_fix(out, "fix it");
		return;
	case 'c':
		out->consent = CONSENT_TARGET_DATA;
		judge_fix(out, "allow it");
		judge_update(out, "%s", reason);
		break;
	case '~':
		judge_update(out, "%s", reason);
		break;
	default:
		judge_create(out, "%s", reason);
		break;
	}
	judge_action(out, ON_TARGET, ACTION_SQL, "SELECT %zu", step);
}

static void judge_one(const struct facts *facts, struct judgement *out)
{
	(void)facts;
	judge_by_letter(0, out);
}

static void judge_two(const struct facts *facts, struct judgement *out)
{
	(void)facts;
	judge_by_letter(1, out);
}

/* Needs both. */
static void judge_three(const struct facts *facts, struct judgement *out)
{
	(void)facts;
	judge_by_letter(2, out);
}

static const struct step three[] = {
	{ .name = "one", .wraps = "", .needs = "", .judge = judge_one },
	{ .name = "two", .wraps = "", .needs = "", .judge = judge_two },
	{ .name = "three", .wraps = "", .needs = "one two", .judge = judge_three },
};

/* A check that fails for each name in this list, and one that only warns. */
static const char *const *broken;
static const char *const *doubtful;

static void find_broken(const struct facts *facts, struct findings *out)
{
	(void)facts;
	for (const char *const *name = broken; name != NULL && *name != NULL; name++)
		finding_add(out, *name, "mend it", "it is broken");
}

static void find_doubtful(const struct facts *facts, struct findings *out)
{
	(void)facts;
	for (const char *const *name = doubtful; name != NULL && *name != NULL; name++)
		finding_add(out, *name, "look at it", "it is doubtful");
}

const struct check checks[] = {
	{ "broken", "two", "source", SEVERITY_ERROR, "nothing is broken", find_broken },
	{ "doubtful", "two", "target", SEVERITY_WARNING, "nothing is doubtful",
	  find_doubtful },
};
const size_t checks_count = ARRAY_SIZE(checks);

static void make_plan(struct pair *pair, const char *letters, struct arena *arena,
		      struct plan *out)
{
	wanted = letters;
	pair_make(pair);
	plan_make(three, ARRAY_SIZE(three), &pair->facts, arena, out);
}

static char verdict_letter(const struct judgement *step)
{
	static const char letters[] = "@=~.!";

	return step->verdict == VERDICT_TODO && step->change == CHANGE_CREATE ?
		       '+' :
		       letters[step->verdict];
}

/*
 * The judgements of the three steps, the resulting plan, and the step that blocks the
 * third.
 */
static struct outcome_case {
	const char *name;
	const char *wanted, *judged;
	const char *after;
	enum outcome outcome;
	int exit;
	const char *next;
} outcome_cases[] = {
	/* clang-format off */
	{ "all hold",                                 "===", "===", NULL,  OUTCOME_IN_SYNC, 0, NULL },
	{ "the first is to do",                       "+==", "+==", "one", OUTCOME_CHANGES, 2, "one" },
	{ "what needs it is judged after it",        "+=+", "+=+", "one", OUTCOME_CHANGES, 2, "one" },
	{ "behind two it is behind the last",         "+~+", "+~+", "two", OUTCOME_CHANGES, 2, "one" },
	{ "what is behind a blocked one is later",    "!=+", "!=@", "one", OUTCOME_BLOCKED, 3, NULL },
	{ "blocked wins over what is to do",          "!+=", "!+@", "one", OUTCOME_BLOCKED, 3, "two" },
	{ "the one in the way is named, not the open", "+!=", "+!@", "two", OUTCOME_BLOCKED, 3, "one" },
	{ "waiting",                                  "=.=", "=.@", "two", OUTCOME_WAITING, 4, NULL },
	{ "waiting, with something to do",            ".+=", ".+@", "one", OUTCOME_CHANGES, 2, "two" },
	{ "the last one waits",                       "==.", "==.", NULL,  OUTCOME_WAITING, 4, NULL },
	{ "without consent it is blocked",            "=c=", "=!@", "two", OUTCOME_BLOCKED, 3, NULL },
	/* clang-format on */
};

static void an_outcome(void **state)
{
	const struct outcome_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct pair pair;
	struct plan plan;

	make_plan(&pair, c->wanted, arena, &plan);
	for (size_t i = 0; i < plan.steps_count; i++)
		assert_int_equal(verdict_letter(&plan.steps[i]), c->judged[i]);
	assert_true(text_equal(plan.steps[2].after, c->after));
	assert_int_equal(plan.outcome, c->outcome);
	assert_int_equal(outcome_exit_status(plan.outcome), c->exit);
	const struct judgement *next = plan_next(&plan);
	assert_true(text_equal(next == NULL ? NULL : next->step, c->next));
}

static void consent_opens_a_step(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;
	struct plan plan;

	(void)state;
	make_plan(&pair, "=c=", arena, &plan);
	assert_int_equal(plan.consents, CONSENT_TARGET_DATA);
	pair.facts.allowed = CONSENT_SOURCE_RESTART;
	plan_make(three, ARRAY_SIZE(three), &pair.facts, arena, &plan);
	assert_int_equal(plan.outcome, OUTCOME_BLOCKED);
	pair.facts.allowed = CONSENT_TARGET_DATA;
	plan_make(three, ARRAY_SIZE(three), &pair.facts, arena, &plan);
	assert_int_equal(plan.outcome, OUTCOME_CHANGES);
	assert_int_equal(plan.consents, 0);
}

static void a_check_runs_while_its_step_is_open(void **state)
{
	static const char *const names[] = { "a", "b", NULL };
	static const char *const accepted[] = { "doubtful", "broken", NULL };
	AUTO_ARENA *arena = arena_make();
	struct pair pair;
	struct plan plan;

	(void)state;
	broken = NULL;
	doubtful = names;
	make_plan(&pair, "=+=", arena, &plan);
	assert_int_equal(plan.findings_count, 2);
	assert_int_equal(plan.checks_passed, 1);
	assert_false(plan.findings[0].accepted);
	assert_int_equal(plan.outcome, OUTCOME_CHANGES);

	broken = names;
	make_plan(&pair, "=+=", arena, &plan);
	assert_int_equal(plan.outcome, OUTCOME_BLOCKED);
	/* A warning can be accepted, an error cannot. */
	pair.manifest.checks_accept = accepted;
	plan_make(three, ARRAY_SIZE(three), &pair.facts, arena, &plan);
	assert_false(plan.findings[0].accepted);
	assert_true(plan.findings[2].accepted);
	assert_int_equal(plan.outcome, OUTCOME_BLOCKED);

	make_plan(&pair, "+==", arena, &plan);
	assert_int_equal(plan.findings_count, 0);
	assert_int_equal(plan.outcome, OUTCOME_CHANGES);
	broken = doubtful = NULL;
}

/* The id of two plans of the real steps; change alters one of the pairs. */
typedef void change(struct pair *pair);

static void lag(struct pair *pair)
{
	pair->link.lag = 7;
}

static void go_on(struct pair *pair)
{
	pair->observed.source.binlog_position = pair->binlogs[1].size = 9999;
	pair->link.executed_position = pair->link.read_position = 9990;
}

static void look_later(struct pair *pair)
{
	pair->observed.observed_at = TEXT("2027-01-01T00:00:00Z");
}

static void grow(struct pair *pair)
{
	pair->source_databases[0].bytes += 1;
}

static void change_host(struct pair *pair)
{
	pair->link.source_host = TEXT("10.0.0.9");
}

static void revoke(struct pair *pair)
{
	pair->observed.source.account.replication_slave = FACT_NO;
}

static void stop(struct pair *pair)
{
	pair->link.io_running = pair->link.sql_running = TEXT("No");
}

static void as_it_was(struct pair *pair)
{
	(void)pair;
}

static void other_target(struct pair *pair)
{
	pair->observed.target.server.uuid = TEXT(OTHER_UUID);
}

static void other_server(struct pair *pair)
{
	pair->observed.source.server.uuid = TEXT(OTHER_UUID);
}

static void on_mariadb(struct pair *pair)
{
	pair_make_mariadb(pair);
}

static void other_hostname(struct pair *pair)
{
	pair->observed.target.server.hostname = TEXT("ip-10-9-9-9");
}

static struct id_case {
	const char *name;
	change *before, *then;
	bool same;
} id_cases[] = {
	/* clang-format off */
	{ "lag moves by itself",                           revoke,      lag,         true },
	{ "so does the position",                          revoke,      go_on,       true },
	{ "and what the link will be set to",              change_host, go_on,       true },
	{ "and the clock",                                 change_host, look_later,  true },
	{ "and the size of the data",                      pair_begin,  grow,        true },
	{ "another account is another plan",               change_host, revoke,      false },
	{ "so is a stopped link",                          revoke,      stop,        false },
	{ "another target is another plan",                as_it_was,   other_target, false },
	{ "another source, too, though in sync",           as_it_was,   other_server, false },
	{ "and MariaDB's, which has no server_uuid",       on_mariadb,  other_hostname, false },
	/* clang-format on */
};

static void an_id_is_stable(void **state)
{
	const struct id_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct pair pair;
	struct plan plan;
	char before[PLAN_ID_SIZE], then[PLAN_ID_SIZE];

	pair_make(&pair);
	c->before(&pair);
	plan_make(steps, steps_count, &pair.facts, arena, &plan);
	plan_id(&plan, before);
	c->then(&pair);
	plan_make(steps, steps_count, &pair.facts, arena, &plan);
	plan_id(&plan, then);
	assert_int_equal(strlen(before), 16);
	assert_int_equal(strspn(before, "0123456789abcdef"), 16);
	assert_int_equal(text_equal(before, then), c->same);
}

/* As text. */
static const char *shown(const char *letters, const char *why, bool colour,
			 struct arena *arena)
{
	struct pair pair;
	struct plan plan;

	reason = why;
	make_plan(&pair, letters, arena, &plan);
	const char *text = plan_text(&plan, colour, arena);
	reason = "because";
	return strstr(text, "\n\n") + 2;
}

static struct text_case {
	const char *name;
	const char *wanted, *reason;
	const char *text;
} text_cases[] = {
	{ "in sync", "===", "because",
	  "  = one                  because\n"
	  "  = two                  because\n"
	  "  = three                because\n"
	  "\nIn sync: 3 of 3 steps in place. Nothing to do.\n" },
	{ "changes", "+~=", "because",
	  "  + one                  because\n        SELECT 0\n"
	  "  ~ two                  because\n        SELECT 1\n"
	  "  = three                because\n"
	  "\nChecks: 2 passed.\n"
	  "\nPlan: 1 to create, 1 to change, 1 in place. No consent needed.\n"
	  "Next: extrepl apply -f replication.yaml\n"
	  "Plan id: de607e4323d05a53\n" },
	{ "blocked", "!==", "because",
	  "  ! one                  because\n        fix it\n"
	  "  = two                  because\n"
	  "  . three                known after one\n"
	  "\nBlocked: 1 step needs you, 1 pending. Nothing was changed.\n" },
	{ "waiting", "==.", "because",
	  "  = one                  because\n"
	  "  = two                  because\n"
	  "  . three                because\n"
	  "\nWaiting: 2 of 3 steps in place, nothing to do but wait.\n" },
	{ "a consent that is lacking", "=c=", "because",
	  "  = one                  because\n"
	  "  ! two                  because\n        SELECT 1\n        allow it\n"
	  "  . three                known after two\n"
	  "\nChecks: 2 passed.\n"
	  "\nBlocked: 1 step needs you, 1 pending. Nothing was changed.\n" },
	{ "a long reason goes on below its beginning", "===",
	  "it is a long story that has to be told on more lines than one, since one has 80 columns",
	  "  = one                  it is a long story that has to be told on more lines\n"
	  "                         than one, since one has 80 columns\n"
	  "  = two                  it is a long story that has to be told on more lines\n"
	  "                         than one, since one has 80 columns\n"
	  "  = three                it is a long story that has to be told on more lines\n"
	  "                         than one, since one has 80 columns\n"
	  "\nIn sync: 3 of 3 steps in place. Nothing to do.\n" },
	{ "letters are counted, not bytes", "===",
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "1234567890 1234567890",
	  "  = one                  \303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 1234567890 1234567890\n"
	  "  = two                  \303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 1234567890 1234567890\n"
	  "  = three                \303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
	  "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 1234567890 1234567890\n"
	  "\nIn sync: 3 of 3 steps in place. Nothing to do.\n" },
};

static void a_plan_is_shown(void **state)
{
	const struct text_case *c = *state;
	AUTO_ARENA *arena = arena_make();

	assert_string_equal(shown(c->wanted, c->reason, false, arena), c->text);
}

static void colours_are_on_the_marks_alone(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const char *text = shown("=+=", "because", true, arena);
	struct text plain = text_make(arena);

	(void)state;
	assert_non_null(strstr(text, "  \033[32m=\033[0m one"));
	assert_non_null(strstr(text, "  \033[33m+\033[0m two"));
	/* Without them it is the same text. */
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '\033')
			at = strchr(at, 'm');
		else
			text_add_n(&plain, at, 1);
	}
	assert_string_equal(plain.bytes, shown("=+=", "because", false, arena));
	assert_null(strchr(plain.bytes, '\033'));
}

static void an_apply_that_acted_does_not_deny_it(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct pair pair;
	struct plan plan;

	(void)state;
	make_plan(&pair, "!==", arena, &plan);
	pair.facts.acted = true;
	assert_null(strstr(plan_text(&plan, false, arena), "Nothing was changed"));
}

static void many_findings_are_named_in_part(void **state)
{
	static const char *const names[] = { "t1", "t2", "t3", "t4", "t5", NULL };
	AUTO_ARENA *arena = arena_make();

	(void)state;
	doubtful = names;
	const char *text = shown("=+=", "because", false, arena);
	doubtful = NULL;
	assert_non_null(strstr(text, "Checks: 1 passed, 1 warning.\n"
				     "  ? doubtful             t1: it is doubtful\n"
				     "                         t2: it is doubtful\n"
				     "                         t3: it is doubtful\n"
				     "                         and 2 more\n"
				     "        fix: look at it, or accept it:\n"
				     "             checks: { accept: [doubtful] }\n"));
}

/* As JSON: every key is always present. */
static void has_keys(const json_t *object, const char *const *keys)
{
	size_t count = 0;

	for (; *keys != NULL; keys++, count++) {
		if (json_object_get(object, *keys) == NULL)
			fail_msg("there is no key %s", *keys);
	}
	assert_int_equal(json_object_size(object), count);
}
#define KEYS(object, ...) has_keys(object, (const char *const[]){ __VA_ARGS__, NULL })

static void check_plan_keys(const json_t *plan)
{
	KEYS(plan, "manifest", "name", "outcome", "id", "observed_at", "source",
	     "target", "steps", "checks", "counts", "consents", "error");
	KEYS(json_object_get(plan, "source"), "address", "flavour", "version",
	     "server_uuid");
	KEYS(json_object_get(plan, "target"), "address", "flavour", "version", "service");
	KEYS(json_object_get(plan, "counts"), "done", "todo", "wait", "blocked",
	     "pending");
}

static void json_has_every_key(void **state)
{
	static const char *const names[] = { "a", NULL };
	AUTO_ARENA *arena = arena_make();
	struct pair pair;
	struct plan plan;

	(void)state;
	doubtful = names;
	make_plan(&pair, "!+=", arena, &plan);
	judge_difference(&plan.steps[1], "name", NULL, "wanted");
	json_t *json = plan_json(&pair.manifest, &plan, NULL);
	doubtful = NULL;
	check_plan_keys(json);
	const json_t *step = json_array_get(json_object_get(json, "steps"), 1);
	KEYS(step, "step", "verdict", "change", "reason", "differences", "actions",
	     "consent", "after", "notes", "fixes");
	KEYS(json_array_get(json_object_get(step, "differences"), 0), "name", "is",
	     "wanted");
	KEYS(json_array_get(json_object_get(step, "actions"), 0), "on", "kind", "text",
	     "path", "content");
	KEYS(json_array_get(json_object_get(json, "checks"), 0), "check", "severity",
	     "accepted", "step", "side", "object", "message", "fix");
	assert_string_equal(json_string_value(json_object_get(json, "outcome")),
			    "blocked");
	assert_int_equal(json_integer_value(json_object_get(json_object_get(json, "counts"),
							    "pending")),
			 1);
	json_decref(json);
}

static void json_of_an_error_has_every_key(void **state)
{
	struct error err = { 0 };
	struct pair pair;

	(void)state;
	error_set(&err, ERROR_UNREACHABLE, "no answer");
	pair_make(&pair);
	json_t *json = plan_json(&pair.manifest, NULL, &err);
	check_plan_keys(json);
	KEYS(json_object_get(json, "error"), "exit", "code", "message", "hint");
	assert_int_equal(json_integer_value(
				 json_object_get(json_object_get(json, "error"), "exit")),
			 69);
	json_decref(json);
}

static void json_of_a_pair_that_is_done_has_every_key(void **state)
{
	struct pair pair;

	(void)state;
	pair_make(&pair);
	json_t *json = plan_json(&pair.manifest, NULL, NULL);
	check_plan_keys(json);
	assert_string_equal(json_string_value(json_object_get(json, "outcome")),
			    outcome_name(OUTCOME_IN_SYNC));
	assert_true(json_is_null(json_object_get(json, "error")));
	json_decref(json);
}

static void json_survives_what_is_not_utf8(void **state)
{
	json_t *json = text_json("caf\351");

	(void)state;
	assert_string_equal(json_string_value(json), "caf?");
	json_decref(json);
}

static void add_rows(struct CMUnitTest *tests, size_t *count, void *rows,
		     size_t rows_count, size_t size, CMUnitTestFunction test)
{
	for (size_t i = 0; i < rows_count; i++) {
		void *row = (char *)rows + i * size;

		tests[(*count)++] =
			(struct CMUnitTest){ .name = *(const char *const *)row,
					     .test_func = test,
					     .initial_state = row };
	}
}
#define ADD(rows, test)                                                                \
	add_rows(tests, &count, rows, ARRAY_SIZE(rows), sizeof((rows)[0]), test)

int main(void)
{
	static const struct CMUnitTest single[] = {
		cmocka_unit_test(consent_opens_a_step),
		cmocka_unit_test(a_check_runs_while_its_step_is_open),
		cmocka_unit_test(colours_are_on_the_marks_alone),
		cmocka_unit_test(an_apply_that_acted_does_not_deny_it),
		cmocka_unit_test(many_findings_are_named_in_part),
		cmocka_unit_test(json_has_every_key),
		cmocka_unit_test(json_of_an_error_has_every_key),
		cmocka_unit_test(json_of_a_pair_that_is_done_has_every_key),
		cmocka_unit_test(json_survives_what_is_not_utf8),
	};
	struct CMUnitTest tests[ARRAY_SIZE(single) + ARRAY_SIZE(outcome_cases) +
				ARRAY_SIZE(id_cases) + ARRAY_SIZE(text_cases)];
	size_t count = ARRAY_SIZE(single);

	memcpy(tests, single, sizeof(single));
	ADD(outcome_cases, an_outcome);
	ADD(id_cases, an_id_is_stable);
	ADD(text_cases, a_plan_is_shown);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
