/*
 * Table definitions and stored objects: parsing, rendering, and the statements that
 * read and load rows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "tables/comment.h"
#include "tables/definition.h"
#include "tables/header.h"
#include "tables/selection.h"

/* How a column `c` of each type is read and loaded; NULL: it is loaded unchanged. */
/* clang-format off */
static struct type_case {
	const char *name;
	enum flavour flavour;
	const char *read, *loaded;
} types[] = {
	{ "bigint",    FLAVOUR_MYSQL,   "`c`",                    NULL },
	{ "float",     FLAVOUR_MYSQL,   "`c`*1e0",                NULL },
	{ "double",    FLAVOUR_MARIADB, "`c`*1e0",                NULL },
	{ "bit",       FLAVOUR_MYSQL,   "CAST(`c` AS UNSIGNED)",  "CAST(@v0 AS UNSIGNED)" },
	{ "enum",      FLAVOUR_MYSQL,   "CAST(`c` AS UNSIGNED)",  "CAST(@v0 AS UNSIGNED)" },
	{ "set",       FLAVOUR_MARIADB, "CAST(`c` AS UNSIGNED)",  "CAST(@v0 AS UNSIGNED)" },
	{ "varchar",   FLAVOUR_MYSQL,   "`c`",                    NULL },
	{ "longblob",  FLAVOUR_MYSQL,   "`c`",                    NULL },
	{ "geometry",  FLAVOUR_MYSQL,   "`c`",                    NULL },
	{ "timestamp", FLAVOUR_MYSQL,   "`c`",                    NULL },
	{ "json",      FLAVOUR_MYSQL,   "`c`, IF(`c` IS NULL, NULL, CONCAT_WS(",                   "CONVERT(@v0 USING utf8mb4)" },
	{ "uuid",      FLAVOUR_MARIADB, "`c`",                    "CONVERT(@v0 USING ascii)" },
	{ "inet6",     FLAVOUR_MARIADB, "`c`",                    "CONVERT(@v0 USING ascii)" },
};
/* clang-format on */

static void reads_and_loads(void **state)
{
	const struct type_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct column column = { .name = "c",
				 .type = column_type_find(row->name, row->flavour) };
	struct table table = { .database = "d",
			       .name = "t",
			       .columns = &column,
			       .columns_count = 1,
			       .create = "CREATE TABLE `t` (\n  `c` x\n)" };
	struct selection selection;

	assert_non_null(column.type);
	selection_make(&table, false, arena, &selection);
	assert_true(text_starts(selection.select,
				arena_printf(arena, "SELECT %s", row->read)));
	assert_int_equal(selection.typed_count, strcmp(row->name, "json") == 0);
	const char *list = strstr(selection.load, "STARTING BY '' ");
	assert_non_null(list);
	assert_string_equal(list + strlen("STARTING BY '' "),
			    row->loaded == NULL ?
				    "(`c`)" :
				    arena_printf(arena, "(@v0) SET `c` = %s",
						 row->loaded));
}

static void unknown_types_are_unknown(void **state)
{
	(void)state;
	assert_null(column_type_find("nosuch", FLAVOUR_MYSQL));
	assert_null(column_type_find("uuid", FLAVOUR_MYSQL));
	assert_null(column_type_find("json", FLAVOUR_MARIADB));
}

static void generated_columns_are_left_out(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct column_type *type = column_type_find("int", FLAVOUR_MYSQL);
	struct column columns[] = { { .name = "g", .type = type, .generated = true },
				    { .name = "id", .type = type } };
	struct table table = { .database = "d",
			       .name = "t",
			       .columns = columns,
			       .columns_count = 2,
			       .create = "CREATE TABLE `t` (\n  PRIMARY KEY (`id`)\n)" };
	struct selection selection;

	(void)state;
	selection_make(&table, false, arena, &selection);
	assert_string_equal(selection.select, "SELECT `id` FROM `d`.`t`");
	assert_string_equal(selection.in_order, " FORCE INDEX (PRIMARY)");
	assert_string_equal(selection.insert, "INSERT INTO `d`.`t` (`id`) VALUES ");
	table.columns_count = 1;
	selection_make(&table, false, arena, &selection);
	assert_non_null(strstr(selection.load, "(@nothing)"));
}

static void timestamps_are_put_into_the_zone_of_the_session(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column column = { .name = "ts",
				 .data_type = "timestamp",
				 .type = column_type_find("timestamp", FLAVOUR_MYSQL) };
	struct table table = { .database = "d",
			       .name = "t",
			       .columns = &column,
			       .columns_count = 1,
			       .create = "CREATE TABLE `t` (\n  `ts` timestamp NULL\n)" };
	struct selection selection;

	(void)state;
	selection_make(&table, true, arena, &selection);
	assert_non_null(strstr(selection.load,
			       "(@v0) SET `ts` = IF(@v0 LIKE '0000-%', @v0, CONVERT_TZ(@v0,"
			       " '+00:00', @@SESSION.time_zone))"));
	selection_make(&table, false, arena, &selection);
	assert_non_null(strstr(selection.load, "(`ts`)"));
}

