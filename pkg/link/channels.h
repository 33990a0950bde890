/*
 * A target with several sources: conflicts with its other channels, and with the
 * records of other manifests.
 */
#ifndef LINK_CHANNELS_H
#define LINK_CHANNELS_H

#include "plan/plan.h"

/*
 * True, with *out blocked, if RDS would refuse the channel: too many channels, or
 * another one replicates from the same address.
 */
bool blocked_by_other_channels(const struct facts *facts, struct judgement *out);
/*
 * Another channel of which a thread runs; NULL: none. RDS's procedures accept GTIDs
 * only while all channels are stopped.
 */
const char *running_channel(const struct facts *facts);
/*
 * The record of another manifest, on another channel, that includes this database; or
 * NULL.
 */
const struct observed_record *record_with(const struct facts *facts,
					  const char *database);

#endif
