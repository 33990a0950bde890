/*
 * Walks through SQL text and skips quotes and brackets. What the text means is left to
 * the callers.
 */
#include "tables/scan.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * Quotes are doubled inside; a backslash takes the next byte along, but not in names.
 */
static const char *skip_quoted(const char *text)
{
	const char quote = *text++;

	while (*text != '\0') {
		bool escapes = *text == '\\' && quote != '`';

		if (*text == quote && text[1] != quote)
			return text + 1;
		text += (escapes || *text == quote) && text[1] != '\0' ? 2 : 1;
	}
	return text;
}

static const char *skip_brackets(const char *text)
{
	text++;
	while (*text != '\0' && *text != ')')
		text = scan_skip(text);
	return *text == ')' ? text + 1 : text;
}

const char *scan_skip(const char *text)
{
	switch (*text) {
	case '\0':
		return text;
	case '`':
	case '\'':
	case '"':
		return skip_quoted(text);
	case '(':
		return skip_brackets(text);
	default:
		return text + 1;
	}
}

const char *scan_find(const char *text, const char *word)
{
	size_t length = strlen(word);

	while (*text != '\0') {
		if (strncmp(text, word, length) == 0)
			return text;
		text = scan_skip(text);
	}
	return NULL;
}

const char *scan_word_end(const char *text)
{
	while (isalnum((unsigned char)*text) || *text == '_')
		text++;
	return text;
}
