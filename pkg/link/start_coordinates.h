/*
 * Where a link starts that is set for the first time or again, and if it uses file and
 * position or GTIDs: replication.coordinates in the manifest decides, or leaves it
 * open.
 */
#ifndef LINK_START_COORDINATES_H
#define LINK_START_COORDINATES_H

#include "observed/gtid.h"
#include "plan/plan.h"

struct link_start {
	bool by_gtid; /* false: by file and position */
	/* Valid if !by_gtid, with position. */
	const char *file;
	uint64_t position; /* bytes */
	/* By GTID: MariaDB's position; NULL on MySQL, which needs none. */
	const char *gtid;
	/* by GTID, MySQL: the GTIDs that the target must be given */
	struct gtid_set missing;
	/*
	 * MySQL: the GTIDs that the data has by now, if the record has others; or NULL
	 */
	const char *held;
	const char *where; /* as text: "db001-bin.000431:90112" */
	/* a step that must come first, as nothing is known yet; or NULL */
	const char *known_after;
	const char *why; /* why file or GTID, if the manifest leaves it open; or NULL */
	/* Why the link cannot start, as a clause; NULL: it can. */
	const char *obstacle;
	bool needs_copy;  /* only a new copy removes the obstacle */
	bool may_settle;  /* the obstacle may disappear by itself: observe again */
	bool wants_start; /* the obstacle disappears by itself once the link runs */
	const char *fix;  /* valid if a new copy is not the fix; or NULL */
};

/* For a link that does not exist, on data that a step will copy or adopt. */
void link_start_pending(const struct facts *now, const char *step, struct arena *arena,
			struct link_start *out);
/* For a link that does not exist, on the recorded data. */
void link_start_of_data(const struct facts *facts, const struct observed_record *record,
			struct arena *arena, struct link_start *out);
/*
 * For our link, reconfigured at its current coordinates. Final only once its threads
 * are off.
 */
void link_start_of_link(const struct facts *facts, const struct observed_link *link,
			struct arena *arena, struct link_start *out);
/* The same, but it stays by file or by GTID as it is now. */
void link_start_as_it_goes(const struct facts *facts, const struct observed_link *link,
			   struct arena *arena, struct link_start *out);

/* "GTID" or "file and position". */
const char *link_way_text(bool by_gtid);
/* True if explicit replication.coordinates want the other way than the link has. */
bool link_way_differs(const struct facts *facts, const struct observed_link *link);

#endif
