/*
 * A server that is away for a short time during an apply: it restarts, or fails over.
 * Once it answers, the interrupted action is begun again, as each step is judged by the
 * current state.
 */
#ifndef RECONCILE_OUTAGE_H
#define RECONCILE_OUTAGE_H

#include "act/session.h"

/* State kept from round to round. Start with zero. */
struct outage {
	int64_t since; /* run_clock of the first failure; 0: both servers answer */
	/* number of long actions that outages interrupted in this run */
	unsigned actions;
};

/*
 * For a round that began at `began` (run_clock) and failed with err. True if another
 * round makes sense: the failure is logged. Else err says why not, which server, and
 * for how long extrepl waited.
 */
bool outage_goes_on(struct outage *outage, const struct session *session, int64_t began,
		    struct error *err) MUST_CHECK;
/* Call it after a round that succeeded. */
void outage_ends(struct outage *outage, const struct session *session);

#endif
