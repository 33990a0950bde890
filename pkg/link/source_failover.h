/*
 * A source that was replaced by its own replica: a failover on premises. The data and
 * the place of the target's link stay good, but only by GTID, and only where the new
 * source has all that the target has, and still holds what it lacks.
 */
#ifndef LINK_SOURCE_FAILOVER_H
#define LINK_SOURCE_FAILOVER_H

#include "plan/plan.h"

enum succession_state {
	/* the record is of the source; or the two have nothing in common */
	SUCCESSION_NONE,
	SUCCESSION_POSSIBLE, /* the link can go on at the new source */
	SUCCESSION_REFUSED,  /* it cannot: obstacle says why */
};

struct succession {
	enum succession_state state;
	const char *obstacle; /* a clause */
	const char *cure;     /* or NULL */
};

void succession_of(const struct world *world, struct arena *arena,
		   struct succession *out);

/* Of data: "of db001, whose place db002 has taken" */
const char *succession_words(const struct world *world, struct arena *arena);

/* The judgements of the two steps that are concerned. */
void judge_succession_refused(const struct world *world,
			      const struct succession *succession, struct judgement *out);
/* The link is set to the new source, at its place, with consent; no row is touched. */
void judge_succession_of_link(const struct world *world, struct judgement *out);

#endif
