/* Parses and renders what servers print about accounts and errors with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "accounts/attributes.h"
#include "accounts/definition.h"
#include "accounts/grants.h"
#include "accounts/selection.h"
#include "accounts/stopped.h"
#include "base/text.h"

#define MY FLAVOUR_MYSQL
#define MA FLAVOUR_MARIADB
#define SECRET_5_7 "*6691484EA6B50DDDE1926A220DA01FA9E575C18A"

static const char *joined(const struct text_list *list, struct arena *arena)
{
	struct text out = text_make(arena);

	for (unsigned i = 0; i < list->count; i++)
		text_addf(&out, "%s%s", i == 0 ? "" : "; ", list->items[i]);
	return out.bytes;
}

/* SHOW CREATE USER, and: ways to log in | what is not the default | default roles. */
static struct definition_case {
	const char *name;
	enum flavour flavour;
	const char *line, *parts;
} definition_cases[] = {
	/* clang-format off */
	{ "MySQL 5.7", MY, "CREATE USER 'a'@'%' IDENTIFIED WITH 'mysql_native_password' AS '" SECRET_5_7 "' REQUIRE SSL PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK",
	  "mysql_native_password kept|REQUIRE SSL|" },
	{ "MySQL 8, all at its default", MY, "CREATE USER `a`@`%` IDENTIFIED WITH 'caching_sha2_password' AS 0x24412430 REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK"
	  " PASSWORD HISTORY DEFAULT PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT", "caching_sha2_password kept||" },
	{ "nothing at its default", MY, "CREATE USER `a`@`%` IDENTIFIED WITH 'sha256_password' AS 0x24 DEFAULT ROLE `r`@`%`,`s`@`10.%` REQUIRE SUBJECT '/CN=a' ISSUER '/CN=b'"
	  " WITH MAX_QUERIES_PER_HOUR 5 MAX_USER_CONNECTIONS 2 PASSWORD EXPIRE INTERVAL 90 DAY ACCOUNT LOCK PASSWORD HISTORY 3 PASSWORD REUSE INTERVAL 9 DAY"
	  " PASSWORD REQUIRE CURRENT FAILED_LOGIN_ATTEMPTS 4 PASSWORD_LOCK_TIME UNBOUNDED ATTRIBUTE '{\"a\": \"it\\'s\"}'",
	  "sha256_password kept|REQUIRE SUBJECT '/CN=a' ISSUER '/CN=b'; MAX_QUERIES_PER_HOUR 5; MAX_USER_CONNECTIONS 2; PASSWORD EXPIRE INTERVAL 90 DAY; ACCOUNT LOCK;"
	  " PASSWORD HISTORY 3; PASSWORD REUSE INTERVAL 9 DAY; PASSWORD REQUIRE CURRENT; FAILED_LOGIN_ATTEMPTS 4; PASSWORD_LOCK_TIME UNBOUNDED; ATTRIBUTE '{\"a\": \"it\\'s\"}'"
	  "|`r`@`%`,`s`@`10.%`" },
	{ "a name that looks like words", MY, "CREATE USER `a, REQUIRE SSL (x)`@`%` IDENTIFIED WITH 'caching_sha2_password' REQUIRE NONE", "caching_sha2_password||" },
	{ "MariaDB, one password", MA, "CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '" SECRET_5_7 "'", "mysql_native_password kept||" },
	{ "MariaDB, several ways", MA, "CREATE USER `a`@`%` IDENTIFIED VIA mysql_native_password USING 'x' OR unix_socket OR ed25519 USING 'y' WITH MAX_STATEMENT_TIME 2.500000",
	  "mysql_native_password kept, unix_socket, ed25519 kept|MAX_STATEMENT_TIME 2.500000|" },
	{ "MariaDB, none", MA, "CREATE USER `a`@`%` PASSWORD EXPIRE NEVER", "mysql_native_password|PASSWORD EXPIRE NEVER|" },
	/* clang-format on */
};

