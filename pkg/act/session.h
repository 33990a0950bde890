/*
 * A session: one manifest that is reconciled, with all that lives longer than a round.
 * How rounds follow each other is left to pkg/reconcile.
 */
#ifndef ACT_SESSION_H
#define ACT_SESSION_H

#include "base/run.h"
#include "observe/observe.h"
#include "plan/plan.h"

struct session {
	const struct manifest *manifest; /* the caller's */
	struct run *run;                 /* the caller's: its end cancels all */
	struct arena *arena;             /* as long as the session */
	struct logins *logins;           /* with the resolved secrets */
	struct observer *observer;       /* its connections stay open between rounds */
	unsigned allowed; /* consents, the manifest's and the command line's */
	char id[33];      /* of this run, random, hexadecimal; written to the record */
	struct db *lock;  /* holds the lock against a second apply; NULL: not taken */
	/* while one restarts: when it must answer again (run_clock); else 0 */
	int64_t source_back_by, target_back_by;
	bool seen;  /* both servers have been observed once in this run */
	bool acted; /* some action was carried out */
	/* --replace-copy; and whether this run has replaced data with a consent */
	bool replace_copy, replaced;
	/* this run has made a copy, which is the one that --replace-copy asks for */
	bool copied;
	bool link_removed; /* the target's, for a copy that is not complete yet */
	/* the command shows the plan, or was given its id: see struct facts */
	bool reviewed;
	/* IAM actions that AWS has denied to this run; set by execute_aws.c */
	char **denied;
	unsigned denied_count;
	/* AWS has refused the last action for a reason that the next round reports */
	bool refused;

	/* Of the current round; valid until the next one begins. */
	const struct observed *observed;
	struct arena *round;
};

/* Resolves the secrets; connects to nothing. */
bool session_make(const struct manifest *manifest, unsigned allowed, struct run *run,
		  struct session **out, struct error *err) MUST_CHECK;
void session_release(struct session *session);
static inline void session_cleanup(struct session **session)
{
	session_release(*session);
}
#define AUTO_SESSION CLEANUP(session_cleanup) struct session

#endif
