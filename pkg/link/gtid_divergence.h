/*
 * A source that was reset or restored, and a target that is ahead of it. By file and
 * position nothing fails then: the link waits without an error for a position that is
 * long past.
 *
 * GTIDs that the target holds and the source lacks: whatever the source sends under
 * these numbers would be skipped without a word, by file and position as well.
 */
#ifndef LINK_GTID_DIVERGENCE_H
#define LINK_GTID_DIVERGENCE_H

#include "plan/plan.h"

/* True, and *out says so, when there are such. */
bool blocked_by_reused_gtids(const struct facts *facts, struct judgement *out);

/*
 * True, and *out says so, when the target holds GTIDs of the source's that the recorded
 * data is said not to hold, although the link never ran: they would be skipped.
 */
bool blocked_by_unrecorded_gtids(const struct facts *facts,
				 const struct observed_record *record,
				 struct judgement *out);

/*
 * True, and *out says so, when our link has applied more than the source's binlog
 * holds.
 */
bool blocked_by_lost_binlog(const struct facts *facts, const struct observed_link *link,
			    struct judgement *out);

#endif
