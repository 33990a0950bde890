/*
 * Lists of names: searching them, splitting them from lines, printing them for people.
 */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* On the arena, NULL-terminated. */
struct names {
	const char **list;
	size_t count;
};

/* An empty list with room for that many names. */
struct names names_make(size_t room, struct arena *arena);
/* Searches a NULL-terminated list; NULL is an empty list. */
bool names_have(const char *const *list, const char *name);
/* The same in a list of count names. */
bool names_among(const char *const *list, size_t count, const char *name);
/* Splits lines, one name per line; NULL: none. */
struct names names_of_lines(const char *lines, struct arena *arena);
/* True if one of the lines is the name; lines NULL: none. */
bool name_is_a_line(const char *name, const char *lines);
/* Names as lines, with a newline after each except the last. */
const char *names_to_lines(const char *const *list, struct arena *arena);

/* "a, b, c, d": all names, however many. */
const char *all_names_text(const struct names *names, struct arena *arena);
/* "a, b", "12 databases", "no database" */
const char *names_text(const struct names *names, struct arena *arena);

#endif
