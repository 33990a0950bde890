/*
 * A session: one manifest being reconciled, and everything that lives longer than a
 * round. pkg/reconcile runs the rounds.
 */
#ifndef ACT_SESSION_H
#define ACT_SESSION_H

#include "base/run.h"
#include "observe/observe.h"
#include "plan/plan.h"

struct session {
	const struct manifest *manifest; /* owned by the caller */
	struct run *run;           /* owned by the caller; its end cancels everything */
	struct arena *arena;       /* lives as long as the session */
	struct logins *logins;     /* include the resolved secrets */
	struct observer *observer; /* its connections stay open between rounds */
	unsigned allowed; /* consents, from the manifest and the command line */
	char id[33]; /* of this run: random hexadecimal digits; written to the record */
	struct db *lock; /* holds the lock against a second apply; NULL: not taken */
	/* run_clock by which a restarting server must answer again; 0: no restart */
	int64_t source_back_by, target_back_by;
	bool seen;  /* both servers have been observed once in this run */
	bool acted; /* at least one action was carried out */
	/* --replace-copy; and: this run has replaced data with a consent */
	bool replace_copy, replaced;
	/* this run has made the copy that --replace-copy asks for */
	bool copied;
	/* the target's link was removed for a copy that is not complete yet */
	bool link_removed;
	/* the command shows the plan, or was given its id: see struct facts */
	bool reviewed;
	/* IAM actions that AWS has denied in this run; set by execute_aws.c */
	char **denied;
	unsigned denied_count;
	/* AWS refused the last action for a reason that the next round reports */
	bool refused;

	/* Both belong to the current round: valid until the next one starts. */
	const struct observed *observed;
	struct arena *round;
};

/* Resolves the secrets. Does not connect. */
bool session_make(const struct manifest *manifest, unsigned allowed, struct run *run,
		  struct session **out, struct error *err) MUST_CHECK;
void session_release(struct session *session);
static inline void session_cleanup(struct session **session)
{
	session_release(*session);
}
#define AUTO_SESSION CLEANUP(session_cleanup) struct session

#endif
