/*
 * SHOW CREATE USER taken apart: how the account is identified, and what else it has
 * that is not the default.
 */
#ifndef ACCOUNTS_DEFINITION_H
#define ACCOUNTS_DEFINITION_H

#include "accounts/tokens.h"
#include "base/flavour.h"

/*
 * What the servers' own accounts keep that nobody logs in as: no password makes it. A
 * factor that keeps it has this form in the facts.
 */
#define NO_PASSWORD_MYSQL                                                              \
	"$A$005$THISISACOMBINATIONOFINVALIDSALTANDPASSWORDTHATMUSTNEVERBRBEUSED"
#define NO_PASSWORD_MARIADB "invalid"
#define NO_PASSWORD_FORM " invalid"

/* One way to log in; MariaDB's accounts may have several, any of which will do. */
struct account_factor {
	const char *plugin;
	/*
	 * what it keeps of the password, in hexadecimal digits; NULL: nothing. SECRET
	 */
	char *hash;
};

struct account_definition {
	struct account_factor *factors;
	size_t factors_count;
	bool every_factor; /* MySQL's AND: all of them are wanted */
	/*
	 * What is not the default, in the order in which statements take it:
	 * "REQUIRE SSL", "MAX_QUERIES_PER_HOUR 5", "ACCOUNT LOCK", ...
	 */
	struct text_list options;
	/* MySQL's: "`reader`@`%`,`writer`@`%`"; NULL: none (MariaDB: not said here) */
	const char *default_roles;
};

/* False for what is no such line. */
bool account_definition_parse(const char *line, enum flavour flavour, struct arena *arena,
			      struct account_definition *out) MUST_CHECK;

/* What the option is of: "REQUIRE" of "REQUIRE SSL". */
const char *option_class(const char *option);
/* How its default is written: "REQUIRE NONE". */
const char *option_default(const char *option);
/*
 * The options as a statement has them, in their order, WITH before the limits; each
 * with a blank in front.
 */
const char *options_text(char *const *options, unsigned count, struct arena *arena);

#endif
