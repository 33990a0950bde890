/*
 * One round: observes both servers, judges every step, and carries out the first open
 * one. reconcile.c decides when the next round starts.
 */
#include <string.h>

#include "act/execute.h"
#include "base/text.h"
#include "db/record.h"
#include "link/identity.h"
#include "reconcile/reconcile.h"
#include "steps/steps.h"

/* Pause until changes become visible; pause while waiting. */
#define AGAIN_SOON_MS 200
#define AGAIN_WAITING_MS 500
/* Steps that take longer than this to settle are observed less often. */
#define SLOW_MS (60 * 1000)
/* How long an instance may refuse an action because it is busy. */
#define REFUSED_MS ((int64_t)15 * 60 * 1000)

static void judge_all(struct session *session, const struct run_state *run_state,
		      const struct observed *observed, struct round *out)
{
	struct facts *facts = arena_alloc(session->round, sizeof(*facts));

	*facts = (struct facts){
		.manifest = session->manifest,
		.observed = observed,
		.allowed = session->allowed &
			   ~(session->replaced ? (unsigned)CONSENT_TARGET_DATA : 0U),
		.replace_copy = session->replace_copy && !session->copied,
		.replaced = session->replaced,
		.catchup_file = run_state->catchup_file,
		.catchup_position = run_state->catchup_position,
		.catchup_gtid = run_state->catchup_gtid,
		.acted = run_state->changed,
		.reviewed = session->reviewed,
	};
	out->observed = observed;
	session->observed = observed;
	plan_make(steps, steps_count, facts, session->round, &out->plan);
}

static bool is_open(const struct plan *plan, const char *step)
{
	const struct judgement *judgement = plan_step(plan, step);

	return judgement != NULL && judgement->verdict != VERDICT_DONE;
}

/* Adds what AWS has denied to this run to the facts. */
static void add_denied(struct session *session, struct observed_instance *instance)
{
	unsigned count = instance->denied_count + session->denied_count;
	char **all = arena_array(session->round, count, sizeof(*all));

	for (unsigned i = 0; i < instance->denied_count; i++)
		all[i] = instance->denied[i];
	for (unsigned i = 0; i < session->denied_count; i++)
		all[instance->denied_count + i] = session->denied[i];
	instance->denied = all;
	instance->denied_count = count;
}

/* Judges what both servers answered; also reads the data if there is a copy to make. */
static bool judge_look(struct session *session, const struct run_state *run_state,
		       struct observed *observed, struct round *out, struct error *err)
{
	if (run_state->password.tried &&
	    observed->source.account.password_works == FACT_UNKNOWN) {
		observed->source.account.password_works = run_state->password.works;
		observed->source.account.password_note =
			arena_copy(session->round, run_state->password.note);
	}
	if (run_state->password.session_tried)
		observed->source.account.ended_at_login =
			run_state->password.ended_at_login;
	add_denied(session, &observed->target.instance);
	*out = (struct round){ .again_ms = -1 };
	judge_all(session, run_state, observed, out);
	if (!is_open(&out->plan, "target.copy"))
		return true;
	/*
	 * Facts that only the copy's checks need are read only if there is a copy to
	 * make.
	 */
	if (!observer_look_at_data(session->observer, session->round, observed, err))
		return false;
	judge_all(session, run_state, observed, out);
	return true;
}

bool reconcile_look(struct session *session, const struct run_state *run_state,
		    struct round *out, struct error *err)
{
	struct observed *observed;

	return observer_look(session->observer, session->round, &observed, err) &&
	       judge_look(session, run_state, observed, out, err);
}

bool reconcile_look_in_part(struct session *session, struct round *out,
			    struct look_failures *failed, struct error *err)
{
	const struct run_state nothing_done = { 0 };
	struct observed *observed;

	if (!observer_look_in_part(session->observer, session->round, &observed, failed,
				   err))
		return false;
	if (!failed->source_failed && !failed->target_failed)
		return judge_look(session, &nothing_done, observed, out, err);
	struct facts *facts = arena_alloc(session->round, sizeof(*facts));
	*facts = (struct facts){ .manifest = session->manifest, .observed = observed };
	session->observed = observed;
	*out = (struct round){ .observed = observed,
			       .plan = { .facts = facts },
			       .again_ms = -1 };
	return true;
}

/* Logs in once as the replication user, if nothing else proves the password. */
static bool try_password(struct session *session, struct run_state *run_state,
			 struct round *out, struct error *err)
{
	struct observed *observed = (struct observed *)out->observed;
	struct observed_account *account = &observed->source.account;

