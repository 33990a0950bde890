/*
 * Whether an administrator sees all objects of each kind. A server leaves what an
 * account may not see out of information_schema without a message, so that it is
 * decided from the privileges: what is not sure to be seen counts as unseen.
 */
#ifndef PLAN_VISIBILITY_H
#define PLAN_VISIBILITY_H

#include "plan/checks.h"

enum objects { OBJECTS_ROWS, OBJECTS_ALL };

/*
 * One finding for each privilege without which some object of these databases
 * (NULL-terminated) may be unseen. OBJECTS_ROWS: tables and columns only. None where
 * the grants are not known.
 */
void find_hidden_objects(const struct observed_server *server,
			 const char *const *databases, enum objects objects,
			 struct findings *out);
/* One finding if there may be databases that the administrator does not see. */
void find_hidden_databases(const struct observed_server *server, struct findings *out);

#endif
