/* pkg/observe reads the facts; see since_snapshot.c there. */
#include "link/binlog_kept.h"

#include "link/calls.h"
#include "link/state.h"

const char *binlog_was_reset(const struct facts *facts)
{
	if (facts->observed->source.binlog_kept != FACT_NO ||
	    coordinates_are_used_up(facts) != NULL)
		return NULL;
	return "the source has executed a RESET since the copy's snapshot: if it was RESET "
	       "MASTER (RESET BINARY LOGS AND GTIDS), the same coordinates now mean other "
	       "transactions";
}

const char *gtids_were_interrupted(const struct facts *facts)
{
	if (facts->observed->source.gtid_mode_kept != FACT_NO ||
	    coordinates_are_used_up(facts) != NULL)
		return NULL;
	return "gtid_mode was changed on the source since the copy's snapshot: "
	       "transactions without a GTID would be skipped";
}

const char *gtids_may_be_interrupted(const struct facts *facts,
				     const struct observed_record *record)
{
	const struct observed_source *source = &facts->observed->source;

	if (source->server.flavour != FLAVOUR_MYSQL || record->snapshot_time == 0 ||
	    source->binlog_kept != FACT_UNKNOWN || coordinates_are_used_up(facts) != NULL)
		return NULL;
	return "the source was restarted since the copy's snapshot: whether gtid_mode was "
	       "ON all the time is not known";
}

bool blocked_by_unkept_binlog(const struct facts *facts,
			      const struct observed_link *link, struct judgement *out)
{
	const char *reset = binlog_was_reset(facts);
	const char *why = gtids_were_interrupted(facts);

	if (reset != NULL) {
		judge_blocked(out, "the link was not started yet, and %s", reset);
		judge_fix(out, "a new copy: apply " NEW_COPY_OPTIONS
			       "   (what was copied is DROPPED)");
		judge_fix(out,
			  "or, if you know that it was another RESET: %s on the target",
			  procedure_call(facts, CALL_START, out->arena));
		return true;
	}
	if (why == NULL || link->auto_position != FACT_YES)
		return false;
	judge_blocked(out, "the link was set by GTID, and %s", why);
	judge_fix(out,
		  "%s on the target, and leave out replication.coordinates: then apply "
		  "sets the link by file and position",
		  procedure_call(facts, CALL_RESET, out->arena));
	return true;
}
