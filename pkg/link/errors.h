/* What an error of a link's threads means, and what to do about it. */
#ifndef LINK_ERRORS_H
#define LINK_ERRORS_H

#include "plan/plan.h"

struct diagnosis {
	/*
	 * 0: no error. Else the number that people search for: 1236, not 13114 that
	 * wraps it
	 */
	unsigned code;
	const char *message; /* the server's own text */
	const char *meaning; /* what it means, as a clause */
	const char *fix;     /* what to type or do; or NULL */
	bool retries;        /* the server retries by itself, and may succeed */
	bool restart_helps;  /* one stop and start can help */
	bool needs_copy;     /* only a new copy helps */
};

/*
 * The error that stops the link; the applier's has priority over the receiver's. code
 * 0: none.
 */
struct diagnosis link_diagnose(const struct facts *facts,
			       const struct observed_link *link, struct arena *arena);

/* Both threads have failed, each with an error that a start would only repeat. */
bool link_start_is_vain(const struct observed_link *link);

#endif
