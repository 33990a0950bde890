#include "promote/promote.h"

#include <inttypes.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "db/record.h"
#include "promote/internal.h"

static bool state_is(const struct promotion *promotion, const char *state)
{
	return promotion->facts.found && text_equal(promotion->facts.row.state, state);
}

static const char *command(const struct promotion *promotion, const char *option)
{
	return arena_printf(promotion->arena, "extrepl promote%s -f %s", option,
			    promotion->session->manifest->path);
}

static void close_connections(struct promotion *promotion)
{
	struct db **all[] = { &promotion->source, &promotion->target, &promotion->lock,
			      &promotion->killer };

	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		db_close(*all[i]);
		*all[i] = NULL;
	}
}

static bool make_password(struct secret *out, struct error *err)
{
	unsigned char bytes[12];
	char text[2 * sizeof(bytes) + 5];

	if (RAND_bytes(bytes, sizeof(bytes)) != 1)
		return error_set(err, ERROR_BUG, "no random numbers");
	/* What validate_password may ask for: all sorts of letters. */
	(void)snprintf(text, sizeof(text), "xR7-");
	for (size_t i = 0; i < sizeof(bytes); i++)
		(void)snprintf(text + 4 + 2 * i, 3, "%02x", bytes[i]);
	bool fits = secret_set(out, text, strlen(text));
	explicit_bzero(text, sizeof(text));
	return fits || error_set(err, ERROR_BUG, "a password that does not fit");
}

static bool use_table(struct promotion *promotion)
{
	static const struct promote_table *const tables[] = {
		[PROMOTE_FORWARD] = &promote_forward,
		[PROMOTE_REVERT] = &promote_backward,
		[PROMOTE_FINALIZE] = &promote_finally,
	};

	promotion->actions = tables[promotion->wish]->actions;
	promotion->actions_count = tables[promotion->wish]->count;
	promotion->done_count = 0;
	return true;
}

static bool take_run_lock(struct promotion *promotion, struct error *err)
{
	struct session *session = promotion->session;

	if (session->lock != NULL)
		return true;
	return db_connect(&session->logins->target, session->run, &session->lock, err) &&
	       record_lock(session->lock, session->manifest->replication.channel, err);
}

static bool look(struct promotion *promotion, struct round *round, struct error *err)
{
	struct session *session = promotion->session;
	struct run_state run_state = { 0 };

	arena_release(session->round);
	session->round = arena_make();
	if (!reconcile_look(session, &run_state, round, err))
		return false;
	promotion->facts = (struct cutover_facts){ .observed = round->observed };
	return facts_read(promotion, err);
}

/* ---- taking back */

/* All that this run has begun; with a run that is not cancelled. */
static bool take_back(struct promotion *promotion, struct error *err)
{
	struct error ended = { 0 }, fencing = { 0 };
	bool cancelled = !run_goes_on(promotion->session->run, &ended);

	if (promotion->run != &promotion->undo_run) {
		run_init(&promotion->undo_run, promotion->session->run->log);
		promotion->run = &promotion->undo_run;
	}
	/* One server that does not answer is no reason not to undo on the other. */
	bool fenced = fence(promotion, cancelled, &fencing);
	bool undone = actions_undo(promotion, err);
	if (undone && !fenced)
		*err = fencing;
	return undone && fenced;
}

static void say_undone(struct promotion *promotion, const char *part)
{
	bool forward = promotion->wish != PROMOTE_REVERT;
	const char *closed = forward ? source_name(promotion) : target_name(promotion);

	if (promotion->frozen_at == 0)
		log_fact(promotion->run->log, LOG_INFO, part,
			 "undone: all is as it was before");
	else
		log_fact(promotion->run->log, LOG_INFO, part,
			 "undone: %s takes writes again after %s", closed,
			 text_duration(promotion->arena,
				       (uint64_t)(run_clock() - promotion->frozen_at)));
}

static bool fail_and_take_back(struct promotion *promotion, struct error *err)
{
	struct error undoing = { 0 };

	if (take_back(promotion, &undoing)) {
		say_undone(promotion, "promote");
		return false; /* err is set: by what is taken back */
	}
	log_fact(promotion->run->log, LOG_ERROR, "promote", "not all was undone: %s",
		 undoing.message);
	return error_hint(err,
			  "Not all was undone (%s): the source may still be read-only. Once "
			  "both servers answer: %s",
			  undoing.message, command(promotion, " --revert"));
}

