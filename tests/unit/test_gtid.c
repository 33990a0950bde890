/* GTID sets of MySQL and GTID positions of MariaDB: parsing, comparing, subtracting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "observed/gtid.h"
#include "observed/gtid_position.h"
#include "pair.h"

#define A "aaaaaaaa-0000-0000-0000-000000000000"
#define B "bbbbbbbb-0000-0000-0000-000000000000"

/* A text and its set, in normal form; NULL: no set. */
static struct set_case {
	const char *name;
	const char *text;
	const char *set;
} set_cases[] = {
	/* clang-format off */
	{ "nothing is the empty set",             "",                              "" },
	{ "one transaction",                      A ":7",                          A ":7" },
	{ "an interval",                          A ":1-5",                        A ":1-5" },
	{ "intervals in any order",               A ":9:1-5",                      A ":1-5:9" },
	{ "what touches is joined",               A ":1-5:6-8",                    A ":1-8" },
	{ "what overlaps is joined",              A ":1-5:3-4:4-9",                A ":1-9" },
	{ "several servers, sorted",              B ":1," A ":2",                  A ":2," B ":1" },
	{ "a server twice",                       A ":1-2," A ":4",                A ":1-2:4" },
	{ "the server's line breaks",             A ":1-2,\n" B ":4",              A ":1-2," B ":4" },
	{ "blanks",                               " " A " : 1 - 2 , " B ":4 ",     A ":1-2," B ":4" },
	{ "capitals are small letters",           "AAAAAAAA-0000-0000-0000-000000000000:1", A ":1" },
	{ "a tag",                                A ":tag:1-3",                    A ":tag:1-3" },
	{ "untagged, then two tags",              A ":1-5:b_1:1-3:5:_a:7",         A ":1-5," A ":_a:7," A ":b_1:1-3:5" },
	{ "tags in capitals",                     A ":TAG:1",                      A ":tag:1" },
	{ "a server without numbers",             A,                               "" },
	{ "a comma at the end",                   A ":1,",                         A ":1" },
	{ "the greatest number",                  A ":9223372036854775807",        A ":9223372036854775807" },
	{ "a number too great",                   A ":9223372036854775808",        NULL },
	{ "a number far too great",               A ":99999999999999999999999",    NULL },
	{ "no number 0",                          A ":0-3",                        NULL },
	{ "an interval backwards",                A ":5-1",                        NULL },
	{ "an interval without an end",           A ":5-",                         NULL },
	{ "a UUID cut off",                       "aaaaaaaa-0000:1",               NULL },
	{ "a UUID without dashes",                "aaaaaaaa000000000000000000000000:1", NULL },
	{ "a tag that is too long",               A ":aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:1", NULL },
	{ "MariaDB's list is no set",             "0-1-100,1-2-5",                 NULL },
	{ "other text is no set",                 "hello",                         NULL },
	/* clang-format on */
};

static void a_set_is_parsed(void **state)
{
	const struct set_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct gtid_set set;

	assert_int_equal(gtid_set_parse(c->text, arena, &set), c->set != NULL);
	if (c->set != NULL)
		assert_string_equal(gtid_set_text(&set, arena), c->set);
}

static void no_text_is_the_empty_set(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct gtid_set set;

	(void)state;
	assert_true(gtid_set_parse(NULL, arena, &set));
	assert_int_equal(set.count, 0);
}

static struct rest_case {
	const char *name;
	const char *from, *taken, *rest;
} rest_cases[] = {
	/* clang-format off */
	{ "nothing from nothing",                "",             "",              "" },
	{ "nothing taken",                       A ":1-5",       "",              A ":1-5" },
	{ "all taken",                           A ":1-5",       A ":1-9",        "" },
	{ "the beginning taken",                 A ":1-5",       A ":1-2",        A ":3-5" },
	{ "the end taken",                       A ":1-5",       A ":4-9",        A ":1-3" },
	{ "the middle taken",                    A ":1-9",       A ":4-5",        A ":1-3:6-9" },
	{ "several holes",                       A ":1-9",       A ":2:4:6-7",    A ":1:3:5:8-9" },
	{ "of several intervals",                A ":1-3:7-9",   A ":3-7",        A ":1-2:8-9" },
	{ "another server takes nothing",        A ":1-5",       B ":1-5",        A ":1-5" },
	{ "a tag is another origin",             A ":t:1-5",     A ":1-5",        A ":t:1-5" },
	{ "one of two servers",                  A ":1," B ":1", A ":1",          B ":1" },
	/* clang-format on */
};

static void a_set_is_subtracted(void **state)
{
	const struct rest_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct gtid_set from, taken;

	assert_true(gtid_set_parse(c->from, arena, &from));
	assert_true(gtid_set_parse(c->taken, arena, &taken));
	struct gtid_set rest = gtid_set_subtract(&from, &taken, arena);
	assert_string_equal(gtid_set_text(&rest, arena), c->rest);
	assert_int_equal(gtid_set_contains(&taken, &from), c->rest[0] == '\0');
}

