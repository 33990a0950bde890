/* Expressions for JSON documents that their text cannot carry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tables/json.h"

#define TEXT_OF_ONE "CAST(CONVERT(X'31' USING utf8mb4) AS JSON)"

/*
 * A document, the letters of its nodes (root, members, cells), and the expression that
 * builds it.
 */
/* clang-format off */
static struct json_case {
	const char *name, *document, *types, *expression;   /* NULL: refused */
} cases[] = {
	{ "a decimal keeps its scale", "12.50", "d", "CAST(CAST('12.50' AS DECIMAL(65,2)) AS JSON)" },
	{ "and its sign", "-5", "d  ", "CAST(CAST('-5' AS DECIMAL(65,0)) AS JSON)" },
	{ "a large signed number", "4294967296", "i  ", "CAST(CAST('4294967296' AS SIGNED) AS JSON)" },
	{ "an unsigned number", "7", "u  ", "CAST(CAST('7' AS UNSIGNED) AS JSON)" },
	{ "a date", "\"2020-01-01\"", "a", "CAST(CAST('2020-01-01' AS DATE) AS JSON)" },
	{ "an array", "[1, 7]", ".  .u", "CAST(JSON_ARRAY(" TEXT_OF_ONE ",CAST('7' AS UNSIGNED)) AS JSON)" },
	{ "a member; its key is unquoted there", "{\"k\": 7}", ". u ",
	  "CAST(JSON_OBJECT(JSON_UNQUOTE(CONVERT(X'226B22' USING utf8mb4)),CAST('7' AS UNSIGNED)) AS JSON)" },
	{ "a container's children come before their own", "[[1, 7], 7]", ".  .u.u",
	  "CAST(JSON_ARRAY(JSON_ARRAY(" TEXT_OF_ONE ",CAST('7' AS UNSIGNED)),CAST('7' AS UNSIGNED)) AS JSON)" },
	{ "what holds nothing special goes as text", "[[1], 7]", ".  .u.",
	  "CAST(JSON_ARRAY(CAST(CONVERT(X'5B315D' USING utf8mb4) AS JSON),CAST('7' AS UNSIGNED)) AS JSON)" },
	{ "brackets and quotes in strings are text", "[\"]\\\"\", 7]", ".  .u",
	  "CAST(JSON_ARRAY(CAST(CONVERT(X'225D5C2222' USING utf8mb4) AS JSON),CAST('7' AS UNSIGNED)) AS JSON)" },
	{ "bytes", "\"base64:type15:AA==\"", "b",
	  "CAST(CAST(FROM_BASE64(SUBSTRING(JSON_UNQUOTE(CONVERT(X'226261736536343A7479706531353A41413D3D22' USING utf8mb4)), 15)) AS BINARY) AS JSON)" },
	{ "bytes of a BLOB", "\"base64:type252:AA==\"", "b",
	  "CAST((SELECT JSON_EXTRACT(JSON_ARRAY(v), '$[0]') FROM JSON_TABLE(JSON_ARRAY(CAST(FROM_BASE64(SUBSTRING(JSON_UNQUOTE(CONVERT(X'226261736536343A747970653235323A41413D3D22' USING utf8mb4)), 16)) AS BINARY)), '$[*]' COLUMNS (v BLOB PATH '$')) x) AS JSON)" },
	{ "bytes of a LONGBLOB", "\"base64:type251:AA==\"", "b",
	  "CAST((SELECT JSON_EXTRACT(JSON_ARRAY(v), '$[0]') FROM JSON_TABLE(JSON_ARRAY(CAST(FROM_BASE64(SUBSTRING(JSON_UNQUOTE(CONVERT(X'226261736536343A747970653235313A41413D3D22' USING utf8mb4)), 16)) AS BINARY)), '$[*]' COLUMNS (v LONGBLOB PATH '$')) x) AS JSON)" },
	{ "bytes of a BINARY, as many as they are", "\"base64:type254:AA==\"", "b",
	  "CAST((SELECT JSON_EXTRACT(JSON_ARRAY(v), '$[0]') FROM JSON_TABLE(JSON_ARRAY(CAST(FROM_BASE64(SUBSTRING(JSON_UNQUOTE(CONVERT(X'226261736536343A747970653235343A41413D3D22' USING utf8mb4)), 16)) AS BINARY)), '$[*]' COLUMNS (v BINARY(1) PATH '$')) x) AS JSON)" },
	{ "bits", "\"base64:type16:AA==\"", "x",
	  "CAST((SELECT JSON_EXTRACT(JSON_ARRAY(v), '$[0]') FROM JSON_TABLE(JSON_ARRAY(CAST(CONV(HEX(FROM_BASE64(SUBSTRING(JSON_UNQUOTE(CONVERT(X'226261736536343A7479706531363A41413D3D22' USING utf8mb4)), 15))), 16, 10) AS UNSIGNED)), '$[*]' COLUMNS (v BIT(8) PATH '$')) x) AS JSON)" },
	{ "bytes that no expression makes", "\"base64:type13:AA==\"", "x", NULL },
	{ "a timestamp", "\"2020-01-01 10:00:00.500000\"", "s",
	  "CAST((SELECT v FROM JSON_TABLE('[\"2020-01-01 10:00:00.500000\"]', '$[*]' COLUMNS (v TIMESTAMP(6) PATH '$')) x) AS JSON)" },
	{ "too few letters", "[1, 7]", ".  .", NULL },
	{ "too many letters", "[1, 7]", ".  .u.", NULL },
	{ "a letter of a member that is none", "[7]", ". u .", NULL },
	{ "no document", "[1", ".  u", NULL },
};
/* clang-format on */

static void makes_the_document(void **state)
{
	const struct json_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct text sql = text_make(arena);
	struct error err = { 0 };
	bool ok = json_add_expression(&sql, row->document, strlen(row->document),
				      row->types, strlen(row->types), &err);

	assert_int_equal(ok, row->expression != NULL);
	if (ok)
		assert_string_equal(sql.bytes, row->expression);
}

static void special_documents_are_told_apart(void **state)
{
	(void)state;
	assert_false(json_is_special(".", 1));
	assert_false(json_is_special(". ... ..", 8));
	assert_true(json_is_special(". ..d ..", 8));
	assert_true(json_is_special("u", 1));
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(cases) + 1];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i] = (struct CMUnitTest){ .name = cases[i].name,
						.test_func = makes_the_document,
						.initial_state = &cases[i] };
	tests[ARRAY_SIZE(cases)] =
		(struct CMUnitTest)cmocka_unit_test(special_documents_are_told_apart);
	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