static void test_definition(void **state)
{
	const struct definition_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct account_definition definition;
	struct text out = text_make(arena);

	assert_true(account_definition_parse(c->line, c->flavour, arena, &definition));
	for (size_t i = 0; i < definition.factors_count; i++)
		text_addf(&out, "%s%s%s", i == 0 ? "" : ", ",
			  definition.factors[i].plugin,
			  definition.factors[i].hash == NULL ? "" : " kept");
	text_addf(&out, "|%s|%s", joined(&definition.options, arena),
		  definition.default_roles == NULL ? "" : definition.default_roles);
	assert_string_equal(out.bytes, c->parts);
}

/* A line of SHOW GRANTS for `a`@`%` (`r` on MariaDB), and what it grants. */
static struct grant_case {
	const char *name;
	enum flavour flavour;
	const char *line, *grants;
} grant_cases[] = {
	/* clang-format off */
	{ "nothing", MY, "GRANT USAGE ON *.* TO `a`@`%`", "" },
	{ "its option is on the object", MY, "GRANT SELECT, INSERT ON `s`.* TO `a`@`%` WITH GRANT OPTION", "SELECT ON `s`.*; INSERT ON `s`.*; GRANT OPTION ON `s`.*" },
	{ "of a dynamic one it is its own", MY, "GRANT XA_RECOVER_ADMIN ON *.* TO `a`@`%` WITH GRANT OPTION",
	  "XA_RECOVER_ADMIN ON *.*; GRANT OPTION FOR XA_RECOVER_ADMIN" },
	{ "columns", MY, "GRANT SELECT (`x`, `y z`), DELETE ON `s`.`t` TO `a`@`%`", "SELECT (`x`) ON `s`.`t`; SELECT (`y z`) ON `s`.`t`; DELETE ON `s`.`t`" },
	{ "all on a routine", MY, "GRANT ALL PRIVILEGES ON FUNCTION `s`.`f` TO `a`@`%`", "EXECUTE ON FUNCTION `s`.`f`; ALTER ROUTINE ON FUNCTION `s`.`f`" },
	{ "a partial revoke", MY, "REVOKE INSERT ON `s`.* FROM `a`@`%`", "REVOKE INSERT ON `s`.*" },
	{ "roles", MY, "GRANT `r`@`%`,`s`@`10.%` TO `a`@`%` WITH ADMIN OPTION",
	  "ROLE `r`@`%`; ADMIN OPTION FOR `r`@`%`; ROLE `s`@`10.%`; ADMIN OPTION FOR `s`@`10.%`" },
	{ "proxy", MY, "GRANT PROXY ON `b`@`%` TO `a`@`%`", "PROXY ON `b`@`%`" },
	{ "somebody else's", MY, "GRANT SELECT ON *.* TO `b`@`%`", "" },
	{ "MariaDB's newer name", MA, "GRANT BINLOG MONITOR ON *.* TO `a`@`%` IDENTIFIED BY PASSWORD '*X'", "REPLICATION CLIENT ON *.*" },
	/* clang-format on */
};

static void test_grants(void **state)
{
	const struct grant_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct text_list grants = { .arena = arena };

	account_grants_add(&grants, c->line, "`a`@`%`", c->flavour);
	assert_string_equal(joined(&grants, arena), c->grants);
}

