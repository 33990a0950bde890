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
#include "tables/table_names.h"
#include "verify/verify.h"

enum side { SOURCE, TARGET, SIDES };

/* A table that both sides have, while it is compared. ranges_make fills it in. */
struct subject {
	struct verify_table *result;      /* where findings go */
	const struct table *table[SIDES]; /* in the catalogs */
	const struct key *key;            /* the source's */
	bool indexed[SIDES];              /* that side has the key */
	/* on either side; then rows are not found by their key alone */
	bool partitioned;
	/* names, if both sides have the same partitions (each is a range); else NULL */
	const char *const *partitions;
	struct digest digest; /* the expressions that both sides compute */

	/* Guarded by verify->pool.lock. */
	bool cutting;     /* a worker is finding the next bound */
	bool given_out;   /* including its last range; or it was altered */
	bool whole;       /* partitions differ: the table is compared as a whole */
	unsigned running; /* how many of its ranges are being compared */

	/* Guarded by verify->renamed.lock: compared before all was last judged. */
	bool finished;

	/* Used by the one worker that cuts. */
	uint64_t range_rows;   /* rows of a range of chunk_size bytes, as estimated */
	size_t next_partition; /* index into partitions */
	/* the key is a single integer: bounds are calculated, not queried */
	bool by_number;
	bool begun;             /* first and last are known */
	bool signed_number;     /* first is below 0 */
	uint64_t first, last;   /* of the source, as two's complement when signed */
	uint64_t next;          /* first + next begins the next range */
	struct key_bound bound; /* where the next range begins */
	/* how many numbers a range spans; compare.c adapts it */
	atomic_uint_fast64_t step;
};

/* A part of a table that one worker compares. ranges_next fills it in. */
struct range {
	struct subject *subject; /* NULL: no range is left */
	struct key_range keys;   /* no bounds: the whole table or partition */
	const char *partition;   /* only its rows; NULL: all */
	uint64_t step;           /* the subject's step when the range was cut */
};

struct verify;

struct worker {
	struct verify *verify;
	struct db *db[SIDES]; /* NULL until pair_open */
	struct arena *arena;  /* used by this thread only; lives as long as verify */
};

/* A place in the source's binlog. */
struct coordinates {
	const char *file;  /* NULL: unknown; no link to wait for */
	uint64_t position; /* bytes */
};

/* renamed.c: the names of all tables, on each side */
struct renamed_tables {
	pthread_mutex_t lock; /* guards the lists once workers run */
	/*
	 * Before the catalogs were read; when last looked. Until the first look, only
	 * the counts of `now` are valid: those of `then`.
	 */
	struct table_names then[SIDES], now[SIDES];
	atomic_int_fast64_t at; /* run_clock of the last look */
};

struct verify {
	const struct verify_job *job; /* the caller's, valid for the whole verify_run */
	/* the workers; its lock guards the result and the members that say so */
	struct pool pool;
	struct arena *arena; /* of the result; guarded by lock once workers run */

	struct catalog catalog[SIDES];         /* set by definitions_compare */
	struct key *keys[SIDES];               /* in the catalog's order */
	const char *const **partitions[SIDES]; /* names, in the catalog's order */
	bool binary;                           /* digest_is_binary of both sides */
	struct verify_result result;           /* complete after result_finish */
	struct subject *subjects;              /* big tables first */
	size_t subjects_count;
	/* all subjects before this index are given out; guarded by lock */
	size_t first_left;

	struct renamed_tables renamed;

	struct worker *workers;
	unsigned threads; /* length of workers */

	/* Why no link replicates changes now, or NULL; guarded by lock. */
	const char *unlinked;
	const char *missed;  /* its value when it first affected the result */
	int64_t started;     /* run_clock */
	uint64_t rows_total; /* the source's estimate */
	/* rows of the source that were compared by digest */
	atomic_uint_fast64_t rows_done;
	atomic_uint asking; /* how many workers run digest queries now */
	/* run_clock of the last progress line, load check and wait line (throttle.c) */
	atomic_int_fast64_t progress_at, load_at, wait_shown_at;
};

/* pair.c: a pair of read-only sessions. */
bool pair_open(struct verify *verify, struct worker *worker, struct error *err) MUST_CHECK;
void pair_close(struct worker *worker);
/* Runs one query on each side, at the same time. */
bool pair_ask(struct worker *worker, const char *const sql[SIDES], struct arena *arena,
	      struct rows out[SIDES], struct error *err) MUST_CHECK;

