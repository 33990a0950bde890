/*
 * How the configuration of a link differs from the manifest's. Used by target.link.
 */
#ifndef STEPS_LINK_DRIFT_H
#define STEPS_LINK_DRIFT_H

#include "base/text.h"
#include "steps/steps.h"

/*
 * The delay can be changed alone, and its obstacle can differ from the coordinates'
 * obstacle.
 */
struct link_drift {
	struct text reason; /* a line for each difference; empty: there is none */
	bool apart_from_delay;
	bool apart_from_coordinates;
};

/* Compares only the configuration, not the health, and adds each difference to `out`. */
struct link_drift link_drift_judge(const struct facts *facts,
				   const struct observed_link *link,
				   struct judgement *out);

#endif
