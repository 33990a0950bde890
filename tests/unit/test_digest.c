/* The SQL expressions for the digests of rows, and which tables can be compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "tables/digest.h"

#define SEPARATOR "_binary X'FF' COLLATE `binary`"

/* How a column `c` of each type goes into its row's checksum. */
/* clang-format off */
static struct type_case {
	const char *data_type;
	enum flavour flavour;
	const char *collation;
	const char *part;
} types[] = {
	{ "bigint",    FLAVOUR_MYSQL,   NULL,                 "`c`" },
	{ "decimal",   FLAVOUR_MARIADB, NULL,                 "`c`" },
	{ "float",     FLAVOUR_MYSQL,   NULL,                 "`c`*1e0" },
	{ "double",    FLAVOUR_MYSQL,   NULL,                 "`c`*1e0" },
	{ "double",    FLAVOUR_MARIADB, NULL,                 "(`c` + 0e0)" },
	{ "bit",       FLAVOUR_MYSQL,   NULL,                 "CAST(`c` AS UNSIGNED)" },
	{ "enum",      FLAVOUR_MYSQL,   "latin1_swedish_ci",  "CAST(`c` AS UNSIGNED)" },
	{ "set",       FLAVOUR_MARIADB, "utf8mb4_general_ci", "CAST(`c` AS UNSIGNED)" },
	{ "timestamp", FLAVOUR_MYSQL,   NULL,                 "`c`" },
	{ "varchar",   FLAVOUR_MYSQL,   "utf8mb4_0900_ai_ci", "`c`" },
	{ "char",      FLAVOUR_MARIADB, "utf8mb3_bin",        "`c`" },
	{ "varchar",   FLAVOUR_MYSQL,   "latin1_swedish_ci",  "LENGTH(`c`), `c`" },
	{ "char",      FLAVOUR_MYSQL,   "ucs2_general_ci",    "LENGTH(`c`), `c`" },
	{ "varbinary", FLAVOUR_MYSQL,   NULL,                 "LENGTH(`c`), `c`" },
	{ "longtext",  FLAVOUR_MARIADB, "utf8mb4_bin",        "SHA2(`c`, 256)" },
	{ "blob",      FLAVOUR_MYSQL,   NULL,                 "SHA2(`c`, 256)" },
	{ "geometry",  FLAVOUR_MYSQL,   NULL,                 "SHA2(`c`, 256)" },
	{ "vector",    FLAVOUR_MYSQL,   NULL,                 "SHA2(`c`, 256)" },
	{ "uuid",      FLAVOUR_MARIADB, NULL,                 "`c`" },
	{ "inet6",     FLAVOUR_MARIADB, NULL,                 "`c`" },
};
/* clang-format on */

static struct column column_of(const char *name, const char *data_type,
			       enum flavour flavour, const char *collation)
{
	return (struct column){ .name = name,
				.data_type = data_type,
				.type = column_type_find(data_type, flavour),
				.collation = collation };
}

static struct table table_of(struct column *columns, size_t count)
{
	return (struct table){
		.database = "d", .name = "t", .columns = columns, .columns_count = count
	};
}

static void goes_into_the_checksum(void **state)
{
	const struct type_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct column column =
		column_of("c", row->data_type, row->flavour, row->collation);
	struct table table = table_of(&column, 1);
	struct key none = { 0 };
	struct digest digest;

	digest_make(&table, &table, &none, true, arena, &digest);
	assert_string_equal(digest.row,
			    arena_printf(arena,
					 "SHA2(CONCAT_WS(" SEPARATOR ", %s, ''), 256)",
					 row->part));
}

static void null_has_a_flag_where_either_side_allows_it(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column columns[3] = {
		column_of("a", "int", FLAVOUR_MYSQL, NULL),
		column_of("b", "int", FLAVOUR_MYSQL, NULL),
		column_of("c", "int", FLAVOUR_MYSQL, NULL),
	};
	struct column others[3];
	struct table source = table_of(columns, 3), target = table_of(others, 3);
	struct key none = { 0 };
	struct digest digest;

	(void)state;
	memcpy(others, columns, sizeof(others));
	columns[0].nullable = true;
	others[2].nullable = true;
	digest_make(&source, &target, &none, true, arena, &digest);
	assert_string_equal(digest.row,
			    "SHA2(CONCAT_WS(" SEPARATOR
			    ", ISNULL(`a`) + 2 * ISNULL(`c`), `a`, `b`, `c`, ''), 256)");
}

