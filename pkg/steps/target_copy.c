/*
 * target.copy: a complete, recorded copy of this source's data; or data that was there
 * before extrepl and is already linked. first_copy.c handles a target without a record.
 */
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "link/calls.h"
#include "link/channels.h"
#include "link/gtid_divergence.h"
#include "link/identity.h"
#include "link/needs_copy.h"
#include "link/source_failover.h"
#include "link/taken_away.h"
#include "plan/facts.h"
#include "steps/copy_action.h"
#include "steps/copy_databases.h"
#include "steps/first_copy.h"
#include "steps/steps.h"

static const char *minute(const char *utc, struct arena *arena)
{
	return text_empty(utc) ? "an unknown time" :
				 arena_printf(arena, "%.16s UTC", utc);
}

/* A database in the manifest's list that the source does not have, or NULL. */
static const char *missing_on_source(const struct facts *facts)
{
	for (const char *const *name = facts->manifest->copy.databases;
	     name != NULL && *name != NULL; name++) {
		if (observed_database(&facts->observed->source.server, *name) == NULL)
			return *name;
	}
	return NULL;
}

/* The copy must be made again, which replaces rows on the target. */
static void copy_again(const struct facts *facts, const struct observed_record *record,
		       struct judgement *out)
{
	struct names wanted = databases_to_copy(facts, out->arena);
	struct names ours = names_of_lines(record->databases, out->arena);

	act_reset(facts, out);
	act_copy(facts, &wanted, &ours, false, out);
	out->consent = CONSENT_TARGET_DATA;
	if (facts->replaced) {
		judge_fix(out, "this run has already made a new copy, and another one "
			       "is needed: find out what undoes the copy, then apply "
			       "again");
		return;
	}
	judge_fix(out,
		  "a new copy: apply " NEW_COPY_OPTIONS
		  "   (%s on the target %s DROPPED)",
		  names_text(&ours, out->arena), ours.count == 1 ? "is" : "are");
}

/* A wanted database that was not in the copy, or NULL. */
static const char *not_in_record(const struct facts *facts,
				 const struct observed_record *record,
				 struct arena *arena)
{
	struct names ours = names_of_lines(record->databases, arena);

	/*
	 * Without a list, databases created on the source after the copy arrive by
	 * replication.
	 */
	for (const char *const *name = facts->manifest->copy.databases;
	     name != NULL && *name != NULL; name++) {
		if (!names_have(ours.list, *name) &&
		    observed_database(&facts->observed->target.server, *name) == NULL)
			return *name;
	}
	return NULL;
}

static void judge_finished(const struct facts *facts,
			   const struct observed_record *record, struct judgement *out)
{
	bool adopted = text_equal(record->state, "adopted");

	if (facts->replace_copy) {
		judge_update(out, "%s since %s; a new copy was requested",
			     adopted ? "adopted" : "complete",
			     minute(record->completed_at, out->arena));
		copy_again(facts, record, out);
		return;
	}
	struct source_failover failover;

	failover_of(facts, out->arena, &failover);
	if (failover.state == FAILOVER_REFUSED) {
		judge_failover_refused(facts, &failover, out);
		return;
	}
	if (failover.state == FAILOVER_NONE && !record_is_of_source(facts, record)) {
		judge_update(out,
			     "the target holds a copy of another source (%s, server_uuid %s), "
			     "taken %s",
			     record->source_hostname,
			     text_empty(record->source_uuid) ? "unknown" :
							       record->source_uuid,
			     minute(record->completed_at, out->arena));
		judge_difference(out, "source", record->source_uuid,
				 facts->observed->source.server.uuid);
		judge_fix(out, "point source.host at the server that was copied");
		copy_again(facts, record, out);
		return;
	}
	const char *missing = not_in_record(facts, record, out->arena);
	if (missing != NULL) {
		judge_update(out, "%s is not part of the copy of %s", missing,
			     minute(record->completed_at, out->arena));
		judge_difference(out, "copy.databases", NULL, missing);
		judge_fix(out, "take %s out of copy.databases", missing);
		copy_again(facts, record, out);
		return;
	}
	if (failover.state == FAILOVER_POSSIBLE) {
		judge_done(out, "%s since %s, %s", adopted ? "adopted" : "complete",
			   minute(record->completed_at, out->arena),
			   failover_text(facts, out->arena));
		return;
	}
	const char *useless = new_copy_is_needed(facts, out->arena);
	if (useless != NULL && (facts->allowed & CONSENT_TARGET_DATA) != 0 &&
	    !may_be_promoted(facts)) {
		judge_update(out, "%s", useless);
		copy_again(facts, record, out);
		return;
	}
	judge_done(out, "%s since %s", adopted ? "adopted" : "complete",
		   minute(record->completed_at, out->arena));
}

