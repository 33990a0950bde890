/*
 * What target.accounts collects over all accounts: the statements, in the order in
 * which they run, and what the plan reports about each account.
 */
#ifndef STEPS_ACCOUNT_CHANGES_H
#define STEPS_ACCOUNT_CHANGES_H

#include "accounts/statements.h"
#include "accounts/stopped.h"
#include "steps/steps.h"

/* When a missing account may be created. */
enum creation {
	CREATE_NOW,
	CREATE_COMES,   /* it arrives through the binlog */
	CREATE_WAIT,    /* it arrives soon: the link has not reached that place yet */
	CREATE_STOPPED, /* only accounts at which the applier has stopped */
};

struct account_changes {
	const struct facts *facts;
	struct arena *arena;
	bool copy_open; /* tables and routines do not exist yet */
	enum creation creation;
	struct account_stop stop; /* the statement at which our applier stopped, if
				   * any */
	struct judgement *out;
	/* each with the places of its secrets */
	struct account_statement *creates, *changes;
	size_t creates_count, changes_count;
	struct text_list grants, defaults; /* statements */
	/* names of accounts, for the reason */
	struct text_list created, changed, coming;
	/*
	 * why some cannot be carried; the labels of those that a new password helps,
	 * and of those that can only be left out
	 */
	struct text_list faults, faulty, to_exclude;
};

/* extrepl itself works with it on the target. */
bool account_is_target_admin(const struct facts *facts,
			     const struct observed_login *login, struct arena *arena);
/* Whose logins it would take away on the target. */
enum lockout {
	LOCKOUT_NONE,
	LOCKOUT_OTHERS, /* the administrator's from elsewhere */
	LOCKOUT_OURS,   /* extrepl's own, as far as can be told */
};
enum lockout account_lockout(const struct facts *facts,
			     const struct observed_login *login, struct arena *arena);
void account_changes_create(struct account_changes *found,
			    struct account_statement statement);

/* Everything that one account of the source needs. */
void account_changes_add(struct account_changes *found,
			 const struct observed_login *login);
/* account_stop.c: what else a stopped applier needs. */
void account_changes_for_stop(struct account_changes *found);

#endif
