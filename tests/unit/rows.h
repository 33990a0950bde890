/*
 * Makes each row of a table a test, named by the row's first member, which is a
 * sentence. Includes cmocka and the headers that it needs.
 */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attributes.h"

#define ROWS_MOST 1000

struct row_tests {
	struct CMUnitTest tests[ROWS_MOST];
	size_t count;
};

/* A test for each of count rows of size bytes; it finds its row in *state. */
static inline void rows_add(struct row_tests *rows, void *first, size_t count,
			    size_t size, CMUnitTestFunction test)
{
	for (size_t i = 0; i < count; i++) {
		char *row = (char *)first + i * size;

		assert_true(rows->count < ROWS_MOST);
		rows->tests[rows->count++] =
			(struct CMUnitTest){ .name = *(const char *const *)(void *)row,
					     .test_func = test,
					     .initial_state = row };
	}
}
#define ROWS_ADD(rows, table, test)                                                    \
	rows_add(rows, table, ARRAY_SIZE(table), sizeof((table)[0]), test)

/* Tests without a row. */
static inline void rows_add_tests(struct row_tests *rows,
				  const struct CMUnitTest *tests, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert_true(rows->count < ROWS_MOST);
		rows->tests[rows->count++] = tests[i];
	}
}

/* What main returns. */
#define ROWS_RUN(rows)                                                                 \
	_cmocka_run_group_tests("tests", (rows)->tests, (rows)->count, NULL, NULL)

#endif
