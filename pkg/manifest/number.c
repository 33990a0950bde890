/* Numbers, durations and sizes. */
#include <inttypes.h>
#include <string.h>

#include "manifest/scalar.h"

struct unit {
	const char *name;
	uint64_t factor;
};

/* clang-format off */
static const struct unit no_units[] = { { "", 1 }, { NULL, 0 } };
static const struct unit duration_units[] = {
	{ "ms", 1 },
	{ "s",  1000 },
	{ "m",  60 * 1000 },
	{ "h",  3600 * 1000 },
	{ "d",  86400 * 1000 },
	{ NULL, 0 },
};
static const struct unit size_units[] = {
	{ "KiB", 1024 },
	{ "MiB", 1024 * 1024 },
	{ "GiB", 1024 * 1024 * 1024 },
	{ NULL,  0 },
};

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

/* Not by its digits, or not by its unit. */
static bool refuse_form(const struct leaf *leaf, size_t digits, struct error *err)
{
	const struct notation *notation = notation_of(leaf->field);
	bool usable = digits > 0 && digits < 10;

	if (digits > 0 && leaf->text[digits] == '\0')
		(void)leaf_refuse(leaf, err, "has no unit");
	else
		(void)leaf_refuse(leaf, err, "is not a %s", notation->name);
	if (notation->usual == NULL)
		return false;
	return error_hint(err, "Write %.*s%s; %s are known.", usable ? (int)digits : 2,
			  usable ? leaf->text : "10", notation->usual, notation->known);
}

/* What is too big becomes the biggest number, which no field takes. */
static uint64_t value_of(const char *digits, size_t count, uint64_t factor)
{
	uint64_t number = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned digit = (unsigned)(digits[i] - '0');

		if (number > (UINT64_MAX - digit) / 10)
			return UINT64_MAX;
		number = number * 10 + digit;
	}
	return number > UINT64_MAX / factor ? UINT64_MAX : number * factor;
}

bool number_parse(const struct leaf *leaf, uint64_t *out, struct error *err)
{
	const struct field *field = leaf->field;
	const struct unit *unit = notation_of(field)->units;
	struct arena *arena = leaf->document->arena;
	size_t digits = strspn(leaf->text, "0123456789");

	while (unit->name != NULL && strcmp(leaf->text + digits, unit->name) != 0)
		unit++;
	if (digits == 0 || unit->name == NULL)
		return refuse_form(leaf, digits, err);
	if (digits > 1 && leaf->text[0] == '0') {
		(void)leaf_refuse(leaf, err, "begins with 0");
		return error_hint(err, "Write it without the 0: some read it as octal.");
	}
	uint64_t number = value_of(leaf->text, digits, unit->factor);
	if (number < field->min)
		return leaf_refuse(leaf, err, "is less than %s",
				   number_print(field, field->min, arena));
	if (number > field->max)
		return leaf_refuse(leaf, err, "is more than %s",
				   number_print(field, field->max, arena));
	*out = number;
	return true;
}
