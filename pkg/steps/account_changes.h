/*
 * What target.accounts gathers over all accounts before it is said: the statements in
 * the order in which they are done, and what the plan tells of each account.
 */
#ifndef STEPS_ACCOUNT_CHANGES_H
#define STEPS_ACCOUNT_CHANGES_H

#include "accounts/fit.h"
#include "accounts/statements.h"
#include "accounts/stopped.h"
#include "steps/steps.h"

/* When an account may be made that is missing. */
enum creation {
	CREATE_NOW,
	CREATE_COMES,   /* the binlog brings it */
	CREATE_WAIT,    /* it does so soon: the link has not got there yet */
	CREATE_STOPPED, /* only what the applier has stopped at */
};

struct account_changes {
	const struct facts *facts;
	struct arena *arena;
	bool copy_open; /* tables and routines are still to come */
	enum creation creation;
	struct account_stop stop; /* what our applier stopped at, if it did */
	struct judgement *out;
	/* each with its places of secrets */
	struct account_statement *creates, *changes;
	size_t creates_count, changes_count;
	struct text_list grants, defaults; /* statements */
	/* names of accounts, for the reason */
	struct text_list created, changed, coming;
	/*
	 * why some cannot be carried; their labels, and those that have a reserved name
	 */
	struct text_list faults, faulty, reserved;
};

/* 'app'@'%'; `reader` for a role of MariaDB. */
const char *account_shown(const struct observed_login *login, struct arena *arena);
/* extrepl itself works with it on the target. */
bool account_is_target_admin(const struct facts *facts,
			     const struct observed_login *login, struct arena *arena);
void account_changes_create(struct account_changes *found,
			    struct account_statement statement);

/* All that one account of the source wants. */
void account_changes_add(struct account_changes *found,
			 const struct observed_login *login);
/* account_stop.c: what else the applier needs that has stopped. */
void account_changes_for_stop(struct account_changes *found);

/* account_notes.c: what goes without saying in no statement. */
void account_note_grants(struct account_changes *found,
			 const struct observed_login *login, bool is_there,
			 const struct fitted_grants *fitted);
void account_note_factors(struct account_changes *found,
			  const struct observed_login *login, unsigned kept);
/*
 * What every login of the source has by the server's settings, and the target's lack.
 */
void account_note_settings(struct account_changes *found);
/* Blocks, with the lines to write into the manifest. */
void account_changes_blocked(const struct account_changes *found);
/* "'a'@'%', 'b'@'%' and 3 more" */
const char *account_names_text(const struct text_list *names, struct arena *arena);

#endif
