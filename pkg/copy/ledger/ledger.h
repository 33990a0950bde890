/*
 * The ledger: what is on the target because of a copy, in the table extrepl.chunk
 * there. It has a row for each database, a row for each table (number 0, with the
 * digest of its definition), and a row for each range of a table's rows. A range with a
 * digest is loaded; a range without one is open: none of its rows is on the target.
 *
 * A range is loaded chunk by chunk. A chunk's rows, its row in the ledger and the open
 * range's new lower bound are one transaction, so the ledger is always true. The ranges
 * of a table tile it, without gap or overlap: each begins where another one ends. A
 * non-transactional table is one range, which is kept only if it is loaded completely.
 *
 * Example: a table with the ids 1 to 2000, two workers, chunks of 400 rows. Each line
 * is a range: number, above (not included), up to (included), rows, digest.
 *
 * 1. The table is recorded, then created. A table that is one open range has no row for
 *    it.
 *
 *      0   -      -         0  definition
 *
 * 2. Worker A has loaded the first chunk, number 1. The rest is open, number 2.
 *
 *      1   start  400     400  aa11
 *      2   400    end       0  -
 *
 * 3. Worker B has nothing to do. Worker A splits what is left in the middle: the table
 *    has three ranges now.
 *
 *      1   start  400     400  aa11
 *      2   400    1201      0  -
 *      3   1201   end       0  -
 *
 * 4. Worker A commits chunk 4. In a range with an upper bound a chunk may be larger by
 *    a quarter. Worker B has begun chunk 5, above 1201, and not committed it.
 *
 *      1   start  400     400  aa11
 *      4   400    900     500  bb22
 *      2   900    1201      0  -
 *      3   1201   end       0  -
 *
 * 5. The copy is killed. The target rolls chunk 5 back, its row in the ledger too. The
 *    ledger stays as in 4.
 *
 * 6. The next run takes a new snapshot. The definition is the same and the ranges tile,
 *    so the table is kept. Ranges 1 and 4 are read from the source and hashed. Id 500
 *    has changed: the 500 rows of range 4 are deleted and the range is open again, in
 *    one transaction. Range 1 is kept.
 *
 *      1   start  400     400  aa11
 *      4   400    900       0  -
 *      2   900    1201      0  -
 *      3   1201   end       0  -
 *
 * 7. The open ranges are loaded as chunks with new numbers: 5 replaces 4, 6 replaces
 *    2, 7 and 8 replace 3 (which worker gets which number is chance). The table is
 *    complete when ledger_check finds no open range, and all ranges and rows.
 *
 *      1   start  400     400  aa11
 *      5   400    900     500  cc33
 *      6   900    1201    301  dd44
 *      7   1201   1601    400  ee55
 *      8   1601   end     399  ff66
 */
#ifndef COPY_LEDGER_LEDGER_H
#define COPY_LEDGER_LEDGER_H

#include "copy/workers/work.h"

/* ledger.c: creates the ledger's table on the target, unless it exists. */
bool ledger_prepare(struct db *target, struct error *err) MUST_CHECK;
/*
 * The databases that an unfinished copy of this name created, NULL-terminated; none
 * when it is complete.
 */
bool ledger_databases(struct db *target, const char *name, struct arena *arena,
		      const char *const **out, struct error *err) MUST_CHECK;
/* Whether an unfinished copy of this name has the database in its list. */
bool ledger_begun(struct db *target, const char *name, const char *database, bool *out,
		  struct error *err) MUST_CHECK;
/*
 * Deletes the rows of a complete copy when the next copy begins, so that it does not
 * take them for its own.
 */
bool ledger_forget_complete(struct copy *copy, struct error *err) MUST_CHECK;
/* When the unfinished copy, now resumed, began. */
bool ledger_started_at(struct copy *copy, const char **out, struct error *err) MUST_CHECK;
/* Removes all tables and ranges from the ledger; the databases stay recorded. */
bool ledger_void(struct copy *copy, struct error *err) MUST_CHECK;
bool ledger_add_database(struct copy *copy, const char *database,
			 struct error *err) MUST_CHECK;
bool ledger_forget_database(struct copy *copy, const char *database,
			    struct error *err) MUST_CHECK;
bool ledger_forget_table(struct copy *copy, struct db *db, const char *database,
			 const char *table, struct error *err) MUST_CHECK;
/* Fails unless the ledger has every task, complete and with all rows. */
bool ledger_check(struct copy *copy, struct error *err) MUST_CHECK;

/* ledger_ranges.c: the rows of tables and of their ranges. */
bool ledger_read(struct copy *copy, struct rows *out, struct error *err) MUST_CHECK;
/* Columns of ledger_read, in order of database, table, number, by bytes. */
enum {
	LEDGER_DATABASE,
	LEDGER_TABLE,
	LEDGER_NUMBER,
	LEDGER_DIGEST,
	LEDGER_LOWER,
	LEDGER_UPPER,
	LEDGER_ROWS,
	LEDGER_BYTES
};
/* Records all tables that do not exist yet, before they are created. */
bool ledger_add_tables(struct copy *copy, struct error *err) MUST_CHECK;
bool ledger_add_table(struct copy *copy, struct db *db, const struct task *task,
		      struct error *err) MUST_CHECK;
/* A part of a range that is loaded in one transaction. load.c fills it in. */
struct chunk {
	unsigned number;       /* of its ledger row, from the task's next_number */
	struct key_range keys; /* upto is valid once the rows are sent */
	bool last;             /* the last of its range; false: the rest stays open */
	/* of the rest's ledger row, if the range has none yet; else 0 */
	unsigned rest_number;
	uint64_t rows, bytes; /* as sent */
	const char *digest;   /* checksum of the rows as sent (checksum.h) */
};
/*
 * Begins the chunk's transaction with its ledger row. If the answer to COMMIT is lost,
 * that row shows whether it was committed.
 */
bool ledger_begin(struct copy *copy, struct db *writer, const struct task *task,
		  const struct chunk *chunk, struct error *err) MUST_CHECK;
/*
 * Completes the chunk's ledger row, moves the open range's lower bound after the chunk,
 * and commits.
 */
bool ledger_commit(struct copy *copy, struct db *writer, struct range *range,
		   const struct chunk *chunk, struct error *err) MUST_CHECK;
/* Whether the chunk's transaction was committed. */
bool ledger_has(struct copy *copy, struct db *db, const struct task *task,
		unsigned number, bool *out, struct error *err) MUST_CHECK;
/* Whether the ledger has a row with this number, loaded or open. */
bool ledger_notes(struct copy *copy, struct db *db, const struct task *task,
		  unsigned number, bool *out, struct error *err) MUST_CHECK;
/* Records `rest` as open; `range` now ends where `rest` begins. */
bool ledger_split(struct copy *copy, struct db *db, const struct range *range,
		  const struct range *rest, struct error *err) MUST_CHECK;
/* Deletes the rows of a changed range, and records the range as open. */
bool ledger_reopen(struct copy *copy, struct db *db, const struct range *range,
		   struct error *err) MUST_CHECK;

#endif
