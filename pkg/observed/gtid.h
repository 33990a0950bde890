/*
 * Sets of GTIDs as MySQL writes them: "uuid:1-5:7,uuid:tag:1-3" (tags since 8.3).
 * MariaDB's lists of domain-server-number are positions, not sets: they do not show
 * which transactions a server has.
 */
#ifndef OBSERVED_GTID_H
#define OBSERVED_GTID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attributes.h"
#include "observed/observed.h"

struct gtid_interval {
	const char *origin;   /* "uuid" or "uuid:tag", lower case */
	uint64_t first, last; /* transaction numbers, both included */
};

/* Sorted by origin and number; no two intervals of one origin touch. */
struct gtid_set {
	struct gtid_interval *list;
	size_t count; /* of list */
};

/*
 * Blanks and line breaks are allowed where the server puts them. NULL and "" are the
 * empty set. False: the text is not a GTID set.
 */
bool gtid_set_parse(const char *text, struct arena *arena,
		    struct gtid_set *out) MUST_CHECK;
/* The GTIDs that are in a but not in b. */
struct gtid_set gtid_set_subtract(const struct gtid_set *a, const struct gtid_set *b,
				  struct arena *arena);
/* Those of both. */
struct gtid_set gtid_set_join(const struct gtid_set *a, const struct gtid_set *b,
			      struct arena *arena);
/* True when set contains every GTID of part. */
bool gtid_set_contains(const struct gtid_set *set, const struct gtid_set *part);
/* True when the source has executed all of a GTID set (MariaDB: of a position). */
bool source_has_gtids(const struct observed_source *source, const char *gtids);
const char *gtid_set_text(const struct gtid_set *set, struct arena *arena);

/*
 * The GTIDs that the target has under a UUID of the source and that the source lacks. A
 * source that was reset or restored assigns such numbers again, and the target then
 * skips the new transactions. Empty when there are none, when this is not known, and on
 * MariaDB.
 */
struct gtid_set gtids_unknown_to_source(const struct observed *observed,
					struct arena *arena);

#endif
