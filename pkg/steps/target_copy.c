/*
 * target.copy: a complete, recorded copy of this source's data; or data that was there
 * before extrepl and is linked already.
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
#include "steps/adoption.h"
#include "steps/copy_action.h"
#include "steps/copy_databases.h"
#include "steps/steps.h"

static const char *minute(const char *utc, struct arena *arena)
{
	return text_empty(utc) ? "an unknown time" :
				 arena_printf(arena, "%.16s UTC", utc);
}

/* A database in the manifest's list that the source does not have, or NULL. */
static const char *missing_on_source(const struct world *world)
{
	for (const char *const *name = world->manifest->copy.databases;
	     name != NULL && *name != NULL; name++) {
		if (observed_database(&world->observed->source.server, *name) == NULL)
			return *name;
	}
	return NULL;
}

/* The copy has to be made again: rows on the target are replaced. */
static void copy_again(const struct world *world, const struct observed_record *record,
		       struct judgement *out)
{
	struct names wanted = databases_to_copy(world, out->arena);
	struct names ours = names_of_lines(record->databases, out->arena);

	act_reset(world, out);
	act_copy(world, &wanted, &ours, false, out);
	out->consent = CONSENT_TARGET_DATA;
	if (world->replaced) {
		judge_cure(out, "this run has made a new copy already, and one is needed "
				"again: find out what undoes it, then apply again");
		return;
	}
	judge_cure(out,
		   "a new copy: apply " NEW_COPY_OPTIONS
		   "   (%s on the target %s DROPPED)",
		   name_words(&ours, out->arena), ours.count == 1 ? "is" : "are");
}

/* A database that is wanted and was not part of the copy; or NULL. */
static const char *not_in_record(const struct world *world,
				 const struct observed_record *record,
				 struct arena *arena)
{
	struct names ours = names_of_lines(record->databases, arena);

	/*
	 * Absent list: databases made on the source after the copy arrive by
	 * replication.
	 */
	for (const char *const *name = world->manifest->copy.databases;
	     name != NULL && *name != NULL; name++) {
		if (!names_have(ours.list, *name) &&
		    observed_database(&world->observed->target.server, *name) == NULL)
			return *name;
	}
	return NULL;
}

static void judge_finished(const struct world *world,
			   const struct observed_record *record, struct judgement *out)
{
	bool adopted = text_equal(record->state, "adopted");

	if (world->replace_copy) {
		judge_update(out, "%s since %s; a new copy is asked for",
			     adopted ? "adopted" : "complete",
			     minute(record->completed_at, out->arena));
		copy_again(world, record, out);
		return;
	}
	struct succession succession;

	succession_of(world, out->arena, &succession);
	if (succession.state == SUCCESSION_REFUSED) {
		judge_succession_refused(world, &succession, out);
		return;
	}
	if (succession.state == SUCCESSION_NONE && !record_is_of_source(world, record)) {
		judge_update(out,
			     "the target holds a copy of another source (%s, server_uuid %s), "
			     "taken %s",
			     record->source_hostname,
			     text_empty(record->source_uuid) ? "unknown" :
							       record->source_uuid,
			     minute(record->completed_at, out->arena));
		judge_difference(out, "source", record->source_uuid,
				 world->observed->source.server.uuid);
		judge_cure(out, "point source.host at the server that was copied");
		copy_again(world, record, out);
		return;
	}
	const char *missing = not_in_record(world, record, out->arena);
	if (missing != NULL) {
		judge_update(out, "%s is not part of the copy of %s", missing,
			     minute(record->completed_at, out->arena));
		judge_difference(out, "copy.databases", NULL, missing);
		judge_cure(out, "take %s out of copy.databases", missing);
		copy_again(world, record, out);
		return;
	}
	if (succession.state == SUCCESSION_POSSIBLE) {
		judge_done(out, "%s since %s, %s", adopted ? "adopted" : "complete",
			   minute(record->completed_at, out->arena),
			   succession_words(world, out->arena));
		return;
	}
	const char *useless = new_copy_is_needed(world, out->arena);
	if (useless != NULL && (world->allowed & CONSENT_TARGET_DATA) != 0 &&
	    !may_be_promoted(world)) {
		judge_update(out, "%s", useless);
		copy_again(world, record, out);
		return;
	}
	judge_done(out, "%s since %s", adopted ? "adopted" : "complete",
		   minute(record->completed_at, out->arena));
}

static void ask_to_leave_source(const struct world *world,
				const struct observed_link *link, struct judgement *out)
{
	judge_difference(out, "source of the target",
			 arena_printf(out->arena, "%s:%u", link->source_host,
				      link->source_port),
			 NULL);
	out->consent = CONSENT_TARGET_DATA;
	judge_cure(out,
		   "is it the right target? compare target.endpoint and replication.source");
	hint_at_server_id(world, link, out);
	judge_cure(out,
		   "it may leave that source: --allow target-data   (what the copy replaces "
		   "is DROPPED)");
}