/* definitions.c: reads both catalogs and lists what differs. */
bool definitions_compare(struct verify *verify, struct error *err) MUST_CHECK;

/*
 * counters.c: sequences and AUTO_INCREMENT counters that differ. Sets `follows` where the
 * target's only follows the source's, which moves; waits for the link for that.
 */
struct moving {
	const struct table *table; /* the source's */
	bool follows;
};
bool counters_judge(struct worker *worker, struct moving *list, size_t count,
		    struct error *err) MUST_CHECK;

/*
 * ranges.c: cuts tables into ranges. *out has no subject when all ranges are given out.
 */
bool ranges_make(struct verify *verify, struct error *err) MUST_CHECK;
bool ranges_next(struct worker *worker, struct range *out, struct error *err) MUST_CHECK;
/* Call it once the range is compared. */
void ranges_done(struct verify *verify, const struct range *range);

/* compare.c: compares one range completely, including the verdict on its rows. */
bool compare_one_range(struct worker *worker, const struct range *range,
		       struct error *err) MUST_CHECK;

/*
 * range_query.c: the query for the range's digest on that side (count, sum), and its
 * FROM clause.
 */
const char *range_digest_query(const struct range *range, enum side side,
			       struct arena *arena);
const char *range_from(const struct range *range, enum side side, struct arena *arena);

/* row_diff.c: finds the rows of a range that differ; recheck judges each. */
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
/* groups.c: recheck for tables without a key. */
bool recheck_groups(struct worker *worker, const struct range *range,
		    const struct candidate *candidates, size_t count, bool *found,
		    struct error *err) MUST_CHECK;
/* The same for the digest of a whole range. */
bool recheck_range(struct worker *worker, const struct range *range,
		   enum verify_outcome *out, struct error *err) MUST_CHECK;

/*
 * link.c: where the source's binlog is, and whether the target has applied it. If the
 * link stops, it waits some time. *reached is false when no link runs or it makes no
 * progress; verify->unlinked then says why. Until the link runs again, the coordinates
 * have no file.
 */
bool link_position(struct worker *worker, struct arena *arena, struct coordinates *out,
		   struct error *err) MUST_CHECK;
bool link_wait(struct worker *worker, const struct coordinates *goal, bool *reached,
	       struct error *err) MUST_CHECK;
/* Does not wait. *passed: the target has applied the goal, or applies nothing. */
bool link_passed(struct worker *worker, const struct coordinates *goal, bool *passed,
		 struct error *err) MUST_CHECK;
/* link_position, then link_wait. */
bool link_catch_up(struct worker *worker, bool *reached, struct error *err) MUST_CHECK;

/*
 * renamed.c: renamed_begin before the catalogs are read. renamed_keep between two
 * ranges, and renamed_end at the end, note the tables that were renamed or have other
 * partitions now.
 */
bool renamed_begin(struct verify *verify, struct error *err) MUST_CHECK;
bool renamed_keep(struct worker *worker, struct error *err) MUST_CHECK;
bool renamed_end(struct worker *worker, struct error *err) MUST_CHECK;
void renamed_release(struct verify *verify);

/* throttle.c: pauses while the source is busy; shows the progress. */
bool throttle_keep(struct worker *worker, struct error *err) MUST_CHECK;
void throttle_show(struct verify *verify);
/* True for one worker in each interval: the first that calls it. */
bool throttle_is_due(atomic_int_fast64_t *last, int64_t every_ms);
/* After some time, logs that it waits for the link. `at` may have no file yet. */
void throttle_show_wait(struct verify *verify, int64_t waited_ms,
			const struct coordinates *at, const struct coordinates *goal);

/* result.c: records findings. Any thread may call it. */
void result_rows(struct verify *verify, struct subject *subject, uint64_t source,
		 uint64_t target);
/* Rows with the same fault; words names them. */
void result_fault(struct verify *verify, struct subject *subject,
		  enum verify_fault fault, uint64_t count, const char *words);
/* True when enough differing rows of the table are recorded. */
bool result_is_settled(struct verify *verify, const struct subject *subject);
void result_range(struct verify *verify, struct subject *subject,
		  const struct key_range *range, enum verify_outcome outcome);
void result_note(struct verify *verify, struct subject *subject,
		 enum verify_outcome outcome, const char *note);
/* Notes that the search for differing rows of the table ended early. */
void result_cut_short(struct verify *verify, struct subject *subject);
void result_finish(struct verify *verify);

#endif