/*
 * The column `v` of a table in utf8mb4_general_ci, as SHOW CREATE shows it and as it is
 * created.
 */
/* clang-format off */
static struct column_case {
	const char *name, *shown, *collation, *created;
} columns[] = {
	{ "the table's own collation is not repeated", "`v` text COLLATE utf8mb4_general_ci NOT NULL", "utf8mb4_general_ci",
	  "`v` text NOT NULL" },
	{ "a collation left out is named", "`v` varchar(10) CHARACTER SET utf8mb3 DEFAULT 'x'", "utf8mb3_general_ci",
	  "`v` varchar(10) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci DEFAULT 'x'" },
	{ "behind a type with brackets", "`v` enum('a)','CHARACTER SET') NOT NULL", "utf8mb4_bin",
	  "`v` enum('a)','CHARACTER SET') COLLATE utf8mb4_bin NOT NULL" },
	{ "one that is there stays", "`v` text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT ' COLLATE x'", "utf8mb4_bin",
	  "`v` text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin COMMENT ' COLLATE x'" },
	{ "a comment does not look like one", "`v` text COMMENT ' COLLATE x'", "utf8mb4_bin",
	  "`v` text COLLATE utf8mb4_bin COMMENT ' COLLATE x'" },
	{ "a number has none", "`v` int DEFAULT '5'", NULL, "`v` int DEFAULT '5'" },
	{ "other charsets have the same default everywhere", "`v` text CHARACTER SET latin1", "latin1_swedish_ci",
	  "`v` text CHARACTER SET latin1" },
};
/* clang-format on */

static void collations(void **state)
{
	const struct column_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct column column = { .name = "v", .collation = row->collation };
	struct table table = { .database = "d",
			       .name = "t",
			       .columns = &column,
			       .columns_count = 1,
			       .collation = "utf8mb4_general_ci" };
	struct definition definition;
	struct error err = { 0 };

	assert_true(definition_parse(
		arena_printf(arena,
			     "CREATE TABLE `t` (\n  %s\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4",
			     row->shown),
		arena, &definition, &err));
	assert_string_equal(definition_render(&definition, &table, arena),
			    arena_printf(arena,
					 "CREATE TABLE `d`.`t` (\n  %s\n) ENGINE=InnoDB"
					 " DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci",
					 row->created));
}

static const char keyed[] =
	"CREATE TABLE `t` (\n"
	"  `id` int NOT NULL AUTO_INCREMENT,\n"
	"  `a` int DEFAULT NULL COMMENT 'it''s ,(\\n',\n"
	"  PRIMARY KEY (`a`),\n"
	"  UNIQUE KEY `u` (`a`,`id`),\n"
	"  KEY `counter` (`id`),\n"
	"  KEY `f` ((lower(`a`))),\n"
	"  FULLTEXT KEY `t` (`a`),\n"
	"  CONSTRAINT `k,(` FOREIGN KEY (`a`) REFERENCES `p` (`id`),\n"
	"  CONSTRAINT `c` CHECK ((`a` > 5))\n"
	") ENGINE=InnoDB AUTO_INCREMENT=77 COMMENT=' AUTO_INCREMENT=5'";

static void definitions_are_taken_apart(void **state)
{
	static const enum item_kind kinds[] = {
		ITEM_COLUMN, ITEM_COLUMN,   ITEM_PRIMARY, ITEM_UNIQUE, ITEM_INDEX,
		ITEM_INDEX,  ITEM_FULLTEXT, ITEM_FOREIGN, ITEM_CHECK
	};
	static const bool deferred[] = { false, false, false, true, false,
					 true,  true,  true,  false };
	AUTO_ARENA *arena = arena_make();
	struct definition definition;
	struct error err = { 0 };

	(void)state;
	assert_true(definition_parse(keyed, arena, &definition, &err));
	assert_int_equal(definition.items_count, ARRAY_SIZE(kinds));
	definition_defer(&definition, true, true, arena);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		assert_int_equal(definition.items[i].kind, kinds[i]);
		assert_int_equal(definition.items[i].deferred, deferred[i]);
	}
	assert_string_equal(definition_item_name(&definition.items[3], arena), "`u`");
	assert_string_equal(definition_item_name(&definition.items[7], arena), "`k,(`");
	assert_string_equal(definition_counter(keyed, arena), "77");
	assert_null(definition_counter("CREATE TABLE `t` (\n  `a` int\n)", arena));
	assert_non_null(strstr(definition_without_counter(keyed, arena),
			       "ENGINE=InnoDB COMMENT=' AUTO_INCREMENT=5'"));
	assert_false(definition_parse("CREATE TABLE `t` (", arena, &definition, &err));
	assert_false(definition_parse("", arena, &definition, &err));
}

