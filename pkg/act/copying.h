/*
 * Makes the copy's job from a session, and the record of data that was loaded by hand.
 * The copy itself is pkg/copy.
 */
#ifndef ACT_COPYING_H
#define ACT_COPYING_H

#include "act/session.h"
#include "db/record.h"

/* The part of a record that describes the source, as observed. */
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
