/*
 * Reconciling: observe, judge every step, do the first open one, look again, until
 * nothing is open.
 *
 * A step counts as done only when a later look sees it done; the same actions wanted
 * again after they had time to settle are an error, never a loop.
 */
#ifndef RECONCILE_RECONCILE_H
#define RECONCILE_RECONCILE_H

#include "act/session.h"
#include "observe/observe.h"
#include "plan/plan.h"

struct round {
	const struct observed *observed; /* on session->round, as the plan */
	struct plan plan;                /* what was judged from observed */
	const char *acted; /* the step whose actions were carried out, or NULL */
	int64_t again_ms;  /* milliseconds until the next round; -1: none makes sense */
};

/* What is kept from round to round. Zero it to begin. */
struct run_state {
	const char *reviewed; /* the id that the plan of the first action must have */
	bool changed;         /* some action was carried out */
	struct {
		/* the last one acted on, until it was seen done; NULL: none */
		const char *step;
		const char *actions; /* their texts */
		const char *before;  /* of its action before that; NULL: none */
		int64_t began_at;    /* run_clock: of its first action */
		int64_t at;          /* run_clock: of its last one */
	} last;
	/* where the source was: applied before an apply that changed something ends */
	const char *catchup_file;
	uint64_t catchup_position;
	const char *catchup_gtid;
	/*
	 * The result of one login as the replication user: at most one login a run, and
	 * one more after its account was changed.
	 */
	struct {
		bool tried;
		enum fact works;
		const char *note;
		/* the same of account.ended_at_login */
		bool session_tried;
		enum fact ended_at_login;
	} password;
};

/* Observes and judges, without acting. Everything it makes is on session->round. */
bool reconcile_look(struct session *session, const struct run_state *run_state,
		    struct round *out, struct error *err) MUST_CHECK;

/*
 * The same for `extrepl status`: with one server alone the round has facts and no plan.
 * False when neither answered.
 */
bool reconcile_look_in_part(struct session *session, struct round *out,
			    struct look_failures *failed, struct error *err) MUST_CHECK;

/* True when that is NULL, or the plan's id; else ERROR_BLOCKED. */
bool round_is_reviewed(const struct round *round, const char *reviewed,
		       struct error *err) MUST_CHECK;

/* One observe, judge, act. */
bool reconcile_round(struct session *session, struct run_state *run_state,
		     struct round *out, struct error *err) MUST_CHECK;

/*
 * Rounds until in sync or blocked (*out says which; its memory is session->round).
 * plan_id: NULL, or the id that the first plan must have, and again that of the first
 * action, as looked at under the lock (else ERROR_BLOCKED). Waiting
 * without progress for replication.timeout is ERROR_WAITING.
 */
bool reconcile(struct session *session, const char *plan_id, struct round *out,
	       struct error *err) MUST_CHECK;

#endif
