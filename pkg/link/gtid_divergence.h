/*
 * A source that was reset or restored, while the target is ahead of it. By file and
 * position there is no error: the link waits for a position that was reached long ago.
 *
 * The target then has GTIDs that the source lacks. If the source uses these GTIDs
 * again, the target silently skips those transactions, also by file and position.
 */
#ifndef LINK_GTID_DIVERGENCE_H
#define LINK_GTID_DIVERGENCE_H

#include "plan/plan.h"

/* True, with *out blocked, if the target has such GTIDs. */
bool blocked_by_reused_gtids(const struct facts *facts, struct judgement *out);

/*
 * True, with *out blocked, if the target has GTIDs of the source that the data does not
 * have according to the record, and the link never ran: they would be skipped.
 */
bool blocked_by_unrecorded_gtids(const struct facts *facts,
				 const struct observed_record *record,
				 struct judgement *out);

/*
 * True, with *out blocked, if our link has applied more than the source's binlog holds.
 */
bool blocked_by_lost_binlog(const struct facts *facts, const struct observed_link *link,
			    struct judgement *out);

#endif
