/*
 * The results of `extrepl status`. status.c finds them; status_text.c prints them for
 * people, status_json.c for programs.
 */
#ifndef EXTREPL_STATUS_H
#define EXTREPL_STATUS_H

#include <jansson.h>

#include "link/errors.h"
#include "promotion.h"
#include "reconcile/reconcile.h"

/* The lag at an earlier observation, to see if it rises or falls. */
struct lag_trend {
	bool known;          /* false: no lag, or no second observation */
	uint64_t before;     /* the earlier lag, in seconds */
	int64_t ms;          /* milliseconds between the two observations */
	bool applier_stands; /* the applied position did not move in between */
};

struct status {
	const struct facts *facts;
	struct look_failures failed; /* at most one side failed */
	/* NULL: the target has no source configured */
	const struct observed_link *link;
	const struct observed_record *record; /* NULL: none */
	struct diagnosis diagnosis;           /* of the link, if there is one */
	struct lag_trend trend;
	struct promotion_row promotion; /* valid if has_promotion */
	bool has_promotion;
	bool final; /* it was finalized: the old source is not contacted */
	struct way_back way_back; /* unknown if the source failed */
	bool healthy;
};

/* status_facts.c */
/* False also if the source was not reached: then it is unknown. */
bool source_is_open(const struct status *status);
/* True if the cut-over is done: the target takes the writes. */
bool is_promoted(const struct status *status);
/* A target that is not connected to its source cannot know its lag. */
bool lag_is_known(const struct observed_link *link);
/* "falling", "rising", "steady"; NULL: unknown. */
const char *lag_trend_name(const struct status *status);

/* status_text.c, status_json.c */
const char *status_text(const struct status *status, struct arena *arena);
/*
 * status NULL: nothing was found, and error says why. Else error is that of one side,
 * or NULL.
 */
json_t *status_json(const struct manifest *manifest, const struct status *status,
		    const struct error *error);

#endif
