/*
 * What target.accounts collects over all accounts: the statements, in the order in
 * which they run, and what the plan reports about each account.
 */
#ifndef STEPS_ACCOUNT_CHANGES_H
#define STEPS_ACCOUNT_CHANGES_H

#include "accounts/statements.h"
#include "accounts/stopped.h"
#include "steps/steps.h"

/* When may a missing account be created? */
enum creation {
	CREATE_NOW,
	CREATE_COMES, /* not here: it arrives through the binlog */
	/* not yet: it arrives soon, once the link has reached that place */
	CREATE_WAIT,
	CREATE_STOPPED, /* only the accounts at which the applier has stopped */
};

struct account_changes {
	const struct facts *facts;
	struct arena *arena;
	bool copy_open; /* the copy has not created tables and routines yet */
	enum creation creation;
	/* the statement at which our applier stopped; kind STOP_OTHER: none */
	struct account_stop stop;
	struct judgement *out;
	/* each with the places of its secrets */
	struct account_statement *creates, *changes;
	size_t creates_count, changes_count;
	struct text_list grants, defaults; /* statements; defaults sets default roles */
	/* account names, for the reason of the step */
	struct text_list created, changed, coming;
	/*
	 * why accounts cannot be copied; labels of accounts that a new password helps;
	 * labels of accounts that must be excluded
	 */
	struct text_list faults, faulty, to_exclude;
};

/* True if it is the account that extrepl uses on the target. */
bool account_is_target_admin(const struct facts *facts,
			     const struct observed_login *login, struct arena *arena);
/* Whose logins on the target would this account take over? */
enum lockout {
	LOCKOUT_NONE,
	LOCKOUT_OTHERS, /* the administrator's, from other hosts */
	LOCKOUT_OURS,   /* extrepl's own, as far as is known */
};
enum lockout account_lockout(const struct facts *facts,
			     const struct observed_login *login, struct arena *arena);
void account_changes_create(struct account_changes *found,
			    struct account_statement statement);

/* Adds everything that one account of the source needs. */
void account_changes_add(struct account_changes *found,
			 const struct observed_login *login);
/* account_stop.c: adds what else a stopped applier needs. */
void account_changes_for_stop(struct account_changes *found);

#endif
