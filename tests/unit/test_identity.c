/* A session is killed only if it is still the same session on the same server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "db/internal.h"

/*
 * ---- a double of the server: its clock, and one session besides the one that queries
 */

static struct server {
	const char *id, *name, *now, *uptime;
	bool refuses; /* its status is not shown */
	const char *killed;
	struct arena *arena;
} server;

static const char *answer[6];

bool db_batch(struct db *db, struct db_statement *statements, size_t count,
	      struct arena *arena, struct error *err)
{
	static const char *status[2] = { "Uptime" };

	(void)db;
	(void)arena;
	(void)err;
	if (strncmp(statements[0].sql, "KILL", 4) == 0) {
		assert_int_equal(count, 1);
		server.killed = arena_copy(server.arena, statements[0].sql);
		statements[0].done = true;
		return true;
	}
	assert_int_equal(count, 2);
	assert_non_null(strstr(statements[0].sql, "IN (7, 41)"));
	answer[0] = "7";
	answer[1] = "root@10.0.0.1:9";
	answer[2] = answer[5] = server.now;
	answer[3] = server.id;
	answer[4] = server.name;
	status[1] = server.uptime;
	statements[0].rows = (struct rows){ .columns = 3, .count = 2, .values = answer };
	statements[1].rows = (struct rows){ .columns = 2, .count = 1, .values = status };
	statements[0].done = true;
	statements[1].done = !server.refuses;
	if (server.refuses)
		(void)error_set(&statements[1].error, ERROR_FAILED, "denied");
	return true;
}

const char *rows_value(const struct rows *rows, size_t row, size_t column)
{
	return rows->values[row * rows->columns + column];
}

uint64_t rows_number(const char *value, uint64_t fallback)
{
	return value == NULL ? fallback : strtoull(value, NULL, 10);
}

/* clang-format off */
static struct identity_case {
	const char *name;
	struct server before, after;
	const char *killed; /* NULL: nothing */
	bool fails;
} cases[] = {
	{ "the same session of the same server is killed",
	  { "41", "repl@10.0.0.1:5000", "2000", "1000", .refuses = false }, { "41", "repl@10.0.0.1:5000", "2100", "1100", .refuses = false }, "KILL QUERY 41", false },
	{ "clocks that differ by a second are no restart",
	  { "41", "repl@10.0.0.1:5000", "2000", "1000", .refuses = false }, { "41", "repl@10.0.0.1:5000", "2101", "1100", .refuses = false }, "KILL QUERY 41", false },
	{ "after a restart the id is a stranger's",
	  { "41", "repl@10.0.0.1:5000", "2000", "1000", .refuses = false }, { "41", "app@10.0.0.7:6000", "2100", "50", .refuses = false }, NULL, false },
	{ "even one of the same name, on a local socket",
	  { "41", "root@localhost", "2000", "1000", .refuses = false }, { "41", "root@localhost", "2100", "50", .refuses = false }, NULL, false },
	{ "another one on the same server: the id has come round",
	  { "41", "repl@10.0.0.1:5000", "2000", "1000", .refuses = false }, { "41", "repl@10.0.0.1:5001", "2100", "1100", .refuses = false }, NULL, false },
	{ "it has ended",
	  { "41", "repl@10.0.0.1:5000", "2000", "1000", .refuses = false }, { "42", "app@10.0.0.7:6000", "2100", "1100", .refuses = false }, NULL, false },
	{ "a server that does not say since when it runs: nothing is killed",
	  { "41", "repl@10.0.0.1:5000", "2000", "1000", .refuses = false }, { "41", "repl@10.0.0.1:5000", "2100", "1100", .refuses = true }, NULL, true },
};
/* clang-format on */

static void kills(void **state)
{
	const struct identity_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct db by = { .server.connection_id = 7 };
	struct db other = { .server.connection_id = 41 };
	struct db *const others[] = { &other };
	struct error err = { 0 };

	server = row->before;
	assert_true(db_identify(&by, others, 1, &err));
	const struct db_identity identity = *db_identity(&other);
	assert_string_equal(identity.name, row->before.name);
	server = row->after;
	server.arena = arena;
	assert_int_equal(db_kill(&by, &identity, 1, DB_KILL_QUERY, &err), !row->fails);
	if (row->killed == NULL)
		assert_null(server.killed);
	else
		assert_string_equal(server.killed, row->killed);
}

/* Lost before it was identified: nobody knows which session it was. */
static void a_session_that_was_not_asked_for_is_not_killed(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct db by = { .server.connection_id = 7 };
	const struct db_identity identity = { .connection_id = 41 };
	struct error err = { 0 };

	(void)state;
	server = (struct server){ "41", "", "2000", "1000", .arena = arena };
	assert_true(db_kill(&by, &identity, 1, DB_KILL_SESSION, &err));
	assert_null(server.killed);
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(cases) + 1];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i] = (struct CMUnitTest){ cases[i].name, kills, NULL, NULL,
						&cases[i] };
	tests[ARRAY_SIZE(cases)] = (struct CMUnitTest)cmocka_unit_test(
		a_session_that_was_not_asked_for_is_not_killed);
	return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
