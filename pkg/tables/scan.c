/*
 * Walks through SQL text and skips quotes and brackets. What the text means is left to
 * the callers.
 */
#include "tables/scan.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"

/* Inside, quotes are doubled. A backslash escapes the next byte, except in names. */
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

static size_t format_note_length(const char *text)
{
	static const char *const notes[] = { " /* mariadb-5.3 */",
					     " /* 5.5 binary format */" };

	for (size_t i = 0; i < ARRAY_SIZE(notes); i++) {
		if (text_starts(text, notes[i]))
			return strlen(notes[i]);
	}
	return 0;
}

const char *scan_without_format_notes(const char *text, struct arena *arena)
{
	struct text out = text_make(arena);
	size_t length;

	if (strstr(text, " /* mariadb-5.3 */") == NULL &&
	    strstr(text, " /* 5.5 binary format */") == NULL)
		return text;
	while (*text != '\0') {
		if ((length = format_note_length(text)) == 0) {
			/* look in brackets, too: CREATE TABLE has its columns there */
			length = *text == '(' ? 1 : (size_t)(scan_skip(text) - text);
			text_add_n(&out, text, length);
		}
		text += length;
	}
	return out.bytes;
}

const char *scan_word_end(const char *text)
{
	while (isalnum((unsigned char)*text) || *text == '_')
		text++;
	return text;
}

char scan_unescaped(char letter)
{
	static const char letters[] = "0abtnrZ", bytes[] = "\0a\b\t\n\r\x1a";
	const char *at = letter == '\0' ? NULL : strchr(letters, letter);

	return at == NULL ? letter : bytes[at - letters];
}
