/*
 * Databases on both sides of a copy: which are copied, which block the copy on the
 * target, and how large they are.
 */
#ifndef STEPS_COPY_DATABASES_H
#define STEPS_COPY_DATABASES_H

#include "base/names.h"
#include "plan/plan.h"

/* What will be copied: the manifest's list, or all databases of the source. */
struct names databases_to_copy(const struct facts *facts, struct arena *arena);
/* Databases of the target that the copy would have to replace. */
struct names in_the_way(const struct facts *facts, const struct names *wanted,
			const struct names *ours, struct arena *arena);
/*
 * Of the databases in the way: by_us: those that a copy of ours created; else the
 * others.
 */
struct names brought(const struct names *all, const struct names *ours, bool by_us,
		     struct arena *arena);

/* "2 tables, 81.9 kB"; *bytes is their sum. */
const char *size_text(const struct observed_server *server, const struct names *names,
		      uint64_t *bytes, struct arena *arena);

#endif
