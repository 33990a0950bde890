/*
 * Searches SQL text from a server (SHOW CREATE under an empty sql_mode) and skips what
 * is in quotes or brackets.
 */
#ifndef TABLES_SCAN_H
#define TABLES_SCAN_H

#include "base/arena.h"

/*
 * The place after the token that begins at text: a quoted string or name, a pair of
 * brackets with its content, or one byte.
 */
const char *scan_skip(const char *text);

/*
 * The first place where word occurs outside quotes and brackets (case-sensitive), or
 * NULL.
 */
const char *scan_find(const char *text, const char *word);

/*
 * The text without the notes on the format of old temporal columns, as in "datetime"
 * followed by mariadb-5.3 in a comment. Created again, such a column has today's
 * format, which holds the same values and accepts the same row events.
 */
const char *scan_without_format_notes(const char *text, struct arena *arena);

/* What a letter after a backslash means in a literal. */
char scan_unescaped(char letter);

/* The end of the run of letters, digits and '_' at text. */
const char *scan_word_end(const char *text);

#endif
