/*
 * Versions spell one and the same thing differently: utf8 and utf8mb3, int(11) and int,
 * CURRENT_TIMESTAMP and current_timestamp(), 'ab' and x'6162'. This file normalizes two
 * values before they count as different.
 */
#include "tables/properties.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "base/names.h"
#include "base/text.h"
#include "tables/printed_expression.h"
#include "tables/scan.h"

struct spelling_rules spelling_rules_of(const struct db_server *a,
					const struct db_server *b)
{
	const struct db_server *older = a->version < b->version ? a : b;
	const struct db_server *newer = older == a ? b : a;
	bool mysql = newer->flavour == FLAVOUR_MYSQL;

	return (struct spelling_rules){
		.mariadb = !mysql,
		.no_widths = mysql && newer->version >= 80019,
		.new_modes = mysql && newer->version >= 80000 && older->version < 80000,
		.respelled = a->version / 100 != b->version / 100,
	};
}

static void add_lower(struct text *out, const char *from, const char *to)
{
	for (; from < to; from++) {
		const char small = (char)tolower((unsigned char)*from);

		text_add_n(out, &small, 1);
	}
}

/* "utf8" and "utf8_..." are utf8mb3. */
static void add_word(struct text *out, const char *word, size_t length)
{
	size_t skip = length > 0 && *word == '_'; /* an introducer: _utf8'a' */

	text_add_n(out, word, skip);
	word += skip;
	length -= skip;
	if (text_starts(word, "utf8") && (length == 4 || (length > 4 && word[4] == '_'))) {
		text_add(out, "utf8mb3");
		word += 4;
		length -= 4;
	}
	add_lower(out, word, word + length);
}

static bool is_integer(const char *word, size_t length)
{
	return length >= 3 && strncmp(word + length - 3, "int", 3) == 0;
}

/*
 * Skips an integer's display width if it has no meaning: int(11), but not tinyint(1).
 */
static const char *skip_width(const char *word, const char *end, const char *whole)
{
	if (*end != '(' || !is_integer(word, (size_t)(end - word)) ||
	    strstr(whole, "zerofill") != NULL || text_starts(word, "tinyint(1)"))
		return end;
	return scan_skip(end);
}

/* 'it''s' -> x'69742773' */
static void add_literal(struct text *out, const char *from, const char *to)
{
	text_add(out, "x'");
	for (from++; from < to - 1; from++) {
		char byte = *from;

		if ((*from == '\'' || *from == '\\') && from + 1 < to - 1)
			byte = *from++ == '\\' ? scan_unescaped(*from) : '\'';
		hex_add(out, &byte, 1, HEX_LOWER);
	}
	text_add(out, "'");
}

/* x'6162', X'6162', 0x6162: digits in lower case. */
static const char *add_hex(struct text *out, const char *at)
{
	bool quoted = at[1] == '\'';
	const char *end = at + 2;

	text_add(out, "x'");
	while (isxdigit((unsigned char)*end))
		end++;
	add_lower(out, at + 2, end);
	text_add(out, "'");
	return end + (quoted && *end == '\'');
}

static bool is_hex(const char *at)
{
	return ((*at == 'x' || *at == 'X') && at[1] == '\'') ||
	       (at[0] == '0' && at[1] == 'x' && isxdigit((unsigned char)at[2]));
}

/*
 * Whether a literal's character set, as in _sjis'-', means nothing: plain ASCII is the
 * same in all of them but these. A server converts such a literal to the character set
 * of what it is combined with, when the table is created.
 */
static bool is_idle_introducer(const char *word, const char *end)
{
	static const char *const others[] = { "_binary", "_ucs2", "_utf16", "_utf16le",
					      "_utf32" };
	const char *quote = *end == '\\' ? end + 1 : end;

	if (*word != '_' || *quote != '\'')
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		if (strlen(others[i]) == (size_t)(end - word) &&
		    strncasecmp(word, others[i], (size_t)(end - word)) == 0)
			return false;
	}
	for (const char *at = quote + 1, *to = scan_skip(quote); at < to; at++) {
		if (*at < ' ' || *at > '~')
			return false;
	}
	return true;
}

/*
 * Words in lower case, no blanks, literals as their bytes. Quoted names are unchanged,
 * or with any_case in lower case.
 */
static const char *expression_of(const char *value, bool any_case, struct arena *arena)
{
	struct text out = text_make(arena);

	for (const char *at = value; *at != '\0';) {
		if (is_hex(at)) {
			at = add_hex(&out, at);
		} else if (isalnum((unsigned char)*at) || *at == '_') {
			const char *end = scan_word_end(at);

			if (is_idle_introducer(at, end)) {
				at = end;
				continue;
			}
			add_word(&out, at, (size_t)(end - at));
			at = text_starts(end, "()") &&
					     text_starts(out.bytes + out.length -
								 (out.length < 17 ?
									  out.length :
									  17),
							 "current_timestamp") ?
				     end + 2 :
				     end;
		} else if (*at == '\'') {
			const char *end = scan_skip(at);

			add_literal(&out, at, end);
			at = end;
		} else if (*at == '`' || *at == '"') {
			const char *end = scan_skip(at);

			if (any_case)
				add_lower(&out, at, end);
			else
				text_add_n(&out, at, (size_t)(end - at));
			at = end;
		} else {
			if (!isspace((unsigned char)*at))
				text_add_n(&out, at, 1);
			at++;
		}
	}
	return out.bytes;
}

