/*
 * Values that the target computes again: STORED generated columns. Rows are sent
 * without them, so the loading session must compute them as the sessions did that wrote
 * the rows on the source.
 *
 * 1. A table with such columns is loaded by a session that has the source's own global
 *    time_zone, div_precision_increment and the like.
 * 2. Before the chunk is committed, both servers compute a digest of each such column.
 * 3. Where the digests differ, the chunk is rolled back to a savepoint, and a few rows
 *    that differ are loaded with other settings, one setting after another. The
 *    settings that give more equal columns are used for the chunk, and tried first for
 *    the next one.
 * 4. A value that no setting produces is recorded: table, column, a row with both
 *    values. The copy is not complete then, unless the user accepts it.
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

/* One value for each setting; NULL: as the copy's sessions have it. */
struct compute_settings {
	const char *values[KNOBS]; /* as SQL: "'+09:00'", "12" */
};

/* A column whose values differ, listed once per column. */
struct compute_fault {
	struct compute_fault *next; /* in compute's list */
	const struct table *table;
	const char *column; /* its name */
	/* "id 1 is 0.33333 on the source and 0.3333 on the target" */
	const char *example;
};

/* computed_settings.c */
struct compute {
	/* values of each setting, NULL-terminated, the source's own first; read once */
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
/* Whether the setting can affect the table's definition. */
bool computed_depends(const struct table *table, enum knob knob);
/* The settings with which the table's chunks begin: the source's globals. */
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
/* The same with the next sql_mode, after the target refused to compute a value (1690).
 */
const struct compute_settings *computed_next_mode(struct copy *copy,
						  const struct table *table,
						  const struct compute_settings *settings);
/* Before a transaction: makes the server reopen the table with these settings. */
bool computed_open(struct worker *worker, struct task *task,
		   const struct compute_settings *settings, struct error *err) MUST_CHECK;
/* Applies these settings to the writer; NULL: back to those of all sessions of the
 * copy. */
bool computed_apply(struct worker *worker, const struct compute_settings *settings,
		    struct error *err) MUST_CHECK;
/* The writer reads as all sessions do, but keeps its setting for divisions. */
bool computed_pause(struct worker *worker, struct error *err) MUST_CHECK;

/* prove.c: compares a chunk on both sides by digests. */
struct proof {
	struct worker *worker; /* its reader and writer are asked */
	const struct task *task;
	const char *condition; /* of the chunk's rows */
	uint64_t rows;         /* as sent */
};
enum proof_result {
	PROOF_EQUAL,
	PROOF_ROWS_DIFFER,     /* the stored rows differ from those that were sent */
	PROOF_COMPUTED_DIFFERS /* only computed values differ */
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

/* load.c sets this savepoint before the rows of such a chunk. */
#define COMPUTED_SAVEPOINT "extrepl_computed"

/*
 * computed.c: better settings for the rows that differ, or NULL when there are none
 * that a savepoint can try; *example is such a row. With `tries`, the chunk's rows are
 * then gone, and it must be loaded again.
 */
bool computed_choose(const struct proof *proof, const struct compute_settings *now,
		     const struct column *column, bool tries,
		     const struct compute_settings **out, const char **example,
		     struct arena *arena, struct error *err) MUST_CHECK;
/* computed_keys.c: checks a loaded table; records keys that return other rows. */
bool computed_check_keys(struct worker *worker, struct task *task,
			 struct error *err) MUST_CHECK;
/* computed_arrays.c: MySQL's multi-valued keys. */
struct array_question {
	struct worker *worker; /* its reader and writer are asked */
	const struct table *table;
	const char *key, *expression; /* name, and "cast(... as datetime array)" */
	const struct compute_settings *settings; /* the target's key was made by them */
};
bool computed_is_array(const char *expression);
/* Whether some of the key's values are found as often on both sides. */
bool computed_ask_array(const struct array_question *question, bool *out,
			struct error *err) MUST_CHECK;
/* Records a column whose values differ; logs it immediately, and once. */
void computed_note(struct copy *copy, const struct table *table, const char *column,
		   const char *example);
/* Fails unless everything was computed as on the source, or the user accepts the
 * differences. */
bool computed_judge(struct copy *copy, struct error *err) MUST_CHECK;

#endif