	if (run_state->password.tried || account->present != FACT_YES ||
	    account->password_works != FACT_UNKNOWN ||
	    is_open(&out->plan, "source.account") ||
	    out->plan.outcome == OUTCOME_BLOCKED || out->plan.outcome == OUTCOME_IN_SYNC)
		return true;
	/*
	 * Keep the proof: the link may be interrupted later in this run, as by a
	 * restart of the source.
	 */
	if (link_proves_password(out->plan.facts)) {
		run_state->password.tried = true;
		run_state->password.works = FACT_YES;
		run_state->password.note = NULL;
		return true;
	}
	if (!observer_try_password(session->observer, session->round, observed, err))
		return false;
	run_state->password.tried = true;
	run_state->password.works = account->password_works;
	run_state->password.note = arena_copy(session->arena, account->password_note);
	judge_all(session, run_state, observed, out);
	return true;
}

/* Opens a session once as the replication user, unless a link proves that it lasts. */
static bool try_session(struct session *session, struct run_state *run_state,
			struct round *out, struct error *err)
{
	struct observed *observed = (struct observed *)out->observed;

	if (text_empty(observed_value(&observed->source.server, "init_connect")) ||
	    run_state->password.session_tried || is_open(&out->plan, "source.account") ||
	    out->plan.outcome == OUTCOME_BLOCKED ||
	    out->plan.outcome == OUTCOME_IN_SYNC || link_proves_password(out->plan.facts))
		return true;
	if (!observer_try_session(session->observer, session->round, observed, err))
		return false;
	run_state->password.session_tried = true;
	run_state->password.ended_at_login = observed->source.account.ended_at_login;
	if (run_state->password.ended_at_login == FACT_YES)
		judge_all(session, run_state, observed, out);
	return true;
}

/*
 * Notes the source's position when all steps before health are in place for the first
 * time.
 */
static void set_catchup(struct session *session, struct run_state *run_state,
			const struct round *round)
{
	const struct judgement *health = plan_step(&round->plan, "target.health");

	if (!run_state->changed || run_state->catchup_file != NULL || health == NULL ||
	    health->verdict == VERDICT_PENDING || health->verdict == VERDICT_BLOCKED)
		return;
	run_state->catchup_file =
		arena_copy(session->arena, round->observed->source.binlog_file);
	run_state->catchup_position = round->observed->source.binlog_position;
	run_state->catchup_gtid =
		arena_copy(session->arena, round->observed->source.gtid_set);
}

static const char *texts_of(const struct judgement *judgement, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < judgement->actions_count; i++)
		text_addf(&text, "%s\n", judgement->actions[i].text);
	return text.bytes;
}

/* Logs when the last step acted on is observed done. */
static void notice_done(struct session *session, struct run_state *run_state,
			const struct plan *plan)
{
	const struct judgement *last = run_state->last.step == NULL ?
					       NULL :
					       plan_step(plan, run_state->last.step);

	if (run_state->last.step == NULL ||
	    (last != NULL && last->verdict != VERDICT_DONE))
		return;
	/* A step that is no longer shown has no reason to print. */
	log_fact(session->run->log, LOG_INFO, run_state->last.step, "done in %s%s%s",
		 text_duration(session->round,
			       (uint64_t)(run_clock() - run_state->last.began_at)),
		 last == NULL ? "" : ": ", last == NULL ? "" : last->reason);
	run_state->last.step = NULL;
}

enum guard { GUARD_ACT, GUARD_WAIT, GUARD_STUCK };

/*
 * If the same actions are wanted again: they may still settle, or something undoes
 * them.
 */
static enum guard settle_guard(const struct session *session,
			       const struct run_state *run_state,
			       const struct step *step, const char *actions)
{
	bool restarts = session->source_back_by > run_clock() &&
			text_equal(step->name, "source.settings");

	if (!text_equal(run_state->last.step, step->name))
		return GUARD_ACT;
	/* Two sets of actions that alternate: each undoes what the other did. */
	if (text_equal(run_state->last.before, actions) &&
	    !text_equal(run_state->last.actions, actions) &&
	    run_clock() - run_state->last.began_at > 2 * step->settle_timeout_ms &&
	    step->settle_timeout_ms > 0)
		return GUARD_STUCK;
	if (!text_equal(run_state->last.actions, actions))
		return GUARD_ACT;
	return restarts || run_clock() - run_state->last.at < step->settle_timeout_ms ?
		       GUARD_WAIT :
		       GUARD_STUCK;
}

/* A reason can have several lines. */
static const char *in_one_line(const char *reason, struct arena *arena)
{
	struct text text = text_make(arena);

	for (const char *end; *reason != '\0'; reason = *end == '\0' ? end : end + 1) {
		end = strchrnul(reason, '\n');
		text_addf(&text, "%s%.*s", text.length == 0 ? "" : "; ",
			  (int)(end - reason), reason);
	}
	return text.bytes;
}

