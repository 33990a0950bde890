/*
 * What `extrepl status` has found, for those who print it: status_text.c for people,
 * status_json.c for programs. status.c finds it.
 */
#ifndef EXTREPL_STATUS_H
#define EXTREPL_STATUS_H

#include <jansson.h>

#include "link/errors.h"
#include "promotion.h"
#include "reconcile/reconcile.h"

/* Where the lag was at a look a moment before: which way it goes. */
struct lag_trend {
	bool known;          /* false: there was no lag, or no second look */
	uint64_t before;     /* the lag then, seconds */
	int64_t ms;          /* between the two looks */
	bool applier_stands; /* it had applied the same then */
};

struct status {
	const struct facts *facts;
	struct look_failures failed;          /* one side at most */
	const struct observed_link *link;     /* NULL: no source is configured */
	const struct observed_record *record; /* NULL: none */
	struct diagnosis diagnosis;           /* of the link, when there is one */
	struct lag_trend trend;
	struct promotion_row promotion; /* of the cut-over, when there is one */
	bool has_promotion;
	bool final; /* it was finalized: the old source is not contacted */
	struct way_back way_back; /* not known when the source failed */
	bool healthy;
};

/* status_facts.c */
/* False also when the source was not reached: then nothing is known of it. */
bool source_is_open(const struct status *status);
/* The cut-over is done: the target takes the writes. */
bool is_promoted(const struct status *status);
/* A target without a connection to its source cannot know its lag. */
bool lag_is_known(const struct observed_link *link);
/* "falling", "rising", "steady"; NULL: not known. */
const char *lag_trend_name(const struct status *status);

/* status_text.c, status_json.c */
const char *status_text(const struct status *status, struct arena *arena);
/* status NULL: nothing was found; error then says why, else it is that of one side. */
json_t *status_json(const struct manifest *manifest, const struct status *status,
		    const struct error *error);

#endif
