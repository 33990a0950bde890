/* Errors, arenas, texts, quantities and the log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/log.h"
#include "base/quantity.h"
#include "base/text.h"

/* clang-format off */

/* text_like. */
static struct like_case {
	const char *name;
	const char *text, *pattern;
	bool fits;
} like_cases[] = {
	{ "a pattern without signs is the text itself",    "shop",      "shop",    true },
	{ "and without regard to case",                    "Shop",      "sHOP",    true },
	{ "all of the text must fit",                      "shops",     "shop",    false },
	{ "% is any letters",                              "shop_2024", "shop%",   true },
	{ "% is no letters, too",                          "shop",      "shop%",   true },
	{ "% in the middle gives back what it took",       "abcabd",    "a%bd",    true },
	{ "two % ask for both parts",                      "a-b",       "%a%b%",   true },
	{ "_ is one letter",                               "10.0.0.5",  "10.0.0._", true },
	{ "_ is never none",                               "10.0.0.",   "10.0.0._", false },
	{ "\\ takes a sign as it is",                      "a_b",       "a\\_b",   true },
	{ "so that it fits nothing else",                  "axb",       "a\\_b",   false },
	{ "an empty text fits an empty pattern",           "",          "",        true },
	{ "and no other",                                  "",          "_",       false },
};

/* text_nearest among these. */
static const char *const commands[] = { "plan", "apply", "status", "observe", "check", "schema", NULL, "version", "help" };
static struct nearest_case {
	const char *name;
	const char *word, *meant;
} nearest_cases[] = {
	{ "a letter left out",                 "aply",    "apply" },
	{ "a letter too many",                 "statuss", "status" },
	{ "two letters swapped",               "plna",    "plan" },
	{ "another case",                      "PLAN",    "plan" },
	{ "a wrong letter in a long word",     "obsurve", "observe" },
	{ "a short word may have one wrong",   "plam",    "plan" },
	{ "but not two",                       "slam",    NULL },
	{ "something else altogether",         "migrate", NULL },
	{ "nothing",                           "",        NULL },
	{ "what is longer than any word",      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL },
};

/* text_add_wrapped: behind "  x  " (5 columns), the other lines behind 5 blanks. */
static struct wrap_case {
	const char *name;
	const char *words;
	size_t width;
	const char *text;
} wrap_cases[] = {
	{ "what fits stays on its line",               "one two",         20, "  x  one two" },
	{ "a line may be full to the last column",     "one two",         12, "  x  one two" },
	{ "what does not fit goes on below",           "one two",         11, "  x  one\n     two" },
	{ "a word that is too long stays whole",       "a antidisestablishmentarianism b", 12,
	  "  x  a\n     antidisestablishmentarianism\n     b" },
	{ "and stays where it is when it is the first", "antidisestablishmentarianism", 12,
	  "  x  antidisestablishmentarianism" },
	{ "or is broken after its commas", "a uuid:1-5,uuid:7-9,uuid:11 b", 20, "  x  a\n     uuid:1-5,\n     uuid:7-9,\n     uuid:11 b" },
	{ "letters count, not bytes",                  "äöü äöü",         12, "  x  äöü äöü" },
	{ "a line break stays one",                    "one\ntwo",        20, "  x  one\n     two" },
	{ "blanks in a row are one",                   "one   two",       20, "  x  one two" },
	{ "nothing adds nothing",                      "",                20, "  x  " },
};

/* quantity_parse; the number counts when the fault is QUANTITY_GOOD. */
static struct quantity_case {
	const char *name;
	const char *text;
	const struct unit *units;
	enum quantity_fault fault;
	uint64_t number;
} quantity_cases[] = {
	{ "milliseconds",                       "300ms", duration_units, QUANTITY_GOOD, 300 },
	{ "seconds",                            "10s",   duration_units, QUANTITY_GOOD, 10000 },
	{ "minutes are not milliseconds",       "2m",    duration_units, QUANTITY_GOOD, 120000 },
	{ "hours",                              "1h",    duration_units, QUANTITY_GOOD, 3600000 },
	{ "days",                               "7d",    duration_units, QUANTITY_GOOD, 604800000 },
	{ "sizes are powers of 1024",           "32MiB", size_units,     QUANTITY_GOOD, 33554432 },
	{ "the biggest unit",                   "2GiB",  size_units,     QUANTITY_GOOD, 2147483648 },
	{ "a number without units",             "42",    no_units,       QUANTITY_GOOD, 42 },
	{ "the biggest number",                 "18446744073709551615", no_units, QUANTITY_GOOD, UINT64_MAX },
	{ "one more is too big",                "18446744073709551616", no_units, QUANTITY_TOO_BIG, 0 },
	{ "so is what its unit makes too big",  "18014398509481984KiB", size_units, QUANTITY_TOO_BIG, 0 },
	{ "a bare number has no unit",          "10",    duration_units, QUANTITY_NO_UNIT, 0 },
	{ "an unknown unit",                    "10sec", duration_units, QUANTITY_UNKNOWN_UNIT, 0 },
	{ "units have one spelling",            "1mib",  size_units,     QUANTITY_UNKNOWN_UNIT, 0 },
	{ "a blank is no unit",                 "10 s",  duration_units, QUANTITY_UNKNOWN_UNIT, 0 },
	{ "no fractions",                       "1.5h",  duration_units, QUANTITY_UNKNOWN_UNIT, 0 },
	{ "no signs",                           "-1s",   duration_units, QUANTITY_NO_DIGITS, 0 },
	{ "nothing at all",                     "",      duration_units, QUANTITY_NO_DIGITS, 0 },
};

