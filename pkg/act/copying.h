/*
 * From a session to the copy's job, and to the record of data that was loaded by hand.
 */
#ifndef ACT_COPYING_H
#define ACT_COPYING_H

#include "act/session.h"
#include "db/record.h"

/* What any record says of the source, as it was observed. */
struct record record_of_source(const struct session *session);

bool execute_copy(struct session *session, const struct action *action,
		  struct error *err) MUST_CHECK;

/*
 * The record of an adoption, complete: the manifest's coordinates, the source as it was
 * observed.
 */
void record_of_adoption(const struct session *session, const struct action *action,
			struct arena *arena, struct record *out);

#endif
