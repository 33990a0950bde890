/*
 * The pure parts of observing: parsing SHOW GRANTS, whether an account's host covers an
 * address, cleaning text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "accounts/host.h"
#include "base/text.h"
#include "db/queries.h"
#include "logins/logins.h"
#include "observe/ask.h"
#include "observe/grants.h"
#include "secrets/password_digest.h"
#include "secrets/password_hash.h"

struct grants_case {
	const char *name;
	const char *line;
	const char *privileges; /* joined by ", " */
};

/* clang-format off */
static struct grants_case grants_cases[] = {
	{ "a list of global ones", "GRANT SELECT, REPLICATION SLAVE ON *.* TO `a`@`%`", "SELECT, REPLICATION SLAVE" },
	{ "with grant option", "GRANT SELECT ON *.* TO `a`@`%` WITH GRANT OPTION", "SELECT, GRANT OPTION" },
	{ "dynamic ones without blanks", "GRANT BINLOG_ADMIN,XA_RECOVER_ADMIN ON *.* TO `a`@`%`", "BINLOG_ADMIN, XA_RECOVER_ADMIN" },
	{ "all of them", "GRANT ALL PRIVILEGES ON *.* TO `a`@`%` WITH GRANT OPTION", "ALL PRIVILEGES, GRANT OPTION" },
	{ "all of them, as MariaDB of old writes it", "GRANT ALL ON *.* TO 'a'@'%'", "ALL PRIVILEGES" },
	{ "none", "GRANT USAGE ON *.* TO `a`@`%` IDENTIFIED BY PASSWORD '*B69027D4'", "USAGE" },
	{ "MariaDB's newer name", "GRANT BINLOG MONITOR, REPLICA MONITOR ON *.* TO `a`@`%`", "REPLICATION CLIENT, SLAVE MONITOR" },
	{ "lower case", "GRANT select ON *.* TO a", "SELECT" },
	{ "on a whole database", "GRANT SELECT, INSERT ON `shop`.* TO `a`@`%`", "SELECT ON shop.*, INSERT ON shop.*" },
	{ "on a database with a quote in it", "GRANT SELECT ON `sh``op`.* TO `a`@`%`", "SELECT ON sh`op.*" },
	{ "a grant option on a database is not global", "GRANT SELECT ON `shop`.* TO `a`@`%` WITH GRANT OPTION", "SELECT ON shop.*" },
	{ "on a table", "GRANT SELECT ON `shop`.`orders` TO `a`@`%`", "" },
	{ "on columns", "GRANT SELECT (`a`, `b`), INSERT ON `shop`.* TO `a`@`%`", "INSERT ON shop.*" },
	{ "a database called ON *.* TO", "GRANT SELECT ON ` ON *.* TO `.* TO `a`@`%`", "SELECT ON  ON *.* TO .*" },
	{ "an account called WITH GRANT OPTION", "GRANT SELECT ON *.* TO ` WITH GRANT OPTION`@`%`", "SELECT" },
	{ "a role", "GRANT `rds_superuser_role`@`%` TO `a`@`%`", "role `rds_superuser_role`@`%`" },
	{ "a proxy", "GRANT PROXY ON ``@`%` TO `root`@`localhost` WITH GRANT OPTION", "" },
	{ "a proxy in plain quotes", "GRANT PROXY ON ''@'' TO 'root'@'localhost' WITH GRANT OPTION", "" },
	{ "a partial revoke", "REVOKE INSERT ON `mysql`.* FROM `a`@`%`", "REVOKE INSERT ON mysql.*" },
	{ "a table of the server's own", "GRANT SELECT ON `mysql`.`proc` TO `a`@`%`", "SELECT ON mysql.proc" },
	{ "columns of the server's own", "GRANT SELECT (`a`) ON `mysql`.`proc` TO `a`@`%`", "" },
	{ "a procedure of RDS", "GRANT EXECUTE ON PROCEDURE `mysql`.`rds_x` TO `a`@`%`", "EXECUTE ON mysql.rds_x" },
	{ "a routine", "GRANT EXECUTE ON PROCEDURE `shop`.`p` TO `a`@`%`", "" },
	{ "a pattern", "GRANT SELECT ON `sh\\_%`.* TO `a`@`%`", "SELECT ON sh\\_%.*" },
	{ "roles", "GRANT `r`@`%`,`t`@`%` TO `a`@`%`", "role `r`@`%`, role `t`@`%`" },
	{ "MariaDB: a role", "GRANT `r` TO `a`@`%`", "role `r`" },
	{ "MariaDB: the role of a role", "GRANT `r` TO `t`", "" },
	{ "the active role is not told", "GRANT `active` TO `a`@`%`", "" },
};
/* clang-format on */

