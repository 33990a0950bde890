/*
 * Makes a copy job from a session, and the record for data that was loaded by hand.
 * pkg/copy does the copy.
 */
#ifndef ACT_COPYING_H
#define ACT_COPYING_H

#include "act/session.h"
#include "db/record.h"

/* The part of the record that describes the source, as observed. */
struct record record_of_source(const struct session *session);

bool execute_copy(struct session *session, const struct action *action,
		  struct error *err) MUST_CHECK;

/*
 * The complete record of an adoption: the manifest's coordinates, and the source as
 * observed.
 */
void record_of_adoption(const struct session *session, const struct action *action,
			struct arena *arena, struct record *out);

#endif
