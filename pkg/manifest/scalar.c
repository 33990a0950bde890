#include "manifest/scalar.h"

#include <ctype.h>
#include <inttypes.h>
#include <regex.h>
#include <string.h>

#include "base/text.h"

_Static_assert(sizeof(enum tls_mode) == sizeof(unsigned), "a word is stored as its number");

struct unit {
	const char *name;
	uint64_t factor;
};

/* clang-format off */
static const struct unit duration_units[] = {
	{ "ms", 1 }, { "s", 1000 }, { "m", 60 * 1000 }, { "h", 3600 * 1000 }, { "d", 86400 * 1000 }, { NULL, 0 },
};
static const struct unit size_units[] = {
	{ "KiB", 1024 }, { "MiB", 1024 * 1024 }, { "GiB", 1024 * 1024 * 1024 }, { NULL, 0 },
};
static const struct unit no_units[] = { { "", 1 }, { NULL, 0 } };
/* clang-format on */

static const struct unit *units_of(const struct field *field)
{
	switch (field->kind) {
	case FIELD_DURATION:
		return duration_units;
	case FIELD_SIZE:
		return size_units;
	default:
		return no_units;
	}
}

size_t scalar_size(const struct field *field)
{
	switch (field->kind) {
	case FIELD_INTEGER:
	case FIELD_WORD:
		return sizeof(unsigned);
	case FIELD_POSITION:
	case FIELD_SIZE:
		return sizeof(uint64_t);
	case FIELD_DURATION:
		return sizeof(int64_t);
	case FIELD_BOOLEAN:
		return sizeof(bool);
	default:
		return sizeof(const char *);
	}
}

bool scalar_equal(const struct field *field, const union scalar *a, const union scalar *b)
{
	if (field->kind == FIELD_TEXT || field->kind == FIELD_FILE)
		return text_equal(a->text, b->text);
	return memcmp(a, b, scalar_size(field)) == 0;
}

const char *scalar_print(const struct field *field, uint64_t number, struct arena *arena)
{
	const struct unit *units = units_of(field);
	const struct unit *best = &units[0];

	if (number == 0 && field->kind == FIELD_DURATION)
		return "0s";
	for (const struct unit *unit = units; unit->name != NULL; unit++) {
		if (number % unit->factor == 0)
			best = unit;
	}
	return arena_printf(arena, "%" PRIu64 "%s", number / best->factor, best->name);
}

/* "'x' is not ..." at path, or without the value when it must not be seen. */
static bool refuse(const struct document *document, const struct field *field, const char *path,
		   const char *text, const char *what, struct error *err)
{
	if (field->hidden)
		return document_fault(document, path, err, "the value %s", what);
	return document_fault(document, path, err, "%s %s", document_quote(text, document->arena),
			      what);
}

static bool hint_number(const struct field *field, const char *digits, size_t count, struct error *err)
{
	if (field->kind == FIELD_DURATION)
		return error_hint(err, "Write %.*ss; ms, s, m, h and d are known.", (int)count, digits);
	if (field->kind == FIELD_SIZE)
		return error_hint(err, "Write %.*sMiB; KiB, MiB and GiB are known.", (int)count, digits);
	return false;
}

/* Digits and, for durations and sizes, a unit. */
static bool parse_number(const struct document *document, const struct field *field, const char *path,
			 const char *text, uint64_t *out, struct error *err)
{
	const char *what = field->kind == FIELD_DURATION ? "is not a duration" :
			   field->kind == FIELD_SIZE	 ? "is not a size" :
							   "is not a number";
	size_t digits = strspn(text, "0123456789");
	const struct unit *unit = units_of(field);
	struct arena *arena = document->arena;

	while (unit->name != NULL && strcmp(text + digits, unit->name) != 0)
		unit++;
	if (digits == 0 || (unit->name == NULL && text[digits] != '\0')) {
		(void)refuse(document, field, path, text, what, err);
		return hint_number(field, digits == 0 ? "10" : text,
				   digits == 0 || digits > 9 ? 2 : digits, err);
	}
	if (unit->name == NULL) {
		(void)refuse(document, field, path, text, "has no unit", err);
		return hint_number(field, text, digits > 9 ? 9 : digits, err);
	}
	if (digits > 1 && text[0] == '0') {
		(void)refuse(document, field, path, text, "begins with 0", err);
		return error_hint(err, "Write it without the 0, which means octal to some readers.");
	}
	uint64_t number = 0;
	for (size_t i = 0; i < digits; i++) {
		unsigned digit = (unsigned)(text[i] - '0');
		number = number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : number * 10 + digit;
	}
	number = number > UINT64_MAX / unit->factor ? UINT64_MAX : number * unit->factor;
	if (number < field->min)
		return refuse(document, field, path, text,
			      arena_printf(arena, "is less than %s", scalar_print(field, field->min, arena)),
			      err);
	if (number > field->max)
		return refuse(document, field, path, text,
			      arena_printf(arena, "is more than %s", scalar_print(field, field->max, arena)),
			      err);
	*out = number;
	return true;
}

