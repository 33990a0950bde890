/*
 * Whether a link can be made by GTID: from data that holds a set of GTIDs (MariaDB:
 * that is at a GTID position), on these two servers.
 */
#ifndef LINK_GTID_SUPPORT_H
#define LINK_GTID_SUPPORT_H

#include "observed/gtid.h"
#include "plan/plan.h"

/*
 * Why it cannot, as a clause ("the source has gtid_mode OFF"); NULL: all of it can
 * work. missing, on MySQL: what the target must be told that it holds, interval by
 * interval. set "": of data whose GTIDs nobody noted; NULL: what the target itself
 * holds is all.
 */
const char *by_gtid_obstacle(const struct facts *facts, const char *set,
			     struct arena *arena, struct gtid_set *missing);
/*
 * A reason to go by file and position if the manifest leaves it open, though GTIDs
 * would work; or NULL.
 */
const char *by_gtid_doubt(const struct facts *facts, struct arena *arena);
/* What removes the obstacle, in general. */
const char *by_gtid_fix(const struct facts *facts, struct arena *arena);

/* The calls that tell the target which GTIDs it has. */
void act_add_gtids(const struct facts *facts, const struct gtid_set *missing,
		   struct judgement *out);

#endif
