/* Reads and prints numbers, durations and sizes, and checks their limits. */
#include <inttypes.h>
#include <string.h>

#include "base/quantity.h"
#include "manifest/scalar.h"

/* clang-format off */
struct notation {
	const char *name;
	const struct unit *units;
	const char *usual;             /* the unit to propose */
	const char *known;
};
static const struct notation numbers   = { "number",   no_units,       NULL,  NULL };
static const struct notation durations = { "duration", duration_units, "s",   "ms, s, m, h and d" };
static const struct notation sizes     = { "size",     size_units,     "MiB", "KiB, MiB and GiB" };
/* clang-format on */

static const struct notation *notation_of(const struct field *field)
{
	if (field->kind == FIELD_DURATION)
		return &durations;
	return field->kind == FIELD_SIZE ? &sizes : &numbers;
}

const char *number_print(const struct field *field, uint64_t number, struct arena *arena)
{
	const struct unit *best = notation_of(field)->units;

	if (number == 0 && field->kind == FIELD_DURATION)
		return "0s";
	for (const struct unit *unit = best; unit->name != NULL; unit++) {
		if (number % unit->factor == 0)
			best = unit;
	}
	return arena_printf(arena, "%" PRIu64 "%s", number / best->factor, best->name);
}

/*
 * Refuses the form of a number. The hint repeats the user's own number, if there is
 * one.
 */
static bool refuse_form(const struct leaf *leaf, enum quantity_fault fault,
			struct error *err)
{
	const struct notation *notation = notation_of(leaf->field);
	size_t digits = strspn(leaf->text, "0123456789");
	bool usable = digits > 0 && digits < 10;

	if (fault == QUANTITY_NO_UNIT)
		(void)leaf_refuse(leaf, err, "has no unit");
	else
		(void)leaf_refuse(leaf, err, "is not a %s", notation->name);
	if (notation->usual == NULL)
		return false;
	return error_hint(err, "Write %.*s%s; %s are known.", usable ? (int)digits : 2,
			  usable ? leaf->text : "10", notation->usual, notation->known);
}

bool number_parse(const struct leaf *leaf, uint64_t *out, struct error *err)
{
	const struct field *field = leaf->field;
	struct arena *arena = leaf->document->arena;
	/* A number that is too big becomes the largest, which no field accepts. */
	uint64_t number = UINT64_MAX;
	enum quantity_fault fault =
		quantity_parse(leaf->text, notation_of(field)->units, &number);

	if (fault != QUANTITY_GOOD && fault != QUANTITY_TOO_BIG)
		return refuse_form(leaf, fault, err);
	if (leaf->text[0] == '0' && leaf->text[1] >= '0' && leaf->text[1] <= '9') {
		(void)leaf_refuse(leaf, err, "begins with 0");
		return error_hint(err, "Write it without the 0: some programs read it as "
				       "octal.");
	}
	if (number < field->min)
		return leaf_refuse(leaf, err, "is less than %s",
				   number_print(field, field->min, arena));
	if (number > field->max)
		return leaf_refuse(leaf, err, "is more than %s",
				   number_print(field, field->max, arena));
	*out = number;
	return true;
}
