/*
 * Whether an administrator has a privilege where it is needed, decided from SHOW GRANTS
 * as the server itself decides it.
 *
 * Granted globally it is there, but for the databases that a partial revoke names. Of
 * the grants on databases the most specific one decides alone, as GRANT x ON `shop`.*
 * hides what `shop%`.* grants; with partial_revokes on, % and _ are letters.
 */
#ifndef PLAN_RIGHTS_H
#define PLAN_RIGHTS_H

#include "observed/observed.h"

/*
 * Granted ON *.*, whatever partial revokes take away. GRANT OPTION is not one of ALL.
 */
bool right_global(const struct observed_server *server, const char *privilege);
/* A partial revoke takes it away on this database. */
bool right_revoked(const struct observed_server *server, const char *privilege,
		   const char *database);
/* On all of the database. */
bool right_on(const struct observed_server *server, const char *privilege,
	      const char *database, struct arena *arena);

/* The same server as it would be if the roles that are granted were all active. */
struct observed_server with_roles_active(const struct observed_server *server);
/* Whether it has roles that are not active; a default role would make them so. */
bool has_inactive_roles(const struct observed_server *server);

#endif
