/*
 * GTIDs that a source with gtid_mode ON gives to what comes back from a target without
 * it, over the way back of a cut-over (extrepl promote). The target never executes its
 * own transactions again, so it lacks these GTIDs for good. Until they are marked as
 * executed there, each connection of its link begins at the first binlog that has one
 * of them, and once that binlog is purged the link fails with 1236.
 */
#ifndef LINK_WAY_BACK_GTIDS_H
#define LINK_WAY_BACK_GTIDS_H

#include "observed/gtid.h"
#include "plan/plan.h"

/* The UUID of these GTIDs, made from the target's own; NULL: not known. */
const char *way_back_uuid(const char *target_uuid, struct arena *arena);
/* Those that the source has and the target lacks; empty where that is not known. */
struct gtid_set way_back_gtids(const struct facts *facts, struct arena *arena);
/*
 * The same, if they can be marked as executed: the target has a procedure for it, and
 * no other channel of it runs.
 */
struct gtid_set way_back_gtids_to_mark(const struct facts *facts, struct arena *arena);

#endif