static bool stuck(const struct judgement *next, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	error_set(err, ERROR_FAILED, "%s: applied, but still needed: %s", next->step,
		  in_one_line(next->reason, arena));
	return error_hint(err, "Something else writes to this target, or the server "
			       "ignores its settings. Send `extrepl observe`.");
}

/*
 * Takes the lock before the first action. *fresh: it was taken just now, so earlier
 * observations may be stale.
 */
static bool take_lock(struct session *session, bool *fresh, struct error *err)
{
	/*
	 * If the lock was lost, as by a restart of the target, another run may have it
	 * now.
	 */
	if (session->lock != NULL && db_lost(session->lock)) {
		db_close(session->lock);
		session->lock = NULL;
	}
	*fresh = session->lock == NULL;
	if (!*fresh)
		return true;
	if (!db_connect(&session->logins->target, session->run, &session->lock, err))
		return false;
	if (record_lock(session->lock, session->manifest->replication.channel, err))
		return true;
	db_close(session->lock);
	session->lock = NULL;
	return false;
}

static bool act(struct session *session, struct run_state *run_state,
		const struct step *step, const struct judgement *next,
		const char *actions, struct error *err)
{
	if (!text_equal(run_state->last.step, next->step)) {
		run_state->last.actions = NULL;
		run_state->last.began_at = run_clock();
		log_fact(session->run->log, LOG_INFO, next->step, "%s",
			 in_one_line(next->reason, session->round));
	}
	run_state->last.step = step->name;
	run_state->last.before = run_state->last.actions;
	run_state->last.actions = arena_copy(session->arena, actions);
	run_state->changed = true;
	/* Try a changed password again, and a new account for the first time. */
	if (text_equal(step->name, "source.account"))
		run_state->password.tried = run_state->password.session_tried = false;
	session->acted = true;
	session->refused = false;
	bool done = execute_actions(session, next, err);
	run_state->last.at = run_clock();
	/* An interrupted action may be done or not: the next round observes it. */
	if (!done && err->kind == ERROR_UNREACHABLE)
		run_state->last.actions = "";
	if (done || !session->refused ||
	    run_clock() - run_state->last.began_at >= REFUSED_MS)
		return done;
	log_fact(session->run->log, LOG_DEBUG, next->step, "%s", err->message);
	run_state->last.actions = "";
	return true;
}

bool round_is_reviewed(const struct round *round, const char *reviewed, struct error *err)
{
	char id[PLAN_ID_SIZE];

	if (reviewed == NULL)
		return true;
	plan_id(&round->plan, id);
	if (text_equal(id, reviewed))
		return true;
	error_set(err, ERROR_BLOCKED,
		  "the plan is no longer the one that was reviewed: its id is now %s, "
		  "--plan-id gives %s",
		  id, reviewed);
	return error_hint(err, "Review it again with `extrepl plan`.");
}

bool reconcile_round(struct session *session, struct run_state *run_state,
		     struct round *out, struct error *err)
{
	bool fresh;

	if (!reconcile_look(session, run_state, out, err))
		return false;
	session->seen = true;
	if (!try_password(session, run_state, out, err) ||
	    !try_session(session, run_state, out, err))
		return false;
	set_catchup(session, run_state, out);
	notice_done(session, run_state, &out->plan);
	if (out->plan.outcome == OUTCOME_IN_SYNC && run_state->catchup_file != NULL)
		judge_all(session, run_state, out->observed, out);
	switch (out->plan.outcome) {
	case OUTCOME_IN_SYNC:
	case OUTCOME_BLOCKED:
		return true;
	case OUTCOME_WAITING:
		out->again_ms = AGAIN_WAITING_MS;
		return true;
	case OUTCOME_CHANGES:
		break;
	}
	const struct judgement *next = plan_next(&out->plan);
	const struct step *step = next->row;
	const char *actions = texts_of(next, session->round);
	switch (settle_guard(session, run_state, step, actions)) {
	case GUARD_STUCK:
		return stuck(next, err);
	case GUARD_WAIT:
		out->again_ms = step->settle_timeout_ms > SLOW_MS ? AGAIN_WAITING_MS :
								    AGAIN_SOON_MS;
		return true;
	case GUARD_ACT:
		break;
	}
	if (!take_lock(session, &fresh, err))
		return false;
	out->again_ms = 0;
	if (fresh)
		return true;
	/*
	 * The plan was made under the lock: no other run changes what the first action
	 * needs.
	 */
	if (!run_state->changed && !round_is_reviewed(out, run_state->reviewed, err))
		return false;
	if (!act(session, run_state, step, next, actions, err))
		return false;
	if (session->refused)
		out->again_ms = AGAIN_WAITING_MS;
	out->acted = next->step;
	return true;
}
