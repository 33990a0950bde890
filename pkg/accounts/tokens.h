/*
 * The output of SHOW CREATE USER and SHOW GRANTS, word by word.
 *
 * A word ends at the next blank, comma or bracket outside quotes. It keeps its quotes:
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
/* The word at i; "" after the end. */
const char *token_at(const struct tokens *tokens, size_t i);
/* True if these words, separated by blanks, start at i: "PASSWORD EXPIRE". */
bool tokens_are(const struct tokens *tokens, size_t i, const char *words);
/* The first place from `from` on with these words; count: not found. */
size_t tokens_find(const struct tokens *tokens, size_t from, const char *words);
/* The words from i up to (not including) end as one text, separated by blanks. */
const char *tokens_join(const struct tokens *tokens, size_t i, size_t end,
			struct arena *arena);

/* The text inside the quotes of 'text' or `name`; *length includes 0 bytes. */
const char *token_unquote(const char *token, struct arena *arena, size_t *length);

/* A list of texts in order of first appearance, without duplicates. */
struct text_list {
	struct arena *arena;
	char **items;
	unsigned count;
};
void text_list_add(struct text_list *list, const char *text);
bool text_list_has(char *const *items, unsigned count, const char *text);

#endif
