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

#include "accounts/tokens.h"
#include "logins/logins.h"
#include "observed/observed.h"

struct observer;

/* logins and manifest must outlive it. Connects at the first look. */
struct observer *observer_make(const struct manifest *manifest,
			       const struct logins *logins, struct run *run);
void observer_release(struct observer *observer);

/*
 * One look at everything that judges need. ERROR_UNREACHABLE: a server cannot be
 * reached. ERROR_DENIED: the login was refused, or extrepl has no privilege to read an
 * essential fact. *out is writable: facts can be added to it.
 */
bool observer_look(struct observer *observer, struct arena *arena,
		   struct observed **out, struct error *err) MUST_CHECK;

/* The sides that a partial look did not reach, and why. */
struct look_failures {
	bool source_failed, target_failed;
	struct error source, target; /* set where that side failed */
};

/*
 * The same for `extrepl status`, which must report one server even if the other one is
 * down. The facts about a side that failed stay unknown. False when both failed (err
 * has both errors), and when the run has ended.
 */
bool observer_look_in_part(struct observer *observer, struct arena *arena,
			   struct observed **out, struct look_failures *failed,
			   struct error *err) MUST_CHECK;

/*
 * Adds the facts that only the checks of the copy need: tables without keys, engines,
 * definers, collations, XA ...
 */
bool observer_look_at_data(struct observer *observer, struct arena *arena,
			   struct observed *observed, struct error *err) MUST_CHECK;

/*
 * Logs in once as the replication account to see whether the source's init_connect
 * works for it, and sets account.ended_at_login. Does nothing if a login from this host
 * would prove nothing.
 */
bool observer_try_session(struct observer *observer, struct arena *arena,
			  struct observed *observed, struct error *err) MUST_CHECK;

/*
 * Tries the replication password by one login as the account, if its host pattern
 * covers this host, and sets account.password_works and password_note. A refused login
 * is a fact, not an error.
 */
bool observer_try_password(struct observer *observer, struct arena *arena,
			   struct observed *observed, struct error *err) MUST_CHECK;

/*
 * "salt:hmac" of the account's password hash at the last look, if the account had the
 * manifest's password; else NULL.
 */
const char *observer_account_digest(const struct observer *observer, struct arena *arena);

/* The privileges that the session's account has now, as in struct observed_server. */
bool observer_privileges(struct db *db, struct arena *arena, struct text_list *out,
			 struct error *err) MUST_CHECK;

/* From now on the source is not contacted: a partial look reports only the target. */
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
 * Call after a change of the instance through the API: the next looks query the API
 * again, often at first.
 */
void observer_expect_instance(struct observer *observer);

/*
 * True when the variable is always read from both servers. A check that used another
 * variable would never report anything.
 */
bool observer_reads(const char *name);

/*
 * The password hash of the source's account (second: of its secondary password), as a
 * literal of the target's SQL: SECRET. name is as servers print it: `app`@`%`. NULL:
 * the account has no hash, or was not seen.
 */
const char *observer_login_secret(const struct observer *observer, const char *name,
				  unsigned factor, bool second, struct arena *arena);

#endif
