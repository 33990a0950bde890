/*
 * A server that is away for a while during an apply: it restarts, or fails over. Once
 * it answers, the action that was cut short is begun again, since each step is judged
 * by what is there.
 */
#ifndef RECONCILE_OUTAGE_H
#define RECONCILE_OUTAGE_H

#include "act/session.h"

/* What is remembered of it from round to round. Zero it to begin. */
struct outage {
	int64_t since;    /* run_clock: of the first failure; 0: both answer */
	unsigned actions; /* long ones that outages have cut short in this run */
};

/*
 * A round that began at `began` (run_clock) has failed with err. True when that is no
 * reason to end: it is logged, and another round makes sense. Else err says why it is,
 * by whom and for how long it was waited.
 */
bool outage_goes_on(struct outage *outage, const struct session *session, int64_t began,
		    struct error *err) MUST_CHECK;
/* A round has succeeded. */
void outage_ends(struct outage *outage, const struct session *session);

#endif