static const char *words_of(const char *value, bool no_widths, struct arena *arena)
{
	struct text out = text_make(arena);

	for (const char *at = value; *at != '\0';) {
		const char *end;

		if (isalpha((unsigned char)*at) || *at == '_') {
			end = scan_word_end(at);
			add_word(&out, at, (size_t)(end - at));
			at = no_widths ? skip_width(at, end, value) : end;
			continue;
		}
		end = *at == '(' ? at + 1 : scan_skip(at);
		text_add_n(&out, at, (size_t)(end - at));
		at = end;
	}
	return out.bytes;
}

/* The words of a list without those that drops() accepts. */
static const char *without(const char *value, const char *separators,
			   bool (*drops)(const char *word), struct arena *arena)
{
	struct text out = text_make(arena);

	for (const char *at = value; *at != '\0';) {
		size_t length = strcspn(at, separators);
		const char *word = arena_copy_n(arena, at, length);

		if (length > 0 && !drops(word))
			text_addf(&out, "%s%s", out.length == 0 ? "" : " ", word);
		at += length + (at[length] != '\0');
	}
	return out.bytes;
}

/*
 * The row format and partitions are compared separately. For Aria's page_checksum a
 * server also reports its default, and SHOW CREATE only what was specified.
 */
static bool is_shown_elsewhere(const char *word)
{
	return strncasecmp(word, "row_format=", 11) == 0 ||
	       strncasecmp(word, "page_checksum=", 14) == 0 ||
	       text_equal(word, "partitioned");
}

/* A column keeps it when its default is dropped. SHOW CREATE TABLE has the default. */
static bool is_default_note(const char *word)
{
	return text_equal(word, "DEFAULT_GENERATED");
}

/* A mode that MySQL 8.0 has removed. */
static bool is_old_mode(const char *word)
{
	static const char *const modes[] = {
		"NO_AUTO_CREATE_USER",
		"NO_FIELD_OPTIONS",
		"NO_KEY_OPTIONS",
		"NO_TABLE_OPTIONS",
		"MYSQL323",
		"MYSQL40",
		"POSTGRESQL",
		"ORACLE",
		"MSSQL",
		"DB2",
		"MAXDB",
	};

	return names_among(modes, ARRAY_SIZE(modes), word);
}

const char *spelling_of(enum spelling spelling, const char *value,
			const struct spelling_rules *rules, struct arena *arena)
{
	switch (spelling) {
	case SPELL_CHARSET:
		return words_of(value, false, arena);
	case SPELL_TYPE:
		return words_of(scan_without_format_notes(value, arena),
				rules->no_widths, arena);
	case SPELL_EXPRESSION:
		return expression_of(value, false, arena);
	case SPELL_PRINTED:
	case SPELL_DEFAULT:
		if (!rules->mariadb)
			value = printed_expression(value, arena);
		return expression_of(value, true, arena);
	case SPELL_EXTRA:
		return expression_of(without(value, " ", is_default_note, arena), false,
				     arena);
	case SPELL_OPTIONS:
		return words_of(without(value, " ", is_shown_elsewhere, arena), false,
				arena);
	case SPELL_MODE:
		return rules->new_modes ? without(value, ",", is_old_mode, arena) : value;
	default:
		return value;
	}
}

/* "Europe/Paris, minutes ahead ...": names, unless one is SYSTEM. */
static bool same_zone(const char *source, const char *target)
{
	static const char hours[] = ZONE_HOURS_WORDS;
	const char *a = strstr(source, hours);
	const char *b = strstr(target, hours);

	if (a == NULL || b == NULL)
		return strcmp(source, target) == 0;
	if (!text_starts(source, "SYSTEM,") && !text_starts(target, "SYSTEM,"))
		return a - source == b - target &&
		       strncmp(source, target, (size_t)(a - source)) == 0;
	return strcmp(a, b) == 0;
}

/*
 * A replica shows an event as disabled on the replica, whatever its status on the
 * source. Only one that was disabled on the target itself is different.
 */
static bool same_status(const char *source, const char *target)
{
	return strcmp(source, target) == 0 || strstr(target, "SIDE_DISABLED") != NULL;
}

bool spelling_same(enum spelling spelling, const char *source, const char *target,
		   const struct spelling_rules *rules)
{
	AUTO_ARENA *arena = arena_make();

	if (text_equal(source, target) ||
	    (spelling == SPELL_DEFINER && rules->any_definer) ||
	    (spelling == SPELL_DEFAULT && rules->mariadb && rules->respelled))
		return true;
	/* MariaDB: a column of CREATE TABLE ... SELECT has no default, else it has NULL */
	if (spelling == SPELL_DEFAULT && rules->mariadb &&
	    text_equal(source == NULL ? target : source, "NULL"))
		return source == NULL || target == NULL;
	if (source == NULL || target == NULL)
		return spelling == SPELL_OPTIONS &&
		       text_empty(spelling_of(spelling, source == NULL ? "" : source,
					      rules, arena)) &&
		       text_empty(spelling_of(spelling, target == NULL ? "" : target,
					      rules, arena));
	if (spelling == SPELL_ZONE)
		return same_zone(source, target);
	if (spelling == SPELL_STATUS)
		return same_status(source, target);
	return strcmp(spelling_of(spelling, source, rules, arena),
		      spelling_of(spelling, target, rules, arena)) == 0;
}
