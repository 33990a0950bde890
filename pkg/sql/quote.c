/*
 * Quotes names, strings, accounts and passwords. Every identifier and literal in
 * extrepl's SQL comes from here.
 */
#include "sql/quote.h"

#include <stdbool.h>
#include <string.h>

#include "base/hex.h"
#include "base/text.h"

/* Adds the text with each quote character doubled, and on request backslashes, too. */
static void add_doubled(struct text *out, const char *text, char quote, bool backslashes)
{
	const char special[] = { quote, backslashes ? '\\' : quote, '\0' };

	while (*text != '\0') {
		size_t plain = strcspn(text, special);

		text_add_n(out, text, plain);
		text += plain;
		if (*text == '\0')
			break;
		text_add_n(out, text, 1);
		text_add_n(out, text, 1);
		text++;
	}
}

const char *quote_name(const char *name, struct arena *arena)
{
	struct text out = text_make(arena);

	text_add(&out, "`");
	add_doubled(&out, name, '`', false);
	text_add(&out, "`");
	return out.bytes;
}

const char *quote_table(const char *database, const char *table, struct arena *arena)
{
	return arena_printf(arena, "%s.%s", quote_name(database, arena),
			    quote_name(table, arena));
}

/* Printable ASCII without a backslash reads the same in every charset and sql_mode. */
static bool is_plain(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text < ' ' || *text > '~' || *text == '\\')
			return false;
	}
	return true;
}

const char *quote_text(const char *text, struct arena *arena)
{
	struct text out = text_make(arena);

	if (is_plain(text)) {
		text_add(&out, "'");
		add_doubled(&out, text, '\'', false);
		text_add(&out, "'");
		return out.bytes;
	}
	text_add(&out, "_utf8mb4 X'");
	hex_add(&out, text, strlen(text), HEX_UPPER);
	text_add(&out, "'");
	return out.bytes;
}

const char *quote_plain(const char *text, struct arena *arena)
{
	struct text out = text_make(arena);

	text_add(&out, "'");
	add_doubled(&out, text, '\'', true);
	text_add(&out, "'");
	return out.bytes;
}

const char *quote_account(const char *user, const char *host, struct arena *arena)
{
	return arena_printf(arena, "%s@%s", quote_plain(user, arena),
			    quote_plain(host, arena));
}

const char *quote_account_text(const char *account, struct arena *arena)
{
	const char *at = strrchr(account, '@');

	if (at == NULL)
		return quote_text(account, arena);
	return quote_account(arena_copy_n(arena, account, (size_t)(at - account)),
			     at + 1, arena);
}

const char *db_secret_literal(const struct secret *secret, struct arena *arena)
{
	return quote_plain(secret->bytes, arena);
}

void quote_add_utf8(struct text *out, const char *bytes, size_t length)
{
	text_add(out, "CONVERT(X'");
	hex_add(out, bytes, length, HEX_UPPER);
	text_add(out, "' USING utf8mb4)");
}