static void check_grants(void **state)
{
	const struct grants_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct grants grants = grants_make(arena);
	struct text text = text_make(arena);

	grants_add(&grants, row->line);
	grants_add(&grants, row->line); /* each counts once */
	for (unsigned i = 0; i < grants.privileges.count; i++)
		text_addf(&text, "%s%s", i == 0 ? "" : ", ", grants.privileges.items[i]);
	struct text_list roles = grants_inactive_roles(&grants, "active");
	for (unsigned i = 0; i < roles.count; i++)
		text_addf(&text, "%srole %s", i == 0 ? "" : ", ", roles.items[i]);
	assert_string_equal(text.bytes, row->privileges);
}

struct host_case {
	const char *name;
	const char *pattern, *host;
	enum fact covers;
};

/* clang-format off */
static struct host_case host_cases[] = {
	{ "% covers all", "%", "10.1.4.9", FACT_YES },
	{ "nothing covers all", "", "10.1.4.9", FACT_YES },
	{ "% covers even the unknown", "%", NULL, FACT_YES },
	{ "a pattern and the unknown", "10.%", NULL, FACT_UNKNOWN },
	{ "an address", "10.1.4.9", "10.1.4.9", FACT_YES },
	{ "another address", "10.1.4.9", "10.1.4.8", FACT_NO },
	{ "a pattern", "10.1.%", "10.1.4.9", FACT_YES },
	{ "another pattern", "10.9.%", "10.1.4.9", FACT_NO },
	{ "one letter", "10.1.4._", "10.1.4.9", FACT_YES },
	{ "one letter, two there", "10.1.4._", "10.1.4.10", FACT_NO },
	{ "a network by mask", "10.1.0.0/255.255.0.0", "10.1.4.9", FACT_YES },
	{ "another network by mask", "10.2.0.0/255.255.0.0", "10.1.4.9", FACT_NO },
	{ "a network by bits", "10.1.0.0/16", "10.1.4.9", FACT_YES },
	{ "another network by bits", "10.1.0.0/24", "10.1.4.9", FACT_NO },
	{ "all networks", "0.0.0.0/0", "10.1.4.9", FACT_YES },
	{ "a name", "Web1.Example.com", "web1.example.com", FACT_YES },
	{ "names of a domain", "%.example.com", "web1.example.com", FACT_YES },
	{ "another domain", "%.example.org", "web1.example.com", FACT_NO },
	{ "a name, and we have an address only", "%.example.org", "10.1.4.9", FACT_NO },
	{ "addresses, and we have a name only", "10.1.%", "web1.example.com", FACT_UNKNOWN },
	{ "a network, and we have a name only", "10.1.0.0/16", "web1.example.com", FACT_UNKNOWN },
	{ "localhost is 127.0.0.1", "127.0.0.1", "localhost", FACT_YES },
	{ "localhost", "localhost", "localhost", FACT_YES },
	{ "localhost is not elsewhere", "10.1.%", "localhost", FACT_NO },
	{ "an underscore taken as it is", "db\\_1", "dbx1", FACT_NO },
};
/* clang-format on */

static void check_host(void **state)
{
	const struct host_case *row = *state;

	assert_int_equal(host_covers(row->pattern, row->host), row->covers);
}

static void the_most_specific_host_goes_first(void **state)
{
	(void)state;
	assert_true(host_more_specific("10.1.4.9", "10.1.%"));
	assert_true(host_more_specific("localhost", "10.1.4.%"));
	assert_true(host_more_specific("10.1.%", "10.%"));
	assert_true(host_more_specific("10.%", "%"));
	assert_false(host_more_specific("%", "10.%"));
	assert_false(host_more_specific("%", "%"));
}