/*
 * A statement that opens the target takes effect in state "freezing" alone: from here
 * on it never does, should it still be on its way. *opened: it has come before.
 */
static bool forbid_opening(struct promotion *promotion, bool *opened, struct error *err)
{
	struct promotion_row row = { 0 };
	bool found;

	if (!db_executef(promotion->target, err,
			 "UPDATE `extrepl`.`promotion` SET `state` = '" PROMOTION_UNDOING
			 "' WHERE `name` = '%s' AND `state` = '" PROMOTION_FREEZING "'",
			 promotion->session->manifest->name) ||
	    !promotion_read(promotion->target, promotion->session->manifest->name,
			    promotion->arena, &row, &found, err))
		return false;
	*opened = text_equal(row.state, PROMOTION_OPENED);
	return true;
}

/*
 * What a run that was killed before the point of no return has left. From the very
 * table, backward.
 */
static bool recover(struct promotion *promotion, struct error *err)
{
	bool opened;

	if (!forbid_opening(promotion, &opened, err))
		return false;
	if (opened)
		return true;
	enum promote_wish wish = promotion->wish;
	bool kept = text_equal(promotion->facts.row.way_back, "kept");
	bool frozen = !state_is(promotion, PROMOTION_PREPARING);

	promotion->wish = PROMOTE_FORWARD;
	promotion->recovering = true;
	(void)use_table(promotion);
	for (size_t i = 0; i < promotion->actions_count; i++) {
		const struct promote_action *action = &promotion->actions[i];
		enum flavour flavour = promotion->facts.observed->source.server.flavour;

		if (action->undo == NULL || action->kind == PROMOTE_LOCK ||
		    (action->flavour != FLAVOUR_UNKNOWN && action->flavour != flavour) ||
		    (kept && text_equal(action->part, "way.back")) ||
		    (!frozen && text_equal(action->part, "source.freeze")))
			continue;
		promotion->done[promotion->done_count++] = i;
	}
	bool undone = actions_undo(promotion, err);
	promotion->recovering = false;
	promotion->wish = wish;
	if (!undone) {
		(void)error_wrap(err, "undoing what an earlier promote has left");
		return error_hint(err, "Run %s again once both servers answer.",
				  command(promotion, " --revert"));
	}
	log_fact(promotion->run->log, LOG_INFO, "promote",
		 "undone: what a promote of %s UTC, which was cut short, had left; %s takes "
		 "writes",
		 promotion->facts.row.began_at == NULL ? "an unknown time" :
							 promotion->facts.row.began_at,
		 source_name(promotion));
	return true;
}

/* ---- the point of no return */

/* The answer to the statement that opens was lost: was it done? */
static bool was_opened(struct promotion *promotion, bool *opened, struct error *err)
{
	struct promotion_row row = { 0 };
	struct rows rows;
	bool found;

	run_init(&promotion->undo_run, promotion->session->run->log);
	promotion->run = &promotion->undo_run;
	if (!fence(promotion, true, err))
		return false;
	if (promotion->wish == PROMOTE_REVERT) {
		if (!db_query(promotion->source, "SELECT @@GLOBAL.read_only",
			      promotion->arena, &rows, err))
			return false;
		*opened = text_equal(rows_value(&rows, 0, 0), "0");
		return true;
	}
	if (!promotion_read(promotion->target, promotion->session->manifest->name,
			    promotion->arena, &row, &found, err))
		return false;
	*opened = text_equal(row.state, PROMOTION_OPENED);
	return true;
}

static bool ends_at_opening(const struct promotion *promotion)
{
	return promotion->done_count > 0 &&
	       promotion->actions[promotion->done[promotion->done_count - 1]].no_return;
}

static bool not_known(struct promotion *promotion, struct error *err)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;

	(void)error_wrap(err, "whether %s was opened is not known",
			 forward ? target_name(promotion) : source_name(promotion));
	return error_hint(err,
			  "Neither side takes writes until that is settled. Once it answers: "
			  "%s",
			  command(promotion, forward ? " --allow promote" : " --revert"));
}

