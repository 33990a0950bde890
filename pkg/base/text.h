/* Text: a growing string on an arena, and small string functions. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A growing string; bytes is always 0-terminated. Make one with text_make. */
struct text {
	struct arena *arena;
	char *bytes;
	size_t length;
	size_t room;
};

struct text text_make(struct arena *arena);
void text_add(struct text *text, const char *more);
void text_add_n(struct text *text, const char *bytes, size_t length);
void text_addf(struct text *text, const char *format, ...) PRINTF_LIKE(2, 3);

/* NULL counts as "". */
bool text_equal(const char *a, const char *b);
bool text_equal_nocase(const char *a, const char *b); /* ASCII letters only */
bool text_empty(const char *text);
bool text_starts(const char *text, const char *prefix);
/*
 * SQL's LIKE, case-insensitive: % matches any characters, _ matches one, \ makes the
 * next one literal.
 */
bool text_like(const char *text, const char *pattern);

/*
 * The candidate most similar to word, for "Did you mean": at most a third of the
 * letters may differ. There are count strings, stride bytes apart, so that names in a
 * table of structs can be used. NULL: none is similar.
 */
const char *text_nearest(const char *word, const char *const *first, size_t count,
			 size_t stride);

/* A line of a text: not ended by 0, and without its newline. */
struct text_line {
	const char *begins;
	size_t length;
};
/*
 * The line at *at; moves *at to the next. False: no more lines. A newline at the end
 * does not start another line. *at may be NULL: no lines.
 */
bool text_next_line(const char **at, struct text_line *out);

/*
 * 1234567 as "1,234,567"; bytes as "41.2 GB" (powers of 1000); milliseconds as "5m49s",
 * "0.1 s".
 */
const char *text_count(struct arena *arena, uint64_t count);
/* "1 table", "1,234 tables": noun is the singular, its plural ends in s. */
const char *text_counted(struct arena *arena, uint64_t count, const char *noun);
const char *text_bytes(struct arena *arena, uint64_t bytes);
const char *text_duration(struct arena *arena, uint64_t milliseconds);

/*
 * Breaks text at blanks into lines of at most width columns (UTF-8 characters, not
 * bytes) and adds them. The first line continues what the caller has already added
 * (first_indent columns); the others begin with indent blanks. A word longer than a
 * line is broken after its commas, if it has any, else not at all. There is no newline
 * at the end.
 */
void text_add_wrapped(struct text *text, const char *words, size_t first_indent,
		      size_t indent, size_t width);

#endif
