/*
 * Checks the target's other channels, and the records of other manifests, for
 * conflicts. identity.c handles the manifest's own channel.
 */
#include "link/channels.h"

#include "base/names.h"
#include "base/text.h"
#include "link/calls.h"
#include "link/state.h"
#include "plan/procedures.h"

#define MOST_CHANNELS 15

static bool is_ours(const struct facts *facts, const char *channel)
{
	return text_equal_nocase(channel, facts->manifest->replication.channel);
}

bool blocked_by_other_channels(const struct facts *facts, struct judgement *out)
{
	const struct observed_target *target = &facts->observed->target;
	const struct manifest_replication *replication = &facts->manifest->replication;
	unsigned others = 0;

	for (unsigned i = 0; i < target->links_count; i++) {
		const struct observed_link *link = &target->links[i];

		if (is_ours(facts, link->channel))
			continue;
		others++;
		if (!text_equal_nocase(link->source_host, replication->source_host) ||
		    link->source_port != replication->source_port)
			continue;
		judge_blocked(out,
			      "the target already replicates from %s:%u, on %s%s%s, "
			      "and RDS accepts each source only once",
			      link->source_host, link->source_port,
			      link->channel[0] == '\0' ? "the default channel" :
							 "channel '",
			      link->channel, link->channel[0] == '\0' ? "" : "'");
		judge_fix(out,
			  "name that channel as replication.channel, or another source");
		return true;
	}
	if (others < MOST_CHANNELS)
		return false;
	judge_blocked(out,
		      "the target has %u other channels, the most that RDS "
		      "allows",
		      others);
	judge_fix(out, "reset one that is no longer needed, or name another target");
	return true;
}

const struct observed_record *record_with(const struct facts *facts, const char *database)
{
	const struct observed_target *target = &facts->observed->target;

	for (unsigned i = 0; i < target->records_count; i++) {
		const struct observed_record *record = &target->records[i];

		if (!text_equal(record->name, facts->manifest->name) &&
		    !is_ours(facts, record->channel) &&
		    name_is_a_line(database, record->databases))
			return record;
	}
	return NULL;
}

const char *running_channel(const struct facts *facts)
{
	const struct observed_target *target = &facts->observed->target;

	for (unsigned i = 0; i < target->links_count; i++) {
		const struct observed_link *link = &target->links[i];

		if (!text_equal_nocase(link->channel,
				       facts->manifest->replication.channel) &&
		    link_state(link) != LINK_OFF)
			return link->channel;
	}
	return NULL;
}