static bool goes_on_later(struct promotion *promotion, struct error *err)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;

	return error_hint(err,
			  "%s takes writes, and that is not taken back. The rest: %s%s%s",
			  forward ? target_name(promotion) : source_name(promotion),
			  command(promotion, forward ? " --allow promote" : " --revert"),
			  err->hint[0] == '\0' ? "" : ". ", err->hint);
}

/* Walks the table from the action `first`; undoes, unless the other side is open. */
static bool walk(struct promotion *promotion, size_t first, struct error *err)
{
	while (!actions_walk(promotion, first, err)) {
		struct error asking = { 0 };
		bool opened;

		if (promotion->no_return)
			return goes_on_later(promotion, err);
		bool ambiguous =
			ends_at_opening(promotion) && (err->kind == ERROR_UNREACHABLE ||
						       err->kind == ERROR_INTERRUPTED ||
						       err->kind == ERROR_TERMINATED);
		if (!ambiguous)
			return fail_and_take_back(promotion, err);
		if (!was_opened(promotion, &opened, &asking))
			return not_known(promotion, err);
		if (!opened)
			return fail_and_take_back(promotion, err);
		promotion->no_return = true;
		promotion->result->outage_ms = run_clock() - promotion->frozen_at;
		if (!ensure_source(promotion, err) || !ensure_target(promotion, err))
			return goes_on_later(promotion, err);
		first = promotion->done[promotion->done_count - 1] + 1;
	}
	return true;
}

/* ---- before */

static bool open_sessions(struct promotion *promotion, struct error *err)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;
	const struct db_login *closing = forward ? &promotion->session->logins->source :
						   &promotion->session->logins->target;
	const struct manifest *manifest = promotion->session->manifest;
	bool mysql8 = promotion->facts.observed->source.server.flavour == FLAVOUR_MYSQL &&
		      promotion->facts.observed->source.server.version >= 80000;
	int64_t silence = manifest->cutover.max_outage_ms / 1000 + 5;
	const char *fresh = "SET SESSION information_schema_stats_expiry = 0";

	/* On the way back the hooks run before the lock goes, and late clients are ended. */
	if (!forward)
		silence += MOST_LATE_CLIENTS_MS / 1000;
	for (size_t i = 0; !forward && i < manifest->cutover.hooks_count; i++)
		silence += manifest->cutover.hooks[i].timeout_ms / 1000 + 1;
	/*
	 * A server does not see that a machine is gone: it ends the session with the
	 * lock after so much silence.
	 */
	return db_connect(closing, promotion->run, &promotion->lock, err) &&
	       db_connect(closing, promotion->run, &promotion->killer, err) &&
	       db_executef(promotion->lock, err,
			   "SET SESSION wait_timeout = %" PRId64
			   ", lock_wait_timeout = 1",
			   silence) &&
	       (!mysql8 || (db_execute(promotion->lock, fresh, err) &&
			    db_execute(promotion->source, fresh, err) &&
			    db_execute(promotion->target, fresh, err))) &&
	       db_execute(promotion->target, "SET SESSION lock_wait_timeout = 2", err) &&
	       db_execute(promotion->source, "SET SESSION lock_wait_timeout = 2", err);
}

static bool refuse(struct promotion *promotion, const struct findings *findings,
		   struct error *err)
{
	const struct finding *first = NULL;
	size_t errors = 0;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if (finding->severity != SEVERITY_ERROR)
			continue;
		if (errors++ == 0)
			first = finding;
		else
			log_fact(promotion->run->log, LOG_ERROR, "checks",
				 "! %s: %s; fix: %s", finding->check, finding->message,
				 finding->fix);
	}
	if (first == NULL)
		return error_set(err, ERROR_BUG, "the checks refuse and do not say why");
	error_set(err, ERROR_BLOCKED, "checks: %s: %s%s", first->check, first->message,
		  errors == 1 ? "" :
				arena_printf(promotion->arena, " (and %zu more, above)",
					     errors - 1));
	return error_hint(err, "Fix: %s. Nothing was changed.", first->fix);
}

static bool is_accepted(const struct manifest *manifest, const char *check)
{
	for (const char *const *name = manifest->checks_accept;
	     name != NULL && *name != NULL; name++) {
		if (text_equal(*name, check))
			return true;
	}
	return false;
}

