/*
 * Statements that make an account on the target like the one on the source, with a mark
 * where each secret goes.
 */
#ifndef ACCOUNTS_STATEMENTS_H
#define ACCOUNTS_STATEMENTS_H

#include "accounts/tokens.h"
#include "observed/observed.h"
#include "sql/statements.h"

struct account_statement {
	const char *text; /* with a mark at each place for a secret */
	struct secret_place *places;
	size_t places_count;
};

/* How the account will be identified on the target. */
struct identification {
	/* which of the source's ways to log in are kept: bits, see factors_fit */
	unsigned kept;
	bool new_password; /* accounts.passwords has one, which replaces them */
	/*
	 * send the new password in clear, not as its hash: MariaDB, which logs the
	 * statement as it was sent
	 */
	bool in_clear;
	bool second; /* use its older password */
};

/*
 * CREATE USER or CREATE ROLE. With `second` the account is created with its older
 * password, and statement_retain must follow.
 */
struct account_statement statement_create_login(enum flavour flavour,
						const struct observed_login *login,
						const struct identification *how,
						struct arena *arena);
/*
 * CREATE USER for an account that nobody can log in to: it is locked, and no password
 * produces its hash. Without a host: CREATE ROLE.
 */
const char *statement_create_placeholder(enum flavour flavour,
					 const struct observed_login *login,
					 struct arena *arena);
/* True for such an account, or any other that is locked and has no password. */
bool login_is_placeholder(const struct observed_login *login);
/*
 * ALTER USER to the password of the source's account; retain: keep the older one as
 * well.
 */
struct account_statement statement_identify_login(enum flavour flavour,
						  const struct observed_login *login,
						  const struct identification *how,
						  bool retain, struct arena *arena);
/*
 * ALTER USER with the options that differ; NULL: none differ. Options that are at their
 * default on the source are reset to it.
 */
const char *statement_alter_options(const struct observed_login *login,
				    const struct observed_login *there,
				    struct arena *arena);
/* The account has attributes that ALTER USER cannot remove. */
bool login_has_more_attributes(const struct observed_login *there,
			       const struct observed_login *login, struct arena *arena);
/*
 * GRANT and REVOKE for the grants (form: grants.h), one statement for each object. No
 * statement depends on a later one.
 */
void statements_grant(const struct text_list *grants,
		      const struct observed_login *login, struct text_list *out);
/* SET DEFAULT ROLE to the source's default roles; NULL: they are already set. */
const char *statement_default_roles(enum flavour flavour,
				    const struct observed_login *login,
				    const struct observed_login *there,
				    struct arena *arena);

#endif
