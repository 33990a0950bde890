/*
 * The cut-over: the target takes the source's place. It has a way back, which is proven
 * to work before anything is frozen. Also the revert over that way back, and its end
 * (finalize).
 *
 * Each direction is one table of actions, each with its undo (actions.h). --dry-run
 * prints the same table that a run walks. Until the point of no return, a failure
 * undoes everything that the run did, in reverse order. The row in `extrepl.promotion`
 * on the target shows the next run how far a killed run got.
 */
#ifndef PROMOTE_PROMOTE_H
#define PROMOTE_PROMOTE_H

#include "act/session.h"
#include "db/promotion.h"

enum promote_wish {
	PROMOTE_FORWARD,
	PROMOTE_REVERT,
	PROMOTE_FINALIZE,
	/* the same, of a promoted pair whose old source is gone: on the target alone */
	PROMOTE_FINALIZE_ALONE,
};

struct promote_phase {
	const char *name; /* "source.freeze" */
	int64_t ms;
};

/* The state of the way back, as the old source reports it. */
struct way_back {
	enum fact there;    /* it is configured */
	enum fact running;  /* both threads run */
	enum fact filtered; /* it ignores extrepl's own database and mysql */
	const char *error;  /* of its threads; NULL: none */
	bool lag_known;
	uint64_t lag; /* seconds; valid if lag_known */
	/* with position: applied up to here, in the target's binlog */
	const char *file;
	uint64_t position; /* bytes */
	/* another server that the old source also follows; NULL: none */
	const char *other_source;
	const char *other_channel; /* its channel or named connection */
	/*
	 * what the old source itself has written since it was closed; NULL: nothing, or
	 * unknown. Set only by promote_look.
	 */
	const char *own_writes;
};

#define PROMOTE_PHASES 16
struct promote_result {
	const char *state; /* as `extrepl.promotion` has it now; NULL: none */
	int64_t outage_ms; /* milliseconds; -1: no outage in this run */
	unsigned trips;    /* round trips inside the outage */
	struct promote_phase phases[PROMOTE_PHASES];
	size_t phases_count;
	struct way_back way_back;
	const char *source_at, *target_at; /* "file:position" at the freeze, or NULL */
	/* sessions still connected to the closed side: "shop@10.0.3.7 (2), ..." */
	const char *sessions;
	const char *summary; /* last lines for stdout; several lines */
};

/*
 * Does it, or reports why not: ERROR_BLOCKED if a human must act first (nothing was
 * changed, or everything was undone), ERROR_WAITING if an outage would be or was too
 * long. *out is filled in either case, as far as it is known.
 */
bool promote_run(struct session *session, enum promote_wish wish,
		 struct promote_result *out, struct error *err) MUST_CHECK;

/* The actions and their undo, as text. Changes nothing. */
bool promote_dry_run(struct session *session, enum promote_wish wish, const char **out,
		     struct error *err) MUST_CHECK;

/* *final: it was finalized. Does not contact the old source, which may be gone. */
bool promote_is_final(struct session *session, bool *final, struct error *err) MUST_CHECK;

/* Reads only the row (*found), for when the source does not answer. */
bool promote_look_at_target(struct session *session, struct promotion_row *row,
			    bool *found, struct error *err) MUST_CHECK;
/* For `status`: the row (*found), and the state of the way back. */
bool promote_look(struct session *session, struct promotion_row *row, bool *found,
		  struct way_back *way_back, struct error *err) MUST_CHECK;

/*
 * One sentence for `status`: what this state means, and the next command. NULL: nothing
 * to report.
 */
const char *promote_state_text(const struct promotion_row *row, struct arena *arena);

/*
 * True if a promote or revert was interrupted. Its next command is not `apply`, which
 * would undo that state.
 */
bool promote_is_cut_short(const struct promotion_row *row);

#endif
