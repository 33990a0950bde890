/*
 * Values that the target computes again: STORED generated columns. Rows are sent
 * without them, so the session that loads them must compute as the sessions did that
 * wrote them on the source.
 *
 * 1. A table with such columns is loaded by a session that has the source's own global
 *    time_zone, div_precision_increment and the like.
 * 2. Before the chunk is committed both servers say a digest of each such column.
 * 3. Where they differ, the chunk is rolled back to a savepoint, and a few rows that do
 *    are loaded under other settings, one setting after another. What gives more equal
 *    columns is taken for the chunk, and first for the next one.
 * 4. What no setting gives is noted: table, column, a row with both values. The copy is
 *    not complete then, unless the user accepts it.
 */
#ifndef COPY_COMPUTED_H
#define COPY_COMPUTED_H

#include "copy/workers/work.h"

/* What a generated value may depend on, as session variables. */
enum knob {
	KNOB_TIME_ZONE,
	KNOB_DIVISION,
	KNOB_SQL_MODE,
	KNOB_WEEK,
	KNOB_NAMES,
	KNOB_CIPHER,
	KNOB_COLLATION,
	KNOBS
};

/* One choice of a value for each knob; NULL: as the copy's sessions have it. */
struct compute_settings {
	const char *values[KNOBS]; /* as SQL: "'+09:00'", "12" */
};

/* A column that came out differently, once a column. */
struct compute_fault {
	struct compute_fault *next; /* in compute's list */
	const struct table *table;
	const char *column; /* its name */
	/* "id 1 is 0.33333 on the source and 0.3333 on the target" */
	const char *example;
};

/* computed_settings.c */
struct compute {
	/* of each knob, NULL-terminated, the source's own first; read once */
	const char *const *candidates[KNOBS];
	struct compute_fault *faults; /* guarded by copy->pool.lock */
};
bool computed_prepare(struct copy *copy, struct error *err) MUST_CHECK;
/* Whether it has STORED generated columns. */
bool computed_has_columns(const struct table *table);
/*
 * Whether the target computes anything for its rows: a generated column, a functional
 * key, a CHECK.
 */
bool computed_matters(const struct table *table);
/* Whether the table's definition has what the knob turns. */
bool computed_depends(const struct table *table, enum knob knob);
/* What the table's chunks are begun with: the source's globals. */
const struct compute_settings *computed_first(struct copy *copy,
					      const struct table *table);
/*
 * computed_next_zone: with the next time zone, for rows that the target refuses because
 * values computed differently are not unique. computed_next_opening: with the next
 * number of digits of a division or language of names, which no savepoint can try. NULL
 * after the last.
 */
const struct compute_settings *computed_next_zone(struct copy *copy,
						  const struct table *table,
						  const struct compute_settings *settings);
const struct compute_settings *computed_next_opening(
	struct copy *copy, const struct table *table,
	const struct compute_settings *settings);
/* The same with the next sql_mode: the target refuses to compute a value (1690). */
const struct compute_settings *computed_next_mode(struct copy *copy,
						  const struct table *table,
						  const struct compute_settings *settings);
/* Before a transaction: makes the server open the table again by these settings. */
bool computed_open(struct worker *worker, struct task *task,
		   const struct compute_settings *settings, struct error *err) MUST_CHECK;
/* The writer computes by these settings; NULL: again as all sessions of the copy. */
bool computed_apply(struct worker *worker, const struct compute_settings *settings,
		    struct error *err) MUST_CHECK;
/* The writer reads as all sessions do, and still divides as it was set to. */
bool computed_pause(struct worker *worker, struct error *err) MUST_CHECK;

/* prove.c: what both sides have in a chunk, by digests. */
struct proof {
	struct worker *worker; /* its reader and writer are asked */
	const struct task *task;
	const char *condition; /* of the chunk's rows */
	uint64_t rows;         /* as sent */
};
enum proof_result {
	PROOF_EQUAL,
	PROOF_ROWS_DIFFER,     /* what was sent is not what is there */
	PROOF_COMPUTED_DIFFERS /* only what the target has computed */
};
/*
 * The reader has no stream open; the writer is in the transaction of the chunk. *column
 * is the first computed one that differs, *agreeing how many do not.
 */
bool prove_rows(const struct proof *proof, struct arena *arena, enum proof_result *out,
		const struct column **column, size_t *agreeing,
		struct error *err) MUST_CHECK;

/*
 * load_send.c: the rows of the condition from the source to the target, by these
 * settings.
 */
bool load_sample(const struct proof *sample, const struct compute_settings *settings,
		 struct error *err) MUST_CHECK;

/* load.c sets it before the rows of such a chunk. */
#define COMPUTED_SAVEPOINT "extrepl_computed"

/*
 * computed.c: better settings for the rows that differ, or NULL when there are none
 * that a savepoint can try; *example is such a row. With `tries` the chunk's rows are
 * gone then: it has to be loaded again.
 */
bool computed_choose(const struct proof *proof, const struct compute_settings *now,
		     const struct column *column, bool tries,
		     const struct compute_settings **out, const char **example,
		     struct arena *arena, struct error *err) MUST_CHECK;
/* computed_keys.c: of a table that is loaded; notes keys that answer differently. */
bool computed_check_keys(struct worker *worker, struct task *task,
			 struct error *err) MUST_CHECK;
/* A column that came out differently; logged at once, and once. */
void computed_note(struct copy *copy, const struct table *table, const char *column,
		   const char *example);
/* An error unless all was computed as on the source, or that is accepted. */
bool computed_judge(struct copy *copy, struct error *err) MUST_CHECK;

#endif