/*
 * Why what an unfinished copy has loaded is not to be relied on: the rows there may
 * have changed since, or are another server's. NULL: they are as they were loaded.
 */
static const char *loaded_rows_are_void(const struct world *world,
					const struct observed_record *record)
{
	const struct observed_target *target = &world->observed->target;

	if (!record_is_of_source(world, record))
		return "it was of another source";
	if (!text_empty(record->link_started_at) ||
	    (!text_empty(target->last_start_at) && !text_empty(record->started_at) &&
	     strcmp(target->last_start_at, record->started_at) > 0))
		return "replication was started since, so none of its rows can be kept";
	return NULL;
}

static void judge_unfinished(const struct world *world,
			     const struct observed_record *record, struct judgement *out)
{
	const struct observed_link *link = configured_link(world);
	struct names wanted = databases_to_copy(world, out->arena);
	struct names ours = names_of_lines(record->databases, out->arena);
	struct names all = in_the_way(world, &wanted, &ours, out->arena);
	struct names others = brought(&all, &ours, false, out->arena);
	const char *begun = minute(record->started_at, out->arena);
	const char *useless = loaded_rows_are_void(world, record);

	if (link != NULL && our_link(world) == NULL) {
		judge_create(out,
			     "a copy was begun %s and is not complete, but by now the target "
			     "replicates from %s",
			     begun, other_source_words(world, link, out->arena));
		ask_to_leave_source(world, link, out);
	} else if (others.count > 0) {
		judge_create(out,
			     "a copy was begun %s and is not complete, and %s, which it did not "
			     "bring, %s in its way",
			     begun, name_words(&others, out->arena),
			     others.count == 1 ? "stands" : "stand");
		out->consent = CONSENT_TARGET_DATA;
		judge_cure(out, "leave %s out of copy.databases",
			   others.count == 1 ? "it" : "them");
		judge_cure(out, "%s may go: --allow target-data   (%s DROPPED)",
			   others.count == 1 ? "it" : "they",
			   others.count == 1 ? "it is" : "they are");
	} else {
		judge_create(out, "a copy was begun %s and is not complete%s%s\n%s",
			     begun, useless == NULL ? "" : "; ",
			     useless == NULL ? "" : useless,
			     estimate(world, &wanted, out->arena));
	}
	act_reset(world, out);
	act_copy(world, &wanted, &ours, useless == NULL && !world->replace_copy, out);
}

/* What no record of another manifest tells of. */
static struct names foreign_databases(const struct world *world, struct arena *arena)
{
	const struct observed_server *target = &world->observed->target.server;
	struct names names = names_make(target->databases_count, arena);

	for (unsigned i = 0; i < target->databases_count; i++) {
		if (record_with(world, target->databases[i].name) == NULL)
			names.list[names.count++] = target->databases[i].name;
	}
	return names;
}

/* A database that is wanted here and that another manifest has brought already. */
static bool blocked_by_overlap(const struct world *world, struct judgement *out)
{
	struct names wanted = databases_to_copy(world, out->arena);

	for (size_t i = 0; i < wanted.count; i++) {
		const struct observed_record *other = record_with(world, wanted.list[i]);

		if (other == NULL)
			continue;
		judge_blocked(out,
			      "%s is on the target already as part of the copy of another "
			      "manifest, '%s' (channel '%s')",
			      wanted.list[i], other->name, other->channel);
		judge_cure(out,
			   "leave it out of copy.databases, in this manifest or in that");
		return true;
	}
	return false;
}

/* Databases that stand on the target although nothing of extrepl's put them there. */
static void judge_foreign(const struct world *world, const struct names *wanted,
			  struct judgement *out)
{
	const struct observed_server *target = &world->observed->target.server;
	struct names none = names_make(0, out->arena);
	struct names all = foreign_databases(world, out->arena);
	uint64_t bytes;

	struct names replaced = in_the_way(world, wanted, &none, out->arena);
	const char *size = size_words(target, &all, &bytes, out->arena);
	judge_create(out, "%s %s on the target and extrepl did not put %s there (%s)",
		     name_words(&all, out->arena), all.count == 1 ? "is" : "are",
		     all.count == 1 ? "it" : "them", size);
	judge_difference(out, "databases on the target", name_words(&all, out->arena),
			 NULL);
	act_copy(world, wanted, &none, false, out);
	out->consent = CONSENT_TARGET_DATA;
	const char *names = name_words(replaced.count > 0 ? &replaced : &all, out->arena);
	if (replaced.count > 0) {
		const char *lost = size_words(target, &replaced, &bytes, out->arena);

		judge_cure(out, "%s %s of this source, loaded by hand: set copy.adopt",
			   names, replaced.count == 1 ? "is a copy" : "are copies");
		judge_cure(out, "%s may go: --allow target-data   (DROPPED: %s)", names,
			   lost);
	} else {
		judge_cure(out,
			   "%s %s nothing to do with this source: drop %s, or let %s stay "
			   "with --allow target-data   (nothing is dropped)",
			   names, all.count == 1 ? "has" : "have",
			   all.count == 1 ? "it" : "them",
			   all.count == 1 ? "it" : "them");
	}
}

