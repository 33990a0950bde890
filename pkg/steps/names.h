/*
 * Lists of databases: which the copy is of, which stand in its way, and how a person
 * reads them.
 */
#ifndef STEPS_NAMES_H
#define STEPS_NAMES_H

#include "plan/plan.h"

/* On the arena, NULL-terminated. */
struct names {
	const char **list;
	size_t count;
};

/* An empty list with room for so many. */
struct names names_make(size_t room, struct arena *arena);
/* NULL is an empty list. */
bool names_have(const char *const *list, const char *name);
/* One name a line; NULL: none. */
struct names lines_of(const char *lines, struct arena *arena);

/* What is to be copied: the manifest's list, or all that the source has. */
struct names databases_to_copy(const struct world *world, struct arena *arena);
/* Those of the target that stand where the copy goes. */
struct names in_the_way(const struct world *world, const struct names *wanted,
			const struct names *ours, struct arena *arena);
/* Of those in the way the ones that a copy of ours brought there, or all others. */
struct names brought(const struct names *all, const struct names *ours, bool by_us,
		     struct arena *arena);

/* "2 tables, 81.9 kB"; *bytes is their sum. */
const char *size_words(const struct observed_server *server, const struct names *names,
		       uint64_t *bytes, struct arena *arena);
/* "a, b", "12 databases", "no database" */
const char *name_words(const struct names *names, struct arena *arena);

#endif
