/*
 * Quantities as people write them: digits and a unit, "10s", "32MiB". Never a bare
 * number, never a fraction.
 */
#ifndef BASE_QUANTITY_H
#define BASE_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attributes.h"

/* A row of a list of units that ends with a NULL name; smallest first. */
struct unit {
	const char *name;
	uint64_t factor;
};

extern const struct unit duration_units[]; /* in milliseconds: ms s m h d */
extern const struct unit size_units[];     /* in bytes: KiB MiB GiB */
extern const struct unit no_units[];       /* only digits */

enum quantity_fault {
	QUANTITY_GOOD,
	QUANTITY_NO_DIGITS,
	QUANTITY_NO_UNIT,
	QUANTITY_UNKNOWN_UNIT,
	QUANTITY_TOO_BIG
};

/* *out is untouched unless it returns QUANTITY_GOOD. */
enum quantity_fault quantity_parse(const char *text, const struct unit *units,
				   uint64_t *out) MUST_CHECK;

#endif
