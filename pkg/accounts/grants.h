/*
 * SHOW GRANTS as a set of single texts that can be compared, whatever server printed
 * it.
 *
 *   SELECT ON `shop`.*                 one privilege on one object, ALL taken apart
 *   SELECT (`id`) ON `shop`.`orders`   on one column
 *   EXECUTE ON PROCEDURE `shop`.`pay`
 *   GRANT OPTION ON `shop`.*           WITH GRANT OPTION, on its object
 *   XA_RECOVER_ADMIN ON *.*            MySQL's dynamic ones have an option each:
 *   GRANT OPTION FOR XA_RECOVER_ADMIN
 *   REVOKE INSERT ON `shop`.*          a partial revoke
 *   ROLE `reader`@`%`                  and ADMIN OPTION FOR `reader`@`%`
 *   PROXY ON `boss`@`%`
 */
#ifndef ACCOUNTS_GRANTS_H
#define ACCOUNTS_GRANTS_H

#include "accounts/tokens.h"
#include "base/flavour.h"

/*
 * Adds the grants in one line to the account (or role) with this name, quoted as
 * servers print it; NULL: to any name. MariaDB also prints lines about others: they add
 * nothing.
 */
void account_grants_add(struct text_list *grants, const char *text, const char *name,
			enum flavour flavour);

/* A single grant, parsed. */
struct account_grant {
	enum {
		GRANT_PRIVILEGE,
		GRANT_OPTION,  /* for an object, or for a dynamic privilege */
		GRANT_REVOKED, /* a partial revoke */
		GRANT_ROLE,
		GRANT_ADMIN, /* ADMIN OPTION for a role */
		GRANT_PROXY,
	} kind;
	/* "SELECT (`id`)"; the role; NULL: the grant option of an object */
	const char *privilege;
	const char *object; /* "*.*", "`shop`.*"; NULL for a role */
};
struct account_grant account_grant_of(const char *text, struct arena *arena);

/*
 * If a privilege has two names, the one that both flavours know: "REPLICATION CLIENT"
 * for MariaDB's BINLOG MONITOR.
 */
const char *grant_common_privilege(const char *name);
/* "SELECT" for "SELECT (`id`)". */
const char *grant_base_privilege(const char *privilege, struct arena *arena);
/* The database in an object, as written: "`app\_%`"; NULL for *.*. */
const char *grant_database(const char *object, struct arena *arena);
/* True if it names a table or a routine, which must exist first. */
bool grant_names_object(const char *object);

#endif
