/*
 * A source that was replaced by its own replica: a failover on premises. The data and
 * coordinates of the target's link stay valid, but only by GTID, and only if the new
 * source has all that the target has, and still has in its binlog what the target
 * lacks.
 */
#ifndef LINK_SOURCE_FAILOVER_H
#define LINK_SOURCE_FAILOVER_H

#include "plan/plan.h"

enum failover_state {
	/* the record is of the source; or the two have nothing in common */
	FAILOVER_NONE,
	FAILOVER_POSSIBLE, /* the link can go on at the new source */
	FAILOVER_REFUSED,  /* it cannot: obstacle says why */
};

struct source_failover {
	enum failover_state state; /* set by failover_of, as all here */
	const char *obstacle;      /* a clause; set when FAILOVER_REFUSED */
	const char *fix;           /* or NULL */
};

void failover_of(const struct facts *facts, struct arena *arena,
		 struct source_failover *out);

/* Of data: "of db001, whose place db002 has taken" */
const char *failover_text(const struct facts *facts, struct arena *arena);

/* The judgements of the two steps that it concerns. */
void judge_failover_refused(const struct facts *facts,
			    const struct source_failover *failover,
			    struct judgement *out);
/* The link is set to the new source, at its place, with consent; no row is touched. */
void judge_failover_of_link(const struct facts *facts, struct judgement *out);

#endif