static bool parse_boolean(const struct document *document, const struct field *field, const char *path,
			  const char *text, bool *out, struct error *err)
{
	static const char *const yes[] = { "yes", "on", "y", "1", "true" };
	static const char *const no[] = { "no", "off", "n", "0", "false" };

	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0) {
		*out = text[0] == 't';
		return true;
	}
	(void)refuse(document, field, path, text, "is neither true nor false", err);
	for (size_t i = 0; i < ARRAY_SIZE(yes); i++) {
		if (text_equal_nocase(text, yes[i]))
			return error_hint(err, "Write true.");
		if (text_equal_nocase(text, no[i]))
			return error_hint(err, "Write false.");
	}
	return false;
}

static bool parse_word(const struct document *document, const struct field *field, const char *path,
		       const char *text, unsigned *out, struct error *err)
{
	struct text list = text_make(document->arena);
	size_t count = 0;

	for (; field->words[count] != NULL; count++) {
		if (strcmp(text, field->words[count]) == 0) {
			*out = (unsigned)count;
			return true;
		}
		text_addf(&list, "%s%s", count == 0 ? "" : ", ", field->words[count]);
	}
	(void)refuse(document, field, path, text,
		     arena_printf(document->arena, "is not one of %s", list.bytes), err);
	const char *near = text_nearest(text, field->words, count, sizeof(*field->words));
	return near != NULL && error_hint(err, "Did you mean %s?", near);
}

static bool matches(const char *pattern, const char *text)
{
	regex_t compiled;

	if (regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	bool found = regexec(&compiled, text, 0, NULL, 0) == 0;
	regfree(&compiled);
	return found;
}

static bool parse_text(const struct document *document, const struct field *field, const char *path,
		       const char *text, const char **out, struct error *err)
{
	if (text[0] == '\0' && !field->may_be_empty)
		return document_fault(document, path, err, "it is empty");
	for (const char *at = text; !field->hidden && *at != '\0'; at++) {
		if (iscntrl((unsigned char)*at) && *at != '\t')
			return refuse(document, field, path, text, "has a line break or control character",
				      err);
	}
	if (field->max != 0 && strlen(text) > field->max)
		return refuse(document, field, path, text,
			      arena_printf(document->arena, "is longer than %" PRIu64 " bytes",
					   field->max),
			      err);
	if (field->pattern != NULL && !matches(field->pattern, text))
		return refuse(document, field, path, text,
			      arena_printf(document->arena, "is not %s", field->expects), err);
	*out = text;
	return true;
}

/* A number or boolean in quotes is a text, to YAML and to the JSON Schema. */
static bool check_quotes(const struct document *document, const struct field *field, const char *path,
			 struct error *err)
{
	const struct node *node = document_find(document, path);

	if (node == NULL || !node->quoted)
		return true;
	(void)document_fault(document, path, err, "expected a %s, not a text",
			     field->kind == FIELD_BOOLEAN ? "boolean" : "number");
	return error_hint(err, "Write it without quotes.");
}

bool scalar_parse(const struct document *document, const struct field *field, const char *path,
		  const char *text, union scalar *out, struct error *err)
{
	union scalar value = { .big = 0 };
	uint64_t number = 0;

	switch (field->kind) {
	case FIELD_INTEGER:
		if (!check_quotes(document, field, path, err) ||
		    !parse_number(document, field, path, text, &number, err))
			return false;
		value.number = (unsigned)number;
		break;
	case FIELD_POSITION:
		if (!check_quotes(document, field, path, err))
			return false;
		if (!parse_number(document, field, path, text, &value.big, err))
			return false;
		break;
	case FIELD_SIZE:
		if (!parse_number(document, field, path, text, &value.big, err))
			return false;
		break;
	case FIELD_DURATION:
		if (!parse_number(document, field, path, text, &number, err))
			return false;
		value.milliseconds = (int64_t)number;
		break;
	case FIELD_BOOLEAN:
		if (!check_quotes(document, field, path, err) ||
		    !parse_boolean(document, field, path, text, &value.yes, err))
			return false;
		break;
	case FIELD_WORD:
	case FIELD_CONSENTS:
		if (!parse_word(document, field, path, text, &value.number, err))
			return false;
		break;
	default:
		if (!parse_text(document, field, path, text, &value.text, err))
			return false;
	}
	*out = value;
	return true;
}
