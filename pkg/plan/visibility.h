/*
 * Can an administrator see all objects of each kind? information_schema silently omits
 * what an account may not see, so this is decided from the privileges: what is not
 * certain to be visible counts as hidden.
 */
#ifndef PLAN_VISIBILITY_H
#define PLAN_VISIBILITY_H

#include "plan/checks.h"

enum objects { OBJECTS_ROWS, OBJECTS_ALL };

/*
 * One finding for each privilege without which some object of these databases
 * (NULL-terminated) may be hidden. OBJECTS_ROWS: tables and columns only. None if the
 * grants are unknown.
 */
void find_hidden_objects(const struct observed_server *server,
			 const char *const *databases, enum objects objects,
			 struct findings *out);
/* One finding if the administrator may be unable to see some databases. */
void find_hidden_databases(const struct observed_server *server, struct findings *out);

#endif
