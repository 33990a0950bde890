/* The copy to a target without a record: what already exists there decides. */
#include "steps/first_copy.h"

#include "base/names.h"
#include "base/text.h"
#include "link/calls.h"
#include "link/channels.h"
#include "link/identity.h"
#include "plan/facts.h"
#include "plan/procedures.h"
#include "steps/adoption.h"
#include "steps/copy_action.h"
#include "steps/copy_databases.h"

void ask_to_leave_source(const struct facts *facts, const struct observed_link *link,
			 struct judgement *out)
{
	judge_difference(out, "source of the target",
			 arena_printf(out->arena, "%s:%u", link->source_host,
				      link->source_port),
			 NULL);
	out->consent = CONSENT_TARGET_DATA;
	judge_fix(out,
		  "is it the right target? compare target.endpoint and replication.source");
	hint_at_server_id(facts, link, out);
	judge_fix(out, "it may stop following that source: --allow target-data   (what the "
		       "copy replaces is DROPPED)");
}

/* Databases that are in no other manifest's record. */
static struct names foreign_databases(const struct facts *facts, struct arena *arena)
{
	const struct observed_server *target = &facts->observed->target.server;
	struct names names = names_make(target->databases_count, arena);

	for (unsigned i = 0; i < target->databases_count; i++) {
		if (record_with(facts, target->databases[i].name) == NULL)
			names.list[names.count++] = target->databases[i].name;
	}
	return names;
}

/* Judges databases on the target that extrepl did not create. */
static void judge_foreign(const struct facts *facts, const struct names *wanted,
			  struct judgement *out)
{
	const struct observed_server *target = &facts->observed->target.server;
	struct names none = names_make(0, out->arena);
	struct names all = foreign_databases(facts, out->arena);
	uint64_t bytes;

	struct names replaced = in_the_way(facts, wanted, &none, out->arena);
	const char *size = size_text(target, &all, &bytes, out->arena);
	judge_create(out, "%s %s on the target and extrepl did not put %s there (%s)",
		     names_text(&all, out->arena), all.count == 1 ? "is" : "are",
		     all.count == 1 ? "it" : "them", size);
	judge_difference(out, "databases on the target", names_text(&all, out->arena),
			 NULL);
	act_copy(facts, wanted, &none, false, out);
	out->consent = CONSENT_TARGET_DATA;
	const char *names = names_text(replaced.count > 0 ? &replaced : &all, out->arena);
	if (replaced.count > 0) {
		const char *lost = size_text(target, &replaced, &bytes, out->arena);

		judge_fix(out, "%s %s of this source, loaded by hand: set copy.adopt",
			  names, replaced.count == 1 ? "is a copy" : "are copies");
		judge_fix(out, "%s may go: --allow target-data   (DROPPED: %s)", names,
			  lost);
	} else {
		judge_fix(out,
			  "%s %s nothing to do with this source: drop %s, or let %s stay "
			  "with --allow target-data   (nothing is dropped)",
			  names, all.count == 1 ? "has" : "have",
			  all.count == 1 ? "it" : "them", all.count == 1 ? "it" : "them");
	}
}

static const struct observed_record *other_record(const struct facts *facts)
{
	const struct observed_target *target = &facts->observed->target;

	for (unsigned i = 0; i < target->records_count; i++) {
		if (!text_equal(target->records[i].name, facts->manifest->name) &&
		    text_equal_nocase(target->records[i].channel,
				      facts->manifest->replication.channel))
			return &target->records[i];
	}
	return NULL;
}

/* For a target that has no record under this manifest's name. */
void judge_first_copy(const struct facts *facts, struct judgement *out)
{
	const struct observed_record *other = other_record(facts);
	const struct observed_link *link = configured_link(facts);

	if (other != NULL) {
		judge_blocked(out,
			      "the target holds the copy of another manifest, '%s' (%s)",
			      other->name, other->state);
		judge_fix(out, "use that manifest's name, or another target or channel");
		return;
	}
	struct names wanted = databases_to_copy(facts, out->arena);
	if (our_link(facts) != NULL && facts->replace_copy) {
		struct names none = names_make(0, out->arena);

		judge_create(out,
			     "already linked to this source; a new copy was requested");
		act_reset(facts, out);
		act_copy(facts, &wanted, &none, false, out);
		out->consent = CONSENT_TARGET_DATA;
		judge_fix(out, "a new copy: apply " NEW_COPY_OPTIONS
			       "   (what it replaces is DROPPED)");
		return;
	}
	if (our_link(facts) != NULL) {
		judge_done(out, "already linked to this source; how the data got there is "
				"not recorded");
		return;
	}
	if (link != NULL && facts->manifest->copy.adopt.set) {
		judge_blocked(out, "copy.adopt is set, but the target replicates from %s",
			      other_source_text(facts, link, out->arena));
		judge_fix(out, "is it the right target? compare target.endpoint and "
			       "replication.source");
		judge_fix(out,
			  "to stop following that source: %s on the target, then "
			  "plan again",
			  procedure_call(facts, CALL_RESET, out->arena));
		return;
	}
	if (link != NULL) {
		struct names none = names_make(0, out->arena);

		judge_create(out, "the target replicates from %s",
			     other_source_text(facts, link, out->arena));
		ask_to_leave_source(facts, link, out);
		act_reset(facts, out);
		act_copy(facts, &wanted, &none, false, out);
		return;
	}
	if (facts->manifest->copy.adopt.set) {
		judge_adoption(facts, out);
		return;
	}
	if (foreign_databases(facts, out->arena).count > 0) {
		judge_foreign(facts, &wanted, out);
		return;
	}
	struct names none = names_make(0, out->arena);
	judge_create(out, "%s", estimate(facts, &wanted, out->arena));
	judge_difference(out, "copy", NULL, names_text(&wanted, out->arena));
	act_copy(facts, &wanted, &none, false, out);
}
