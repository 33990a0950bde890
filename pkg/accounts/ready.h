/* For the cut-over: can the accounts that need it log in on the target? */
#ifndef ACCOUNTS_READY_H
#define ACCOUNTS_READY_H

#include "observed/observed.h"

/*
 * NULL: all accounts of accounts.include are on the target and can log in there as on
 * the source, or none are configured (accounts were not read). Else the first that is
 * not, and why: "'app'@'%' is not on the target". Roles count as well.
 */
const char *accounts_not_ready(const struct observed *observed, struct arena *arena);

/* The server's account with this label ('app'@'%'), if accounts.include selects it. */
const struct observed_login *login_labelled(const struct observed_server *server,
					    const char *label);

#endif
