/*
 * target.promotion: the target has taken the source's place, if the manifest says so.
 * Also what other steps do with a promoted target: nothing, unless a plan that replaces
 * its data was reviewed.
 */
#include "base/text.h"
#include "link/identity.h"
#include "steps/steps.h"

static const struct observed_record *promoted_record(const struct facts *facts)
{
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);

	return record != NULL && text_equal(record->state, "promoted") ? record : NULL;
}

bool stays_promoted(const struct facts *facts)
{
	bool consented = (facts->allowed & CONSENT_TARGET_DATA) != 0 && facts->reviewed;

	return promoted_record(facts) != NULL && !consented;
}

bool replicating_applies(const struct facts *facts)
{
	return !stays_promoted(facts);
}

bool target_promotion_applies(const struct facts *facts)
{
	return facts->manifest->replication.state == STATE_PROMOTED;
}

void judge_target_promotion(const struct facts *facts, struct judgement *out)
{
	if (promoted_record(facts) != NULL) {
		judge_done(out, "promoted");
		return;
	}
	judge_update(out, "the target will take the source's place");
	out->consent = CONSENT_PROMOTE;
	judge_note(out, "extrepl promote --dry-run -f %s shows every step",
		   facts->manifest->path);
	judge_fix(out, "--allow promote");
}
