/*
 * Reads a number with its unit. The allowed range and the error message are left to
 * pkg/manifest.
 */
#include "base/quantity.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct unit duration_units[] = {
	{ "ms", 1 }, { "s", 1000 }, { "m", 60 * 1000 }, { "h", 3600 * 1000 }, { "d", 86400 * 1000 }, { NULL, 0 },
};
const struct unit size_units[] = {
	{ "KiB", 1024 }, { "MiB", 1024 * 1024 }, { "GiB", 1024 * 1024 * 1024 }, { NULL, 0 },
};
const struct unit no_units[] = { { "", 1 }, { NULL, 0 } };
/* clang-format on */

enum quantity_fault quantity_parse(const char *text, const struct unit *units,
				   uint64_t *out)
{
	size_t digits = strspn(text, "0123456789");
	const struct unit *unit = units;

	if (digits == 0)
		return QUANTITY_NO_DIGITS;
	while (unit->name != NULL && strcmp(text + digits, unit->name) != 0)
		unit++;
	if (unit->name == NULL)
		return text[digits] == '\0' ? QUANTITY_NO_UNIT : QUANTITY_UNKNOWN_UNIT;
	errno = 0;
	uint64_t number = strtoull(text, NULL, 10);
	if (errno != 0 || number > UINT64_MAX / unit->factor)
		return QUANTITY_TOO_BIG;
	*out = number * unit->factor;
	return QUANTITY_GOOD;
}
