/*
 * Which accounts accounts.include and accounts.exclude select, and which names are the
 * servers' own.
 */
#ifndef ACCOUNTS_SELECTION_H
#define ACCOUNTS_SELECTION_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * pattern: 'user@host', with * for any characters; the host ignores case. A role of
 * MariaDB has no host (NULL): compare its name only.
 */
bool account_like(const char *pattern, const char *user, const char *host);
/* label: user@host from the manifest; the host ignores case. */
bool account_is_labelled(const char *label, const char *user, const char *host);
/*
 * Both lists are NULL-terminated; exclude may be NULL. The servers' own accounts are
 * selected only by their exact names.
 */
bool account_is_selected(const char *const *include, const char *const *exclude,
			 const char *user, const char *host);
/* RDS reserves this name: no account can have it there. */
bool account_is_reserved(const char *user);

/*
 * MariaDB's role PUBLIC (10.11): every server has it, but lists it only if it has
 * grants.
 */
bool account_is_public(const char *user, const char *host);

/* As servers print it: `app`@`%`, `reader`. */
const char *account_name(const char *user, const char *host, struct arena *arena);
/* For messages and the manifest: app@%, reader. */
const char *account_label(const char *user, const char *host, struct arena *arena);

#endif
