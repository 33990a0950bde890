/*
 * A source that was reset or restored, and a target that is ahead of it. By file and
 * position there is no error then: the link waits for a position that is long past.
 *
 * The target has GTIDs that the source lacks. What the source sends under these numbers
 * would be skipped without a message, by file and position too.
 */
#ifndef LINK_GTID_DIVERGENCE_H
#define LINK_GTID_DIVERGENCE_H

#include "plan/plan.h"

/* True, and *out says so, when there are such. */
bool blocked_by_reused_gtids(const struct facts *facts, struct judgement *out);

/*
 * True, and *out says so, when the target has GTIDs of the source that by the record
 * the data does not have, although the link never ran: they would be skipped.
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
