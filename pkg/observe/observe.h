/*
 * Fills struct observed from both servers at the same time. Changes nothing on either,
 * and takes no lock.
 *
 * It keeps one connection to each server between looks and replaces a lost one. When
 * nothing needs to change, a look costs at most four round trips to each server after
 * connecting.
 */
#ifndef OBSERVE_OBSERVE_H
#define OBSERVE_OBSERVE_H

#include "logins/logins.h"
#include "observed/observed.h"

struct observer;

/* logins and manifest must outlive it. Connects at the first look. */
struct observer *observer_make(const struct manifest *manifest,
			       const struct logins *logins, struct run *run);
void observer_release(struct observer *observer);

/*
 * One look at everything that judges need. A server that cannot be reached is
 * ERROR_UNREACHABLE, a refused login or a fact that may not be read and without which
 * nothing can be judged is ERROR_DENIED. *out is writable: facts can be added to it.
 */
bool observer_look(struct observer *observer, struct arena *arena,
		   struct observed **out, struct error *err) MUST_CHECK;

/* Which sides a look in part did not reach, and why. */
struct look_failures {
	bool source_failed, target_failed;
	struct error source, target; /* set where that side failed */
};

/*
 * The same for `extrepl status`, which one server that is down must not keep from
 * telling of the other: what belongs to a side that failed is left unknown. False when
 * both failed (err has both), and when the run has ended.
 */
bool observer_look_in_part(struct observer *observer, struct arena *arena,
			   struct observed **out, struct look_failures *failed,
			   struct error *err) MUST_CHECK;

/*
 * Adds what only the checks of the copy need: tables without keys, engines, definers,
 * collations, XA ...
 */
bool observer_look_at_data(struct observer *observer, struct arena *arena,
			   struct observed *observed, struct error *err) MUST_CHECK;

/*
 * Sees by one login as the replication account whether the source's init_connect works
 * for it, and sets account.ended_at_login. Does nothing where a login from here would
 * tell nothing.
 */
bool observer_try_session(struct observer *observer, struct arena *arena,
			  struct observed *observed, struct error *err) MUST_CHECK;

/*
 * Tries the replication password by one login as the account, if its host pattern
 * covers us, and sets account.password_works and password_note. A refused login is a
 * fact, not an error.
 */
bool observer_try_password(struct observer *observer, struct arena *arena,
			   struct observed *observed, struct error *err) MUST_CHECK;

/*
 * "salt:hmac" of what the account kept of its password at the last look, when that was
 * the manifest's password; else NULL.
 */
const char *observer_account_digest(const struct observer *observer, struct arena *arena);

/*
 * The source is not contacted any more: a look in part then tells of the target alone.
 */
void observer_leave_source(struct observer *observer);

/*
 * The connections, for steps that act: made when needed. They belong to the observer.
 */
bool observer_source(struct observer *observer, struct db **out,
		     struct error *err) MUST_CHECK;
bool observer_target(struct observer *observer, struct db **out,
		     struct error *err) MUST_CHECK;
/* After a restart of the server: forget the connection. */
void observer_forget_source(struct observer *observer);
void observer_forget_target(struct observer *observer);

/* The client of AWS's API, for steps that act. It belongs to the observer. */
struct aws;
bool observer_aws(struct observer *observer, struct aws **out,
		  struct error *err) MUST_CHECK;
/*
 * The instance was changed through the API: the next looks ask it again, often at
 * first.
 */
void observer_expect_instance(struct observer *observer);

/*
 * True when the variable is always read from both servers. A check that used any other
 * would never report anything.
 */
bool observer_reads(const char *name);

/*
 * What the source's account keeps of its password (of the second one that it has), as a
 * literal of the target's SQL: SECRET. name is as servers print it: `app`@`%`. NULL: it
 * keeps nothing, or was not seen.
 */
const char *observer_login_secret(const struct observer *observer, const char *name,
				  unsigned factor, bool second, struct arena *arena);

#endif