static bool check(struct promotion *promotion, const struct plan *plan, struct error *err)
{
	const struct cutover_facts *facts = &promotion->facts;
	struct findings findings;
	size_t errors = 0;
	size_t passed = checks_of_promotion(facts, promotion->wish, plan,
					    promotion->arena, &findings);

	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = &findings.list[i];

		if (finding->severity == SEVERITY_ERROR)
			errors++;
		else if (!is_accepted(promotion->session->manifest, finding->check))
			log_fact(promotion->run->log, LOG_INFO, "checks",
				 "? %s: %s; fix: %s", finding->check, finding->message,
				 finding->fix);
	}
	if (errors > 0)
		return refuse(promotion, &findings, err);
	log_fact(promotion->run->log, LOG_INFO, "checks", "%zu passed%s", passed,
		 !facts->verified || promotion->wish != PROMOTE_FORWARD ?
			 "" :
			 arena_printf(promotion->arena, "; verify said %s %s ago",
				      facts->verification.outcome,
				      text_duration(promotion->arena,
						    facts->verification.age_seconds *
							    1000)));
	return true;
}

/*
 * What a restart of the old source has forgotten is put back. A source that took writes
 * meanwhile has rows that the target lacks: that is said, loudly.
 */
static bool keep_promoted(struct promotion *promotion, struct error *err)
{
	if (promotion->facts.source_read_only == FACT_NO)
		log_fact(promotion->run->log, LOG_ERROR, "source.freeze",
			 "%s took writes again, after a restart or by hand: what was written "
			 "there since %s:%" PRIu64 " is not on %s",
			 source_name(promotion),
			 promotion->facts.row.source_file == NULL ?
				 "-" :
				 promotion->facts.row.source_file,
			 promotion->facts.row.source_position, target_name(promotion));
	promotion->actions = promote_again.actions;
	promotion->actions_count = promote_again.count;
	promotion->no_return = true;
	return walk(promotion, 0, err) && own_writes_said(promotion, err);
}

static size_t after_opening(const struct promotion *promotion)
{
	size_t i = 0;

	while (!promotion->actions[i].no_return)
		i++;
	return i + 1;
}

static bool go_forward(struct promotion *promotion, struct round *round, struct error *err)
{
	if (state_is(promotion, PROMOTION_REVERTING)) {
		if (promotion->facts.source_read_only == FACT_NO) {
			error_set(err, ERROR_BLOCKED,
				  "a revert was cut short when the source was open already");
			return error_hint(err, "Finish it: %s",
					  command(promotion, " --revert"));
		}
		if (!db_executef(promotion->target, err,
				 "UPDATE `extrepl`.`promotion` SET `state` = 'promoted'"
				 " WHERE `name` = '%s'",
				 promotion->session->manifest->name))
			return false;
		promotion->facts.row.state = PROMOTION_PROMOTED;
	}
	if (state_is(promotion, PROMOTION_PROMOTED))
		return keep_promoted(promotion, err);
	if (state_is(promotion, PROMOTION_OPENED)) {
		promotion->no_return = true;
		return walk(promotion, after_opening(promotion), err) &&
		       own_writes_said(promotion, err);
	}
	if ((promotion->session->allowed & CONSENT_PROMOTE) == 0) {
		error_set(err, ERROR_BLOCKED,
			  "a promote makes the source read-only and opens the target: that "
			  "needs consent");
		return error_hint(err, "%s; --dry-run shows all that it would do.",
				  command(promotion, " --allow promote"));
	}
	return check(promotion, &round->plan, err) && open_sessions(promotion, err) &&
	       walk(promotion, 0, err) && own_writes_said(promotion, err);
}

static bool go_back(struct promotion *promotion, struct error *err)
{
	if (!state_is(promotion, PROMOTION_PROMOTED) &&
	    !state_is(promotion, PROMOTION_OPENED) &&
	    !state_is(promotion, PROMOTION_REVERTING)) {
		log_fact(promotion->run->log, LOG_INFO, "promote",
			 "nothing is promoted: nothing to take back");
		return true;
	}
	note_clients(promotion);
	return check(promotion, NULL, err) && open_sessions(promotion, err) &&
	       walk(promotion, 0, err);
}

