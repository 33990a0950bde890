/*
 * Parses RDS's text about the allowed values of a parameter, and converts a wanted
 * value into RDS's spelling.
 */
#include "steps/parameter_allowed.h"

#include <stdlib.h>
#include <string.h>

#include "base/attributes.h"
#include "base/text.h"
#include "sql/setting_value.h"

static bool as_double(const char *text, size_t length, double *out)
{
	AUTO_ARENA *arena = arena_make();
	const char *copy = arena_copy_n(arena, text, length);
	char *end;

	*out = strtod(copy, &end);
	return length > 0 && *end == '\0';
}

/* "1024-1073741824", "-1-2000": a minus in first place is a sign, not the separator. */
static bool in_range(const char *item, const char *number)
{
	const char *minus = item[0] == '\0' ? NULL : strchr(item + 1, '-');
	double low, high, value;

	return minus != NULL && as_double(item, (size_t)(minus - item), &low) &&
	       as_double(minus + 1, strlen(minus + 1), &high) &&
	       as_double(number, strlen(number), &value) && value >= low &&
	       value <= high;
}

/* Checks one word of the value against the list; NULL: not allowed. */
static const char *allowed_word(const char *allowed, const char *word, struct arena *arena)
{
	char *rest = arena_copy(arena, allowed), *item;
	const char *number = values_plain_number(word, arena);
	const char *same = NULL;

	while ((item = strsep(&rest, ",")) != NULL) {
		item += strspn(item, " ");
		if (text_equal_nocase(item, word))
			return item;
		if (in_range(item, number))
			return number;
		if (same == NULL && values_equal(item, word))
			same = item;
	}
	return same;
}

const char *allowed_value(const char *allowed, const char *wanted, struct arena *arena)
{
	struct text value = text_make(arena);
	char *rest = arena_copy(arena, wanted), *word;

	if (text_empty(allowed) || strchr(wanted, '{') != NULL || wanted[0] == '\0')
		return wanted;
	while ((word = strsep(&rest, ",")) != NULL) {
		const char *spelled = allowed_word(allowed, word, arena);

		if (spelled == NULL)
			return NULL;
		text_addf(&value, "%s%s", value.length == 0 ? "" : ",", spelled);
	}
	return value.bytes;
}
