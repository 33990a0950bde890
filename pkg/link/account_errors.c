/*
 * The table of the servers' errors about accounts and roles that are missing. What to
 * do about one is left to errors.c.
 */
#include "link/account_errors.h"

#include <string.h>

#include "base/attributes.h"
#include "base/text.h"
#include "sql/quote.h"

bool link_misses_account(const struct observed_link *link)
{
	/* clang-format off */
	static const struct {
		unsigned code;
		const char *not_with; /* words that tell of something else, or NULL */
	} errors[] = {
		{ 1396, "CREATE " }, /* ALTER, DROP, RENAME USER; CREATE: it is there already */
		{ 1410, NULL },      /* GRANT to an account that is not there: MySQL 8 */
		{ 1133, NULL },      /* the same: MariaDB, MySQL 5.7 */
		{ 3523, NULL },      /* a role that is not there */
		{ 1959, NULL },      /* the same: MariaDB */
		{ 1269, NULL },      /* REVOKE ALL of an account that is not there */
	};
	/* clang-format on */
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		if (link->sql_errno != errors[i].code)
			continue;
		return errors[i].not_with == NULL || link->sql_error == NULL ||
		       strstr(link->sql_error, errors[i].not_with) == NULL;
	}
	return false;
}

bool link_misses_included_account(const struct facts *facts,
				  const struct observed_link *link)
{
	const struct observed_server *source = &facts->observed->source.server;

	if (source->logins_count == 0 || !link_misses_account(link))
		return false;
	/* If the server names no account, as for GRANT, all of them are meant. */
	if (link->sql_error == NULL || strstr(link->sql_error, " failed for '") == NULL)
		return true;
	for (unsigned i = 0; i < source->logins_count; i++) {
		const struct observed_login *login = &source->logins[i];
		AUTO_ARENA *arena = arena_make();

		if (login->host != NULL &&
		    strstr(link->sql_error,
			   quote_account(login->user, login->host, arena)) != NULL)
			return true;
	}
	return false;
}