#define S SOURCE_UUID
#define T TARGET_UUID

/* The common GTIDs, and those with the source's own UUID that the source lacks. */
static struct lack_case {
	const char *name;
	const char *mode, *source, *target, *lacks;
} lack_cases[] = {
	/* clang-format off */
	{ "the target is behind",                        "ON",  S ":1-9",          S ":1-5",           "" },
	{ "the target is level, with numbers of its own", "ON", S ":1-9",          S ":1-9," T ":1-3", "" },
	{ "the source was restored",                     "ON",  S ":1-5",          S ":1-9",           S ":6-9" },
	{ "the source was reset and gives out again",    "ON",  S ":1-5",          S ":1-5:7",         S ":7" },
	{ "the source was just reset",                   "ON",  "",                S ":1-9",           S ":1-9" },
	{ "half way to GTIDs",                           "ON_PERMISSIVE", "",      S ":1-9",           S ":1-9" },
	{ "a source that numbers nothing",               "OFF", "",                S ":1-9",           "" },
	{ "it numbered once, and was restored",          "OFF", S ":1-5",          S ":1-9",           S ":6-9" },
	{ "of a server upstream",                        "ON",  S ":1," A ":1-5",  S ":1," A ":1-9",   A ":6-9" },
	{ "of a server that the source never met",       "ON",  S ":1",            S ":1," A ":1-9",   "" },
	{ "a tag of the source's",                       "ON",  S ":1-9",          S ":1-9:t:1-3",     S ":t:1-3" },
	{ "the target was once the source",              "ON",  S ":1," T ":1-5",  T ":1-9",           "" },
	{ "the source's set is not known",               "ON",  NULL,              S ":1-9",           "" },
	{ "the target's set is not known",               "ON",  S ":1",            NULL,               "" },
	{ "MariaDB's lists are not judged",              "ON",  "0-1-5",           "0-1-9",            "" },
	/* clang-format on */
};

static void the_source_lacks(void **state)
{
	const struct lack_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	pair_make(&pair);
	pair_variable(&pair, "gtid_mode")->value = TEXT(c->mode);
	pair.observed.source.gtid_set = TEXT(c->source);
	pair.observed.target.gtid_set = TEXT(c->target);
	struct gtid_set lacks = gtids_unknown_to_source(&pair.observed, arena);
	assert_string_equal(gtid_set_text(&lacks, arena), c->lacks);
	/* Text that looks like a set means nothing on the other flavour. */
	pair.observed.source.server.flavour = FLAVOUR_MARIADB;
	assert_int_equal(gtids_unknown_to_source(&pair.observed, arena).count, 0);
}

/* MariaDB: what a server has logged, and a position that a replica is at. */
static struct state_case {
	const char *name;
	const char *state, *position;
	bool holds;
} state_cases[] = {
	/* clang-format off */
	{ "no position is in every state",          "",                    "",              true },
	{ "a server that came further",             "0-1-7,0-2-9",         "0-1-5",         true },
	{ "just as far",                            "0-1-7,0-2-9",         "0-1-7",         true },
	{ "one transaction less",                   "0-1-7,0-2-9",         "0-1-8",         false },
	{ "another server's number is not its own", "0-2-9",               "0-1-8",         false },
	{ "another domain's neither",               "1-1-9",               "0-1-8",         false },
	{ "every domain counts",                    "0-1-7,1-1-3",         "0-1-7,1-1-4",   false },
	{ "no position that can be read",           "0-1-7",               "hello",         false },
	/* clang-format on */
};

static void a_state_holds_a_position(void **state)
{
	const struct state_case *c = *state;

	assert_int_equal(gtid_state_holds(c->state, c->position), c->holds);
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(set_cases) + ARRAY_SIZE(rest_cases) +
				ARRAY_SIZE(lack_cases) + ARRAY_SIZE(state_cases) + 1] = {
		cmocka_unit_test(no_text_is_the_empty_set),
	};
	size_t count = 1;

	for (size_t i = 0; i < ARRAY_SIZE(set_cases); i++)
		tests[count++] = (struct CMUnitTest){ .name = set_cases[i].name,
						      .test_func = a_set_is_parsed,
						      .initial_state = &set_cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(rest_cases); i++)
		tests[count++] = (struct CMUnitTest){ .name = rest_cases[i].name,
						      .test_func = a_set_is_subtracted,
						      .initial_state = &rest_cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(lack_cases); i++)
		tests[count++] = (struct CMUnitTest){ .name = lack_cases[i].name,
						      .test_func = the_source_lacks,
						      .initial_state = &lack_cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(state_cases); i++)
		tests[count++] =
			(struct CMUnitTest){ .name = state_cases[i].name,
					     .test_func = a_state_holds_a_position,
					     .initial_state = &state_cases[i] };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