static void wrong_bytes_are_replaced(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_null(clean_copy(arena, NULL));
	assert_string_equal(clean_copy(arena, "Édsger 日本 \xF0\x9F\x90\xAC"),
			    "Édsger 日本 \xF0\x9F\x90\xAC");
	assert_string_equal(clean_copy(arena, "a\xFF"
					      "b"),
			    "a\xEF\xBF\xBD"
			    "b");
	assert_string_equal(clean_copy(arena, "\xC3"), "\xEF\xBF\xBD");
	assert_string_equal(clean_copy(arena, "\xE2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD");
	/* Overlong, a surrogate, beyond the last character. */
	assert_string_equal(clean_copy(arena, "\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_int_equal(strlen(clean_copy(arena, "\xED\xA0\x80")), 9);
	assert_int_equal(strlen(clean_copy(arena, "\xE0\x80\x80")), 9);
	assert_int_equal(strlen(clean_copy(arena, "\xF4\x90\x80\x80")), 12);
	assert_int_equal(strlen(clean_copy(arena, "\xF0\x80\x80\x80")), 12);
}

static struct secret secret_of(const char *text)
{
	struct secret secret;

	assert_true(secret_set(&secret, text, strlen(text)));
	return secret;
}

/* Hashes made by MySQL 9.7 and MariaDB 10.11. */
static void a_password_is_known_by_its_hash(void **state)
{
	static const char native[] = "*343C1EE0FA089C947517125DE884184F17BD3DEE";
	static const char sha2[] =
		"$A$00A$5FNo=\033OagK}qZu\035~\027\001&xJ1G9jZ3QKiUvd0Cd1zM40iPKsi2Nc2.rjHo9TUtawA0";
	struct secret right = { 0 }, wrong = { 0 };

	(void)state;
	assert_true(secret_set(&right, "repl-Pw-4711", 12));
	assert_true(secret_set(&wrong, "repl-Pw-4712", 12));
	assert_int_equal(password_matches_hash(&right, "mysql_native_password", native),
			 FACT_YES);
	assert_int_equal(password_matches_hash(&wrong, "mysql_native_password", native),
			 FACT_NO);
	assert_int_equal(password_matches_hash(&right, "caching_sha2_password", sha2),
			 FACT_YES);
	assert_int_equal(password_matches_hash(&wrong, "caching_sha2_password", sha2),
			 FACT_NO);
	/* Only a login can tell what is unknown here. */
	assert_int_equal(password_matches_hash(&right, "ed25519", native), FACT_UNKNOWN);
	assert_int_equal(password_matches_hash(&right, "caching_sha2_password",
					       "$B$005$x"),
			 FACT_UNKNOWN);
	assert_int_equal(password_matches_hash(&right, "mysql_native_password", ""),
			 FACT_UNKNOWN);
}

static void a_password_is_known_by_its_mark(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct secret right = secret_of("swordfish"), wrong = secret_of("swordfisk");
	const char *mark = password_digest(&right, arena);

	(void)state;
	assert_int_equal(strlen(mark), 32 + 1 + 64);
	assert_null(strstr(mark, "swordfish"));
	assert_true(password_digest_matches(&right, mark));
	assert_false(password_digest_matches(&wrong, mark));
	assert_string_not_equal(mark, password_digest(&right, arena));
	assert_false(password_digest_matches(&right, NULL));
	assert_false(password_digest_matches(&right, "zz"));
	assert_false(
		password_digest_matches(&right, arena_printf(arena, "x%s", mark + 1)));
}

struct version_case {
	const char *name;
	enum flavour flavour;
	unsigned version;
	enum query query;
	const char *sql; /* its beginning; NULL: no such thing */
};

/* clang-format off */
static struct version_case version_cases[] = {
	{ "5.7 has a master status", FLAVOUR_MYSQL, 50744, QUERY_BINLOG_STATUS, "SHOW MASTER STATUS" },
	{ "8.0 too", FLAVOUR_MYSQL, 80039, QUERY_BINLOG_STATUS, "SHOW MASTER STATUS" },
	{ "8.4 has a binary log status", FLAVOUR_MYSQL, 80400, QUERY_BINLOG_STATUS, "SHOW BINARY LOG STATUS" },
	{ "9.7 too", FLAVOUR_MYSQL, 90704, QUERY_BINLOG_STATUS, "SHOW BINARY LOG STATUS" },
	{ "MariaDB 11 has a master status", FLAVOUR_MARIADB, 110402, QUERY_BINLOG_STATUS, "SHOW MASTER STATUS" },
	{ "5.7 has a slave status", FLAVOUR_MYSQL, 50744, QUERY_REPLICA_STATUS, "SHOW SLAVE STATUS" },
	{ "8.0.21 too", FLAVOUR_MYSQL, 80021, QUERY_REPLICA_STATUS, "SHOW SLAVE STATUS" },
	{ "8.0.22 has a replica status", FLAVOUR_MYSQL, 80022, QUERY_REPLICA_STATUS, "SHOW REPLICA STATUS" },
	{ "MariaDB has one row a connection", FLAVOUR_MARIADB, 101119, QUERY_REPLICA_STATUS, "SHOW ALL SLAVES STATUS" },
	{ "MariaDB 10.5 calls for it", FLAVOUR_MARIADB, 100500, QUERY_REPLICA_STATUS_BY_CALL, "CALL mysql.rds_replica_status" },
	{ "MariaDB 10.4 does not", FLAVOUR_MARIADB, 100434, QUERY_REPLICA_STATUS_BY_CALL, NULL },
	{ "MySQL neither", FLAVOUR_MYSQL, 90704, QUERY_REPLICA_STATUS_BY_CALL, NULL },
	{ "8.4 has replicas", FLAVOUR_MYSQL, 80400, QUERY_REPLICAS, "SHOW REPLICAS" },
	{ "5.7 has slave hosts", FLAVOUR_MYSQL, 50744, QUERY_REPLICAS, "SHOW SLAVE HOSTS" },
	{ "5.7 has no table of filters", FLAVOUR_MYSQL, 50744, QUERY_FILTERS, NULL },
	{ "5.7 does not cache sizes", FLAVOUR_MYSQL, 50744, QUERY_FRESH_SIZES, NULL },
	{ "MariaDB tells no session's variables", FLAVOUR_MARIADB, 101119, QUERY_STATEMENT_SESSIONS, NULL },
	{ "MariaDB 10.6 has short collation names only", FLAVOUR_MARIADB, 100620, QUERY_COLLATIONS, "SELECT COLLATION_NAME" },
	{ "MariaDB 10.11 has full ones", FLAVOUR_MARIADB, 101119, QUERY_COLLATIONS, "SELECT FULL_COLLATION_NAME" },
};
/* clang-format on */

static void check_version(void **state)
{
	const struct version_case *row = *state;
	const struct db_server server = { .flavour = row->flavour,
					  .version = row->version };
	AUTO_ARENA *arena = arena_make();
	const char *sql = query_text(row->query, &server, NULL, arena);

	if (row->sql == NULL)
		assert_null(sql);
	else
		assert_memory_equal(sql, row->sql, strlen(row->sql));
}

static void places_are_filled(void **state)
{
	const struct db_server server = { .flavour = FLAVOUR_MYSQL, .version = 80400 };
	const char *const names[] = { "it's", "b" };
	AUTO_ARENA *arena = arena_make();
	const struct query_values values = {
		.user = "'u'",
		.names = query_names(names, 2, arena),
		.databases = "'d'",
	};

	(void)state;
	assert_string_equal(query_text(QUERY_VARIABLES, &server, &values, arena),
			    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('it''s', 'b')");
	for (int query = 0; query < QUERIES; query++) {
		const char *sql = query_text((enum query)query, &server, &values, arena);

		if (sql != NULL)
			assert_null(strchr(sql, '{'));
	}
}

#define ROWS(cases, function)                                                          \
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)                                 \
		tests[count++] = (struct CMUnitTest)                                   \
		{                                                                      \
			.name = (cases)[i].name, .test_func = (function),              \
			.initial_state = &(cases)[i]                                   \
		}

int main(void)
{
	struct CMUnitTest tests[4 + ARRAY_SIZE(grants_cases) + ARRAY_SIZE(host_cases) +
				ARRAY_SIZE(version_cases)] = {
		cmocka_unit_test(the_most_specific_host_goes_first),
		cmocka_unit_test(wrong_bytes_are_replaced),
		cmocka_unit_test(a_password_is_known_by_its_mark),
		cmocka_unit_test(a_password_is_known_by_its_hash),
		cmocka_unit_test(places_are_filled),
	};
	size_t count = 4;

	ROWS(grants_cases, check_grants);
	ROWS(host_cases, check_host);
	ROWS(version_cases, check_version);
	return cmocka_run_group_tests_name("observe", tests, NULL, NULL);
}
