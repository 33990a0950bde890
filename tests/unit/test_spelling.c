/*
 * Different spellings in two releases with the same meaning, and real differences; and
 * keys whose values depend on the session that writes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attributes.h"
#include "base/text.h"
#include "tables/computed_keys.h"
#include "tables/properties.h"

/* clang-format off */
static struct spelling_case {
	const char *name;
	enum spelling spelling;
	const char *source, *target;
	bool same;
} cases[] = {
	{ "an introducer before ASCII says nothing",     SPELL_EXPRESSION, "(`a` > _utf8mb4'x')",            "(`a` > 'x')",         true },
	{ "nor does the one of the sjis session",        SPELL_EXPRESSION, "concat(_sjis'-',`a`)",           "concat('-',`a`)",     true },
	{ "with its quote escaped",                      SPELL_EXPRESSION, "concat(_latin1\\'-\\',`a`)",     "concat(\\'-\\',`a`)", true },
	{ "before other letters it does",                SPELL_EXPRESSION, "(`a` > _latin1'\xc3\xa4')",      "(`a` > '\xc3\xa4')",  false },
	{ "two of them are two",                         SPELL_EXPRESSION, "(`a` > _latin1'\xc3\xa4')",      "(`a` > _utf8mb4'\xc3\xa4')", false },
	{ "_binary makes bytes of ASCII, too",           SPELL_EXPRESSION, "(`a` > _binary'x')",             "(`a` > 'x')",         false },
	{ "_utf16 reads it two by two",                  SPELL_EXPRESSION, "(`a` > _utf16'ab')",             "(`a` > 'ab')",        false },
	{ "so does _ucs2, in any case",                  SPELL_EXPRESSION, "(`a` > _UCS2'ab')",              "(`a` > 'ab')",        false },
	{ "a literal counts to the letter",              SPELL_EXPRESSION, "(`a` > 'x')",                    "(`a` > 'X')",         false },
	{ "its bytes are it",                            SPELL_EXPRESSION, "(`a` > 'ab')",                   "(`a` > x'6162')",     true },
	{ "an escape is the letter that it means",       SPELL_EXPRESSION, "(`a` > 'it''s')",                "(`a` > 'it\\'s')",    true },
	{ "a new line is no n",                          SPELL_EXPRESSION, "(`a` > 'a\\nb')",                "(`a` > 'anb')",       false },
	{ "words may be large or small",                 SPELL_EXPRESSION, "CAST(`a` AS SIGNED)",            "cast(`a` as signed)", true },
	{ "names may not",                               SPELL_EXPRESSION, "(`a` + 1)",                      "(`A` + 1)",           false },
	{ "blanks are no matter",                        SPELL_EXPRESSION, "`a`+1",                          "`a` + 1",             true },
	{ "blanks in a literal are",                     SPELL_EXPRESSION, "(`a` > 'x y')",                  "(`a` > 'xy')",        false },
	{ "printed in the session's charset or UTF-8",   SPELL_PRINTED, "concat(`a`,_cp1251\\'\xc3\xa6\\')", "concat(`a`,_utf8mb4\\'\xc3\x90\xc2\xb6\\')", true },
	{ "another letter",                              SPELL_PRINTED, "concat(`a`,_cp1251\\'\xc3\xa7\\')", "concat(`a`,_utf8mb4\\'\xc3\x90\xc2\xb6\\')", false },
	{ "a letter whose second byte is a backslash",   SPELL_PRINTED, "concat(_sjis\\'\xc2\x83\\\\\\\\\\')", "concat(_utf8mb4\\'\xc3\xa3\xc2\x82\xc2\xbd\\')", true },
	{ "bytes that no charset has",                   SPELL_PRINTED, "hex(_binary\\'\xc3\xa6\\')", "hex(_latin1\\'\xc3\xa6\\')", false },
	{ "bytes of ASCII, converted to bytes",          SPELL_PRINTED, "concat(_utf8mb4\\'ab\\',0xc3)", "concat(_binary\\'ab\\',0xc3)", true },
	{ "a charset that is not known here",            SPELL_PRINTED, "hex(_swe7\\'\xc3\xa6\\')", "hex(_latin1\\'\xc3\xa6\\')", false },
	{ "quotes and backslashes, printed or not",      SPELL_PRINTED, "(`a\\\\b` <> _utf8mb4\\'it\\\\\\'s \\\\\\\\ \\\\n\\')", "(`a\\\\b` <> _utf8mb3\\'it\\\\\\'s \\\\\\\\ \\\\n\\')", true },
	{ "another quote",                               SPELL_PRINTED, "(`a` <> _utf8mb4\\'it\\\\\\'s\\')", "(`a` <> _utf8mb4\\'its\\')", false },
	{ "a column's name as it was written",           SPELL_PRINTED, "(`Id` + 1)", "(`ID` + 1)", true },
	{ "two literals, and a name with a quote",       SPELL_PRINTED, "concat(`a\\'c`,_latin1\\'\xc3\xa9\\',_utf8mb4\\'x\\')", "concat(`a\\'c`,_utf8mb4\\'\xc3\x83\xc2\xa9\\',_utf8mb4\\'y\\')", false },
	{ "utf8 is utf8mb3",                             SPELL_CHARSET,    "utf8_general_ci",                "utf8mb3_general_ci",  true },
	{ "and not utf8mb4",                             SPELL_CHARSET,    "utf8_general_ci",                "utf8mb4_general_ci",  false },
	{ "an integer has no width any more",            SPELL_TYPE,       "int(11)",                        "int",                 true },
	{ "unless zeros fill it",                        SPELL_TYPE,       "int(5) unsigned zerofill",       "int(6) unsigned zerofill", false },
	{ "tinyint(1) is a boolean",                     SPELL_TYPE,       "tinyint(1)",                     "tinyint",             false },
	{ "a decimal keeps its digits",                  SPELL_TYPE,       "decimal(10,2)",                  "decimal(10,3)",       false },
	{ "an enum keeps its members",                   SPELL_TYPE,       "enum('a','INT(11)')",            "enum('a','INT(12)')", false },
	{ "now() has a name",                            SPELL_DEFAULT,    "CURRENT_TIMESTAMP",              "current_timestamp()", true },
	{ "and a precision",                             SPELL_DEFAULT,    "CURRENT_TIMESTAMP(3)",           "current_timestamp()", false },
	{ "no default is not NULL",                      SPELL_DEFAULT,    NULL,                             "NULL",                false },
	{ "a mode that is gone",                         SPELL_MODE,       "ANSI_QUOTES,NO_AUTO_CREATE_USER", "ANSI_QUOTES",        true },
	{ "a mode that is there",                        SPELL_MODE,       "ANSI_QUOTES",                    "",                    false },
};

