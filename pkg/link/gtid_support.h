/*
 * Can a link use GTIDs, between these two servers, from data that holds a GTID set
 * (MariaDB: that is at a GTID position)?
 */
#ifndef LINK_GTID_SUPPORT_H
#define LINK_GTID_SUPPORT_H

#include "observed/gtid.h"
#include "plan/plan.h"

/*
 * Why it cannot, as a clause ("the source has gtid_mode OFF"); NULL: it can. *missing,
 * on MySQL: the intervals that the target must be given. set "": the GTIDs of the data
 * are not recorded; NULL: the target itself already has all of them.
 */
const char *by_gtid_obstacle(const struct facts *facts, const char *set,
			     struct arena *arena, struct gtid_set *missing);
/*
 * A reason to use file and position if the manifest leaves it open, even though GTIDs
 * would work; or NULL.
 */
const char *by_gtid_doubt(const struct facts *facts, struct arena *arena);
/* What removes the obstacle, in general. */
const char *by_gtid_fix(const struct facts *facts, struct arena *arena);

/* Calls that give the target these GTIDs. */
void act_add_gtids(const struct facts *facts, const struct gtid_set *missing,
		   struct judgement *out);

#endif
