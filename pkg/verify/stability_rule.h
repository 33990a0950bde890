/*
 * The rule by which a difference on a busy pair is told from a change on its way: the
 * source's value; the source's position after it; the target's value once it has
 * applied up to there; the source's value again. What the target has must be one of the
 * source's two, or, if these are the same, counts against it.
 *
 * Once is no proof: a row that goes from 0 to 1 and back was 0 before and after, and 1
 * on the target, in one round of four. So the same two values must be seen in several
 * rounds in a row, at moments that keep no beat; of six rounds that is one of 100,000.
 * Unless the source's position was the same all the while: then nothing was written.
 */
#ifndef VERIFY_STABILITY_RULE_H
#define VERIFY_STABILITY_RULE_H

#include "verify/internal.h"

/* A value that is watched: NULL is no row. They live as long as the arena of rule. */
struct watch {
	const char *before, *target, *after; /* of the last round */
	const char *held, *against;          /* the two of the last confirmations */
	unsigned confirmations;
	bool settled;
	bool differs; /* when settled */
};

/* What is watched, all in the same rounds: rows, groups of rows, or a range as one. */
struct watched {
	/*
	 * The values of one side of all that is not settled, into values[0..count - 1].
	 */
	bool (*read)(struct worker *worker, enum side side, const struct watched *watched,
		     struct arena *arena, const char **values, struct error *err);
	const struct range *range; /* where they are */
	const struct candidate *candidates;
	struct watch *watches; /* zeroed */
	size_t count;
};

/* Until all are settled, or have been watched for long enough. */
bool stability_rule_apply(struct worker *worker, const struct watched *watched,
			  struct arena *arena, struct error *err) MUST_CHECK;

#endif