/*
 * error_exit_status, and which of two statuses is reported: the row's or that of the
 * next row.
 */
static struct status_case {
	const char *name;
	enum error_kind kind;
	int status;
} status_cases[] = {   /* the worst first */
	{ "terminated is 143",   ERROR_TERMINATED,  143 },
	{ "interrupted is 130",  ERROR_INTERRUPTED, 130 },
	{ "a bug is 70",         ERROR_BUG,         70 },
	{ "failed is 1",         ERROR_FAILED,      1 },
	{ "denied is 77",        ERROR_DENIED,      77 },
	{ "unreachable is 69",   ERROR_UNREACHABLE, 69 },
	{ "locked is 75",        ERROR_LOCKED,      75 },
	{ "a manifest is 78",    ERROR_MANIFEST,    78 },
	{ "usage is 64",         ERROR_USAGE,       64 },
	{ "blocked is 3",        ERROR_BLOCKED,     3 },
	{ "waiting is 4",        ERROR_WAITING,     4 },
	{ "no error is 0",       ERROR_NONE,        0 },
};
/* clang-format on */

static void is_like(void **state)
{
	const struct like_case *row = *state;

	assert_int_equal(text_like(row->text, row->pattern), row->fits);
}

static void is_nearest(void **state)
{
	const struct nearest_case *row = *state;
	const char *found = text_nearest(row->word, commands, ARRAY_SIZE(commands),
					 sizeof(*commands));

	if (row->meant == NULL)
		assert_null(found);
	else
		assert_string_equal(found == NULL ? "nothing" : found, row->meant);
}

static void wraps(void **state)
{
	const struct wrap_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct text text = text_make(arena);

	text_add(&text, "  x  ");
	text_add_wrapped(&text, row->words, text.length, 5, row->width);
	assert_string_equal(text.bytes, row->text);
}

static void parses_quantity(void **state)
{
	const struct quantity_case *row = *state;
	uint64_t number = 4711;

	assert_int_equal(quantity_parse(row->text, row->units, &number), row->fault);
	assert_int_equal(number, row->fault == QUANTITY_GOOD ? row->number : 4711);
}

static void has_status(void **state)
{
	const struct status_case *row = *state;

	assert_int_equal(error_exit_status(row->kind), row->status);
	for (const struct status_case *less = row;
	     less < status_cases + ARRAY_SIZE(status_cases); less++) {
		assert_int_equal(error_worse_status(row->status, less->status),
				 row->status);
		assert_int_equal(error_worse_status(less->status, row->status),
				 row->status);
	}
}

static void an_error_gains_context_on_its_way_up(void **state)
{
	struct error err = { .kind = ERROR_BUG, .code = 7, .hint = "An old one." };

	(void)state;
	assert_false(error_set(&err, ERROR_FAILED, "no answer within %d s", 10));
	assert_int_equal(err.kind, ERROR_FAILED);
	assert_int_equal(err.code, 0);
	assert_string_equal(err.hint, "");
	assert_false(error_hint(&err, "Is %s up?", "it"));
	assert_false(error_wrap(&err, "source %s", "10.0.0.5:3306"));
	assert_false(error_wrap(&err, "reading the binlog position"));
	assert_string_equal(err.message,
			    "reading the binlog position: source 10.0.0.5:3306: "
			    "no answer within 10 s");
	assert_string_equal(err.hint, "Is it up?");
}

static void a_new_error_or_hint_may_quote_the_old_one(void **state)
{
	struct error err = { 0 };

	(void)state;
	(void)error_set(&err, ERROR_FAILED, "no");
	(void)error_set(&err, ERROR_FAILED, "an answer: %s", err.message);
	assert_string_equal(err.message, "an answer: no");
	(void)error_hint(&err, "Wait.");
	(void)error_hint(&err, "Look at the log. %s", err.hint);
	assert_string_equal(err.hint, "Look at the log. Wait.");
}

