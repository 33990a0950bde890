/*
 * Multi-valued parts of keys: CAST(j->'$.a' AS DATETIME ARRAY). Only the key stores
 * their values. MySQL converts them from text with the session's time zone
 * ('2020-01-01 10:00:00+05:00') and sql_mode (TIME_TRUNCATE_FRACTIONAL). Those of
 * numbers and strings are the same in every session.
 *
 * MEMBER OF compares again what it found through the key, with the settings of the
 * session that queries. So both sides are queried with the settings that the target's
 * key was built with: the target then finds each value, and the source does not find
 * those that a session with other settings wrote.
 */
#include <string.h>

#include "base/text.h"
#include "copy/rows/key_question.h"

#define BEGIN "cast("
#define AS " as "
#define END " array)"

void key_part_parse_array(const char *expression, struct arena *arena,
			  struct key_part *out)
{
	size_t length = strlen(expression);
	const char *as = NULL;

	if (length <= strlen(BEGIN END) || !text_starts(expression, BEGIN) ||
	    !text_equal(expression + length - strlen(END), END))
		return;
	const char *begin = expression + strlen(BEGIN);
	const char *end = expression + length - strlen(END);
	for (const char *at = begin; at < end; at++) {
		if (strncmp(at, AS, strlen(AS)) == 0)
			as = at;
	}
	if (as == NULL)
		return;
	const char *type = as + strlen(AS);
	out->document = arena_copy_n(arena, begin, (size_t)(as - begin));
	out->type = arena_copy_n(arena, type, (size_t)(end - type));
}

bool key_part_array_depends(const struct key_part *part)
{
	return text_starts(part->type, "date") || text_starts(part->type, "time");
}

const char *key_part_array_column(const struct key_part *part)
{
	if (text_equal(part->type, "unsigned"))
		return "bigint unsigned";
	return text_equal(part->type, "signed") ? "bigint" : part->type;
}