static void generated_columns_count_where_they_are_stored(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column columns[] = { column_of("a", "int", FLAVOUR_MYSQL, NULL),
				    column_of("g", "int", FLAVOUR_MYSQL, NULL) };
	struct table table = table_of(columns, 2);
	struct key none = { 0 };
	struct digest digest;

	(void)state;
	columns[1].generated = true;
	digest_make(&table, &table, &none, true, arena, &digest);
	assert_null(strstr(digest.row, "`g`"));
	/* STORED ones do, unless only written values are requested. */
	columns[1].stored = true;
	digest_make(&table, &table, &none, true, arena, &digest);
	assert_non_null(strstr(digest.row, "`g`"));
	digest_make_written(&table, &table, &none, true, arena, &digest);
	assert_null(strstr(digest.row, "`g`"));
}

static void rows_without_a_key_are_added_up(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column column = column_of("a", "int", FLAVOUR_MYSQL, NULL);
	struct table table = table_of(&column, 1);
	struct key none = { 0 };
	struct digest digest;

	(void)state;
	digest_make(&table, &table, &none, true, arena, &digest);
	assert_non_null(strstr(digest.sum, "COUNT(*), SUM(CRC32(SHA2("));
	assert_null(digest.key);
}

static void equal_rows_without_a_key_are_counted(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column columns[] = { column_of("a'b", "int", FLAVOUR_MYSQL, NULL),
				    column_of("t", "varchar", FLAVOUR_MYSQL,
					      "utf8mb4_bin"),
				    column_of("b", "blob", FLAVOUR_MYSQL, NULL) };
	struct table table = table_of(columns, 3);
	struct key none = { 0 };
	struct digest digest;

	(void)state;
	digest_make(&table, &table, &none, true, arena, &digest);
	assert_string_equal(
		digest_rows_query(&digest, "`d`.`t`", "TRUE", 8, "1, 5", arena),
		arena_printf(arena,
			     "SELECT r, COUNT(*) FROM (SELECT %s AS r FROM `d`.`t` WHERE"
			     " (TRUE) AND %s %% 8 IN (1, 5)) d GROUP BY 1 ORDER BY 1",
			     digest.row, digest.bucket));
	assert_string_equal(digest.words,
			    "CONCAT('(a''b, t, b) (', IFNULL(`a'b`, 'NULL'), ', ',"
			    " IFNULL(QUOTE(LEFT(CONVERT(`t` USING utf8mb4), 20)), 'NULL'),"
			    " ', ', IFNULL(CONCAT('0x', LEFT(HEX(`b`), 20)), 'NULL'), ')')");
}

static void a_key_makes_heaps(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column column = column_of("a", "enum", FLAVOUR_MYSQL, "latin1_swedish_ci");
	struct key_column part = { "a", "latin1_swedish_ci", "enum", column.type };
	struct key key = { "PRIMARY", &part, 1, 0 };
	struct table table = table_of(&column, 1);
	struct digest digest;

	(void)state;
	digest_make(&table, &table, &key, false, arena, &digest);
	assert_non_null(
		strstr(digest.sum,
		       arena_printf(arena, "COUNT(*), BIT_XOR(CRC32(%s) * CRC32(CONCAT_WS(",
				    digest.row)));
	assert_string_equal(digest.key, "CAST(`a` AS UNSIGNED)");
	assert_string_equal(
		digest_rows_query(&digest, "`d`.`t`", "TRUE", 8, "1, 5", arena),
		arena_printf(arena,
			     "SELECT %s, %s FROM `d`.`t` WHERE (TRUE) AND %s %% 8 IN (1, 5)",
			     digest.key, digest.row, digest.bucket));
}