/* An applier's error, and: kind, accounts | what must be granted before. */
static struct stop_case {
	const char *name;
	enum flavour flavour;
	unsigned code;
	const char *message, *parts;
} stop_cases[] = {
	/* clang-format off */
	{ "ALTER USER", MY, 1396, "Worker 1 failed; Error 'Operation ALTER USER failed for 'a p'@'%' (User account does not exist)' on query. Default database: ''.", "missing a p@%|" },
	{ "a quote in the name", MY, 1396, "Error 'Operation ALTER USER failed for 'o'brien'@'10.%','b'@'%'' on query.", "missing o'brien@10.% b@%|" },
	{ "DROP USER of two, of which one was there", MA, 1396, "Error 'Operation DROP USER failed for 'a'@'%'' on query. Default database: ''. Query: 'DROP USER a, `b`@'10.%''",
	  "missing drops a@% b@10.%|" },
	{ "CREATE USER", MY, 1396, "Error 'Operation CREATE USER failed for 'a'@'%'' on query.", "exists a@%|" },
	{ "GRANT", MY, 1410, "Error 'You are not allowed to create a user with GRANT' on query. Default database: ''. Query: 'GRANT INSERT ON `s`.* TO 'a'@'%''", "missing a@%|" },
	{ "GRANT of a role", MY, 3523, "Error 'Unknown authorization ID `a`@`%`' on query.", "missing a@%|" },
	{ "REVOKE", MY, 1141, "Error 'There is no such grant' on query. Default database: ''. Query: 'REVOKE SELECT, GRANT OPTION ON my_shop.* FROM 'a'@'%', b@localhost'",
	  "no grant a@% b@localhost|SELECT ON `my_shop`.*; GRANT OPTION ON `my_shop`.*" },
	{ "REVOKE of a column", MY, 1147, "Error 'x' on query. Default database: ''. Query: 'REVOKE SELECT (id) ON shop.`t t` FROM `a`@`%`'", "no grant a@%|SELECT (`id`) ON `shop`.`t t`" },
	{ "REVOKE in a database that is not named", MY, 1147, "Error 'x' on query. Default database: 'shop'. Query: 'REVOKE SELECT ON t FROM `a`@`%`'", "no grant a@%|" },
	{ "REVOKE of a role", MY, 1141, "Error 'x' on query. Default database: ''. Query: 'REVOKE r FROM `a`@`%`'", "no grant a@%|ROLE `r`@`%`" },
	{ "the same on MariaDB", MA, 1962, "Error 'Cannot revoke role 'r' from: 'a'@'%'' on query. Default database: ''. Query: 'REVOKE r FROM a'", "no grant a|ROLE `r`" },
	{ "a statement that may have been cut", MY, 1141, "Error 'x' on query. Default database: ''. Query: 'REVOKE SELECT ON s.* FROM 'a", "no grant|" },
	{ "another error", MY, 1062, "Error 'Duplicate entry' on query. Query: 'REVOKE SELECT ON s.* FROM a'", "other|" },
	/* clang-format on */
};

static const char *stop_text(const struct account_stop *stop, struct arena *arena)
{
	static const char *const kinds[] = {
		[STOP_OTHER] = "other",   [STOP_MISSING] = "missing",
		[STOP_EXISTS] = "exists", [STOP_NO_GRANT] = "no grant",
		[STOP_PLUGIN] = "plugin",
	};
	struct text out = text_make(arena);

	text_addf(&out, "%s%s", kinds[stop->kind], stop->drops ? " drops" : "");
	for (size_t i = 0; i < stop->named_count; i++)
		text_addf(&out, " %s",
			  account_label(stop->named[i].user, stop->named[i].host, arena));
	text_addf(&out, "|%s", joined(&stop->needed, arena));
	return out.bytes;
}

static void test_stop(void **state)
{
	const struct stop_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct account_stop stop =
		account_stop_parse(c->code, c->message, c->flavour, arena);

	assert_string_equal(stop_text(&stop, arena), c->parts);
}

static void test_no_secret_in_a_message(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_string_equal(account_stop_text("E. Query: 'ALTER USER a IDENTIFIED BY 'x''",
					      arena),
			    "E.");
	assert_string_equal(account_stop_text("E. Query: 'GRANT r TO a IDENTIFIED BY 'x''",
					      arena),
			    "E.");
	assert_string_equal(account_stop_text("E. Query: 'DROP USER a'", arena),
			    "E. Query: 'DROP USER a'");
}

