/*
 * Values that the target computes again: STORED generated columns. Rows are sent
 * without them, so the loading session must compute them like the sessions that wrote
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

/* The session variables that a generated value may depend on. */
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

/* One value for each setting; NULL: as in all sessions of the copy. */
struct compute_settings {
	const char *values[KNOBS]; /* as SQL: "'+09:00'", "12" */
};

/* A column or key whose values differ, listed once. */
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
/* Whether the table has STORED generated columns. */
bool computed_has_columns(const struct table *table);
/*
 * Whether the target computes anything for the table's rows: a generated column, a
 * functional key, a CHECK.
 */
bool computed_matters(const struct table *table);
/* Whether the setting can affect the table's definition. */
bool computed_depends(const struct table *table, enum knob knob);
/* The first settings to try for the table: the source's global variables. */
const struct compute_settings *computed_first(struct copy *copy,
					      const struct table *table);
/* A copy of the settings that lives as long as the copy of the data. */
const struct compute_settings *computed_keep(struct copy *copy,
					     const struct compute_settings *settings);
/*
 * The settings with another value; NULL after the last. computed_next_zone: the next
 * time zone, when the target refuses rows because differently computed values are not
 * unique. computed_next_opening: the next number of digits of a division or language of
 * names; these need the table reopened, so a savepoint cannot try them.
 */
const struct compute_settings *computed_next_zone(struct copy *copy,
						  const struct table *table,
						  const struct compute_settings *settings);
const struct compute_settings *computed_next_opening(
	struct copy *copy, const struct table *table,
	const struct compute_settings *settings);
/*
 * The same with the next sql_mode, after the target could not compute a value (1690).
 */
const struct compute_settings *computed_next_mode(struct copy *copy,
						  const struct table *table,
						  const struct compute_settings *settings);
/*
 * Makes the server reopen the table with these settings. Call it before a transaction.
 */
bool computed_open(struct worker *worker, struct task *task,
		   const struct compute_settings *settings, struct error *err) MUST_CHECK;
/* Applies these settings to the writer; NULL: those of all sessions of the copy. */
bool computed_apply(struct worker *worker, const struct compute_settings *settings,
		    struct error *err) MUST_CHECK;
/* Resets the writer's settings for reading, but keeps its setting for divisions. */
bool computed_pause(struct worker *worker, struct error *err) MUST_CHECK;

/* prove.c: compares a chunk of both sides by digests. */
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
 * The reader must have no stream open; the writer is in the chunk's transaction.
 * *column is the first generated column that differs, *agreeing how many do not differ.
 */
bool prove_rows(const struct proof *proof, struct arena *arena, enum proof_result *out,
		const struct column **column, size_t *agreeing,
		struct error *err) MUST_CHECK;

/*
 * load_send.c: sends the rows of the condition from the source to the target, with
 * these settings.
 */
bool load_sample(const struct proof *sample, const struct compute_settings *settings,
		 struct error *err) MUST_CHECK;

/* load.c sets this savepoint before the rows of a chunk with generated columns. */
#define COMPUTED_SAVEPOINT "extrepl_computed"

/*
 * computed.c: finds better settings for the rows that differ, or NULL when no settings
 * that a savepoint can try are better; *example describes such a row. With `tries`, the
 * chunk's rows are rolled back, so it must be loaded again.
 */
bool computed_choose(const struct proof *proof, const struct compute_settings *now,
		     const struct column *column, bool tries,
		     const struct compute_settings **out, const char **example,
		     struct arena *arena, struct error *err) MUST_CHECK;
/*
 * key_settle.c: checks the keys of a loaded table. A key that finds other rows than on
 * the source is built again with other settings, or recorded.
 */
bool computed_check_keys(struct worker *worker, struct task *task,
			 struct error *err) MUST_CHECK;

/* Records a column whose values differ, and logs it immediately, but only once. */
void computed_note(struct copy *copy, const struct table *table, const char *column,
		   const char *example);
/*
 * Fails unless all values were computed as on the source, or the user accepts the
 * differences.
 */
bool computed_judge(struct copy *copy, struct error *err) MUST_CHECK;

#endif
