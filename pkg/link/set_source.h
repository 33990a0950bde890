/*
 * The calls that set a link, in the forms that the target has: TLS and the delay are
 * arguments, or calls of their own.
 */
#ifndef LINK_SET_SOURCE_H
#define LINK_SET_SOURCE_H

#include "link/start_coordinates.h"

/* The manifest's delay, in seconds. */
uint64_t wanted_delay(const struct facts *facts);

/*
 * Sets it to where the start says, and notes the password that it got. link: the one
 * that is there, or NULL; its threads are off by then.
 */
void act_set(const struct facts *facts, const struct observed_link *link,
	     const struct link_start *start, struct judgement *out);
/* The delay alone: the coordinates stay. The threads must be off. */
void act_set_delay(const struct facts *facts, struct judgement *out);

/*
 * True, and *out says so, when the wanted delay cannot be set: by the call that sets
 * the link (by_gtid or not) or after it.
 */
bool blocked_by_delay(const struct facts *facts, const struct observed_link *link,
		      bool by_gtid, struct judgement *out);

#endif
