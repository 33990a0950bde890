/*
 * What SHOW CREATE USER and SHOW GRANTS print, word by word.
 *
 * A word goes up to the next blank, comma or bracket outside quotes, quotes included:
 * `app`@`%`, `shop`.*, 'it\'s'. A comma and a bracket are words of their own.
 */
#ifndef ACCOUNTS_TOKENS_H
#define ACCOUNTS_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct tokens {
	const char **list; /* on the arena, NULL-terminated */
	size_t count;
};

struct tokens tokens_make(const char *line, struct arena *arena);
/* The word at i, "" after the end. */
const char *token_at(const struct tokens *tokens, size_t i);
/* Whether the words from i on are these, blank separated: "PASSWORD EXPIRE". */
bool tokens_are(const struct tokens *tokens, size_t i, const char *words);
/* The first place from `from` on where these words are; count: there is none. */
size_t tokens_find(const struct tokens *tokens, size_t from, const char *words);
/* The words from i to before end as one text, with blanks between. */
const char *tokens_join(const struct tokens *tokens, size_t i, size_t end,
			struct arena *arena);

/* What stands in the quotes of 'text' or `name`; *length may count 0 bytes. */
const char *token_unquote(const char *token, struct arena *arena, size_t *length);

/* Texts in order of appearance, each once. */
struct text_list {
	struct arena *arena;
	char **items;
	unsigned count;
};
void text_list_add(struct text_list *list, const char *text);
bool text_list_has(char *const *items, unsigned count, const char *text);

#endif
