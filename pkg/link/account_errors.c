/*
 * The table of the servers' errors about accounts and roles that are missing. What to
 * do about one is left to errors.c.
 */
#include "link/account_errors.h"

#include <string.h>

#include "base/attributes.h"

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