/*
 * Why the rows of an unfinished copy cannot be kept: they may have changed since, or
 * belong to another server. NULL: they are unchanged.
 */
static const char *loaded_rows_are_void(const struct facts *facts,
					const struct observed_record *record)
{
	const struct observed_target *target = &facts->observed->target;

	if (!record_is_of_source(facts, record))
		return "it was of another source";
	if (!text_empty(record->link_started_at) ||
	    (!text_empty(target->last_start_at) && !text_empty(record->started_at) &&
	     strcmp(target->last_start_at, record->started_at) > 0))
		return "replication was started since, so none of its rows can be kept";
	return NULL;
}

static void judge_unfinished(const struct facts *facts,
			     const struct observed_record *record, struct judgement *out)
{
	const struct observed_link *link = configured_link(facts);
	struct names wanted = databases_to_copy(facts, out->arena);
	struct names ours = names_of_lines(record->databases, out->arena);
	struct names all = in_the_way(facts, &wanted, &ours, out->arena);
	struct names others = brought(&all, &ours, false, out->arena);
	const char *begun = minute(record->started_at, out->arena);
	const char *useless = loaded_rows_are_void(facts, record);

	if (link != NULL && our_link(facts) == NULL) {
		judge_create(out,
			     "a copy was begun %s and is not complete, but by now the target "
			     "replicates from %s",
			     begun, other_source_text(facts, link, out->arena));
		ask_to_leave_source(facts, link, out);
	} else if (others.count > 0) {
		judge_create(out,
			     "a copy was begun %s and is not complete, and %s, which "
			     "it did not create, %s in its way",
			     begun, names_text(&others, out->arena),
			     others.count == 1 ? "stands" : "stand");
		out->consent = CONSENT_TARGET_DATA;
		judge_fix(out, "leave %s out of copy.databases",
			  others.count == 1 ? "it" : "them");
		judge_fix(out, "%s may go: --allow target-data   (%s DROPPED)",
			  others.count == 1 ? "it" : "they",
			  others.count == 1 ? "it is" : "they are");
	} else {
		judge_create(out, "a copy was begun %s and is not complete%s%s\n%s",
			     begun, useless == NULL ? "" : "; ",
			     useless == NULL ? "" : useless,
			     estimate(facts, &wanted, out->arena));
	}
	act_reset(facts, out);
	act_copy(facts, &wanted, &ours, useless == NULL && !facts->replace_copy, out);
}

/* Blocks if another manifest has already copied a wanted database. */
static bool blocked_by_overlap(const struct facts *facts, struct judgement *out)
{
	struct names wanted = databases_to_copy(facts, out->arena);

	for (size_t i = 0; i < wanted.count; i++) {
		const struct observed_record *other = record_with(facts, wanted.list[i]);

		if (other == NULL)
			continue;
		judge_blocked(out,
			      "%s is on the target already as part of the copy of another "
			      "manifest, '%s' (channel '%s')",
			      wanted.list[i], other->name, other->channel);
		judge_fix(out, "leave it out of copy.databases, in this manifest or in the "
			       "other");
		return true;
	}
	return false;
}

