/*
 * Judges a link that is gone although the record shows that it was started.
 * set_source.c sets it again.
 */
#include "link/taken_away.h"

#include "base/names.h"
#include "base/text.h"
#include "link/identity.h"
#include "link/start_coordinates.h"
#include "link/state.h"

bool link_was_taken_away(const struct facts *facts)
{
	return configured_link(facts) == NULL && coordinates_are_used_up(facts) != NULL;
}

bool may_be_promoted(const struct facts *facts)
{
	return link_was_taken_away(facts) &&
	       facts->observed->target.own_writes != FACT_NO;
}

static void report_ways_on(const struct facts *facts, struct judgement *out)
{
	const struct observed_record *record = finished_record(facts);
	struct names ours = names_of_lines(record->databases, out->arena);

	judge_fix(out, "was it promoted? then this manifest is no longer needed: stop "
		       "using it, or set replication.state: stopped");
	judge_fix(out,
		  "should it follow the source again? a new copy: apply " NEW_COPY_OPTIONS
		  "   (%s on the target %s DROPPED, with all that was written there)",
		  names_text(&ours, out->arena), ours.count == 1 ? "is" : "are");
}

/*
 * Sets the link again at its old coordinates, if the user says that nothing was written
 * on the target.
 */
static bool offer_link(const struct facts *facts, struct judgement *out)
{
	struct link_start start;

	link_start_of_data(facts, finished_record(facts), out->arena, &start);
	if (start.obstacle != NULL)
		return false;
	if ((facts->allowed & CONSENT_TARGET_DATA) != 0)
		return true;
	judge_fix(out, "was nothing written there? then --allow target-data links it again "
		       "at the point where it stopped");
	return false;
}

bool judge_taken_away(const struct facts *facts, struct judgement *out)
{
	const struct observed_target *target = &facts->observed->target;

	if (!link_was_taken_away(facts))
		return false;
	if (facts->manifest->replication.state == STATE_STOPPED) {
		judge_done(out, "there is none, and replication.state is stopped");
		return true;
	}
	switch (target->own_writes) {
	case FACT_NO:
		return false;
	case FACT_YES:
		judge_blocked(out,
			      "the link that extrepl made was removed, and the target "
			      "was written to since (%s): it looks promoted by hand",
			      target->own_write);
		break;
	case FACT_UNKNOWN:
		judge_blocked(out,
			      "the link that extrepl made was removed, and it is not "
			      "known whether the target was written to since (%s)",
			      text_empty(target->own_write) ? "it was not checked" :
							      target->own_write);
		if (offer_link(facts, out)) {
			out->fixes_count = 0;
			return false;
		}
		break;
	}
	report_ways_on(facts, out);
	return true;
}
