/*
 * Compares and prints values of server variables: switches, numbers with a suffix, and
 * plain words. Which variables matter is left to the judges and checks.
 */
#include "sql/setting_value.h"

#include <ctype.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attributes.h"
#include "base/text.h"
#include "sql/quote.h"

/* 1 for on, 0 for off, -1 when the value is not a switch. */
static int as_switch(const char *value)
{
	static const char *const words[][4] = {
		{ "0", "OFF", "NO", "FALSE" },
		{ "1", "ON", "YES", "TRUE" },
	};

	for (int on = 0; on < 2; on++) {
		for (size_t i = 0; i < ARRAY_SIZE(words[on]); i++) {
			if (text_equal_nocase(value, words[on][i]))
				return on;
		}
	}
	return -1;
}

/* Digits with the suffix of an option file (K, M, G, T). */
static bool as_number(const char *value, uint64_t *out)
{
	static const char suffixes[] = "KMGT";
	char *end;

	if (!isdigit((unsigned char)value[0]))
		return false;
	uint64_t number = strtoull(value, &end, 10);
	if (*end != '\0') {
		const char *suffix = strchr(suffixes, toupper((unsigned char)*end));

		if (suffix == NULL || end[1] != '\0')
			return false;
		number <<= 10 * (suffix - suffixes + 1);
	}
	*out = number;
	return true;
}

/* "-1", "0.5", "10.000000": numbers that SET accepts without quotes. */
static bool as_decimal(const char *value, double *out)
{
	char *end;

	if (strpbrk(value, "0123456789") == NULL ||
	    value[strspn(value, "-+.0123456789")] != '\0')
		return false;
	*out = strtod(value, &end);
	return *end == '\0';
}

bool values_equal(const char *is, const char *wanted)
{
	uint64_t a, b;
	double x, y;

	if (is == NULL || wanted == NULL)
		return is == wanted;
	if (text_equal_nocase(is, wanted))
		return true;
	if (as_switch(is) >= 0 && as_switch(is) == as_switch(wanted))
		return true;
	if (as_number(is, &a) && as_number(wanted, &b))
		return a == b;
	return as_decimal(is, &x) && as_decimal(wanted, &y) && !(x < y) && !(x > y);
}

const char *values_plain_number(const char *value, struct arena *arena)
{
	uint64_t number;

	return as_number(value, &number) ? arena_printf(arena, "%" PRIu64, number) :
					   value;
}

const char *values_literal(const char *value, struct arena *arena)
{
	const char *plain = values_plain_number(value, arena);
	double number;

	return as_decimal(plain, &number) ? plain : quote_text(value, arena);
}
