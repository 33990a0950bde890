/*
 * The ledger: what is on the target because of a copy.
 */
#ifndef COPY_LEDGER_LEDGER_H
#define COPY_LEDGER_LEDGER_H

#include "copy/work/work.h"

/*
 * ledger.c: what is on the target because of this copy: a row a database, a row a table
 * with the digest of its definition, a row a range of its rows.
 */
bool ledger_prepare(struct db *target, struct error *err) MUST_CHECK;
/*
 * The databases that an unfinished copy of this name has made, NULL-terminated; none
 * when it is complete.
 */
bool ledger_databases(struct db *target, const char *name, struct arena *arena,
		      const char *const **out, struct error *err) MUST_CHECK;
/* Whether an unfinished copy of this name was to make the database, noted or not. */
bool ledger_begun(struct db *target, const char *name, const char *database, bool *out,
		  struct error *err) MUST_CHECK;
/*
 * A complete copy's rows are history when the next one begins: they must not look like
 * its own.
 */
bool ledger_forget_complete(struct copy *copy, struct error *err) MUST_CHECK;
/* When the unfinished copy that is gone on with was begun. */
bool ledger_started_at(struct copy *copy, const char **out, struct error *err) MUST_CHECK;
/* What was loaded counts no more; the databases stay noted. */
bool ledger_void(struct copy *copy, struct error *err) MUST_CHECK;
bool ledger_add_database(struct copy *copy, const char *database,
			 struct error *err) MUST_CHECK;
bool ledger_forget_database(struct copy *copy, const char *database,
			    struct error *err) MUST_CHECK;
bool ledger_forget_table(struct copy *copy, struct db *db, const char *database,
			 const char *table, struct error *err) MUST_CHECK;
/* Every task must be there, whole, with its rows. */
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
/* Notes all tables that do not exist yet, before they are made. */
bool ledger_add_tables(struct copy *copy, struct error *err) MUST_CHECK;
bool ledger_add_table(struct copy *copy, struct db *db, const struct task *task,
		      struct error *err) MUST_CHECK;
/* A part of a range that is loaded in one transaction. */
struct chunk {
	unsigned number;
	struct key_range keys;
	bool last; /* of its range; else the rest is noted as open under rest_number */
	unsigned rest_number;
	uint64_t rows, bytes;
	const char *digest;
};
/*
 * Begins the chunk's transaction with its row. Its key decides what a lost answer to
 * COMMIT meant.
 */
bool ledger_begin(struct copy *copy, struct db *writer, const struct task *task,
		  const struct chunk *chunk, struct error *err) MUST_CHECK;
/* Fills the row in, moves the open range's lower bound behind it, commits. */
bool ledger_commit(struct copy *copy, struct db *writer, struct range *range,
		   const struct chunk *chunk, struct error *err) MUST_CHECK;
/* Whether the chunk's transaction was committed. */
bool ledger_has(struct copy *copy, struct db *db, const struct task *task,
		unsigned number, bool *out, struct error *err) MUST_CHECK;
/* Whether it has a row of this number, loaded or open. */
bool ledger_notes(struct copy *copy, struct db *db, const struct task *task,
		  unsigned number, bool *out, struct error *err) MUST_CHECK;
/* `range` ends where `rest`, which is noted as open, begins. */
bool ledger_split(struct copy *copy, struct db *db, const struct range *range,
		  const struct range *rest, struct error *err) MUST_CHECK;
/* Deletes the rows of a range that changed, and notes it as open. */
bool ledger_reopen(struct copy *copy, struct db *db, const struct range *range,
		   struct error *err) MUST_CHECK;

#endif
