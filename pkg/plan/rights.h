/*
 * Decides from SHOW GRANTS if an administrator has a privilege where it is needed, as
 * the server itself decides.
 *
 * A global grant counts, except on databases with a partial revoke. Of the grants on
 * databases, only the most specific one counts: GRANT x ON `shop`.* hides what
 * `shop%`.* grants. With partial_revokes on, % and _ are ordinary characters.
 */
#ifndef PLAN_RIGHTS_H
#define PLAN_RIGHTS_H

#include "observed/observed.h"

/* Granted ON *.*, regardless of partial revokes. ALL does not include GRANT OPTION. */
bool right_global(const struct observed_server *server, const char *privilege);
/* A partial revoke removes it on this database. */
bool right_revoked(const struct observed_server *server, const char *privilege,
		   const char *database);
/* Granted on the whole database. */
bool right_on(const struct observed_server *server, const char *privilege,
	      const char *database, struct arena *arena);

/* The server as if all its granted roles were active. */
struct observed_server with_roles_active(const struct observed_server *server);
/* It has roles that are not active; a default role would activate them. */
bool has_inactive_roles(const struct observed_server *server);

#endif
