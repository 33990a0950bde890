/*
 * target.promotion: the target has taken the source's place, when the manifest says so;
 * and what the other steps are to a target that was promoted: nothing, unless a plan
 * that replaces its data was reviewed.
 */
#include "base/text.h"
#include "link/identity.h"
#include "steps/steps.h"

static const struct observed_record *promoted_record(const struct world *world)
{
	const struct observed_record *record =
		observed_record(&world->observed->target, world->manifest->name);

	return record != NULL && text_equal(record->state, "promoted") ? record : NULL;
}

bool stays_promoted(const struct world *world)
{
	bool consented = (world->allowed & CONSENT_TARGET_DATA) != 0 && world->reviewed;

	return promoted_record(world) != NULL && !consented;
}

bool concerns_replicating(const struct world *world)
{
	return !stays_promoted(world);
}

bool concerns_target_promotion(const struct world *world)
{
	return world->manifest->replication.state == STATE_PROMOTED;
}

void judge_target_promotion(const struct world *world, struct judgement *out)
{
	if (promoted_record(world) != NULL) {
		judge_done(out, "promoted");
		return;
	}
	judge_update(out, "the target is to take the source's place");
	out->consent = CONSENT_PROMOTE;
	judge_note(out, "extrepl promote --dry-run -f %s shows all that it does",
		   world->manifest->path);
	judge_cure(out, "--allow promote");
}
