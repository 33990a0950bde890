/*
 * Reconciling: observe, judge every step, do the first open one, observe again, until
 * nothing is open.
 *
 * A step counts as done only when a later observation shows it done. If the same
 * actions are wanted again after they had time to settle, that is an error, never a
 * loop.
 */
#ifndef RECONCILE_RECONCILE_H
#define RECONCILE_RECONCILE_H

#include "act/session.h"
#include "observe/observe.h"
#include "plan/plan.h"

struct round {
	const struct observed *observed; /* on session->round, like the plan */
	struct plan plan;                /* judged from observed */
	const char *acted; /* the step whose actions were carried out, or NULL */
	/* milliseconds until the next round; -1: no further round makes sense */
	int64_t again_ms;
};

/* State kept from round to round. Start with zero. */
struct run_state {
	/* the id that the plan of the first action must have, or NULL */
	const char *reviewed;
	bool changed; /* at least one action was carried out */
	struct {
		/* the last step acted on, until it is observed done; NULL: none */
		const char *step;
		const char *actions; /* texts of its last actions */
		const char *before;  /* texts of its actions before those; NULL: none */
		int64_t began_at;    /* run_clock of its first action */
		int64_t at;          /* run_clock of its last action */
	} last;
	/*
	 * the source's coordinates that must be applied before an apply that changed
	 * something ends
	 */
	const char *catchup_file;
	uint64_t catchup_position; /* bytes */
	const char *catchup_gtid;  /* GTID set, or MariaDB's position */
	/*
	 * The result of a login as the replication user: at most one login a run, and
	 * one more after its account was changed.
	 */
	struct {
		bool tried;
		enum fact works;
		const char *note;
		/* the same for account.ended_at_login */
		bool session_tried;
		enum fact ended_at_login;
	} password;
};

/* Observes and judges, without acting. All results are on session->round. */
bool reconcile_look(struct session *session, const struct run_state *run_state,
		    struct round *out, struct error *err) MUST_CHECK;

/*
 * The same for `extrepl status`. If only one server answers, the round has facts but no
 * plan. False if neither answers.
 */
bool reconcile_look_in_part(struct session *session, struct round *out,
			    struct look_failures *failed, struct error *err) MUST_CHECK;

/* True if `reviewed` is NULL or the plan's id; else ERROR_BLOCKED. */
bool round_is_reviewed(const struct round *round, const char *reviewed,
		       struct error *err) MUST_CHECK;

/* One round: observe, judge, act. */
bool reconcile_round(struct session *session, struct run_state *run_state,
		     struct round *out, struct error *err) MUST_CHECK;

/*
 * Runs rounds until in sync or blocked (*out says which; its memory is session->round).
 * plan_id: NULL, or the id that the first plan must have, and also the plan of the
 * first action, as observed under the lock (else ERROR_BLOCKED). ERROR_WAITING after
 * replication.timeout without progress.
 */
bool reconcile(struct session *session, const char *plan_id, struct round *out,
	       struct error *err) MUST_CHECK;

#endif
