/*
 * Whether an administrator sees all objects of each kind. A server leaves what he may
 * not see out of information_schema without a word, so that it is decided from his
 * privileges: what is not sure to be seen counts as unseen.
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
/* One finding where there may be databases that he does not see. */
void find_hidden_databases(const struct observed_server *server, struct findings *out);

#endif
