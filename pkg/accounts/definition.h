/*
 * SHOW CREATE USER, parsed: how the account is identified, and its other options that
 * are not the default.
 */
#ifndef ACCOUNTS_DEFINITION_H
#define ACCOUNTS_DEFINITION_H

#include "accounts/tokens.h"
#include "base/flavour.h"

/*
 * The hash of the servers' own accounts that nobody can log in to: no password produces
 * it. In the facts, a factor with this hash has the form NO_PASSWORD_FORM.
 */
#define NO_PASSWORD_MYSQL                                                              \
	"$A$005$THISISACOMBINATIONOFINVALIDSALTANDPASSWORDTHATMUSTNEVERBRBEUSED"
#define NO_PASSWORD_MARIADB "invalid"
#define NO_PASSWORD_FORM " invalid"

/* One way to log in. A MariaDB account may have several; any one of them is enough. */
struct account_factor {
	const char *plugin; /* authentication plugin */
	/* hash of the password, in hexadecimal digits; NULL: none. SECRET */
	char *hash;
};

struct account_definition {
	struct account_factor *factors;
	size_t factors_count;
	bool every_factor; /* MySQL's AND: all factors are required */
	/*
	 * Options that are not the default, in the order in which statements take them:
	 * "REQUIRE SSL", "MAX_QUERIES_PER_HOUR 5", "ACCOUNT LOCK", ...
	 */
	struct text_list options;
	/* MySQL: "`reader`@`%`,`writer`@`%`"; NULL: none (MariaDB: not in this line) */
	const char *default_roles;
};

/* False if it is not such a line. */
bool account_definition_parse(const char *line, enum flavour flavour, struct arena *arena,
			      struct account_definition *out) MUST_CHECK;

/* The option's name: "REQUIRE" for "REQUIRE SSL". */
const char *option_class(const char *option);
/* The option with its default: "REQUIRE NONE". */
const char *option_default(const char *option);
/*
 * The options as text for a statement, in their order, with WITH before the limits.
 * Each starts with a blank.
 */
const char *options_text(char *const *options, unsigned count, struct arena *arena);

#endif
