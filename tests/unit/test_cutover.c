/* Tells writes from other events that move a binlog during a lock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attributes.h"
#include "observed/gtid_position.h"
#include "promote/binlog_event.h"

static const char *const names[] = { "mysql", "extrepl", "other shop" };
static const struct ignored_databases ignored = { names, ARRAY_SIZE(names) };

static struct event_case {
	const char *name;
	const char *type, *info;
	bool writes;
} event_cases[] = {
	/* clang-format off */
	{ "a rotation",                          "Rotate",     "db001-bin.000004;pos=4",               false },
	{ "a GTID",                              "Gtid",       "SET @@SESSION.GTID_NEXT= 'a:1'",       false },
	{ "MariaDB's GTID",                      "Gtid",       "BEGIN GTID 0-205-7",                   false },
	{ "the beginning",                       "Query",      "BEGIN",                                false },
	{ "the end of an empty transaction",     "Query",      "COMMIT",                               false },
	{ "the end of one with rows",            "Xid",        "COMMIT /* xid=93 */",                  false },
	{ "rows of an application",              "Table_map",  "table_id: 93 (shop.orders)",           true },
	{ "RDS's own rows",                      "Table_map",  "table_id: 93 (mysql.rds_heartbeat2)",  false },
	{ "extrepl's own rows",                  "Table_map",  "table_id: 93 (extrepl.promotion)",     false },
	{ "rows of another manifest",            "Table_map",  "table_id: 93 (other shop.orders)",     false },
	{ "a name that begins alike",            "Table_map",  "table_id: 93 (mysql2.t)",              true },
	{ "a database with a dot",               "Table_map",  "table_id: 93 (mysql.eu.t)",            true },
	{ "no table",                            "Table_map",  NULL,                                   true },
	{ "DDL",                                 "Query",      "use `shop`; CREATE TABLE t (id INT)",  true },
	{ "DDL without a database",              "Query",      "CREATE DATABASE mysql2",               true },
	{ "an account",                          "Query",      "CREATE USER 'app'@'%'",                true },
	{ "a statement in RDS's database",       "Query",      "use `mysql`; INSERT INTO t VALUES (1)", false },
	{ "RDS's heartbeat as a statement",      "Query",      "INSERT INTO mysql.rds_heartbeat2(id) VALUES (1)", false },
	{ "compressed DDL",                      "Query_compressed", "use `shop`; DROP TABLE t",       true },
	{ "a prepared XA transaction",           "XA_prepare", "XA PREPARE X'78',X'',1",               true },
	{ "what is not known",                   "Transaction_payload", "compression='ZSTD'",          true },
	{ "nothing at all",                      NULL,         NULL,                                   true },
	/* clang-format on */
};

static void event_is_told(void **state)
{
	const struct event_case *row = *state;

	assert_int_equal(binlog_event_writes(row->type, row->info, &ignored),
			 row->writes);
}

/* Server 1 is the source, 2 the target. */
static struct state_case {
	const char *name;
	const char *then, *now;
	bool by_source, by_others; /* than the target */
} state_cases[] = {
	/* clang-format off */
	{ "nothing has moved",                   "0-1-7",         "0-1-7",         false, false },
	{ "the source has written",              "0-1-7",         "0-1-8",         true,  true },
	{ "what came back from the target",      "0-1-7",         "0-1-7,0-2-8",   false, false },
	{ "both",                                "0-1-7,0-2-8",   "0-1-10,0-2-9",  true,  true },
	{ "a lower number that came back",       "0-1-7,0-2-8",   "0-1-7,0-2-6",   false, false },
	{ "the source, in another domain",       "0-1-7",         "0-1-7,5-1-1",   true,  true },
	{ "a third server",                      "0-1-7",         "0-1-7,0-3-1",   false, true },
	{ "the first of all",                    "",              "0-1-1",         true,  true },
	{ "nothing was ever written",            "",              "",              false, false },
	{ "what cannot be read has moved",       "0-1-7",         "seven",         true,  true },
	/* clang-format on */
};

static void state_is_told(void **state)
{
	const struct state_case *row = *state;

	assert_int_equal(gtid_state_moved(row->then, row->now, 1, false), row->by_source);
	assert_int_equal(gtid_state_moved(row->then, row->now, 2, true), row->by_others);
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(event_cases) + ARRAY_SIZE(state_cases)];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(event_cases); i++)
		tests[count++] = (struct CMUnitTest){ event_cases[i].name, event_is_told,
						      NULL, NULL, &event_cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(state_cases); i++)
		tests[count++] = (struct CMUnitTest){ state_cases[i].name, state_is_told,
						      NULL, NULL, &state_cases[i] };
	return cmocka_run_group_tests_name("cutover", tests, NULL, NULL);
}
