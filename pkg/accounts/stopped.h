/*
 * Why an applier stopped at a statement about accounts, from the server's error: which
 * accounts the statement names, and what it tried to revoke.
 */
#ifndef ACCOUNTS_STOPPED_H
#define ACCOUNTS_STOPPED_H

#include "accounts/tokens.h"
#include "base/flavour.h"

enum account_stop_kind {
	STOP_OTHER,    /* not an error about accounts */
	STOP_MISSING,  /* an account, a role or the grant of a role is missing */
	STOP_EXISTS,   /* CREATE of an account that already exists */
	STOP_NO_GRANT, /* REVOKE or SET DEFAULT ROLE of something that is not granted */
	STOP_PLUGIN,   /* the account's authentication plugin is missing */
};

struct stopped_name {
	const char *user;
	const char *host; /* NULL: none was written; it is a role, or any host */
};

struct account_stop {
	enum account_stop_kind kind;
	bool drops; /* DROP USER, DROP ROLE: needs the account only to drop it */
	bool role;  /* the statement is ... ROLE */
	/* RENAME USER: the new name of the first account, `b`@`%`; else NULL */
	const char *renamed_to;
	/* as far as the server names them; none: it does not */
	struct stopped_name *named;
	size_t named_count;
	/*
	 * what must be granted first (form: grants.h): "SELECT ON `shop`.*"; empty:
	 * unknown, or on a database that the statement does not name
	 */
	struct text_list needed;
};

/*
 * code 0 and message NULL: nothing has stopped. The message contains the statement
 * (after "Query: '") only if that holds no secret (account_stop_text).
 */
struct account_stop account_stop_parse(unsigned code, const char *message,
				       enum flavour flavour, struct arena *arena);
/* True if the error is about this account; host NULL: a role of MariaDB. */
bool account_stop_names(const struct account_stop *stop, const char *user,
			const char *host);
/* The message, without a statement that may contain a password or a hash. */
char *account_stop_text(const char *message, struct arena *arena);

#endif
