/* Keys, ranges and bounds as SQL and as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "tables/keys.h"

static struct key_column part(const char *name, const char *data_type,
			      const char *collation)
{
	return (struct key_column){ name, collation, data_type,
				    column_type_find(data_type, FLAVOUR_UNKNOWN) };
}

/* A value of each type as SQL, and as readable text. */
/* clang-format off */
static struct literal_case {
	const char *data_type, *collation;
	const char *value;
	const char *literal, *words;
} literals[] = {
	{ "int",      NULL,                 "-4711",      "-4711",                   "k -4711" },
	{ "decimal",  NULL,                 "1.50",       "1.50",                    "k 1.50" },
	{ "enum",     "latin1_swedish_ci",  "3",          "3",                       "k 3" },
	{ "double",   NULL,                 "0.1",        "0.1e0",                   "k 0.1e0" },
	{ "double",   NULL,                 "1e20",       "1e20",                    "k 1e20" },
	{ "date",     NULL,                 "2026-11-20", "'2026-11-20'",            "k '2026-11-20'" },
	{ "varchar",  "utf8mb4_0900_ai_ci", "a'b",        "_utf8mb4 X'612762'",      "k 'a'b'" },
	{ "varchar",  "utf8mb4_bin",        "\xC3\xA4",   "_utf8mb4 X'C3A4'",        "k '\xC3\xA4'" },
	{ "char",     "latin1_swedish_ci",  "\xE4",       "_latin1 X'E4'",           "k X'E4'" },
	{ "binary",   NULL,                 "\n",         "_binary X'0A'",           "k X'0A'" },
	{ "varbinary", NULL,                "",           "_binary X''",             "k ''" },
};
/* clang-format on */

static void is_written_as(void **state)
{
	const struct literal_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct key_column column = part("k", row->data_type, row->collation);
	struct key key = { "PRIMARY", &column, 1, 1 };
	const char *literal = key_literal(&column, row->value, strlen(row->value), arena);

	assert_string_equal(literal, row->literal);
	assert_string_equal(key_text(&key, &literal, 1, arena), row->words);
}

static const char *const low[] = { "1", "'b'" };
static const char *const high[] = { "5", "'y'" };

/* clang-format off */
static struct range_case {
	const char *name;
	size_t columns;
	struct key_range keys;
	const char *condition;
} ranges[] = {
	{ "no bounds",        1, { { NULL }, { NULL } }, "TRUE" },
	{ "from the first",   1, { { NULL }, { high } }, "`a` <= 5" },
	{ "to the last",      1, { { low },  { NULL } }, "`a` > 1" },
	{ "between",          1, { { low },  { high } }, "`a` > 1 AND `a` <= 5" },
	{ "above, composite", 2, { { low },  { NULL } },
	  "(`a` >= 1 AND (`a` > 1 OR (`a` = 1 AND `b` > 'b')))" },
	{ "up to, composite", 2, { { NULL }, { high } },
	  "(`a` <= 5 AND (`a` < 5 OR (`a` = 5 AND `b` <= 'y')))" },
};
/* clang-format on */

static struct key composite(struct key_column columns[2], size_t count)
{
	columns[0] = part("a", "int", NULL);
	columns[1] = part("b", "date", NULL);
	return (struct key){ "PRIMARY", columns, count, count };
}

static void is_the_condition(void **state)
{
	const struct range_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct key_column columns[2];
	struct key key = composite(columns, row->columns);

	assert_string_equal(key_range_condition(&key, &row->keys, arena), row->condition);
}

static void the_next_bound_is_asked_for_in_key_order(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct key_column columns[2];
	struct key key = composite(columns, 1);
	struct table table = { .database = "d", .name = "t" };
	struct key_bound above = { low };

	(void)state;
	assert_string_equal(key_bound_query(&table, &key, &above, 100, arena),
			    "SELECT `a` FROM `d`.`t` FORCE INDEX (`PRIMARY`) WHERE `a` > 1"
			    " ORDER BY `a` LIMIT 1 OFFSET 99");
}

static void a_bound_comes_back_as_it_was_printed(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct key_column columns[2];
	struct key key = composite(columns, 2);
	struct key_bound bound = { high }, again;

	(void)state;
	const char *text = key_bound_print(&key, &bound, arena);
	assert_true(key_bound_parse(&key, text, arena, &again));
	assert_string_equal(again.literals[0], "5");
	assert_string_equal(again.literals[1], "'y'");
	assert_false(key_bound_parse(&key, "5", arena, &again));
	assert_false(key_bound_parse(&key, "5\n'y'\n6", arena, &again));
	assert_false(key_bound_parse(&key, "", arena, &again));
}

static void one_row_by_all_its_columns(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct key_column columns[2];
	struct key key = composite(columns, 2);

	(void)state;
	assert_string_equal(key_row_condition(&key, low, arena), "`a` = 1 AND `b` = 'b'");
	assert_string_equal(key_text(&key, low, 2, arena), "(a, b) (1, 'b')");
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(the_next_bound_is_asked_for_in_key_order),
		cmocka_unit_test(a_bound_comes_back_as_it_was_printed),
		cmocka_unit_test(one_row_by_all_its_columns),
	};
	struct CMUnitTest
		tests[ARRAY_SIZE(others) + ARRAY_SIZE(literals) + ARRAY_SIZE(ranges)];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		tests[count++] = others[i];
	for (size_t i = 0; i < ARRAY_SIZE(literals); i++)
		tests[count++] = (struct CMUnitTest){ literals[i].literal, is_written_as,
						      NULL, NULL, &literals[i] };
	for (size_t i = 0; i < ARRAY_SIZE(ranges); i++)
		tests[count++] = (struct CMUnitTest){ ranges[i].name, is_the_condition,
						      NULL, NULL, &ranges[i] };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
