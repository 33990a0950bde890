/*
 * The plan: what every step was judged to be, from facts alone, and how it is shown.
 *
 * A judge is pure: manifest and facts in, judgement out. What is to be done it returns
 * as actions. Applying a step carries out exactly these, so that what is done cannot
 * differ from the plan.
 */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "base/arena.h"
#include "base/error.h"
#include "manifest/manifest.h"
#include "observed/observed.h"
#include "plan/action.h"

enum verdict {
	VERDICT_PENDING, /* known only after the step in `after` */
	VERDICT_DONE,    /* in place */
	VERDICT_TODO,    /* the actions would put it in place */
	/* it may become so by itself: nothing to do but observe again */
	VERDICT_WAIT,
	VERDICT_BLOCKED, /* a human must act */
};

enum change { CHANGE_NONE, CHANGE_CREATE, CHANGE_UPDATE };

struct difference {
	const char *name;
	const char *is;     /* NULL: absent */
	const char *wanted; /* NULL: absent */
};

struct judgement {
	const char *step;
	const struct step *row; /* of the table that it was judged by */
	enum verdict verdict;
	enum change change;
	const char *reason; /* one sentence fragment, no full stop */
	/*
	 * nearest step before that is open and that this one needs; set before judging
	 */
	const char *after;
	/* what the actions need; not granted makes the step blocked */
	enum consent consent;
	/* VERDICT_WAIT: how long without progress; 0: replication.timeout */
	int64_t stall_timeout_ms;
	struct difference *differences;
	size_t differences_count;
	struct action *actions;
	size_t actions_count;
	const char **notes; /* lines to print under the step, shown as they are */
	size_t notes_count;
	const char **fixes; /* what to type or do, in order */
	size_t fixes_count;
	struct arena *arena;
};

/* What a judge says, in one line each. They set the verdict and the reason. */
void judge_done(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_create(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_update(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_wait(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_blocked(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_pending(struct judgement *out, const char *after);
/* And its parts. The values are copied. */
void judge_difference(struct judgement *out, const char *name, const char *is,
		      const char *wanted);
/* The members of its kind are left to the caller, but for secret_at: NO_SECRET. */
struct action *judge_action(struct judgement *out, enum action_on on,
			    enum action_kind kind, const char *text, ...)
	PRINTF_LIKE(4, 5);
void judge_note(struct judgement *out, const char *note, ...) PRINTF_LIKE(2, 3);
void judge_fix(struct judgement *out, const char *fix, ...) PRINTF_LIKE(2, 3);

/* What judges may look at. */
struct facts {
	const struct manifest *manifest;
	const struct observed *observed;
	unsigned allowed; /* consents given: the command line's and the manifest's */
	/*
	 * The source's coordinates that must have been applied before target.health is
	 * in place; NULL: none (a plan, or an apply that changed nothing).
	 */
	const char *catchup_file;
	uint64_t catchup_position;
	/* the same as a set, or MariaDB's position; "": none */
	const char *catchup_gtid;
	bool acted; /* an apply has changed something already */
	/* --replace-copy: a copy that is complete is made again, once */
	bool replace_copy;
	/* this run has already replaced data with a consent: it does so once at most */
	bool replaced;
	/*
	 * The user has given the plan's id (--plan-id), or the plan is being shown:
	 * only then is a promoted target copied to again.
	 */
	bool reviewed;
	/*
	 * Of a step that wraps others (struct step): what these were judged to be, NULL
	 * at the end. NULL for every other step.
	 */
	const struct judgement *const *wrapped;
};

/* What a fix says where a new copy helps. */
#define NEW_COPY_OPTIONS "--replace-copy --allow target-data"

typedef void judge(const struct facts *facts, struct judgement *out);

/*
 * A row of the table of steps (pkg/steps/steps.c). Steps are in the order in which they
 * are done.
 */
struct step {
	const char *name;
	const char *what; /* for the log and the documentation */
	/* the same actions wanted again after this is an error */
	int64_t settle_timeout_ms;
	judge *judge;
	/* false: the step is not needed and not shown; NULL: always needed */
	bool (*applies)(const struct facts *facts);
	/*
	 * Steps around which it is wrapped, separated by blanks: what it does depends
	 * on what they are about to do. They are judged before it, as if all that they
	 * need were in place, and their judgements are in facts.wrapped.
	 */
	const char *wraps;
	/* steps that must be in place before its facts mean anything, likewise */
	const char *needs;
};

/* Preflight: one row a check, see checks.h. */
enum severity { SEVERITY_ERROR, SEVERITY_WARNING };
struct finding {
	const char *check;
	enum severity severity;
	bool accepted;      /* named in checks.accept */
	const char *step;   /* the step that the check guards */
	const char *side;   /* "source", "target" */
	const char *object; /* or NULL */
	const char *message;
	const char *fix;
};

enum outcome { OUTCOME_IN_SYNC, OUTCOME_CHANGES, OUTCOME_WAITING, OUTCOME_BLOCKED };

struct plan {
	const struct facts *facts;
	struct judgement *steps;
	size_t steps_count;
	struct finding *findings;
	size_t findings_count;
	size_t checks_passed; /* that ran and found nothing */
	enum outcome outcome; /* of all steps and checks */
	unsigned consents;    /* needed by the open steps and not given */
};

/*
 * passes.c: judges the steps of the table and runs the checks of the open ones. There are two
 * passes: first the steps that others wrap, each by itself; then every step in order.
 * In the second, a step that needs one that is blocked, waits or is pending is pending.
 * If it needs one that is to be done, it is judged, with `after` set.
 */
void plan_make(const struct step *steps, size_t steps_count, const struct facts *facts,
	       struct arena *arena, struct plan *out);

/* The first step to do, or NULL. */
const struct judgement *plan_next(const struct plan *plan);
const struct judgement *plan_step(const struct plan *plan, const char *name);
/* 16 hexadecimal digits: others if other actions or other servers are concerned. */
#define PLAN_ID_SIZE 17
void plan_id(const struct plan *plan, char id[PLAN_ID_SIZE]);

/* In sync 0, changes 2, blocked 3, waiting 4. */
int outcome_exit_status(enum outcome outcome);

/* Words used by both renderings. */
const char *verdict_name(enum verdict verdict);
const char *outcome_name(enum outcome outcome);

#endif