static void an_error_that_is_too_long_keeps_its_context(void **state)
{
	struct error err = { 0 };
	char big[sizeof(err.message) + 100];

	(void)state;
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	(void)error_set(&err, ERROR_FAILED, "%s", big);
	assert_int_equal(strlen(err.message), sizeof(err.message) - 1);
	(void)error_wrap(&err, "source");
	assert_int_equal(strlen(err.message), sizeof(err.message) - 1);
	assert_memory_equal(err.message, "source: xxx", strlen("source: xxx"));
	(void)error_wrap(&err, "%s", big);
	assert_int_equal(strlen(err.message), sizeof(err.message) - 1);
}

static void an_arena_gives_zeroed_aligned_memory_of_its_own(void **state)
{
	AUTO_ARENA *arena = arena_make();
	unsigned char *items[200];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		size_t size = i * 97 % 1000;

		items[i] = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)items[i] % _Alignof(max_align_t), 0);
		for (size_t at = 0; at < size; at++)
			assert_int_equal(items[i][at], 0);
		memset(items[i], (int)i, size);
	}
	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		for (size_t at = 0; at < i * 97 % 1000; at++)
			assert_int_equal(items[i][at], i % 256);
	}
	assert_true(arena_used(arena) >= 80 * 1000);
}

static void a_big_item_leaves_the_block_before_it_in_use(void **state)
{
	AUTO_ARENA *arena = arena_make();
	char *first = arena_alloc(arena, 16);
	char *big = arena_alloc(arena, 1000000);
	char *second = arena_alloc(arena, 16);

	(void)state;
	memset(big, 'x', 1000000);
	/* In the same block of some 64 KiB. */
	assert_in_range((uintptr_t)second, (uintptr_t)first, (uintptr_t)first + 65536);
}

static void an_arena_grows_an_array_and_copies_text(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const char *word = arena_copy_n(arena, "abcdef", 3);
	int *numbers = arena_array(arena, 2, sizeof(*numbers));

	(void)state;
	numbers[0] = 1;
	numbers[1] = 2;
	numbers = arena_grow(arena, numbers, 2 * sizeof(*numbers), 4 * sizeof(*numbers));
	assert_int_equal(numbers[1], 2);
	assert_int_equal(numbers[3], 0);
	assert_string_equal(word, "abc");
	assert_null(arena_copy(arena, NULL));
	assert_string_equal(arena_copy(arena, ""), "");
	assert_string_equal(arena_printf(arena, "%s-%d", word, 7), "abc-7");
	assert_non_null(arena_alloc(arena, 0));
}

static void a_text_grows_as_long_as_it_must(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct text text = text_make(arena);

	(void)state;
	assert_string_equal(text.bytes, "");
	for (int i = 0; i < 1000; i++)
		text_addf(&text, "%d,", i % 10);
	assert_int_equal(text.length, 2000);
	assert_int_equal(strlen(text.bytes), 2000);
	assert_string_equal(text.bytes + 1990, "5,6,7,8,9,");
}

static void null_is_an_empty_text(void **state)
{
	(void)state;
	assert_true(text_equal(NULL, ""));
	assert_true(text_equal_nocase("", NULL));
	assert_false(text_equal(NULL, "a"));
	assert_true(text_empty(NULL));
	assert_false(text_starts(NULL, "a"));
	assert_true(text_starts("abc", "ab"));
	assert_false(text_starts("a", "ab"));
}

static void figures_read_well(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_string_equal(text_count(arena, 0), "0");
	assert_string_equal(text_count(arena, 999), "999");
	assert_string_equal(text_count(arena, 1234567), "1,234,567");
	assert_string_equal(text_count(arena, UINT64_MAX), "18,446,744,073,709,551,615");
	assert_string_equal(text_bytes(arena, 999), "999 B");
	assert_string_equal(text_bytes(arena, 41200000000), "41.2 GB");
	assert_string_equal(text_bytes(arena, 999999), "1.0 MB");
	assert_string_equal(text_bytes(arena, 380000000), "380 MB");
	assert_string_equal(text_duration(arena, 6), "0.0 s");
	assert_string_equal(text_duration(arena, 9400), "9.4 s");
	assert_string_equal(text_duration(arena, 349000), "5m49s");
	assert_string_equal(text_duration(arena, 3661000), "1h01m");
}

/* The content of the file, from its beginning. */
static const char *contents(FILE *file, struct arena *arena)
{
	char *bytes = arena_alloc(arena, 4096);

	rewind(file);
	assert_true(fread(bytes, 1, 4095, file) > 0);
	return bytes;
}

