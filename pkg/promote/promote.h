/*
 * The cut-over: the target takes the source's place, with a way back that is seen to
 * work before anything is frozen; and the way back itself; and the end of it.
 *
 * Each direction is one table of actions with what takes each of them back
 * (actions.h). --dry-run prints the very table that a run walks. Until the point of no
 * return a failure undoes all that the run has done, in reverse order. What stands in
 * `extrepl.promotion` on the target tells the next run what an earlier one, killed
 * amid it, has left.
 */
#ifndef PROMOTE_PROMOTE_H
#define PROMOTE_PROMOTE_H

#include "act/session.h"
#include "db/promotion.h"

enum promote_wish { PROMOTE_FORWARD, PROMOTE_REVERT, PROMOTE_FINALIZE };

struct promote_phase {
	const char *name; /* "source.freeze" */
	int64_t ms;
};

/* How the way back stands, as the old source tells. */
struct way_back {
	enum fact there;    /* it is configured */
	enum fact running;  /* both threads */
	enum fact filtered; /* it leaves out extrepl's own database and mysql */
	const char *error;  /* NULL: none */
	bool lag_known;
	uint64_t lag;     /* seconds */
	const char *file; /* applied up to here, in the target's binlog */
	uint64_t position;
	/* another server that the old source follows as well; NULL: none */
	const char *other_source;
	const char *other_channel; /* by this channel or named connection */
	/*
	 * what the old source has written itself since it was closed; NULL: nothing, or
	 * that is not known. Of promote_look alone.
	 */
	const char *own_writes;
};

#define PROMOTE_PHASES 16
struct promote_result {
	const char *state; /* as `extrepl.promotion` has it now; NULL: none */
	int64_t outage_ms; /* -1: there was none in this run */
	unsigned trips;    /* round trips inside the outage */
	struct promote_phase phases[PROMOTE_PHASES];
	size_t phases_count;
	struct way_back way_back;
	const char *source_at, *target_at; /* "file:position" at the freeze, or NULL */
	/*
	 * who was still connected to the side that was closed; "shop@10.0.3.7 (2), ..."
	 */
	const char *sessions;
	const char *summary; /* the last words, several lines, for stdout */
};

/*
 * Does it, or says why not: ERROR_BLOCKED when a human must act first (nothing was
 * changed, or all was undone), ERROR_WAITING when an outage would be, or was, too long.
 * *out is filled in either case as far as is known.
 */
bool promote_run(struct session *session, enum promote_wish wish,
		 struct promote_result *out, struct error *err) MUST_CHECK;

/* The actions and what undoes each, as text; changes nothing. */
bool promote_dry_run(struct session *session, enum promote_wish wish, const char **out,
		     struct error *err) MUST_CHECK;

/*
 * *final: it was finalized. The old source may be gone, and is not contacted for this.
 */
bool promote_is_final(struct session *session, bool *final, struct error *err) MUST_CHECK;

/* The row alone (*found), for when the source does not answer. */
bool promote_look_at_target(struct session *session, struct promotion_row *row,
			    bool *found, struct error *err) MUST_CHECK;
/* What `status` tells of it: the row (*found), and how the way back stands. */
bool promote_look(struct session *session, struct promotion_row *row, bool *found,
		  struct way_back *way_back, struct error *err) MUST_CHECK;

/*
 * One sentence for `status`: what this state means, and the next command. NULL: there
 * is nothing to say.
 */
const char *promote_state_text(const struct promotion_row *row, struct arena *arena);

/* False while its own next command is not `apply`: the state that it would undo. */
bool promote_is_cut_short(const struct promotion_row *row);

#endif
