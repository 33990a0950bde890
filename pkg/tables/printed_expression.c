#include "tables/printed_expression.h"

#include <iconv.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/hex.h"
#include "base/text.h"
#include "tables/scan.h"

/* MySQL's character sets by the names that iconv has for them. */
static const struct charset {
	const char *mysql, *iconv;
} charsets[] = {
	/* a literal becomes "binary" beside bytes: that of a session with UTF-8 */
	{ "binary", "UTF-8" },      { "ascii", "ASCII" },
	{ "big5", "BIG5" },         { "cp1250", "CP1250" },
	{ "cp1251", "CP1251" },     { "cp1256", "CP1256" },
	{ "cp1257", "CP1257" },     { "cp850", "CP850" },
	{ "cp852", "CP852" },       { "cp866", "CP866" },
	{ "cp932", "CP932" },       { "eucjpms", "EUC-JP-MS" },
	{ "euckr", "EUC-KR" },      { "gb18030", "GB18030" },
	{ "gb2312", "EUC-CN" },     { "gbk", "GBK" },
	{ "greek", "ISO-8859-7" },  { "hebrew", "ISO-8859-8" },
	{ "koi8r", "KOI8-R" },      { "koi8u", "KOI8-U" },
	{ "latin1", "CP1252" },     { "latin2", "ISO-8859-2" },
	{ "latin5", "ISO-8859-9" }, { "latin7", "ISO-8859-13" },
	{ "sjis", "SHIFT_JIS" },    { "tis620", "TIS-620" },
	{ "ucs2", "UCS-2BE" },      { "ujis", "EUC-JP" },
	{ "utf16", "UTF-16BE" },    { "utf16le", "UTF-16LE" },
	{ "utf32", "UTF-32BE" },    { "utf8", "UTF-8" },
	{ "utf8mb3", "UTF-8" },     { "utf8mb4", "UTF-8" },
};

static const char *iconv_name(const char *word, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(charsets); i++) {
		if (strlen(charsets[i].mysql) == length &&
		    strncasecmp(word, charsets[i].mysql, length) == 0)
			return charsets[i].iconv;
	}
	return NULL;
}

static bool convert(iconv_t converter, struct text *bytes, struct text *out)
{
	char buffer[256];
	char *from = bytes->bytes;

	for (size_t left = bytes->length; left > 0;) {
		char *to = buffer;
		size_t room = sizeof(buffer), before = left;

		(void)iconv(converter, &from, &left, &to, &room);
		text_add_n(out, buffer, (size_t)(to - buffer));
		if (left == before)
			return false;
	}
	return true;
}

/* False: the bytes are not valid in this character set, or iconv does not have it. */
static bool to_utf8(const char *charset, struct text *bytes, struct text *out)
{
	iconv_t converter = iconv_open("UTF-8", charset);
	bool ok = convert(converter, bytes, out); /* glibc: EBADF without a converter */

	(void)iconv_close(converter);
	return ok;
}

/* Without the outer backslashes: each was put before a quote or a backslash. */
static const char *without_backslashes(const char *printed, struct arena *arena)
{
	struct text out = text_make(arena);

	for (const char *at = printed; *at != '\0'; at++) {
		at += *at == '\\' && at[1] != '\0';
		text_add_n(&out, at, 1);
	}
	return out.bytes;
}

/* Whether its first quote outside of names has a backslash before it. */
static bool is_printed(const char *expression)
{
	for (const char *at = expression; *at != '\0';) {
		if (*at == '\\')
			return at[1] == '\'';
		if (*at == '\'')
			return false;
		at = *at == '`' ? scan_skip(at) : at + 1;
	}
	return false;
}

/* The byte that a character stands for: U+0080 to U+00ff have two bytes in UTF-8. */
static bool next_byte(const char **at, char *out)
{
	unsigned char first = (unsigned char)**at;

	if (first < 0x80) {
		*out = *(*at)++;
		return true;
	}
	unsigned char second = (unsigned char)(*at)[1];

	if ((first != 0xc2 && first != 0xc3) || (second & 0xc0U) != 0x80)
		return false;
	*out = (char)(((first & 3U) << 6) | (second & 0x3fU));
	*at += 2;
	return true;
}

/* The bytes of a literal; false: it has other characters. */
static bool literal_bytes(const char *literal, const char *end, struct text *out)
{
	for (const char *at = literal + 1; at < end - 1;) {
		char byte;

		if (*at == '\\' && at + 1 < end - 1) {
			byte = scan_unescaped(at[1]);
			at += 2;
		} else if (!next_byte(&at, &byte)) {
			return false;
		}
		text_add_n(out, &byte, 1);
	}
	return true;
}

static void add_hex(struct text *out, const struct text *bytes)
{
	text_add(out, "x'");
	hex_add(out, bytes->bytes, bytes->length, HEX_LOWER);
	text_add(out, "'");
}

/*
 * Adds the literal that begins after a word, with or without the word, and returns its
 * end.
 */
static const char *add_literal(struct text *out, const char *word, const char *quote,
			       struct arena *arena)
{
	const char *end = scan_skip(quote);
	size_t length = (size_t)(quote - word);
	const char *charset = length > 1 ? iconv_name(word + 1, length - 1) : NULL;
	struct text bytes = text_make(arena), text = text_make(arena);

	if (!literal_bytes(quote, end, &bytes)) {
		text_add_n(out, word, (size_t)(end - word));
	} else if (charset != NULL && to_utf8(charset, &bytes, &text)) {
		add_hex(out, &text);
	} else {
		text_add_n(out, word, length);
		add_hex(out, &bytes);
	}
	return end;
}

const char *printed_expression(const char *printed, struct arena *arena)
{
	if (!is_printed(printed))
		return printed;
	struct text out = text_make(arena);

	for (const char *at = without_backslashes(printed, arena); *at != '\0';) {
		const char *word = at;

		if (*at == '_')
			at = scan_word_end(at);
		if (*at == '\'') {
			at = add_literal(&out, word, at, arena);
			continue;
		}
		if (at == word)
			at = *at == '`' ? scan_skip(at) : scan_word_end(at);
		at += at == word;
		text_add_n(&out, word, (size_t)(at - word));
	}
	return out.bytes;
}