static void a_log_has_a_line_a_fact(void **state)
{
	AUTO_ARENA *arena = arena_make();
	FILE *file = tmpfile();
	struct log *log = log_make(file, LOG_INFO, LOG_TEXT);

	(void)state;
	log_fact(log, LOG_INFO, "target.copy", "read lock held %d ms", 6);
	log_fact(log, LOG_DEBUG, "target.copy", "not at this level");
	struct log *named = log_named(log, "db001");
	log_fact(named, LOG_ERROR, NULL, "over");
	log_release(named);
	log_fact(log, LOG_INFO, NULL, "without a name");
	log_release(log);
	const char *text = contents(file, arena);
	/* 2026-11-22T09:44:10Z and two blanks in front of each. */
	assert_string_equal(text + 22, strchr(text + 22, 't'));
	assert_non_null(strstr(text, "Z  target.copy          read lock held 6 ms\n"));
	assert_non_null(strstr(text, "Z  db001  over\n"));
	assert_non_null(strstr(text, "Z  without a name\n"));
	assert_null(strstr(text, "level"));
	(void)fclose(file);
	log_fact(NULL, LOG_ERROR, NULL, "nobody listens");
}

static void a_log_in_json_has_an_object_a_fact(void **state)
{
	AUTO_ARENA *arena = arena_make();
	FILE *file = tmpfile();
	struct log *log = log_make(file, LOG_INFO, LOG_JSON);

	(void)state;
	log_fact(log, LOG_INFO, "target.link", "a \"word\"\n");
	log_fact(log, LOG_INFO, NULL, "not UTF-8: \xff");
	log_release(log);
	const char *text = contents(file, arena);
	assert_non_null(
		strstr(text, "\"level\":\"info\",\"manifest\":null,\"step\":\"target.link\","
			     "\"message\":\"a \\\"word\\\"\\n\"}\n{\"time\""));
	assert_non_null(strstr(text, "\"message\":\"(not UTF-8)\"}\n"));
	(void)fclose(file);
}

static void a_log_in_json_tells_figures(void **state)
{
	static const struct log_figure figures[] = {
		{ "rows", NULL, 42 },
		{ "lock_method", "LOCK TABLES", 0 },
		{ "seconds_left", NULL, LOG_UNKNOWN },
	};
	AUTO_ARENA *arena = arena_make();
	FILE *json = tmpfile();
	FILE *text = tmpfile();
	struct log *logs[] = { log_make(json, LOG_INFO, LOG_JSON),
			       log_make(text, LOG_INFO, LOG_TEXT) };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(logs); i++) {
		log_figures(logs[i], "target.copy", figures, ARRAY_SIZE(figures),
			    "%d rows", 42);
		log_release(logs[i]);
	}
	assert_non_null(
		strstr(contents(json, arena),
		       "\"message\":\"42 rows\",\"rows\":42,"
		       "\"lock_method\":\"LOCK TABLES\",\"seconds_left\":null}\n"));
	assert_non_null(strstr(contents(text, arena), "target.copy          42 rows\n"));
	(void)fclose(json);
	(void)fclose(text);
	log_figures(NULL, NULL, NULL, 0, "nobody listens");
}

#define ROWS(cases, function)                                                          \
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)                                 \
		tests[count++] = (struct CMUnitTest)                                   \
		{                                                                      \
			(cases)[i].name, function, NULL, NULL, &(cases)[i]             \
		}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(an_error_gains_context_on_its_way_up),
		cmocka_unit_test(a_new_error_or_hint_may_quote_the_old_one),
		cmocka_unit_test(an_error_that_is_too_long_keeps_its_context),
		cmocka_unit_test(an_arena_gives_zeroed_aligned_memory_of_its_own),
		cmocka_unit_test(a_big_item_leaves_the_block_before_it_in_use),
		cmocka_unit_test(an_arena_grows_an_array_and_copies_text),
		cmocka_unit_test(a_text_grows_as_long_as_it_must),
		cmocka_unit_test(null_is_an_empty_text),
		cmocka_unit_test(figures_read_well),
		cmocka_unit_test(a_log_has_a_line_a_fact),
		cmocka_unit_test(a_log_in_json_has_an_object_a_fact),
		cmocka_unit_test(a_log_in_json_tells_figures),
	};
	static struct CMUnitTest tests[ARRAY_SIZE(like_cases) + ARRAY_SIZE(nearest_cases) +
				       ARRAY_SIZE(wrap_cases) + ARRAY_SIZE(quantity_cases) +
				       ARRAY_SIZE(status_cases) + ARRAY_SIZE(others)];
	size_t count = 0;

	ROWS(like_cases, is_like);
	ROWS(nearest_cases, is_nearest);
	ROWS(wrap_cases, wraps);
	ROWS(quantity_cases, parses_quantity);
	ROWS(status_cases, has_status);
	memcpy(tests + count, others, sizeof(others));
	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
