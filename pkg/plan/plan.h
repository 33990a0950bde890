/*
 * The plan: the judgement of every step, from facts alone, and how it is shown.
 *
 * A judge is pure: manifest and facts in, judgement out. It returns what must be done
 * as actions. Applying a step carries out exactly these actions, so what is done cannot
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
	VERDICT_PENDING, /* known only after the step in `after` is in place */
	VERDICT_DONE,    /* in place */
	VERDICT_TODO,    /* the actions would put the step in place */
	/* may be in place later without an action: observe again */
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
	const struct step *row; /* the step's row in the table */
	enum verdict verdict;
	enum change change; /* what the actions do to the object */
	const char *reason; /* one sentence fragment, no full stop */
	/*
	 * nearest earlier step that this one needs and that is open; set before judging
	 */
	const char *after;
	/* needed for the actions; without it the step is blocked */
	enum consent consent;
	/* VERDICT_WAIT: milliseconds without progress; 0: use replication.timeout */
	int64_t stall_timeout_ms;
	struct difference *differences;
	size_t differences_count;
	struct action *actions;
	size_t actions_count;
	const char **notes; /* lines to print under the step, unchanged */
	size_t notes_count;
	const char **fixes; /* what to type or do, in order */
	size_t fixes_count;
	struct arena *arena;
};

/* Set verdict and reason; one function for each verdict. */
void judge_done(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_create(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_update(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_wait(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_blocked(struct judgement *out, const char *reason, ...) PRINTF_LIKE(2, 3);
void judge_pending(struct judgement *out, const char *after);
/* Add the parts of a judgement. The values are copied. */
void judge_difference(struct judgement *out, const char *name, const char *is,
		      const char *wanted);
/* The caller sets the members of its kind; secret_at is already NO_SECRET. */
struct action *judge_action(struct judgement *out, enum action_on on,
			    enum action_kind kind, const char *text, ...)
	PRINTF_LIKE(4, 5);
void judge_note(struct judgement *out, const char *note, ...) PRINTF_LIKE(2, 3);
void judge_fix(struct judgement *out, const char *fix, ...) PRINTF_LIKE(2, 3);

/* What judges may use. */
struct facts {
	const struct manifest *manifest;
	const struct observed *observed;
	unsigned allowed; /* consents given, by the command line and the manifest */
	/*
	 * The source's coordinates that must be applied before target.health is in
	 * place; NULL: none (a plan, or an apply that changed nothing).
	 */
	const char *catchup_file;
	uint64_t catchup_position;
	/* the same as a GTID set, or MariaDB's position; "": none */
	const char *catchup_gtid;
	bool acted; /* the apply has already changed something */
	/* --replace-copy: make a complete copy again, once */
	bool replace_copy;
	/* this run has already replaced data with a consent, which it does only once */
	bool replaced;
	/*
	 * The user has given the plan's id (--plan-id), or the plan is only shown:
	 * otherwise a promoted target is not copied to again.
	 */
	bool reviewed;
	/*
	 * For a step that wraps others (struct step): their judgements,
	 * NULL-terminated. For every other step NULL.
	 */
	const struct judgement *const *wrapped;
};

/* Options to name in a fix if a new copy helps. */
#define NEW_COPY_OPTIONS "--replace-copy --allow target-data"

typedef void judge(const struct facts *facts, struct judgement *out);

/*
 * A row of the table of steps (pkg/steps/steps.c), which is in the order in which they
 * are done.
 */
struct step {
	const char *name;
	const char *what; /* for the log and the documentation */
	/* milliseconds; wanting the same actions again after this time is an error */
	int64_t settle_timeout_ms;
	judge *judge;
	/* false: the step is not needed and not shown; NULL: always needed */
	bool (*applies)(const struct facts *facts);
	/*
	 * Steps that this one wraps, separated by blanks: what it does depends on what
	 * they are about to do. They are judged before it, as if everything that they
	 * need were in place; their judgements are in facts.wrapped.
	 */
	const char *wraps;
	/* steps that must be in place before its facts mean anything; same form */
	const char *needs;
};

/* Preflight: one row for each check, see checks.h. */
enum severity { SEVERITY_ERROR, SEVERITY_WARNING };
struct finding {
	const char *check; /* name of the check */
	enum severity severity;
	bool accepted;       /* named in checks.accept */
	const char *step;    /* the step that the check guards */
	const char *side;    /* "source", "target" */
	const char *object;  /* or NULL */
	const char *message; /* fragment, no full stop */
	const char *fix;     /* the same */
};

enum outcome { OUTCOME_IN_SYNC, OUTCOME_CHANGES, OUTCOME_WAITING, OUTCOME_BLOCKED };

struct plan {
	const struct facts *facts;
	struct judgement *steps; /* in the order of the table */
	size_t steps_count;
	struct finding *findings;
	size_t findings_count;
	size_t checks_passed; /* how many ran and found nothing */
	enum outcome outcome; /* of all steps and checks */
	/* consents that the open steps need and that are not given */
	unsigned consents;
};

/*
 * passes.c: judges the steps of the table and runs the checks of the open ones, in two
 * passes. First the steps that others wrap, each by itself; then every step in order.
 * In the second pass a step is pending if it needs one that is blocked, waits or is
 * pending. If it needs one that is about to be done, it is judged, with `after` set.
 */
void plan_make(const struct step *steps, size_t steps_count, const struct facts *facts,
	       struct arena *arena, struct plan *out);

/* The first step to do, or NULL. */
const struct judgement *plan_next(const struct plan *plan);
const struct judgement *plan_step(const struct plan *plan, const char *name);
/* 16 hexadecimal digits and a 0 byte. Other actions or servers give another id. */
#define PLAN_ID_SIZE 17
void plan_id(const struct plan *plan, char id[PLAN_ID_SIZE]);

/* In sync 0, changes 2, blocked 3, waiting 4. */
int outcome_exit_status(enum outcome outcome);

/* Names used by text and JSON output. */
const char *verdict_name(enum verdict verdict);
const char *outcome_name(enum outcome outcome);

#endif
