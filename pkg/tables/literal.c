/* Values of a key as SQL literals that use the index, and as text for people. */
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/text.h"
#include "sql/quote.h"
#include "tables/keys.h"

/* "utf8mb4_0900_ai_ci" is of the charset utf8mb4. */
static const char *charset_of(const char *collation, struct arena *arena)
{
	return arena_copy_n(arena, collation, strcspn(collation, "_"));
}

/*
 * In the column's charset: otherwise the comparison would convert the column and use no
 * index. The column's collation applies, because it takes precedence over a literal's.
 */
static const char *hex_literal(const char *collation, const char *value, size_t length,
			       struct arena *arena)
{
	struct text hex = text_make(arena);

	text_addf(&hex, "_%s X'",
		  collation == NULL ? "binary" : charset_of(collation, arena));
	hex_add(&hex, value, length, HEX_UPPER);
	text_add(&hex, "'");
	return hex.bytes;
}

const char *key_literal(const struct key_column *column, const char *value,
			size_t length, struct arena *arena)
{
	switch (column->type->literal) {
	case LITERAL_NUMBER:
		return arena_copy_n(arena, value, length);
	case LITERAL_REAL:
		return arena_printf(arena, "%s%s", value,
				    strpbrk(value, "eE") == NULL ? "e0" : "");
	case LITERAL_HEX:
		/*
		 * UUID and INET6: the server would take X'...' as its internal format.
		 */
		if (column->type->digest == DIGEST_VALUE)
			return quote_text(value, arena);
		return hex_literal(column->collation, value, length, arena);
	case LITERAL_QUOTED:
		break;
	}
	return quote_text(value, arena);
}

const char *key_row_condition(const struct key *key, const char *const *literals,
			      struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < key->columns_count; i++)
		text_addf(&sql, "%s%s = %s", i == 0 ? "" : " AND ",
			  quote_name(key->columns[i].name, arena), literals[i]);
	return sql.bytes;
}

/* Printable text is shown as it is, anything else as hexadecimal digits. */
static const char *hex_text(const char *hex, bool is_utf8, struct arena *arena)
{
	struct text words = text_make(arena);

	text_add(&words, "'");
	for (const char *at = hex; at[0] != '\'' && at[0] != '\0'; at += 2) {
		int code = hex_digit(at[0]) * 16 + hex_digit(at[1]);
		char byte = (char)code;

		if (code < ' ' || code == 0x7F || (code > 0x7F && !is_utf8))
			return arena_printf(arena, "X'%s", hex);
		text_add_n(&words, &byte, 1);
	}
	text_add(&words, "'");
	return words.bytes;
}

static const char *literal_text(const char *literal, struct arena *arena)
{
	const char *hex = literal[0] == '_' ? strstr(literal, " X'") : NULL;

	return hex == NULL ? literal :
			     hex_text(hex + strlen(" X'"),
				      text_starts(literal, "_utf8"), arena);
}

const char *key_text(const struct key *key, const char *const *literals, size_t count,
		     struct arena *arena)
{
	struct text names = text_make(arena);
	struct text values = text_make(arena);

	for (size_t i = 0; i < count; i++) {
		text_addf(&names, "%s%s", i == 0 ? "" : ", ", key->columns[i].name);
		text_addf(&values, "%s%s", i == 0 ? "" : ", ",
			  literal_text(literals[i], arena));
	}
	return arena_printf(arena, count == 1 ? "%s %s" : "(%s) (%s)", names.bytes,
			    values.bytes);
}
