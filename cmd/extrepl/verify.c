/*
 * extrepl verify: compares both sides. Exit 1 if they are not equal, or if that is
 * undecided.
 */
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "command.h"
#include "comparable.h"
#include "db/promotion.h"
#include "jobs.h"
#include "link/identity.h"
#include "plan/facts.h"
#include "plan/filters.h"
#include "plan/render.h"
#include "promotion.h"
#include "reconcile/reconcile.h"
#include "verification.h"
#include "verify/verify.h"

/*
 * The databases in the manifest; else all that the source has now and all that were
 * copied.
 */
static const char *const *databases_of(const struct facts *facts, struct arena *arena)
{
	const struct observed *observed = facts->observed;
	const struct observed_server *source = &observed->source.server;
	const struct observed_record *record =
		observed_record(&observed->target, facts->manifest->name);
	const struct names copied =
		names_of_lines(record == NULL ? NULL : record->databases, arena);
	size_t count = 0;

	if (facts->manifest->copy.databases != NULL)
		return facts->manifest->copy.databases;
	const char **names =
		arena_array(arena, source->databases_count + copied.count + 1,
			    sizeof(*names));
	for (unsigned i = 0; i < source->databases_count; i++)
		names[count++] = source->databases[i].name;
	for (size_t i = 0; i < copied.count; i++) {
		if (!names_among(names, count, copied.list[i]))
			names[count++] = copied.list[i];
	}
	return names;
}

/*
 * Databases that are not in copy.databases but that the link replicates anyway, such as
 * one created on the source since the copy.
 */
static void find_not_compared(const struct facts *facts, struct arena *arena,
			      struct verify_result *out)
{
	const struct observed *observed = facts->observed;
	const struct observed_server *source = &observed->source.server;

	if (our_link(facts) == NULL)
		return;
	out->not_compared =
		arena_array(arena, source->databases_count, sizeof(*out->not_compared));
	for (unsigned i = 0; i < source->databases_count; i++) {
		const char *name = source->databases[i].name;

		if (!is_wanted(facts, name) &&
		    !binlog_leaves_out(&observed->source, name) &&
		    replica_leaves_out(&observed->target, name, arena) == NULL)
			out->not_compared[out->not_compared_count++] = name;
	}
}

/*
 * NULL if the manifest's own link may replicate changes; a later check shows if it
 * runs.
 */
static const char *why_unlinked(const struct facts *facts, struct arena *arena)
{
	const struct observed_link *link = configured_link(facts);

	if (link == NULL)
		return "no source is configured on the target";
	if (our_link(facts) == NULL)
		return arena_printf(arena, "the target replicates from %s",
				    other_source_text(facts, link, arena));
	return NULL;
}

/*
 * Observes the link again: one that was stopped when the comparison began may run
 * again.
 */
static bool look_at_link(struct session *session, const struct facts *facts,
			 struct verify_result *out, struct error *err)
{
	struct facts now = *facts;
	struct observed *observed;

	if (out->unlinked != NULL || link_that_stands(facts, session->round) == NULL)
		return true;
	if (!observer_look(session->observer, session->round, &observed, err))
		return false;
	now.observed = observed;
	out->unlinked = link_that_stands(&now, session->round);
	return true;
}

static bool compare(struct context *context, struct session *session,
		    const struct facts *facts, struct verify_result *out,
		    struct error *err)
{
	const struct manifest *manifest = facts->manifest;
	struct verify_job job = {
		.source = &session->logins->source,
		.target = &session->logins->target,
		.databases = databases_of(facts, session->round),
		.tables = context->options.tables[0] == NULL ? NULL :
							       context->options.tables,
		.threads = manifest->copy.threads,
		.chunk_size = manifest->copy.chunk_size,
		.max_load = context->options.max_load,
		.any_computed = manifest_accepts(manifest, ACCEPT_GENERATED),
		.any_definer = manifest->copy.definers == DEFINERS_ADMIN,
		.channel = manifest->replication.channel,
		.unlinked = why_unlinked(facts, session->round),
		.timeout_ms = manifest->replication.timeout_ms +
			      manifest->replication.delay_ms,
	};

	if (!check_comparable(facts, job.databases, job.tables != NULL, err) ||
	    !verify_run(&job, context->run, session->round, out, err))
		return false;
	if (job.tables == NULL)
		find_not_compared(facts, session->round, out);
	return look_at_link(session, facts, out, err);
}

/*
 * Records when both sides were last equal; `promote` reads it. If a read-only target
 * refuses the record, the comparison is still valid.
 */
static void note(struct context *context, struct session *session,
		 const struct verify_result *result)
{
	static const char *const words[] = {
		[VERIFY_EQUAL] = "equal", [VERIFY_UNDECIDED] = "undecided", [VERIFY_DIFFERENT] = "different"
	};
	struct error err = { 0 };
	struct db *target;

	if (context->options.tables[0] != NULL)
		return;
	if (!observer_target(session->observer, &target, &err) ||
	    !verification_write(target, session->manifest->name, words[result->outcome],
				&err))
		log_fact(context->run->log, LOG_DEBUG, NULL,
			 "the outcome is not recorded on the target: %s", err.message);
}

static int verify_one(struct context *context, const struct manifest *manifest,
		      json_t *list, struct error *err)
{
	AUTO_SESSION *session = NULL;
	struct run_state run_state = { 0 };
	struct verify_result result;
	struct round round;

	if (!session_make(manifest, CONSENT_NONE, context->run, &session, err))
		return -1;
	session->round = arena_make();
	if (!reconcile_look(session, &run_state, &round, err)) {
		explain_gone_source(session, err);
		return -1;
	}
	if (!compare(context, session, round.plan.facts, &result, err))
		return -1;
	note(context, session, &result);
	if (list != NULL) {
		json_array_append_new(list, verification_json(manifest, &result, NULL));
	} else {
		struct text text = text_make(session->round);

		text_addf(&text, "%s\n", manifest->name);
		render_servers(&text, manifest, round.observed, session->round);
		text_add(&text, verification_text(&result, session->round));
		text_add(&context->output, text.bytes);
	}
	return result.outcome == VERIFY_EQUAL ? 0 : 1;
}

static json_t *failed_verify(const struct manifest *manifest, const struct error *err)
{
	return verification_json(manifest, NULL, err);
}

int command_verify(struct context *context)
{
	static const struct jobs jobs = {
		.one = verify_one,
		.failed = failed_verify,
		.format = "extrepl/verify/1",
		.list = "verifications",
		.good = "equal",
		.bad = "not equal",
		.in_turn = true,
	};
	const struct manifest **manifests;
	size_t count;

	if (!load_manifests(context, &manifests, &count))
		return -1;
	return jobs_run(context, &jobs, manifests, count);
}
