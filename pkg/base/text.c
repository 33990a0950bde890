/*
 * Builds strings on an arena, compares them, and formats numbers for people. Quoting
 * for SQL is left to pkg/sql, JSON to jansson.
 */
#include "base/text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct text text_make(struct arena *arena)
{
	return (struct text){ .arena = arena, .bytes = arena_alloc(arena, 64), .room = 64 };
}

void text_add_n(struct text *text, const char *bytes, size_t length)
{
	if (text->length + length + 1 > text->room) {
		size_t room = (text->length + length + 1) * 2;

		text->bytes = arena_grow(text->arena, text->bytes, text->length, room);
		text->room = room;
	}
	if (length > 0)
		memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
	text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *more)
{
	text_add_n(text, more, strlen(more));
}

void text_addf(struct text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_add(text, arena_vprintf(text->arena, format, args));
	va_end(args);
}

bool text_equal(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

bool text_equal_nocase(const char *a, const char *b)
{
	return strcasecmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

bool text_empty(const char *text)
{
	return text == NULL || text[0] == '\0';
}

bool text_next_line(const char **at, struct text_line *out)
{
	if (text_empty(*at))
		return false;
	out->begins = *at;
	out->length = strcspn(*at, "\n");
	*at += out->length + ((*at)[out->length] == '\n');
	return true;
}

bool text_starts(const char *text, const char *prefix)
{
	return text != NULL && strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_like(const char *text, const char *pattern)
{
	for (; *pattern != '\0'; pattern++, text++) {
		if (*pattern == '%') {
			for (;; text++) {
				if (text_like(text, pattern + 1))
					return true;
				if (*text == '\0')
					return false;
			}
		}
		bool any = *pattern == '_';

		if (*pattern == '\\' && pattern[1] != '\0')
			pattern++;
		if (*text == '\0' || (!any && tolower((unsigned char)*pattern) !=
						      tolower((unsigned char)*text)))
			return false;
	}
	return *text == '\0';
}

#define LONGEST_WORD 63

/*
 * Damerau-Levenshtein (adjacent letters may be swapped) over words of at most
 * LONGEST_WORD letters.
 */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][LONGEST_WORD + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	size_t width = strlen(b);

	for (size_t j = 0; j <= width; j++)
		above[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		row[0] = i;
		for (size_t j = 1; j <= width; j++) {
			int same = tolower((unsigned char)a[i - 1]) ==
				   tolower((unsigned char)b[j - 1]);
			size_t best = above[j - 1] + (same ? 0 : 1);

			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			row[j] = best;
		}
		size_t *spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[width];
}

const char *text_nearest(const char *word, const char *const *first, size_t count,
			 size_t stride)
{
	const char *best = NULL;
	size_t best_distance = 0;

	if (word == NULL || strlen(word) > LONGEST_WORD)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const char *candidate =
			*(const char *const *)((const char *)first + i * stride);

		if (candidate == NULL || strlen(candidate) > LONGEST_WORD)
			continue;
		size_t longer = strlen(word) > strlen(candidate) ? strlen(word) :
								   strlen(candidate);
		size_t d = distance(word, candidate);
		if (d * 3 <= longer + 1 && (best == NULL || d < best_distance)) {
			best = candidate;
			best_distance = d;
		}
	}
	return best;
}

const char *text_count(struct arena *arena, uint64_t count)
{
	char digits[32];
	struct text text = text_make(arena);
	int length = snprintf(digits, sizeof(digits), "%" PRIu64, count);

	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text_add(&text, ",");
		text_add_n(&text, &digits[i], 1);
	}
	return text.bytes;
}

const char *text_counted(struct arena *arena, uint64_t count, const char *noun)
{
	return arena_printf(arena, "%s %s%s", text_count(arena, count), noun,
			    count == 1 ? "" : "s");
}

const char *text_bytes(struct arena *arena, uint64_t bytes)
{
	static const char *const units[] = { "kB", "MB", "GB", "TB", "PB" };
	double value = (double)bytes;
	size_t unit = 0;

	if (bytes < 1000)
		return arena_printf(arena, "%" PRIu64 " B", bytes);
	for (value /= 1000; value >= 999.95 && unit + 1 < ARRAY_SIZE(units); unit++)
		value /= 1000;
	return arena_printf(arena, "%.*f %s", value < 100 ? 1 : 0, value, units[unit]);
}

const char *text_duration(struct arena *arena, uint64_t milliseconds)
{
	uint64_t seconds = (milliseconds + 500) / 1000;

	if (milliseconds < 60 * 1000)
		return arena_printf(arena, "%.1f s", (double)milliseconds / 1000);
	if (seconds < 3600)
		return arena_printf(arena, "%" PRIu64 "m%02" PRIu64 "s", seconds / 60,
				    seconds % 60);
	return arena_printf(arena, "%" PRIu64 "h%02" PRIu64 "m", seconds / 3600,
			    seconds / 60 % 60);
}

/* Characters, not bytes: continuation bytes of UTF-8 take no column. */
static size_t columns(const char *bytes, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
	return count;
}

/*
 * How many bytes of a word that is wider than a line fit on this line: up to the last
 * comma that fits, as in a GTID set. All of it if there is no comma.
 */
static size_t fitting_length(const char *word, size_t length, size_t room)
{
	size_t fitting = length;

	for (size_t i = 0; i + 1 < length && columns(word, i + 1) <= room; i++) {
		if (word[i] == ',')
			fitting = i + 1;
	}
	return fitting;
}

void text_add_wrapped(struct text *text, const char *words, size_t first_indent,
		      size_t indent, size_t width)
{
	size_t column = first_indent;
	bool fresh = true;
	bool glued = false; /* the next part is the rest of a broken word */

	for (const char *word = words; *word != '\0';) {
		size_t length = strcspn(word, " \n");
		size_t wide = columns(word, length);

		if (!fresh && (glued || column + 1 + wide > width)) {
			text_addf(text, "\n%*s", (int)indent, "");
			column = indent;
			fresh = true;
		}
		if (!fresh) {
			text_add(text, " ");
			column++;
		}
		if (column + wide > width && column < width)
			length = fitting_length(word, length, width - column);
		glued = word[length] != ' ' && word[length] != '\n' &&
			word[length] != '\0';
		text_add_n(text, word, length);
		column += columns(word, length);
		fresh = false;
		word += length;
		if (*word == '\n') {
			text_addf(text, "\n%*s", (int)indent, "");
			column = indent;
			fresh = true;
			word++;
		}
		while (*word == ' ')
			word++;
	}
}
