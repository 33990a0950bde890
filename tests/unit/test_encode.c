/* Rows encoded for LOAD DATA: escapes, NULL, and buffers of any size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attributes.h"
#include "copy/rows/encode.h"

#define LONG_CLEAN "0123456789abcdefghijklmnopqrstuvwxyz0123456789"

/* clang-format off */
static struct encode_case {
	const char *name;
	const char *values[3];
	unsigned long lengths[3];
	size_t columns;
	const char *line;
} cases[] = {
	{ "fields end with a tab, the line with a newline", { "a", "b", "c" }, { 1, 1, 1 }, 3, "a\tb\tc\n" },
	{ "one empty field is an empty line",       { "" },                   { 0 },       1, "\n" },
	{ "NULL is \\N",                            { NULL, "", NULL },       { 0 },       3, "\\N\t\t\\N\n" },
	{ "the word \\N is not NULL",               { "\\N" },                { 2 },       1, "\\\\N\n" },
	{ "a 0 byte",                               { "a\0b" },               { 3 },       1, "a\\0b\n" },
	{ "a tab, a newline, a backslash",          { "\t", "\n", "\\" },     { 1, 1, 1 }, 3, "\\t\t\\n\t\\\\\n" },
	{ "special bytes behind many others",       { LONG_CLEAN "\n" LONG_CLEAN }, { 2 * sizeof(LONG_CLEAN) - 1 }, 1,
	  LONG_CLEAN "\\n" LONG_CLEAN "\n" },
	{ "other control bytes and 8-bit bytes stay", { "\x01\r\x1a\x7f\x80\xff\x5b\x5d\x08\x0b" }, { 10 }, 1,
	  "\x01\r\x1a\x7f\x80\xff\x5b\x5d\x08\x0b\n" },
	{ "a run of special bytes",                 { "\n\n\n\n\n\n\n\n\n" }, { 9 },       1, "\\n\\n\\n\\n\\n\\n\\n\\n\\n\n" },
};
/* clang-format on */

/* The bytes are the same with any size of the buffer. */
static void encodes(void **state)
{
	const struct encode_case *row = *state;

	for (size_t room = ENCODE_LEAST; room < 200; room++) {
		char out[512] = "";
		size_t length = 0;
		struct encoder encoder;

		encode_begin(&encoder, row->columns);
		while (!encoder.done) {
			/* so that a sanitizer sees its end */
			char *range = malloc(room);
			assert_non_null(range);
			size_t count = encode_row(&encoder, row->values, row->lengths,
						  range, room);
			assert_true(count > 0 && count <= room);
			memcpy(out + length, range, count);
			length += count;
			free(range);
		}
		assert_int_equal(length, strlen(row->line));
		assert_memory_equal(out, row->line, length);
	}
}

/* All 256 bytes at all positions of an 8-byte word. */
static void escapes_exactly_four_bytes(void **state)
{
	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		for (size_t place = 0; place < 8; place++) {
			char value[8], out[32];
			struct encoder encoder;

			memset(value, 'x', sizeof(value));
			value[place] = (char)byte;
			encode_begin(&encoder, 1);
			size_t length =
				encode_row(&encoder, (const char *const[]){ value },
					   (const unsigned long[]){ sizeof(value) },
					   out, sizeof(out));
			bool special = byte == 0 || byte == '\t' || byte == '\n' ||
				       byte == '\\';
			assert_int_equal(length, special ? 10 : 9);
		}
	}
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(cases) + 1];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i] = (struct CMUnitTest){ .name = cases[i].name,
						.test_func = encodes,
						.initial_state = &cases[i] };
	tests[ARRAY_SIZE(cases)] =
		(struct CMUnitTest)cmocka_unit_test(escapes_exactly_four_bytes);
	return cmocka_run_group_tests_name("encode", tests, NULL, NULL);
}
