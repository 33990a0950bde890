/*
 * The cut-over as a whole: decides from the state that an earlier run left which table
 * to walk.
 */
#include "promote/promote.h"

#include <inttypes.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "db/record.h"
#include "link/errors.h"
#include "link/state.h"
#include "promote/internal.h"

/* How long a link may take to connect after a revert. */
#define LINK_LIMIT_MS (10 * 1000)

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
	/* validate_password may require all kinds of characters. */
	(void)snprintf(text, sizeof(text), "xR7-");
	for (size_t i = 0; i < sizeof(bytes); i++)
		(void)snprintf(text + 4 + 2 * i, 3, "%02x", bytes[i]);
	bool fits = secret_set(out, text, strlen(text));
	explicit_bzero(text, sizeof(text));
	return fits || error_set(err, ERROR_BUG, "a password that does not fit");
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

	if (promotion->alone)
		return look_without_source(promotion, round, err);

	arena_release(session->round);
	session->round = arena_make();
	if (!reconcile_look(session, &run_state, round, err))
		return false;
	promotion->facts = (struct cutover_facts){ .observed = round->observed };
	return facts_read(promotion, err);
}

/*
 * Restores what a restart of the old source lost. If the source took writes since then,
 * it has rows that the target lacks: that is reported as an error.
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
	return promote_walk(promotion, 0, err) && own_writes_said(promotion, err);
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
	if (promotion_state_is(promotion, PROMOTION_REVERTING)) {
		if (promotion->facts.source_read_only == FACT_NO) {
			error_set(err, ERROR_BLOCKED,
				  "a revert was interrupted after the source was opened");
			return error_hint(err, "Finish it: %s",
					  promote_command(promotion, " --revert"));
		}
		if (!db_executef(promotion->target, err,
				 "UPDATE `extrepl`.`promotion` SET `state` = 'promoted'"
				 " WHERE `name` = '%s'",
				 promotion->session->manifest->name))
			return false;
		promotion->facts.row.state = PROMOTION_PROMOTED;
	}
	if (promotion_state_is(promotion, PROMOTION_PROMOTED))
		return keep_promoted(promotion, err);
	if (promotion_state_is(promotion, PROMOTION_OPENED)) {
		promotion->no_return = true;
		return promote_walk(promotion, after_opening(promotion), err) &&
		       own_writes_said(promotion, err) &&
		       missed_events_said(promotion, err);
	}
	if ((promotion->session->allowed & CONSENT_PROMOTE) == 0) {
		error_set(err, ERROR_BLOCKED,
			  "a promote makes the source read-only and opens the target, "
			  "which needs consent");
		return error_hint(err, "%s; --dry-run shows every step.",
				  promote_command(promotion, " --allow promote"));
	}
	return promote_check(promotion, &round->plan, err) &&
	       promote_open_sessions(promotion, err) && promote_walk(promotion, 0, err) &&
	       own_writes_said(promotion, err) && missed_events_said(promotion, err);
}

/*
 * A link that did not start is what `apply` mends, too (steps/link_restart.h). Looks
 * again afterwards: the facts went with the rounds.
 */
static bool restart_link(struct promotion *promotion, struct error *err)
{
	struct round round;

	if (!promotion->link_refused)
		return true;
	if (!reconcile(promotion->session, NULL, &round, err))
		return false;
	enum outcome outcome = round.plan.outcome;
	if (!look(promotion, &round, err))
		return false;
	if (outcome == OUTCOME_IN_SYNC)
		return true;
	error_set(err, ERROR_FAILED, "the link of %s does not start again",
		  target_name(promotion));
	return error_hint(err, "`extrepl plan` shows why.");
}

/* What START REPLICA reports proves nothing: the threads must be seen to run. */
static bool link_is_seen(struct promotion *promotion, struct error *err)
{
	struct wait wait = wait_start(promotion->run, LINK_LIMIT_MS, 200, 1000);
	struct round round;
	const struct observed_link *link;

	do {
		if (!look(promotion, &round, err))
			return false;
		link = observed_link(&round.observed->target,
				     promotion->session->manifest->replication.channel);
		if (link == NULL || link_state(link) == LINK_ON)
			return true;
	} while (wait_again(&wait));
	struct diagnosis why = link_diagnose(round.plan.facts, link, promotion->arena);
	error_set(err, ERROR_FAILED,
		  "%s takes writes, but %s does not replicate from it%s%s",
		  source_name(promotion), target_name(promotion),
		  why.code == 0 ? "" : ": ", why.code == 0 ? "" : why.meaning);
	return error_hint(err, "The revert itself is done. `extrepl plan` shows what the "
			       "link needs, `extrepl apply` does it.");
}

static bool is_to_be_reverted(const struct promotion *promotion)
{
	return promotion_state_is(promotion, PROMOTION_PROMOTED) ||
	       promotion_state_is(promotion, PROMOTION_OPENED) ||
	       promotion_state_is(promotion, PROMOTION_REVERTING);
}

static bool go_back(struct promotion *promotion, struct error *err)
{
	if (!is_to_be_reverted(promotion)) {
		log_fact(promotion->run->log, LOG_INFO, "promote",
			 "nothing is promoted: nothing to revert");
		return true;
	}
	note_clients(promotion);
	return promote_check(promotion, NULL, err) &&
	       promote_open_sessions(promotion, err) &&
	       promote_walk(promotion, 0, err) && missed_events_said(promotion, err) &&
	       restart_link(promotion, err) && link_is_seen(promotion, err);
}

