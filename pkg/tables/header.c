/*
 * Finds and changes the DEFINER and the status in a CREATE statement as a server writes
 * it. Ignores the body of the statement.
 */
#include "tables/header.h"

#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/scan.h"

static const char definer_word[] = "DEFINER=";

static bool opens_name(char byte)
{
	/* MariaDB quotes names according to the routine's own ANSI_QUOTES */
	return byte == '`' || byte == '"';
}

/*
 * From the word DEFINER to the end of `user`@`host` (MariaDB: or `role`). It comes
 * before any body.
 */
static const char *find_definer(const char *create, const char **end)
{
	const char *word = scan_find(create, definer_word);

	if (word == NULL || !opens_name(word[strlen(definer_word)]))
		return NULL;
	const char *at = scan_skip(word + strlen(definer_word));
	if (at[0] == '@' && opens_name(at[1]))
		at = scan_skip(at + 1);
	*end = at;
	return word;
}

/* Adds the quoted name at text in backquotes; returns the place after it. */
static const char *add_name(struct text *out, const char *text, struct arena *arena)
{
	const char quote = *text;
	const char *end = scan_skip(text);
	struct text name = text_make(arena);

	for (text++; text < end - 1; text++) {
		text_add_n(&name, text, 1);
		if (text[0] == quote && text[1] == quote)
			text++;
	}
	text_add(out, quote_name(name.bytes, arena));
	return end;
}

const char *header_definer(const char *create, struct arena *arena)
{
	const char *end;
	const char *word = find_definer(create, &end);
	struct text out = text_make(arena);

	if (word == NULL)
		return NULL;
	const char *at = add_name(&out, word + strlen(definer_word), arena);
	if (at < end) {
		text_add(&out, "@");
		(void)add_name(&out, at + 1, arena);
	}
	return out.bytes;
}

const char *header_without_definer(const char *create, struct arena *arena)
{
	const char *end;
	const char *word = find_definer(create, &end);
	struct text out = text_make(arena);

	if (word == NULL)
		return create;
	text_add_n(&out, create, (size_t)(word - create));
	text_add(&out, end + (*end == ' '));
	return out.bytes;
}

const char *header_event_disabled(const char *create, struct arena *arena)
{
	/* NOT PRESERVE is the default; HIGH_NOT_PRECEDENCE makes it a syntax error. */
	static const struct {
		const char *before, *after;
	} words[] = {
		{ " ON COMPLETION NOT PRESERVE ENABLE", " DISABLE ON SLAVE" },
		{ " ON COMPLETION PRESERVE ENABLE",
		  " ON COMPLETION PRESERVE DISABLE ON SLAVE" },
		{ " ON COMPLETION NOT PRESERVE", "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		const char *at = scan_find(create, words[i].before);

		if (at == NULL)
			continue;
		struct text out = text_make(arena);

		text_add_n(&out, create, (size_t)(at - create));
		text_add(&out, words[i].after);
		text_add(&out, at + strlen(words[i].before));
		return out.bytes;
	}
	return create;
}
