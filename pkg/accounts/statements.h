/*
 * The statements that make an account on the target as it is on the source, with a mark
 * wherever something secret is to stand.
 */
#ifndef ACCOUNTS_STATEMENTS_H
#define ACCOUNTS_STATEMENTS_H

#include "accounts/tokens.h"
#include "observed/observed.h"
#include "sql/statements.h"

struct account_statement {
	const char *text;
	struct secret_place *places;
	size_t places_count;
};

/* How the account is to be identified on the target. */
struct identification {
	unsigned kept;     /* of the source's ways to log in: bits, see factors_fit */
	bool new_password; /* accounts.passwords has one: in their stead */
	/* MariaDB, which logs a statement as it came: the new one not as its hash */
	bool in_clear;
	bool second; /* its older password */
};

/*
 * CREATE USER, or CREATE ROLE; with `second` the account is made with its older
 * password, for statement_retain to come after.
 */
struct account_statement statement_create_login(enum flavour flavour,
						const struct observed_login *login,
						const struct identification *how,
						struct arena *arena);
/*
 * CREATE USER of one that nobody can log in as: locked, and what it keeps is not made
 * of any password. Without a host: CREATE ROLE.
 */
const char *statement_create_placeholder(enum flavour flavour,
					 const struct observed_login *login,
					 struct arena *arena);
/* Such a one, or another that is locked and keeps no password: it is nobody's. */
bool login_is_placeholder(const struct observed_login *login);
/* ALTER USER to the password of the source's account; retain: beside the older one. */
struct account_statement statement_identify_login(enum flavour flavour,
						  const struct observed_login *login,
						  const struct identification *how,
						  bool retain, struct arena *arena);
/*
 * ALTER USER with what differs of the options; NULL: nothing does. What the source has
 * at its default is put back to it.
 */
const char *statement_alter_options(const struct observed_login *login,
				    const struct observed_login *there,
				    struct arena *arena);
/* The account there has attributes that ALTER USER would leave to it. */
bool login_has_more_attributes(const struct observed_login *there,
			       const struct observed_login *login, struct arena *arena);
/*
 * GRANT and REVOKE, one an object, of texts as grants.h has them; what comes first does
 * not depend on what comes after.
 */
void statements_grant(const struct text_list *grants,
		      const struct observed_login *login, struct text_list *out);
/* The source's default roles as the target is told; NULL: they are so already. */
const char *statement_default_roles(enum flavour flavour,
				    const struct observed_login *login,
				    const struct observed_login *there,
				    struct arena *arena);

#endif