static const struct observed_record *other_record(const struct world *world)
{
	const struct observed_target *target = &world->observed->target;

	for (unsigned i = 0; i < target->records_count; i++) {
		if (!text_equal(target->records[i].name, world->manifest->name) &&
		    text_equal_nocase(target->records[i].channel,
				      world->manifest->replication.channel))
			return &target->records[i];
	}
	return NULL;
}

/* Nothing is recorded under this name. */
static void judge_first(const struct world *world, struct judgement *out)
{
	const struct observed_record *other = other_record(world);
	const struct observed_link *link = configured_link(world);

	if (other != NULL) {
		judge_blocked(out,
			      "the target holds the copy of another manifest, '%s' (%s)",
			      other->name, other->state);
		judge_cure(out, "use that manifest's name, or another target or channel");
		return;
	}
	struct names wanted = databases_to_copy(world, out->arena);
	if (our_link(world) != NULL && world->replace_copy) {
		struct names none = names_make(0, out->arena);

		judge_create(out,
			     "already linked to this source; a new copy is asked for");
		act_reset(world, out);
		act_copy(world, &wanted, &none, false, out);
		out->consent = CONSENT_TARGET_DATA;
		judge_cure(out, "a new copy: apply " NEW_COPY_OPTIONS
				"   (what it replaces is DROPPED)");
		return;
	}
	if (our_link(world) != NULL) {
		judge_done(out,
			   "already linked to this source; how the data came there is not "
			   "recorded");
		return;
	}
	if (link != NULL && world->manifest->copy.adopt.set) {
		judge_blocked(out, "copy.adopt is set, but the target replicates from %s",
			      other_source_words(world, link, out->arena));
		judge_cure(out, "is it the right target? compare target.endpoint and "
				"replication.source");
		judge_cure(out, "to leave that source: %s on the target, then plan again",
			   procedure_call(world, CALL_RESET, out->arena));
		return;
	}
	if (link != NULL) {
		struct names none = names_make(0, out->arena);

		judge_create(out, "the target replicates from %s",
			     other_source_words(world, link, out->arena));
		ask_to_leave_source(world, link, out);
		act_reset(world, out);
		act_copy(world, &wanted, &none, false, out);
		return;
	}
	if (world->manifest->copy.adopt.set) {
		judge_adoption(world, out);
		return;
	}
	if (foreign_databases(world, out->arena).count > 0) {
		judge_foreign(world, &wanted, out);
		return;
	}
	struct names none = names_make(0, out->arena);
	judge_create(out, "%s", estimate(world, &wanted, out->arena));
	judge_difference(out, "copy", NULL, name_words(&wanted, out->arena));
	act_copy(world, &wanted, &none, false, out);
}

/*
 * Applications write there: what would replace it takes consent, and a plan that was
 * read.
 */
static void judge_promoted(const struct world *world,
			   const struct observed_record *record, struct judgement *out)
{
	if (!stays_promoted(world)) {
		judge_update(out,
			     "the target was promoted: what was written there since is "
			     "lost with a new copy");
		copy_again(world, record, out);
		return;
	}
	if (world->manifest->replication.state == STATE_PROMOTED) {
		judge_done(out, "the target was promoted: it is left alone");
		return;
	}
	judge_blocked(out,
		      "the target was promoted: nothing that links, copies or makes it "
		      "read-only is done there");
	judge_cure(out, "to go back, with nothing lost: extrepl promote --revert -f %s",
		   world->manifest->path);
	judge_cure(out, "it is to stay so: replication: { state: promoted }");
	judge_cure(out,
		   "its data may go: --allow target-data, with the --plan-id of a plan that "
		   "shows it");
}

void judge_target_copy(const struct world *world, struct judgement *out)
{
	const struct observed_record *record =
		observed_record(&world->observed->target, world->manifest->name);
	bool finished = record != NULL && !text_equal(record->state, "unfinished");
	const char *missing = finished ? NULL : missing_on_source(world);

	if (record != NULL && text_equal(record->state, "promoted")) {
		judge_promoted(world, record, out);
		return;
	}
	if (!finished &&
	    has_object(&world->observed->source.server, "unanswered", "the databases")) {
		judge_blocked(out, "the source does not tell its databases: what is to be "
				   "copied is not known");
		return;
	}
	if (missing != NULL) {
		judge_blocked(out,
			      "copy.databases names %s, which the source does not have",
			      missing);
		judge_cure(out, "correct copy.databases, or leave it out to copy all");
		return;
	}
	/* Not to copy for hours first: target.link is blocked by it too. */
	if (!finished && our_link(world) == NULL &&
	    (blocked_by_reused_gtids(world, out) || blocked_by_other_channels(world, out)))
		return;
	if (!finished && blocked_by_overlap(world, out))
		return;
	if (finished)
		judge_finished(world, record, out);
	else if (record != NULL)
		judge_unfinished(world, record, out);
	else
		judge_first(world, out);
}
