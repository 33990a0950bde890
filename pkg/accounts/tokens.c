/*
 * Splits the output of SHOW CREATE USER and SHOW GRANTS into words, and unquotes them.
 */
#include "accounts/tokens.h"

#include <string.h>

#include "base/text.h"

/* The place after the closing quote of the quoted text at `at`. */
static const char *behind_quotes(const char *at)
{
	char quote = *at++;

	for (; *at != '\0'; at++) {
		if (*at == '\\' && quote != '`' && at[1] != '\0') {
			at++;
		} else if (*at == quote) {
			if (at[1] != quote)
				return at + 1;
			at++;
		}
	}
	return at;
}

static const char *word_end(const char *at)
{
	if (strchr(",()", *at) != NULL)
		return at + 1;
	while (*at != '\0' && strchr(" ,()", *at) == NULL)
		at = strchr("`'\"", *at) != NULL ? behind_quotes(at) : at + 1;
	return at;
}

struct tokens tokens_make(const char *line, struct arena *arena)
{
	struct tokens tokens = { .list = arena_array(arena, strlen(line) + 1,
						     sizeof(*tokens.list)) };

	for (const char *at = line + strspn(line, " "); *at != '\0';) {
		const char *end = word_end(at);

		tokens.list[tokens.count++] = arena_copy_n(arena, at, (size_t)(end - at));
		at = end + strspn(end, " ");
	}
	return tokens;
}

const char *token_at(const struct tokens *tokens, size_t i)
{
	return i < tokens->count ? tokens->list[i] : "";
}

bool tokens_are(const struct tokens *tokens, size_t i, const char *words)
{
	for (; *words != '\0'; i++) {
		size_t length = strcspn(words, " ");
		const char *token = token_at(tokens, i);

		if (strlen(token) != length || strncmp(token, words, length) != 0)
			return false;
		words += length;
		words += strspn(words, " ");
	}
	return true;
}

size_t tokens_find(const struct tokens *tokens, size_t from, const char *words)
{
	while (from < tokens->count && !tokens_are(tokens, from, words))
		from++;
	return from;
}

const char *tokens_join(const struct tokens *tokens, size_t i, size_t end,
			struct arena *arena)
{
	struct text out = text_make(arena);

	for (; i < end && i < tokens->count; i++)
		text_addf(&out, "%s%s", out.length == 0 ? "" : " ", tokens->list[i]);
	return out.bytes;
}

/* Undoes the server's escapes: a backslash inside quotes. */
static char unescaped(char letter)
{
	switch (letter) {
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case 'b':
		return '\b';
	case 'Z':
		return '\x1a';
	case '0':
		return '\0';
	default:
		return letter;
	}
}

const char *token_unquote(const char *token, struct arena *arena, size_t *length)
{
	struct text out = text_make(arena);
	char quote = token[0];

	if (quote != '\'' && quote != '`' && quote != '"') {
		*length = strlen(token);
		return token;
	}
	for (const char *at = token + 1; *at != '\0'; at++) {
		char letter = *at;

		if (letter == '\\' && quote != '`' && at[1] != '\0')
			letter = unescaped(*++at);
		else if (letter == quote && at[1] == quote)
			at++;
		else if (letter == quote)
			break;
		text_add_n(&out, &letter, 1);
	}
	*length = out.length;
	return out.bytes;
}

bool text_list_has(char *const *items, unsigned count, const char *text)
{
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(items[i], text) == 0)
			return true;
	}
	return false;
}

void text_list_add(struct text_list *list, const char *text)
{
	if (text_list_has(list->items, list->count, text))
		return;
	list->items =
		arena_grow(list->arena, list->items, list->count * sizeof(*list->items),
			   (list->count + 1) * sizeof(*list->items));
	list->items[list->count++] = arena_copy(list->arena, text);
}
