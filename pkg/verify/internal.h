/*
 * What the files of the comparison share. One struct verify lives for one verify_run; a
 * worker is a thread with a session on each side and touches nobody else's.
 */
#ifndef VERIFY_INTERNAL_H
#define VERIFY_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>

#include "tables/digest.h"
#include "tables/partitions.h"
#include "verify/verify.h"

enum side { SOURCE, TARGET, SIDES };

/* A table that both sides have, on its way. */
struct subject {
	struct verify_table *result;
	const struct table *table[SIDES];
	const struct key *key;
	bool indexed[SIDES]; /* that side has the key */
	bool partitioned;    /* on either side: no row is looked for by its key alone */
	/* of both sides, when they are the same: a range each; else NULL */
	const char *const *partitions;
	struct digest digest;

	/* Guarded by verify->lock. */
	bool cutting;   /* a worker finds the next bound */
	bool given_out; /* down to its last range */
	bool whole;     /* partitions differ: the table is compared as a whole */

	/* Of the worker that cuts. */
	uint64_t range_rows;
	size_t next_partition;
	bool by_number;       /* a single integer: bounds are counted, not asked for */
	bool begun;           /* first and last are known */
	bool signed_number;   /* first is below 0 */
	uint64_t first, last; /* of the source, as two's complement when signed */
	uint64_t next;        /* first + next begins the next range */
	struct key_bound bound;
	atomic_uint_fast64_t step; /* how far a range reaches, in numbers */
};

struct range {
	struct subject *subject;
	struct key_range keys;
	const char *partition; /* only its rows; NULL: all */
	uint64_t step;
};

struct verify;

struct worker {
	struct verify *verify;
	struct db *db[SIDES];
	struct arena *arena; /* of the thread, as long as it lives */
	pthread_t thread;
};

struct coordinates {
	const char *file;
	uint64_t position;
};

struct verify {
	const struct verify_job *job;
	struct run *outer; /* the caller's */
	struct run run;    /* ends with outer, or when a worker fails */
	struct run_hook hook;
	struct arena *arena; /* of the result; guarded by lock once workers run */
	pthread_mutex_t lock;
	pthread_cond_t changed; /* a subject's cutting is over */

	struct catalog catalog[SIDES];
	struct key *keys[SIDES];
	const char *const **partitions[SIDES];
	bool binary; /* digest_is_binary of both sides */
	struct verify_result result;
	struct subject *subjects;
	size_t subjects_count;
	size_t first_left; /* all subjects before it are given out */

	struct worker *workers;
	unsigned threads;
	bool failed;
	struct error error; /* of the first worker that failed */

	/* Why no link brings changes over now, or NULL; guarded by lock. */
	const char *unlinked;
	const char *missed;  /* the same of the first time that it mattered */
	int64_t started;     /* run_clock */
	uint64_t rows_total; /* the source's estimate */
	atomic_uint_fast64_t rows_done;
	atomic_uint asking; /* workers whose digests run now */
	atomic_int_fast64_t progress_at, load_at, wait_shown_at;
};

/* pair.c: a pair of sessions that can only read. */
bool pair_open(struct verify *verify, struct worker *worker, struct error *err) MUST_CHECK;
void pair_close(struct worker *worker);
/* Both sides work at the same time. */
bool pair_ask(struct worker *worker, const char *const sql[SIDES], struct arena *arena,
	      struct rows out[SIDES], struct error *err) MUST_CHECK;

/* definitions.c: reads both catalogs and lists what differs. */
bool definitions_compare(struct verify *verify, struct error *err) MUST_CHECK;

/* ranges.c: tables cut into ranges; *out has no subject when all are given out. */
bool ranges_make(struct verify *verify, struct error *err) MUST_CHECK;
bool ranges_next(struct worker *worker, struct range *out, struct error *err) MUST_CHECK;

/* compare.c: one range, down to the verdict. */
bool compare_one_range(struct worker *worker, const struct range *range,
		       struct error *err) MUST_CHECK;

/*
 * range_query.c: the statement for the digest of the range on that side: count, sum;
 * and its FROM clause.
 */
const char *range_digest_query(const struct range *range, enum side side,
			       struct arena *arena);
const char *range_from(const struct range *range, enum side side, struct arena *arena);

/* row_diff.c: the rows of a range that differ, each judged by recheck. */
bool row_diff(struct worker *worker, const struct range *range, uint64_t rows_count,
	      struct error *err) MUST_CHECK;

/*
 * recheck.c: by stability_rule.h, what of the candidates differs goes to the result.
 * *found: something does, or is undecided.
 */
struct candidate {
	/* of the key; without one the SHA-256 of a group of equal rows */
	const char *const *literals;
};
bool recheck(struct worker *worker, const struct range *range,
	     const struct candidate *candidates, size_t count, bool *found,
	     struct error *err) MUST_CHECK;
/* groups.c: the part of it for tables without a key. */
bool recheck_groups(struct worker *worker, const struct range *range,
		    const struct candidate *candidates, size_t count, bool *found,
		    struct error *err) MUST_CHECK;
/* The digest of a range as a whole. */
bool recheck_range(struct worker *worker, const struct range *range,
		   enum verify_outcome *out, struct error *err) MUST_CHECK;

/*
 * link.c: where the source is, and whether the target has applied that. A link that
 * stands still is given some time. *reached is false when no link runs, or it makes no
 * progress; verify->unlinked then says why, and the position has no file, until the
 * link is seen to run again.
 */
bool link_position(struct worker *worker, struct arena *arena, struct coordinates *out,
		   struct error *err) MUST_CHECK;
bool link_wait(struct worker *worker, const struct coordinates *goal, bool *reached,
	       struct error *err) MUST_CHECK;
/* Without waiting: the target has applied that, or applies nothing. */
bool link_passed(struct worker *worker, const struct coordinates *goal, bool *passed,
		 struct error *err) MUST_CHECK;
/* Position and wait in one. */
bool link_catch_up(struct worker *worker, bool *reached, struct error *err) MUST_CHECK;

/* throttle.c: pauses while the source is loaded; shows how far it is. */
bool throttle_keep(struct worker *worker, struct error *err) MUST_CHECK;
void throttle_show(struct verify *verify);
/* While the link is waited for, after a while; at may have no file yet. */
void throttle_show_wait(struct verify *verify, int64_t waited_ms,
			const struct coordinates *at, const struct coordinates *goal);

/* result.c: what was found; from any thread. */
void result_rows(struct verify *verify, struct subject *subject, uint64_t source,
		 uint64_t target);
/* Rows with the same fault; words is which ones. */
void result_fault(struct verify *verify, struct subject *subject,
		  enum verify_fault fault, uint64_t count, const char *words);
/* True when nobody wants to know more of the table's rows. */
bool result_is_settled(struct verify *verify, const struct subject *subject);
void result_range(struct verify *verify, struct subject *subject,
		  const struct key_range *range, enum verify_outcome outcome);
void result_note(struct verify *verify, struct subject *subject,
		 enum verify_outcome outcome, const char *note);
/* Not all differing rows of the table were looked for. */
void result_cut_short(struct verify *verify, struct subject *subject);
void result_finish(struct verify *verify);

#endif
