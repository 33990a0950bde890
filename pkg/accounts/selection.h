/*
 * Which accounts accounts.include and accounts.exclude are about, and which names are
 * the servers' own.
 */
#ifndef ACCOUNTS_SELECTION_H
#define ACCOUNTS_SELECTION_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * pattern: 'user@host' with * for any run of characters, the host in any case of
 * letters. A role of MariaDB has no host (NULL): its name alone.
 */
bool account_like(const char *pattern, const char *user, const char *host);
/* label: user@host of the manifest; the host in any case of letters. */
bool account_is_labelled(const char *label, const char *user, const char *host);
/*
 * Both lists are NULL-terminated; exclude may be NULL. The servers' own accounts are
 * meant only by their very names.
 */
bool account_is_selected(const char *const *include, const char *const *exclude,
			 const char *user, const char *host);
/* RDS keeps the name for itself: no such account can be made there. */
bool account_is_reserved(const char *user);

/*
 * MariaDB's role of all (10.11): it is on every server, though listed only where
 * something was granted to it.
 */
bool account_is_public(const char *user, const char *host);

/* As servers print it: `app`@`%`, `reader`. */
const char *account_name(const char *user, const char *host, struct arena *arena);
/* For people and for the manifest: app@%, reader. */
const char *account_label(const char *user, const char *host, struct arena *arena);

#endif
