/*
 * Calls that set a link, in the forms that the target has: TLS and the delay are
 * arguments, or separate calls.
 */
#ifndef LINK_SET_SOURCE_H
#define LINK_SET_SOURCE_H

#include "link/start_coordinates.h"

/* The manifest's delay, in seconds. */
uint64_t wanted_delay(const struct facts *facts);

/*
 * Sets the link to the coordinates of start, and records its new password. link: the
 * existing one, or NULL; its threads must be off by then.
 */
void act_set(const struct facts *facts, const struct observed_link *link,
	     const struct link_start *start, struct judgement *out);
/* Sets only the delay; the coordinates stay. The threads must be off. */
void act_set_delay(const struct facts *facts, struct judgement *out);

/*
 * True, with *out blocked, if the wanted delay cannot be set, either by the call that
 * sets the link (by_gtid or not) or after it.
 */
bool blocked_by_delay(const struct facts *facts, const struct observed_link *link,
		      bool by_gtid, struct judgement *out);

#endif
