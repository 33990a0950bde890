/*
 * What the files of the comparison share. One struct verify lives for one verify_run. A
 * worker is a thread with a session on each side; it uses no other worker's sessions.
 */
#ifndef VERIFY_INTERNAL_H
#define VERIFY_INTERNAL_H

#include <stdatomic.h>

#include "base/pool.h"
#include "tables/digest.h"
#include "tables/partitions.h"
#include "verify/verify.h"

enum side { SOURCE, TARGET, SIDES };

/* A table that both sides have, while it is compared. ranges_make fills it in. */
struct subject {
	struct verify_table *result;      /* what is found goes here */
	const struct table *table[SIDES]; /* in the catalogs */
	const struct key *key;            /* the source's */
	bool indexed[SIDES];              /* that side has the key */
	bool partitioned; /* on either side: no row is looked for by its key alone */
	/* names, if both sides have the same: each is a range; else NULL */
	const char *const *partitions;
	struct digest digest; /* the expressions that both sides compute */

	/* Guarded by verify->pool.lock. */
	bool cutting;   /* a worker looks for the next bound */
	bool given_out; /* its last range too, or it was altered */
	bool whole;     /* partitions differ: the table is compared as a whole */

	/* Used by the one worker that cuts. */
	uint64_t range_rows;   /* rows of a range of chunk_size bytes, as estimated */
	size_t next_partition; /* index into partitions */
	bool by_number;        /* a single integer: bounds are counted, not asked for */
	bool begun;            /* first and last are known */
	bool signed_number;    /* first is below 0 */
	uint64_t first, last;  /* of the source, as two's complement when signed */
	uint64_t next;         /* first + next begins the next range */
	struct key_bound bound; /* where the next range begins */
	/* how many numbers a range spans; compare.c adapts it */
	atomic_uint_fast64_t step;
};

/* A part of a table that one worker compares. ranges_next fills it in. */
struct range {
	struct subject *subject; /* NULL: no range is left */
	struct key_range keys;   /* no bounds: the whole table, or the partition */
	const char *partition;   /* only its rows; NULL: all */
	uint64_t step;           /* the subject's step when it was cut */
};

struct verify;

struct worker {
	struct verify *verify;
	struct db *db[SIDES]; /* NULL until pair_open */
	struct arena *arena;  /* used by this thread only; lives as long as verify */
};

/* A place in the source's binlog. */
struct coordinates {
	const char *file;  /* NULL: unknown, as no link is waited for */
	uint64_t position; /* bytes */
};

struct verify {
	const struct verify_job *job; /* the caller's, valid for the whole verify_run */
	/* the workers; its lock guards what says so, and the result */
	struct pool pool;
	struct arena *arena; /* of the result; guarded by lock once workers run */

	struct catalog catalog[SIDES];         /* set by definitions_compare */
	struct key *keys[SIDES];               /* in the catalog's order */
	const char *const **partitions[SIDES]; /* names, in the catalog's order */
	bool binary;                           /* digest_is_binary of both sides */
	struct verify_result result;           /* complete after result_finish */
	struct subject *subjects;              /* big tables first */
	size_t subjects_count;
	size_t first_left; /* all subjects before it are given out; guarded by lock */

	struct worker *workers;
	unsigned threads; /* length of workers */

	/* Why no link brings changes over now, or NULL; guarded by lock. */
	const char *unlinked;
	const char *missed;  /* its value when it mattered for the first time */
	int64_t started;     /* run_clock */
	uint64_t rows_total; /* the source's estimate */
	atomic_uint_fast64_t rows_done; /* of the source, compared by digest */
	atomic_uint asking;             /* workers whose digest queries run now */
	/* run_clock when throttle.c last did each of these */
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
 * recheck.c: reports the candidates that differ by the rule in stability_rule.h.
 * *found: at least one differs or is undecided.
 */
struct candidate {
	/*
	 * SQL literals of the key; without a key the SHA-256 of a group of equal rows
	 */
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
 * stands still is given some time. *reached is false when no link runs or it makes no
 * progress: verify->unlinked then says why. Until the link runs again, the coordinates
 * have no file.
 */
bool link_position(struct worker *worker, struct arena *arena, struct coordinates *out,
		   struct error *err) MUST_CHECK;
bool link_wait(struct worker *worker, const struct coordinates *goal, bool *reached,
	       struct error *err) MUST_CHECK;
/* Without waiting. *passed: the target has applied the goal, or applies nothing. */
bool link_passed(struct worker *worker, const struct coordinates *goal, bool *passed,
		 struct error *err) MUST_CHECK;
/* link_position and link_wait in one. */
bool link_catch_up(struct worker *worker, bool *reached, struct error *err) MUST_CHECK;

/* throttle.c: pauses while the source is busy; shows how far the comparison is. */
bool throttle_keep(struct worker *worker, struct error *err) MUST_CHECK;
void throttle_show(struct verify *verify);
/* Shows, after a while, that the link is waited for. `at` may have no file yet. */
void throttle_show_wait(struct verify *verify, int64_t waited_ms,
			const struct coordinates *at, const struct coordinates *goal);

/* result.c: what was found; from any thread. */
void result_rows(struct verify *verify, struct subject *subject, uint64_t source,
		 uint64_t target);
/* Rows with the same fault; words is which ones. */
void result_fault(struct verify *verify, struct subject *subject,
		  enum verify_fault fault, uint64_t count, const char *words);
/* True when enough differing rows of the table are known. */
bool result_is_settled(struct verify *verify, const struct subject *subject);
void result_range(struct verify *verify, struct subject *subject,
		  const struct key_range *range, enum verify_outcome outcome);
void result_note(struct verify *verify, struct subject *subject,
		 enum verify_outcome outcome, const char *note);
/* Not all differing rows of the table were looked for. */
void result_cut_short(struct verify *verify, struct subject *subject);
void result_finish(struct verify *verify);

#endif
