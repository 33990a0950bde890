/*
 * Does the source's binlog still go on from the copy's coordinates, which no link has
 * used yet? After RESET MASTER or a time with gtid_mode OFF, the link would skip
 * transactions without an error.
 */
#ifndef LINK_BINLOG_KEPT_H
#define LINK_BINLOG_KEPT_H

#include "plan/plan.h"

/* Why only a new copy helps; NULL: nothing speaks against the coordinates. */
const char *binlog_was_reset(const struct facts *facts);
/* Why a link by GTID would skip transactions, as a clause; NULL: it would not. */
const char *gtids_were_interrupted(const struct facts *facts);

/* The same if it is not known: after a restart of the source. */
const char *gtids_may_be_interrupted(const struct facts *facts,
				     const struct observed_record *record);

/* For a link that was set, but not started yet. */
bool blocked_by_unkept_binlog(const struct facts *facts,
			      const struct observed_link *link, struct judgement *out);

#endif