static bool go_to_the_end(struct promotion *promotion, struct error *err)
{
	if (!promotion->facts.found || state_is(promotion, PROMOTION_UNDONE)) {
		log_fact(promotion->run->log, LOG_INFO, "promote",
			 "nothing is promoted: nothing to finalize");
		return true;
	}
	if (state_is(promotion, PROMOTION_REVERTING)) {
		error_set(err, ERROR_BLOCKED, "a revert was cut short");
		return error_hint(err, "Finish it first: %s",
				  command(promotion, " --revert"));
	}
	/* From here on each statement ends something: nothing to undo. */
	promotion->no_return = true;
	return walk(promotion, 0, err);
}

/* The old source may be gone, and is left alone. */
static bool answer_final(struct promotion *promotion, struct error *err)
{
	promotion->facts.row.state = PROMOTION_FINALIZED;
	promotion->facts.found = true;
	promotion->result->state = PROMOTION_FINALIZED;
	switch (promotion->wish) {
	case PROMOTE_FORWARD:
		error_set(err, ERROR_BLOCKED,
			  "the target was promoted, and that was finalized");
		return error_hint(err, "Nothing is left to do with this manifest.");
	case PROMOTE_REVERT:
		error_set(err, ERROR_BLOCKED,
			  "the promotion was finalized: there is no way back any more");
		return error_hint(err, "What was written on the target since has to be "
				       "brought to the source by other means.");
	case PROMOTE_FINALIZE:
		promotion->result->summary = finalized_text(promotion);
		return true;
	}
	return error_set(err, ERROR_BUG, "an unknown wish");
}

static bool go(struct promotion *promotion, struct error *err)
{
	struct round round;
	bool final;

	if (!take_run_lock(promotion, err) ||
	    !promote_is_final(promotion->session, &final, err))
		return false;
	if (final)
		return answer_final(promotion, err);
	if (!look(promotion, &round, err))
		return false;
	if (state_is(promotion, PROMOTION_PREPARING) ||
	    state_is(promotion, PROMOTION_FREEZING) ||
	    state_is(promotion, PROMOTION_UNDOING)) {
		if (!recover(promotion, err) || !look(promotion, &round, err))
			return false;
	}
	(void)use_table(promotion);
	switch (promotion->wish) {
	case PROMOTE_FORWARD:
		return go_forward(promotion, &round, err);
	case PROMOTE_REVERT:
		return go_back(promotion, err);
	case PROMOTE_FINALIZE:
		return go_to_the_end(promotion, err);
	}
	return error_set(err, ERROR_BUG, "an unknown wish");
}

/* The pair as it is to be until the very moment: replicating, and open. */
static struct manifest running_manifest(const struct manifest *manifest)
{
	struct manifest running = *manifest;

	running.replication.state = STATE_RUNNING;
	return running;
}

bool promote_run(struct session *session, enum promote_wish wish,
		 struct promote_result *out, struct error *err)
{
	const struct manifest *manifest = session->manifest;
	struct manifest running = running_manifest(manifest);
	struct promotion *promotion = arena_alloc(session->arena, sizeof(*promotion));

	*promotion = (struct promotion){ .session = session,
					 .wish = wish,
					 .run = session->run,
					 .arena = session->arena,
					 .result = out };
	*out = (struct promote_result){ .outage_ms = -1 };
	session->manifest = &running;
	bool done = make_password(&promotion->back_password, err) && go(promotion, err);
	result_fill(promotion, done);
	session->manifest = manifest;
	secret_wipe(&promotion->back_password);
	close_connections(promotion);
	return done;
}

bool promote_dry_run(struct session *session, enum promote_wish wish, const char **out,
		     struct error *err)
{
	const struct manifest *manifest = session->manifest;
	struct manifest running = running_manifest(manifest);
	struct promotion *promotion = arena_alloc(session->arena, sizeof(*promotion));
	struct round round;

	*promotion = (struct promotion){ .session = session,
					 .wish = wish,
					 .run = session->run,
					 .arena = session->arena };
	session->manifest = &running;
	bool done = look(promotion, &round, err) && use_table(promotion);
	if (done)
		*out = dry_run_text(promotion, &round.plan);
	session->manifest = manifest;
	close_connections(promotion);
	return done;
}
