/*
 * Where a link begins that is set for the first time or again, and whether by file and
 * position or by GTID: the manifest's replication.coordinates says, or leaves it open.
 */
#ifndef LINK_START_COORDINATES_H
#define LINK_START_COORDINATES_H

#include "observed/gtid.h"
#include "plan/plan.h"

struct link_start {
	bool by_gtid; /* else by file and position */
	/* By file. */
	const char *file;
	uint64_t position; /* bytes */
	/*
	 * By GTID: MariaDB's position; on MySQL what the target must be told it holds.
	 */
	const char *gtid;
	struct gtid_set missing; /* of these the target must be told */
	/* MySQL: the GTIDs that the data has by now, if not those of the record */
	const char *held;
	const char *where;       /* in words: "db001-bin.000431:90112" */
	const char *known_after; /* a step that must come first: nothing is known yet */
	const char *why; /* why this way, if the manifest leaves it open; or NULL */
	/* Why there is no such start, as a clause; NULL: there is one. */
	const char *obstacle;
	bool needs_copy;  /* only a new copy removes the obstacle */
	bool may_settle;  /* it may go away by itself, at a later look */
	bool wants_start; /* it goes away by itself once the link runs */
	const char *fix;  /* unless a new copy is the fix */
};

/*
 * Of a link that is not there, on data that is yet to be copied or adopted by a step.
 */
void link_start_pending(const struct facts *now, const char *step, struct arena *arena,
			struct link_start *out);
/* Of a link that is not there, on the recorded data. */
void link_start_of_data(const struct facts *facts, const struct observed_record *record,
			struct arena *arena, struct link_start *out);
/* Of our link, reconfigured where it is now. Final only once its threads are off. */
void link_start_of_link(const struct facts *facts, const struct observed_link *link,
			struct arena *arena, struct link_start *out);
/* The same, but for the way: it goes on as it does, by file or by GTID. */
void link_start_as_it_goes(const struct facts *facts, const struct observed_link *link,
			   struct arena *arena, struct link_start *out);

/* Explicit coordinates want the other way than the link has. */
bool link_way_differs(const struct facts *facts, const struct observed_link *link);

#endif
