/*
 * target.backup: a DB snapshot of the target exists before a copy writes. It counts for
 * this copy if extrepl took it within the last day, and after the copy that will be
 * replaced.
 */
#include "base/calendar.h"
#include "base/text.h"
#include "manifest/endpoint.h"
#include "steps/instance.h"
#include "steps/steps.h"

#define DAY_SECONDS (24 * 3600)

static const struct observed_instance *instance_of(const struct facts *facts)
{
	return &facts->observed->target.instance;
}

static const struct observed_record *record_of(const struct facts *facts)
{
	return observed_record(&facts->observed->target, facts->manifest->name);
}

/* True if the snapshot holds the data that the copy will replace. */
static bool is_of_this_copy(const struct facts *facts)
{
	const struct observed_instance *instance = instance_of(facts);
	const struct observed_record *record = record_of(facts);
	int64_t made = calendar_seconds(instance->snapshot_at);

	if (instance->snapshot == NULL)
		return false;
	/* AWS shows the time of a snapshot only once it has started. */
	if (instance->snapshot_at == NULL)
		return true;
	return made >= calendar_seconds(facts->observed->observed_at) - DAY_SECONDS &&
	       (record == NULL || made >= calendar_seconds(record->completed_at));
}

static const char *digits_of(const char *utc, struct arena *arena)
{
	struct text digits = text_make(arena);

	for (; utc != NULL && *utc != '\0'; utc++) {
		if (*utc >= '0' && *utc <= '9')
			text_add_n(&digits, utc, 1);
	}
	return digits.bytes;
}

/* extrepl-NAME-20261122; to replace a copy: with -after-20261120210400. */
static const char *new_name(const struct facts *facts, struct arena *arena)
{
	const struct observed_record *record = record_of(facts);
	const char *completed = record == NULL ? NULL : record->completed_at;

	return arena_printf(arena, "%s%.8s%s%s", snapshot_prefix(facts->manifest, arena),
			    digits_of(facts->observed->observed_at, arena),
			    text_empty(completed) ? "" : "-after-",
			    digits_of(completed, arena));
}

/* True if a copy is about to run: this step wraps target.copy. */
static bool copies(const struct facts *facts)
{
	for (const struct judgement *const *at = facts->wrapped; *at != NULL; at++) {
		for (size_t i = 0; i < (*at)->actions_count; i++) {
			if ((*at)->verdict == VERDICT_TODO &&
			    (*at)->actions[i].kind == ACTION_COPY)
				return true;
		}
	}
	return false;
}

bool target_backup_applies(const struct facts *facts)
{
	return facts->manifest->copy.backup_first && !stays_promoted(facts);
}

static void judge_snapshot(const struct observed_instance *instance, struct judgement *out)
{
	if (text_equal(instance->snapshot_status, "available")) {
		judge_done(out, "the snapshot %s exists", instance->snapshot);
	} else if (text_equal(instance->snapshot_status, "failed")) {
		judge_blocked(out, "the snapshot %s has failed", instance->snapshot);
		judge_fix(out, "delete it, then plan again");
	} else {
		judge_wait(out, "the snapshot %s: %s, %u %%", instance->snapshot,
			   instance->snapshot_status, instance->snapshot_percent);
		judge_fix(out, "how long it takes depends on the amount of data: wait");
		out->stall_timeout_ms = STALL_TIMEOUT_SNAPSHOT_MS;
	}
}

void judge_target_backup(const struct facts *facts, struct judgement *out)
{
	const struct observed_instance *instance = instance_of(facts);
	const struct observed_record *record = record_of(facts);

	if (!copies(facts)) {
		judge_done(out, "no copy is needed");
		return;
	}
	if (record != NULL && text_equal(record->state, "unfinished")) {
		judge_done(out, "the copy has begun already");
		return;
	}
	if (instance->cluster != NULL) {
		judge_blocked(out,
			      "the target is a member of the cluster %s, whose "
			      "snapshots extrepl does not take",
			      instance->cluster);
		judge_fix(out, "take one of the cluster by hand, and set "
			       "copy.backup_first: false");
		return;
	}
	if (is_of_this_copy(facts)) {
		judge_snapshot(instance, out);
		return;
	}
	if (instance_known(facts) && instance->snapshots_known != FACT_YES) {
		judge_blocked(out, "the target's snapshots cannot be seen: %s",
			      text_empty(instance->note) ? "no reason was given" :
							   instance->note);
		judge_fix(out, "take one by hand, and set copy.backup_first: false");
		return;
	}
	judge_create(out, "no snapshot of the target before the copy");
	judge_difference(out, "snapshot", NULL, "available");
	act_snapshot(new_name(facts, out->arena), out);
	instance_settle(facts, out);
	if (out->verdict == VERDICT_BLOCKED)
		judge_fix(out, "or set copy.backup_first: false");
}
