/*
 * Splits a command line at blanks, with quotes and backslashes. Nothing is expanded,
 * and no shell is started.
 */
#include "aws/words.h"

#include <string.h>

#include "base/text.h"

/*
 * Adds the text in the quotes that start at *at and moves *at after them; false when
 * they are not closed.
 */
static bool add_quoted(struct text *word, const char **at)
{
	char quote = *(*at)++;

	while (**at != '\0' && **at != quote) {
		if (quote == '"' && **at == '\\' && ((*at)[1] == '"' || (*at)[1] == '\\'))
			(*at)++;
		text_add_n(word, (*at)++, 1);
	}
	return *(*at)++ == quote;
}

/* One word; false when a quote or a backslash has no end. */
static bool next_word(const char **at, struct text *word)
{
	while (**at != '\0' && strchr(" \t\r\n", **at) == NULL) {
		if (**at == '\'' || **at == '"') {
			if (!add_quoted(word, at))
				return false;
			continue;
		}
		if (**at == '\\' && *++*at == '\0')
			return false;
		text_add_n(word, (*at)++, 1);
	}
	return true;
}

bool words_split(const char *line, struct arena *arena, const char *const **out,
		 struct error *err)
{
	/* Each word except the last has a blank after it. */
	const char **words = arena_array(arena, strlen(line) / 2 + 2, sizeof(*words));
	size_t count = 0;

	for (const char *at = line + strspn(line, " \t\r\n"); *at != '\0';
	     at += strspn(at, " \t\r\n")) {
		struct text word = text_make(arena);

		if (!next_word(&at, &word))
			return error_set(err, ERROR_FAILED, "a quote is not closed");
		words[count++] = word.bytes;
	}
	if (count == 0)
		return error_set(err, ERROR_FAILED, "there is no command");
	*out = words;
	return true;
}