static void what_is_costly_is_read_once(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column column = column_of("a", "longblob", FLAVOUR_MARIADB, NULL);
	struct table table = table_of(&column, 1);
	struct key none = { 0 };
	struct digest digest;

	(void)state;
	digest_make(&table, &table, &none, false, arena, &digest);
	assert_string_equal(digest.sum,
			    arena_printf(arena,
					 "COUNT(*), SUM(CAST(CONV(LEFT(%s, 16), 16, 10) AS"
					 " UNSIGNED))",
					 digest.row));
}

static void the_second_factor_has_no_lengths(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column column =
		column_of("a", "char", FLAVOUR_MARIADB, "latin1_swedish_ci");
	struct table table = table_of(&column, 1);
	struct key none = { 0 };
	struct digest digest;

	(void)state;
	digest_make(&table, &table, &none, false, arena, &digest);
	assert_non_null(strstr(digest.row, ", LENGTH(`a`), `a`, '')"));
	assert_null(strstr(strstr(digest.sum, " * CRC32("), "LENGTH"));
}

/* Whether the rows of two tables with one column can be compared. */
/* clang-format off */
static struct obstacle_case {
	const char *name;
	const char *source, *source_collation;
	const char *target, *target_collation;
	const char *obstacle;
} obstacles[] = {
	{ "the same type",              "int",     NULL,                 "int",     NULL,                 NULL },
	{ "a wider integer",            "int",     NULL,                 "bigint",  NULL,                 NULL },
	{ "another collation",          "varchar", "utf8mb4_bin",        "varchar", "utf8mb4_general_ci", NULL },
	{ "utf8 by its newer name",     "varchar", "utf8_general_ci",    "varchar", "utf8mb3_general_ci", NULL },
	{ "another charset",            "varchar", "latin1_swedish_ci",  "varchar", "utf8mb4_general_ci",
	  "column `c` is varchar on the source, varchar on the target" },
	{ "an integer and a decimal",   "int",     NULL,                 "decimal", NULL,
	  "column `c` is int on the source, decimal on the target" },
	{ "text where varchar was",     "varchar", "utf8mb4_bin",        "text",    "utf8mb4_bin",
	  "column `c` is varchar on the source, text on the target" },
};
/* clang-format on */

static void stands_in_the_way(void **state)
{
	const struct obstacle_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct column a =
		column_of("c", row->source, FLAVOUR_MYSQL, row->source_collation);
	struct column b =
		column_of("c", row->target, FLAVOUR_MYSQL, row->target_collation);
	struct table source = table_of(&a, 1), target = table_of(&b, 1);
	const char *obstacle = digest_obstacle(&source, &target, arena);

	if (row->obstacle == NULL)
		assert_null(obstacle);
	else
		assert_string_equal(obstacle, row->obstacle);
}

static void a_column_that_one_side_lacks(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct column columns[] = { column_of("a", "int", FLAVOUR_MYSQL, NULL),
				    column_of("b", "int", FLAVOUR_MYSQL, NULL) };
	struct table both = table_of(columns, 2), one = table_of(columns, 1);

	(void)state;
	assert_string_equal(digest_obstacle(&both, &one, arena),
			    "the target has no column `b`");
	assert_string_equal(digest_obstacle(&one, &both, arena),
			    "the source has no column `b`");
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(null_has_a_flag_where_either_side_allows_it),
		cmocka_unit_test(generated_columns_count_where_they_are_stored),
		cmocka_unit_test(rows_without_a_key_are_added_up),
		cmocka_unit_test(equal_rows_without_a_key_are_counted),
		cmocka_unit_test(a_key_makes_heaps),
		cmocka_unit_test(what_is_costly_is_read_once),
		cmocka_unit_test(the_second_factor_has_no_lengths),
		cmocka_unit_test(a_column_that_one_side_lacks),
	};
	struct CMUnitTest
		tests[ARRAY_SIZE(others) + ARRAY_SIZE(types) + ARRAY_SIZE(obstacles)];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		tests[count++] = others[i];
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		tests[count++] =
			(struct CMUnitTest){ types[i].data_type, goes_into_the_checksum,
					     NULL, NULL, &types[i] };
	for (size_t i = 0; i < ARRAY_SIZE(obstacles); i++)
		tests[count++] =
			(struct CMUnitTest){ obstacles[i].name, stands_in_the_way, NULL,
					     NULL, &obstacles[i] };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
