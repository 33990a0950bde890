/*
 * The rule that tells a real difference from a change that is not applied yet. Works on
 * busy servers. A round:
 *
 * 1. Read the source's coordinates, then the value on the source ("before").
 *
 * 2. Read the coordinates again, and wait until the target has applied up to there.
 *
 * 3. Read the value on the target, then on the source again ("after").
 *
 * 4. Read the source's coordinates once more.
 *
 * Equal: the target has "before" or "after". One such round is enough.
 *
 * Different: the target has a third value, "before" and "after" are the same, and six
 * rounds in a row read the same two values. One round is enough when the coordinates of
 * 1 and 4 are the same (nothing was written), or when no link runs.
 *
 * Undecided: neither equal nor different after 24 rounds. From the seventh round on, a
 * few rows that change all the time are also read as fast as possible: they are equal
 * if the source had the target's value at any reading.
 *
 * Example: row id 7 of a busy table. The target lags by two seconds.
 *
 *   second  source  target
 *      0       6       5    A client has set 6. The digests differ, and so does id 7.
 *      1       6       5    Round 1: before = 6, coordinates 500.
 *      2       7       6    A client sets 7, coordinates 520. The target reaches 500.
 *      2       7       6    The target has 6, after = 7. 6 is "before": equal.
 *
 * The same, but the row changes twice, and the target has applied more than required:
 *
 *      1       6       5    Round 1: before = 6, coordinates 500.
 *      2       7       6    A client sets 7, coordinates 520. The target reaches 500,
 *      3       8       7    then 520 before it is read. A client sets 8, at 540.
 *      3       8       7    The target has 7, after = 8. The round says nothing.
 *      4       8       7    Round 2: before = 8, coordinates 540.
 *      5       8       8    The target reaches 540 and has 8, after = 8: equal.
 *
 * A real difference: somebody has set 9 on the target. Clients write other rows only.
 *
 *      1       6       9    Round 1: before = 6.
 *      3       6       9    The target has 9, after = 6: confirmation 1.
 *     5-11     6       9    Rounds 2 to 5, the same values: confirmations 2 to 5.
 *     13       6       9    Round 6: confirmation 6: different.
 *
 * A change of id 7 between "before" and "after" of any of these rounds would have set
 * the number of confirmations back to 0.
 *
 * Why six: one round proves nothing. If a row changes from 0 to 1 and back all the
 * time, one round in four reads 0 before and after, and 1 on the target. The pauses
 * between rounds are uneven; six such rounds in a row happen once in 100,000 times.
 */
#ifndef VERIFY_STABILITY_RULE_H
#define VERIFY_STABILITY_RULE_H

#include "verify/internal.h"

/*
 * One watched value and its verdict. Values are strings in the arena given to
 * stability_rule_apply; NULL: there is no such row. The caller zeroes it.
 */
struct watch {
	const char *before, *target, *after; /* of the last round */
	/* the source's and target's values that are being confirmed */
	const char *held, *against;
	unsigned confirmations; /* how many rounds in a row read these two */
	bool settled;           /* no more rounds are needed */
	bool differs;           /* valid when settled */
};

/* The values watched in the same rounds: rows, groups of rows, or one range. */
struct watched {
	/*
	 * Reads the values that are not settled from one side into values[0..count -
	 * 1]. The others stay NULL.
	 */
	bool (*read)(struct worker *worker, enum side side, const struct watched *watched,
		     struct arena *arena, const char **values, struct error *err);
	const struct range *range;          /* the range that contains them */
	const struct candidate *candidates; /* count of them; NULL for a range */
	struct watch *watches;              /* count of them, zeroed by the caller */
	size_t count;                       /* of watches */
};

/* Returns when all are settled, or after the last round: the rest is undecided. */
bool stability_rule_apply(struct worker *worker, const struct watched *watched,
			  struct arena *arena, struct error *err) MUST_CHECK;

#endif
