/*
 * Why an applier stopped at a statement about accounts, as the server's error tells:
 * which accounts the statement is about, and what it wanted to take away.
 */
#ifndef ACCOUNTS_STOPPED_H
#define ACCOUNTS_STOPPED_H

#include "accounts/tokens.h"
#include "base/flavour.h"

enum account_stop_kind {
	STOP_OTHER,    /* it is no such error */
	STOP_MISSING,  /* an account, a role or the grant of a role is missing */
	STOP_EXISTS,   /* CREATE of one that is there already */
	STOP_NO_GRANT, /* REVOKE, SET DEFAULT ROLE of what is not granted */
	STOP_PLUGIN,   /* the plugin that it is to log in by is missing */
};

struct stopped_name {
	const char *user;
	const char *host; /* NULL: none was written; a role, or any host */
};

struct account_stop {
	enum account_stop_kind kind;
	bool drops; /* DROP USER, DROP ROLE: it wants the account only to drop it */
	bool role;  /* ... ROLE */
	const char *renamed_to; /* RENAME USER: `b`@`%`, the first one; or NULL */
	/* as far as the server names them; none: it does not say */
	struct stopped_name *named;
	size_t named_count;
	/*
	 * what has to be granted before, as grants.h has it: "SELECT ON `shop`.*";
	 * empty: not told, or on a database that the statement does not name
	 */
	struct text_list needed;
};

/*
 * code 0 and message NULL: nothing has stopped. A message has the statement after
 * "Query: '" at most where that holds no secret (account_stop_text).
 */
struct account_stop account_stop_parse(unsigned code, const char *message,
				       enum flavour flavour, struct arena *arena);
/* Whether the error is about this account; host NULL: a role of MariaDB. */
bool account_stop_names(const struct account_stop *stop, const char *user,
			const char *host);
/* The message without a statement that might hold what is made of a password. */
char *account_stop_text(const char *message, struct arena *arena);

#endif
