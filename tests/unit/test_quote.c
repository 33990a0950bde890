/* Quoting of names, strings and accounts for SQL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sql/quote.h"

typedef const char *quoter(const char *text, struct arena *arena);

/* clang-format off */
static struct quote_case {
	const char *name;
	quoter *quote;
	const char *text, *quoted;
} cases[] = {
	{ "a name",                                       quote_name,  "a",         "`a`" },
	{ "a backquote in a name is doubled",             quote_name,  "a`b``",     "`a``b`````" },
	{ "nothing else is special in a name",            quote_name,  "a'\"\\.b",  "`a'\"\\.b`" },
	{ "a text",                                       quote_text,  "abc",       "'abc'" },
	{ "the empty text",                               quote_text,  "",          "''" },
	{ "a quote is doubled",                           quote_text,  "it's",      "'it''s'" },
	{ "a backslash makes the text hexadecimal",       quote_text,  "a\\'",      "_utf8mb4 X'615C27'" },
	{ "so does a control byte",                       quote_text,  "a\nb",      "_utf8mb4 X'610A62'" },
	{ "and a byte that charsets read otherwise",      quote_text,  "\xc3\xa4",  "_utf8mb4 X'C3A4'" },
	{ "plain: backslashes and quotes are doubled",    quote_plain, "a\\'b",     "'a\\\\''b'" },
	{ "plain: other bytes stay",                      quote_plain, "\xc3\xa4\n", "'\xc3\xa4\n'" },
};
/* clang-format on */

static void quotes(void **state)
{
	const struct quote_case *row = *state;
	AUTO_ARENA *arena = arena_make();

	assert_string_equal(row->quote(row->text, arena), row->quoted);
}

static void tables_and_accounts(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct secret secret = { 0 };

	(void)state;
	assert_string_equal(quote_table("d`", "t.t", arena), "`d```.`t.t`");
	assert_string_equal(quote_account("it's", "%", arena), "'it''s'@'%'");
	assert_true(secret_set(&secret, "p\\w'", 4));
	assert_string_equal(db_secret_literal(&secret, arena), "'p\\\\w'''");
	secret_wipe(&secret);
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(cases) + 1];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i] = (struct CMUnitTest){ .name = cases[i].name,
						.test_func = quotes,
						.initial_state = &cases[i] };
	tests[ARRAY_SIZE(cases)] =
		(struct CMUnitTest)cmocka_unit_test(tables_and_accounts);
	return cmocka_run_group_tests_name("quote", tests, NULL, NULL);
}
