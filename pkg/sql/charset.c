/*
 * Compares names of collations, with utf8 and utf8mb3 as one name. Whether a server
 * supports a collation is left to the checks.
 */
#include "sql/charset.h"

#include <string.h>

#include "base/text.h"

/* Whether the character set is utf8mb3; *rest is what follows its name. */
static bool is_utf8mb3(const char *collation, const char **rest)
{
	static const char *const names[] = { "utf8mb3_", "utf8_" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (text_starts(collation, names[i])) {
			*rest = collation + strlen(names[i]);
			return true;
		}
	}
	return false;
}

bool collation_equal(const char *a, const char *b)
{
	const char *rest_a, *rest_b;

	if (a == NULL || b == NULL)
		return a == b;
	if (is_utf8mb3(a, &rest_a) && is_utf8mb3(b, &rest_b))
		return text_equal_nocase(rest_a, rest_b);
	return text_equal_nocase(a, b);
}

bool collation_same_charset(const char *a, const char *b)
{
	const char *rest;

	if (a == NULL || b == NULL)
		return a == b;
	if (is_utf8mb3(a, &rest) && is_utf8mb3(b, &rest))
		return true;
	size_t length = strcspn(a, "_");
	return length == strcspn(b, "_") && strncmp(a, b, length) == 0;
}