static void unique_keys_stay_without_a_primary_key(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct definition definition;
	struct error err = { 0 };

	(void)state;
	assert_true(definition_parse(
		"CREATE TABLE `t` (\n  `a` int,\n  UNIQUE KEY `u` (`a`),\n  KEY `k` (`a`)\n)",
		arena, &definition, &err));
	definition_defer(&definition, true, false, arena);
	assert_false(definition.items[1].deferred);
	assert_true(definition.items[2].deferred);
}

static void heads_of_stored_objects(void **state)
{
	static const char view[] =
		"CREATE ALGORITHM=MERGE DEFINER=`a``b`@`%` SQL SECURITY INVOKER VIEW `v` AS"
		" select 'DEFINER=`x`@`y`'";
	static const char event[] =
		"CREATE DEFINER=`a`@`b` EVENT ` ON COMPLETION PRESERVE ENABLE` ON SCHEDULE EVERY 1 DAY"
		" ON COMPLETION NOT PRESERVE ENABLE COMMENT 'x' DO select 1";
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_string_equal(header_definer(view, arena), "`a``b`@`%`");
	assert_string_equal(header_definer("CREATE DEFINER=\"a`b\"@\"c\" PROCEDURE p()",
					   arena),
			    "`a``b`@`c`");
	assert_null(header_definer("CREATE PROCEDURE p() SELECT 1", arena));
	assert_string_equal(
		header_without_definer(view, arena),
		"CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `v` AS select 'DEFINER=`x`@`y`'");
	assert_non_null(strstr(header_event_disabled(event, arena),
			       "DAY DISABLE ON SLAVE COMMENT 'x' DO select 1"));
}

static const char *unescaped(enum stored_kind kind, const char *mode,
			     const char *create, struct arena *arena)
{
	const struct stored_object stored = { .kind = kind,
					      .create = create,
					      .sql_mode = mode };

	return comment_unescaped(&stored, arena);
}

static void comments_are_sent_as_their_mode_reads_them(void **state)
{
	static const char mode[] = "ANSI_QUOTES,NO_BACKSLASH_ESCAPES";
	static const char routine[] = "CREATE PROCEDURE `p`(a enum('\\', 'b)('))\n"
				      "    COMMENT 'C:\\\\n ''x''\\n'\nSELECT '\\'";
	static const char body[] =
		"CREATE PROCEDURE `p`()\nBEGIN\n    COMMENT 'a\\\\b'\nEND";
	static const char event[] =
		"CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY COMMENT '\\\\' DO SELECT ' COMMENT '";
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_string_equal(unescaped(STORED_PROCEDURE, mode, routine, arena),
			    "CREATE PROCEDURE `p`(a enum('\\', 'b)('))\n"
			    "    COMMENT 'C:\\n ''x''\n'\nSELECT '\\'");
	assert_ptr_equal(unescaped(STORED_PROCEDURE, "", routine, arena), routine);
	assert_ptr_equal(unescaped(STORED_PROCEDURE, mode, body, arena), body);
	assert_string_equal(
		unescaped(STORED_EVENT, mode, event, arena),
		"CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY COMMENT '\\' DO SELECT ' COMMENT '");
}

#define CASE(row, function)                                                            \
	(struct CMUnitTest)                                                            \
	{                                                                              \
		.name = (row).name, .test_func = (function), .initial_state = &(row)   \
	}

int main(void)
{
	static const struct CMUnitTest single[] = {
		cmocka_unit_test(unknown_types_are_unknown),
		cmocka_unit_test(generated_columns_are_left_out),
		cmocka_unit_test(timestamps_are_put_into_the_zone_of_the_session),
		cmocka_unit_test(definitions_are_taken_apart),
		cmocka_unit_test(unique_keys_stay_without_a_primary_key),
		cmocka_unit_test(heads_of_stored_objects),
		cmocka_unit_test(comments_are_sent_as_their_mode_reads_them),
	};
	struct CMUnitTest tests[ARRAY_SIZE(types) + ARRAY_SIZE(columns) + ARRAY_SIZE(single)];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		tests[count++] = CASE(types[i], reads_and_loads);
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		tests[count++] = CASE(columns[i], collations);
	for (size_t i = 0; i < ARRAY_SIZE(single); i++)
		tests[count++] = single[i];
	return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}
