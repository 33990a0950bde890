/*
 * A source that was replaced by its own replica: a failover on premises. The data and
 * the link's coordinates stay valid, but only by GTID. The new source must have
 * everything that the target has, and its binlog must still have what the target lacks.
 */
#ifndef LINK_SOURCE_FAILOVER_H
#define LINK_SOURCE_FAILOVER_H

#include "plan/plan.h"

enum failover_state {
	/* the record belongs to the source; or the two have nothing in common */
	FAILOVER_NONE,
	FAILOVER_POSSIBLE, /* the link can continue at the new source */
	FAILOVER_REFUSED,  /* it cannot; obstacle says why */
};

struct source_failover {
	enum failover_state state; /* failover_of sets all members */
	const char *obstacle;      /* a clause; valid if FAILOVER_REFUSED */
	const char *fix;           /* or NULL */
};

void failover_of(const struct facts *facts, struct arena *arena,
		 struct source_failover *out);

/* Describes the data: "of db001, whose place db002 has taken". */
const char *failover_text(const struct facts *facts, struct arena *arena);

/* Judgement of the two steps that a failover affects. */
void judge_failover_refused(const struct facts *facts,
			    const struct source_failover *failover,
			    struct judgement *out);
/*
 * Sets the link to the new source, at the same coordinates, with consent. No row is
 * changed.
 */
void judge_failover_of_link(const struct facts *facts, struct judgement *out);

#endif