/* An account's attributes, what ALTER USER would merge, and whether that changes it. */
static struct attribute_case {
	const char *name, *there, *wanted;
	bool included;
} attribute_cases[] = {
	/* clang-format off */
	{ "equal attributes", "ATTRIBUTE '{\"a\": 1}'", "ATTRIBUTE '{\"a\": 1}'", true },
	{ "more attributes there", "ATTRIBUTE '{\"b\": [1, {\"a\": 2}], \"a\": {\"x\": 1, \"y\": \"}, \\\\\"\"}}'", "ATTRIBUTE '{\"a\": {\"x\": 1}}'", true },
	{ "an attribute of another value", "ATTRIBUTE '{\"a\": 1, \"b\": 2}'", "ATTRIBUTE '{\"a\": 12}'", false },
	{ "an attribute within another", "ATTRIBUTE '{\"b\": {\"a\": 1}}'", "ATTRIBUTE '{\"a\": 1}'", false },
	{ "another list", "ATTRIBUTE '{\"a\": [1, 2]}'", "ATTRIBUTE '{\"a\": [1]}'", false },
	{ "a comment with a quote", "ATTRIBUTE '{\"comment\": \"it\\'s\", \"a\": 1}'", "ATTRIBUTE '{\"comment\": \"it\\'s\"}'", true },
	{ "null takes an attribute away", "ATTRIBUTE '{\"a\": 1}'", "ATTRIBUTE '{\"a\": null}'", false },
	{ "and is not there afterwards", "ATTRIBUTE '{}'", "ATTRIBUTE '{\"a\": null}'", true },
	/* clang-format on */
};

static void test_attributes(void **state)
{
	const struct attribute_case *c = *state;
	AUTO_ARENA *arena = arena_make();

	assert_int_equal(attributes_include(c->there, c->wanted, arena), c->included);
}

/* A pattern of accounts.include, and an account as its server has it. */
static struct pattern_case {
	const char *name, *pattern, *user, *host;
	bool selected, labelled;
} pattern_cases[] = {
	/* clang-format off */
	{ "an account's very name", "app@%", "app", "%", true, true },
	{ "a host in capital letters", "app@App.Example.COM", "app", "app.example.com", true, true },
	{ "a user in capital letters is another one", "App@%", "app", "%", false, false },
	{ "an @ in the name", "at@Home*", "at@Home", "%", true, false },
	{ "an anonymous account", "@%", "", "%", true, true },
	{ "a role in capital letters is another one", "R@A", "R@a", NULL, false, false },
	{ "the role of all by *", "*", "PUBLIC", NULL, true, false },
	/* clang-format on */
};

static void test_pattern(void **state)
{
	const struct pattern_case *c = *state;
	const char *const include[] = { c->pattern, NULL };

	assert_int_equal(account_is_selected(include, NULL, c->user, c->host),
			 c->selected);
	assert_int_equal(account_is_labelled(c->pattern, c->user, c->host), c->labelled);
}

static void test_public_is_no_name(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_string_equal(account_name("PUBLIC", NULL, arena), "PUBLIC");
	assert_string_equal(account_name("PUBLIC", "%", arena), "`PUBLIC`@`%`");
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(definition_cases) + ARRAY_SIZE(grant_cases) +
				ARRAY_SIZE(stop_cases) + ARRAY_SIZE(attribute_cases) +
				ARRAY_SIZE(pattern_cases) + 2];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(definition_cases); i++)
		tests[count++] =
			(struct CMUnitTest){ .name = definition_cases[i].name,
					     .test_func = test_definition,
					     .initial_state = &definition_cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(grant_cases); i++)
		tests[count++] = (struct CMUnitTest){ .name = grant_cases[i].name,
						      .test_func = test_grants,
						      .initial_state = &grant_cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(stop_cases); i++)
		tests[count++] = (struct CMUnitTest){ .name = stop_cases[i].name,
						      .test_func = test_stop,
						      .initial_state = &stop_cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(attribute_cases); i++)
		tests[count++] =
			(struct CMUnitTest){ .name = attribute_cases[i].name,
					     .test_func = test_attributes,
					     .initial_state = &attribute_cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(pattern_cases); i++)
		tests[count++] =
			(struct CMUnitTest){ .name = pattern_cases[i].name,
					     .test_func = test_pattern,
					     .initial_state = &pattern_cases[i] };
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_public_is_no_name);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_no_secret_in_a_message);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