/* Applications write there: replacing it needs consent and a reviewed plan. */
static void judge_promoted(const struct facts *facts,
			   const struct observed_record *record, struct judgement *out)
{
	if (!stays_promoted(facts)) {
		judge_update(out, "the target was promoted: a new copy loses what was "
				  "written there since");
		copy_again(facts, record, out);
		return;
	}
	if (facts->manifest->replication.state == STATE_PROMOTED) {
		judge_done(out, "the target was promoted: it is left unchanged");
		return;
	}
	judge_blocked(out,
		      "the target was promoted: extrepl does not link it, copy to it or make "
		      "it read-only");
	/* A revert continues the link that a promote keeps; --finalize removes it. */
	if (facts->observed->target.links_known != FACT_YES ||
	    observed_link(&facts->observed->target,
			  facts->manifest->replication.channel) != NULL)
		judge_fix(out,
			  "to go back, with nothing lost: extrepl promote --revert -f %s",
			  facts->manifest->path);
	judge_fix(out, "to keep it promoted: replication: { state: promoted }");
	judge_fix(out,
		  "its data may go: --allow target-data, with the --plan-id of a plan that "
		  "shows it");
}

/*
 * The source follows the target: what a copy drops there would be dropped on the source
 * as well, before or after it is read.
 */
static void block_by_way_back(const struct facts *facts, struct judgement *out)
{
	const char *channel = facts->observed->source.way_back;
	uint64_t followed = facts->observed->source.way_back_server_id;

	if (channel == NULL || out->actions_count == 0)
		return;
	/* The way back of another target; not connected yet, it may be this one's. */
	if (followed != 0 && followed != facts->observed->target.server.server_id)
		return;
	out->actions_count = out->fixes_count = out->differences_count = 0;
	out->consent = 0;
	judge_blocked(out,
		      "a copy is needed or wanted, but the source follows this target on the "
		      "channel %s, the way back of a cut-over: what the copy drops on the target "
		      "would be dropped ON THE SOURCE, too",
		      channel);
	judge_fix(out, "extrepl status -f %s shows which side takes writes",
		  facts->manifest->path);
	judge_fix(out,
		  "if it is the source: extrepl promote --finalize -f %s removes the way back, "
		  "then apply again",
		  facts->manifest->path);
	judge_fix(out,
		  "if it is the target: extrepl promote --revert -f %s first, or nothing that "
		  "was written there is kept",
		  facts->manifest->path);
}

static void judge_copy(const struct facts *facts, struct judgement *out)
{
	const struct observed_record *record =
		observed_record(&facts->observed->target, facts->manifest->name);
	bool finished = record != NULL && !text_equal(record->state, "unfinished");
	const char *missing = finished ? NULL : missing_on_source(facts);

	if (record != NULL && text_equal(record->state, "promoted")) {
		judge_promoted(facts, record, out);
		return;
	}
	if (!finished &&
	    has_object(&facts->observed->source.server, "unanswered", "the databases")) {
		judge_blocked(out, "the source does not list its databases: what to "
				   "copy is not known");
		return;
	}
	if (missing != NULL) {
		judge_blocked(out,
			      "copy.databases names %s, which the source does not have",
			      missing);
		judge_fix(out, "correct copy.databases, or leave it out to copy all");
		return;
	}
	/* Block now, not after hours of copying: it would block target.link later. */
	if (!finished && our_link(facts) == NULL &&
	    (blocked_by_reused_gtids(facts, out) || blocked_by_other_channels(facts, out)))
		return;
	if (!finished && blocked_by_overlap(facts, out))
		return;
	if (finished)
		judge_finished(facts, record, out);
	else if (record != NULL)
		judge_unfinished(facts, record, out);
	else
		judge_first_copy(facts, out);
}

void judge_target_copy(const struct facts *facts, struct judgement *out)
{
	judge_copy(facts, out);
	block_by_way_back(facts, out);
}
