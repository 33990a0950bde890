/*
 * Whether those who are to log in at the target can: for the cut-over.
 */
#ifndef ACCOUNTS_READY_H
#define ACCOUNTS_READY_H

#include "observed/observed.h"

/*
 * NULL: all accounts of accounts.include are on the target and may log in there as on
 * the source, or none are wanted (the accounts were not looked at). Else the first that
 * is not, and why: "'app'@'%' is not on the target". A role counts as well.
 */
const char *accounts_not_ready(const struct observed *observed, struct arena *arena);

/* The source's account with this label, 'app'@'%', that accounts.include is about. */
const struct observed_login *login_labelled(const struct observed_server *server,
					    const char *label);

#endif