static bool go_to_the_end(struct promotion *promotion, struct error *err)
{
	if (!promotion->facts.found || promotion_state_is(promotion, PROMOTION_UNDONE)) {
		log_fact(promotion->run->log, LOG_INFO, "promote",
			 "nothing is promoted: nothing to finalize");
		return true;
	}
	if (promotion_state_is(promotion, PROMOTION_REVERTING)) {
		error_set(err, ERROR_BLOCKED, "a revert was interrupted");
		return error_hint(err, "Finish it first: %s",
				  promote_command(promotion, " --revert"));
	}
	/* From here on each statement ends something: there is nothing to undo. */
	promotion->no_return = true;
	if (!promote_walk(promotion, 0, err))
		return false;
	if (promotion->alone)
		say_what_source_keeps(promotion);
	return true;
}

/* The old source may be gone: do not contact it. */
static bool answer_final(struct promotion *promotion, struct error *err)
{
	promotion->facts.row.state = PROMOTION_FINALIZED;
	promotion->facts.found = true;
	promotion->result->state = PROMOTION_FINALIZED;
	switch (promotion->wish) {
	case PROMOTE_FORWARD:
		error_set(err, ERROR_BLOCKED,
			  "the target was promoted, and that was finalized");
		return error_hint(err, "This manifest is no longer needed.");
	case PROMOTE_REVERT:
		error_set(err, ERROR_BLOCKED,
			  "the promotion was finalized: there is no way back now");
		return error_hint(err, "What was written on the target since then "
				       "must be brought to the source by other means.");
	case PROMOTE_FINALIZE:
	case PROMOTE_FINALIZE_ALONE:
		promotion->result->summary = finalized_text(promotion);
		return true;
	}
	return error_set(err, ERROR_BUG, "an unknown wish");
}

/*
 * Tells a user who switched off the old source too early what it is still needed for.
 */
static bool look_failed(const struct promotion *promotion, struct error *err)
{
	if (promotion->wish != PROMOTE_FINALIZE || promotion->alone ||
	    err->kind != ERROR_UNREACHABLE)
		return false; /* err is set: by the failed read */
	return error_hint(err,
			  "--finalize removes the way back on the source, too: both "
			  "servers must answer once more. Nothing was changed. Is the "
			  "old source gone for good? %s",
			  promote_command(promotion, " --finalize --without-source"));
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
		return look_failed(promotion, err);
	if (promotion_state_is(promotion, PROMOTION_PREPARING) ||
	    promotion_state_is(promotion, PROMOTION_FREEZING) ||
	    promotion_state_is(promotion, PROMOTION_UNDOING)) {
		if (!promote_recover(promotion, err) || !look(promotion, &round, err))
			return false;
	}
	(void)promote_use_table(promotion);
	switch (promotion->wish) {
	case PROMOTE_FORWARD:
		return go_forward(promotion, &round, err);
	case PROMOTE_REVERT:
		return go_back(promotion, err);
	case PROMOTE_FINALIZE:
	case PROMOTE_FINALIZE_ALONE:
		return go_to_the_end(promotion, err);
	}
	return error_set(err, ERROR_BUG, "an unknown wish");
}

/* The pair as it must be until the cut-over: replicating, and open. */
static struct manifest running_manifest(const struct manifest *manifest)
{
	struct manifest running = *manifest;

	running.replication.state = STATE_RUNNING;
	return running;
}

static enum promote_wish plain_wish(enum promote_wish wish)
{
	return wish == PROMOTE_FINALIZE_ALONE ? PROMOTE_FINALIZE : wish;
}

bool promote_run(struct session *session, enum promote_wish wish,
		 struct promote_result *out, struct error *err)
{
	const struct manifest *manifest = session->manifest;
	struct manifest running = running_manifest(manifest);
	struct promotion *promotion = arena_alloc(session->arena, sizeof(*promotion));

	*promotion = (struct promotion){ .session = session,
					 .wish = plain_wish(wish),
					 .alone = wish == PROMOTE_FINALIZE_ALONE,
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

/* The part of the table that a run would walk in this state. */
static bool use_what_is_left(struct promotion *promotion)
{
	if (!promote_use_table(promotion))
		return false;
	if (promotion->wish == PROMOTE_REVERT && !is_to_be_reverted(promotion))
		promotion->actions_count = 0;
	if (promotion->wish != PROMOTE_FORWARD)
		return true;
	if (promotion_state_is(promotion, PROMOTION_PROMOTED)) {
		promotion->actions = promote_again.actions;
		promotion->actions_count = promote_again.count;
	} else if (promotion_state_is(promotion, PROMOTION_OPENED)) {
		size_t done = after_opening(promotion);

		promotion->actions += done;
		promotion->actions_count -= done;
	}
	return true;
}

bool promote_dry_run(struct session *session, enum promote_wish wish, const char **out,
		     struct error *err)
{
	const struct manifest *manifest = session->manifest;
	struct manifest running = running_manifest(manifest);
	struct promotion *promotion = arena_alloc(session->arena, sizeof(*promotion));
	struct round round;

	*promotion = (struct promotion){ .session = session,
					 .wish = plain_wish(wish),
					 .alone = wish == PROMOTE_FINALIZE_ALONE,
					 .run = session->run,
					 .arena = session->arena };
	bool final;
	if (!promote_is_final(session, &final, err))
		return false;
	if (final) {
		*out = dry_run_final_text(promotion);
		return true;
	}
	session->manifest = &running;
	bool done = look(promotion, &round, err) && use_what_is_left(promotion);
	if (done)
		*out = dry_run_text(promotion, &round.plan);
	session->manifest = manifest;
	close_connections(promotion);
	return done;
}