/*
 * A table of columns id INT, ts TIMESTAMP, d DATETIME, c CHAR(5), j JSON, and what the
 * case adds.
 */
static struct key_case {
	const char *name, *virtual, *stored, *keys;
	bool depends;
} keys[] = {
	{ "a key of plain columns",                  NULL, NULL, "KEY `k` (`ts`,`c`)", false },
	{ "a functional key over a TIMESTAMP",       NULL, NULL, "KEY `k` ((cast(`ts` as date)))", true },
	{ "over a TIMESTAMP without a function",     NULL, NULL, "KEY `k` ((`ts` + interval 1 day))", true },
	{ "over JSON",                               NULL, NULL, "KEY `k` ((json_value(`j`, _utf8mb4'$.a' returning signed)))", false },
	{ "over a division",                         NULL, NULL, "UNIQUE KEY `k` ((`id` / 7))", true },
	{ "over CHAR, which may lose its blanks",    NULL, NULL, "KEY `k` ((length(`c`)))", true },
	{ "over a sum",                              NULL, NULL, "KEY `k` ((`id` + 7))", false },
	{ "over the second of two parts",            NULL, NULL, "KEY `k` (`id`,(monthname(`d`)))", true },
	{ "a VIRTUAL column that depends, no key",   "(cast(`ts` as date))", NULL, "KEY `k` (`d`)", false },
	{ "and with a key",                          "(cast(`ts` as date))", NULL, "KEY `k` (`id`,`v`)", true },
	{ "a VIRTUAL column that does not depend",   "(`id` + 1)", NULL, "KEY `k` (`v`)", false },
	{ "a STORED one is in the row",              NULL, "(cast(`ts` as date))", "KEY `k` (`s`)", false },
	{ "a VIRTUAL one over it, too",              "(`s` + interval 1 day)", "(cast(`ts` as date))", "KEY `k` (`v`)", false },
};
/* clang-format on */

static void spells(void **state)
{
	const struct spelling_case *row = *state;
	const struct spelling_rules rules = { .no_widths = true, .new_modes = true };

	assert_int_equal(spelling_same(row->spelling, row->source, row->target, &rules),
			 row->same);
	assert_int_equal(spelling_same(row->spelling, row->target, row->source, &rules),
			 row->same);
}

static void depends(void **state)
{
	const struct key_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct text create = text_make(arena);
	struct column columns[] = {
		{ .name = "id", .data_type = "int" },
		{ .name = "ts", .data_type = "timestamp" },
		{ .name = "d", .data_type = "datetime" },
		{ .name = "c", .data_type = "char" },
		{ .name = "j", .data_type = "json" },
		{ .name = "v", .data_type = "date", .generated = true },
		{ .name = "s", .data_type = "date", .generated = true, .stored = true },
	};
	const struct table table = { .columns = columns,
				     .columns_count = ARRAY_SIZE(columns) };

	text_add(&create, "CREATE TABLE `t` (\n  `id` int NOT NULL,\n"
			  "  `ts` timestamp NULL DEFAULT NULL,\n"
			  "  `d` datetime DEFAULT NULL,\n"
			  "  `c` char(5) DEFAULT NULL,\n"
			  "  `j` json DEFAULT NULL,\n");
	text_addf(&create, "  `v` date GENERATED ALWAYS AS %s VIRTUAL,\n",
		  row->virtual == NULL ? "(NULL)" : row->virtual);
	text_addf(&create, "  `s` date GENERATED ALWAYS AS %s STORED,\n",
		  row->stored == NULL ? "(NULL)" : row->stored);
	text_addf(&create, "  PRIMARY KEY (`id`),\n  %s\n) ENGINE=InnoDB", row->keys);
	struct table whole = table;
	whole.create = create.bytes;
	assert_int_equal(table_has_session_key(&whole), row->depends);
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(cases) + ARRAY_SIZE(keys)];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[count++] = (struct CMUnitTest){ cases[i].name, spells, NULL, NULL,
						      &cases[i] };
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		tests[count++] = (struct CMUnitTest){ keys[i].name, depends, NULL, NULL,
						      &keys[i] };
	return cmocka_run_group_tests_name("spelling", tests, NULL, NULL);
}
