/*
 * Servers show the comment of a routine or an event with backslash escapes, whatever
 * the sql_mode of its creator. When the statement runs again under
 * NO_BACKSLASH_ESCAPES, the escapes would become part of the comment. An example from
 * that mode:
 *
 *     COMMENT 'C:\new'     as it was written
 *     COMMENT 'C:\\new'    as SHOW CREATE shows it
 *
 * The rest of the statement is as its creator wrote it.
 */
#include "tables/comment.h"

#include <string.h>

#include "base/text.h"

/* Quotes are doubled inside; a backslash is a letter. */
static const char *skip_quoted(const char *text)
{
	const char quote = *text++;

	for (; *text != '\0'; text++) {
		if (*text != quote)
			continue;
		if (text[1] != quote)
			return text + 1;
		text++;
	}
	return text;
}

static const char *skip_token(const char *text)
{
	if (*text == '`' || *text == '\'' || *text == '"')
		return skip_quoted(text);
	if (*text != '(')
		return text + 1;
	text++;
	while (*text != '\0' && *text != ')')
		text = skip_token(text);
	return *text == ')' ? text + 1 : text;
}

/* " COMMENT '" of an event, before its body; NULL when there is none. */
static const char *event_comment(const char *at)
{
	while (*at != '\0' && !text_starts(at, " DO ")) {
		if (text_starts(at, " COMMENT '"))
			return at + strlen(" COMMENT ");
		at = skip_token(at);
	}
	return NULL;
}

/* Each characteristic of a routine is a line of its own, before the body. */
static const char *routine_comment(const char *at)
{
	while (*at != '\0') {
		if (*at == '\n' && !text_starts(at, "\n    "))
			return NULL;
		if (text_starts(at, "\n    COMMENT '"))
			return at + strlen("\n    COMMENT ");
		at = skip_token(at);
	}
	return NULL;
}

static const char *find_comment(const struct stored_object *stored)
{
	switch (stored->kind) {
	case STORED_FUNCTION:
	case STORED_PROCEDURE:
	case STORED_PACKAGE:
	case STORED_PACKAGE_BODY:
		return routine_comment(stored->create);
	case STORED_EVENT:
		return event_comment(stored->create);
	default:
		return NULL;
	}
}

/*
 * Adds the literal at text without its escapes; returns the place after it, or NULL
 * where it has a byte that no literal of this mode can say.
 */
static const char *add_unescaped(struct text *out, const char *text)
{
	text_add(out, "'");
	for (text++; *text != '\0' && (*text != '\'' || text[1] == '\''); text++) {
		if (*text == '\'') {
			text_add(out, "''");
			text++;
		} else if (*text != '\\') {
			text_add_n(out, text, 1);
		} else {
			text++;
			if (*text == '0' || *text == '\0')
				return NULL;
			text_add_n(out,
				   *text == 'n' ? "\n" :
				   *text == 'r' ? "\r" :
						  text,
				   1);
		}
	}
	text_add(out, "'");
	return *text == '\'' ? text + 1 : NULL;
}

const char *comment_unescaped(const struct stored_object *stored, struct arena *arena)
{
	const char *comment;
	struct text out = text_make(arena);

	if (stored->sql_mode == NULL ||
	    strstr(stored->sql_mode, "NO_BACKSLASH_ESCAPES") == NULL)
		return stored->create;
	comment = find_comment(stored);
	if (comment == NULL)
		return stored->create;
	text_add_n(&out, stored->create, (size_t)(comment - stored->create));
	const char *rest = add_unescaped(&out, comment);
	if (rest == NULL)
		return stored->create;
	text_add(&out, rest);
	return out.bytes;
}
