/*
 * What an error of a link's threads means to a person, and what to do about it.
 */
#ifndef LINK_ERRORS_H
#define LINK_ERRORS_H

#include "plan/plan.h"

struct diagnosis {
	/* 0: no error; else as people search for it: 1236, not the 13114 around it */
	unsigned code;
	const char *message; /* the server's own text */
	const char *meaning; /* a clause */
	const char *fix;     /* what to type or do; or NULL */
	bool retries;        /* the server tries again by itself: it may succeed */
	bool restart_helps;  /* one stop and start may help */
	bool needs_copy;     /* only a new copy helps */
};

/*
 * The error that keeps the link from working, the applier's before the receiver's. code
 * 0: none.
 */
struct diagnosis link_diagnose(const struct facts *facts,
			       const struct observed_link *link, struct arena *arena);

/* Both threads have failed, each with an error that a start only repeats. */
bool link_start_is_vain(const struct observed_link *link);

#endif
