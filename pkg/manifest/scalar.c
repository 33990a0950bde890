/*
 * Reads booleans, words and texts, and checks them against their field. number.c does
 * the same for numbers.
 */
#include "manifest/scalar.h"

#include <ctype.h>
#include <inttypes.h>
#include <regex.h>
#include <string.h>

#include "base/text.h"

_Static_assert(sizeof(enum tls_mode) == sizeof(unsigned),
	       "a word is stored as its number");

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

static bool parse_boolean(const struct leaf *leaf, bool *out, struct error *err)
{
	static const char *const yes[] = { "yes", "on", "y", "1", "true" };
	static const char *const no[] = { "no", "off", "n", "0", "false" };

	if (strcmp(leaf->text, "true") == 0 || strcmp(leaf->text, "false") == 0) {
		*out = leaf->text[0] == 't';
		return true;
	}
	(void)leaf_refuse(leaf, err, "is neither true nor false");
	for (size_t i = 0; i < ARRAY_SIZE(yes); i++) {
		if (text_equal_nocase(leaf->text, yes[i]))
			return error_hint(err, "Write true.");
		if (text_equal_nocase(leaf->text, no[i]))
			return error_hint(err, "Write false.");
	}
	return false;
}

static bool parse_word(const struct leaf *leaf, unsigned *out, struct error *err)
{
	const char *const *words = leaf->field->words;
	struct text list = text_make(leaf->document->arena);
	size_t count = 0;

	for (; words[count] != NULL; count++) {
		if (strcmp(leaf->text, words[count]) == 0) {
			*out = (unsigned)count;
			return true;
		}
		text_addf(&list, "%s%s", count == 0 ? "" : ", ", words[count]);
	}
	(void)leaf_refuse(leaf, err, "is not one of %s", list.bytes);
	const char *near = text_nearest(leaf->text, words, count, sizeof(*words));
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

static bool has_control_character(const char *text)
{
	for (; *text != '\0'; text++) {
		if (iscntrl((unsigned char)*text) && *text != '\t')
			return true;
	}
	return false;
}

static bool parse_text(const struct leaf *leaf, const char **out, struct error *err)
{
	const struct field *field = leaf->field;

	if (leaf->text[0] == '\0' && !field->may_be_empty)
		return document_fault(leaf->document, leaf->path, err, "it is empty");
	if (!field->hidden && has_control_character(leaf->text))
		return leaf_refuse(leaf, err, "has a line break or control character");
	if (field->max != 0 && strlen(leaf->text) > field->max)
		return leaf_refuse(leaf, err, "is longer than %" PRIu64 " bytes",
				   field->max);
	if (field->pattern != NULL && !matches(field->pattern, leaf->text))
		return leaf_refuse(leaf, err, "is not %s", field->expects);
	*out = leaf->text;
	return true;
}

/* In YAML and in the JSON Schema, a number or boolean in quotes is a text. */
static bool check_quotes(const struct leaf *leaf, struct error *err)
{
	const struct node *node = document_find(leaf->document, leaf->path);
	bool boolean = leaf->field->kind == FIELD_BOOLEAN;

	if (node == NULL || !node->quoted)
		return true;
	(void)document_fault(leaf->document, leaf->path, err,
			     "expected a %s, not a text", boolean ? "boolean" : "number");
	return error_hint(err, "Write it without quotes.");
}

bool scalar_parse(const struct leaf *leaf, union scalar *out, struct error *err)
{
	union scalar value = { .big = 0 };
	uint64_t number = 0;
	bool fine;

	switch (leaf->field->kind) {
	case FIELD_INTEGER:
		fine = check_quotes(leaf, err) && number_parse(leaf, &number, err);
		value.number = (unsigned)number;
		break;
	case FIELD_POSITION:
		fine = check_quotes(leaf, err) && number_parse(leaf, &value.big, err);
		break;
	case FIELD_SIZE:
		fine = number_parse(leaf, &value.big, err);
		break;
	case FIELD_DURATION:
		fine = number_parse(leaf, &number, err);
		value.milliseconds = (int64_t)number;
		break;
	case FIELD_BOOLEAN:
		fine = check_quotes(leaf, err) && parse_boolean(leaf, &value.yes, err);
		break;
	case FIELD_WORD:
	case FIELD_CONSENTS:
		fine = parse_word(leaf, &value.number, err);
		break;
	default:
		fine = parse_text(leaf, &value.text, err);
	}
	if (fine)
		*out = value;
	return fine; /* err is set: by the function for its kind */
}
