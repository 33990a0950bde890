/*
 * The key by which the rows of a table are told apart and put in order, and ranges of
 * it.
 *
 * Ranges tile from the first row to the last without gap or overlap: a range holds what
 * is above its lower bound and not above its upper one. Bounds are SQL literals, which
 * mean the same on both sides.
 */
#ifndef TABLES_KEYS_H
#define TABLES_KEYS_H

#include "tables/tables.h"

struct key_column {
	const char *name;
	const char *collation;          /* NULL if it is not text */
	const char *data_type;          /* as information_schema spells it */
	const struct column_type *type; /* how it is read and written */
};

/*
 * The primary key, else the first unique key without prefix, expression or NULL that
 * the server may use. columns_count 0: none.
 */
struct key {
	const char *name;           /* "PRIMARY" */
	struct key_column *columns; /* in the key's order */
	size_t columns_count;
	/*
	 * The leading columns whose literals compare as the index is ordered. ENUM and
	 * SET, for one, compare as text and are ordered by number. 0: no ranges, the
	 * table is one range.
	 */
	size_t ordered_count;
};

/* The keys of all tables of the catalog, in its order, by one query. */
bool keys_read(struct db *db, const struct catalog *catalog, struct arena *arena,
	       struct key **out, struct error *err) MUST_CHECK;

/*
 * One literal for each ordered column, "12, _utf8mb4 X'61'" style; NULL is the end of
 * the table.
 */
struct key_bound {
	const char *const *literals;
};

struct key_range {
	struct key_bound above; /* literals NULL: from the first row */
	struct key_bound upto;  /* literals NULL: to the last row */
};

/* The condition for WHERE; "TRUE" for a range without bounds. */
const char *key_range_condition(const struct key *key, const struct key_range *range,
				struct arena *arena);

/* The ordered columns, quoted, for SELECT or ORDER BY. */
const char *key_ordered_columns(const struct key *key, struct arena *arena);

/*
 * SELECT of the ordered key columns of the row that is rows_count rows above the bound,
 * in key order: the next bound, or no row when fewer are left. key_bound_of makes the
 * bound of its row.
 */
const char *key_bound_query(const struct table *table, const struct key *key,
			    const struct key_bound *above, uint64_t rows_count,
			    struct arena *arena);
struct key_bound key_bound_of(const struct key *key, const struct rows *rows,
			      size_t row, struct arena *arena);

struct key_bound key_bound_copy(const struct key *key, const struct key_bound *bound,
				struct arena *arena);

/* Whether both are written the same; the end of the table is equal to itself. */
bool key_bound_equal(const struct key *key, const struct key_bound *a,
		     const struct key_bound *b);

/* The bound as text for the ledger and back. */
const char *key_bound_print(const struct key *key, const struct key_bound *bound,
			    struct arena *arena);
bool key_bound_parse(const struct key *key, const char *text, struct arena *arena,
		     struct key_bound *out) MUST_CHECK;

/* literal.c: a value of a key's column, read as its type says, for SQL. */
const char *key_literal(const struct key_column *column, const char *value,
			size_t length, struct arena *arena);
/* The condition for the one row that has these literals, one for each column. */
const char *key_row_condition(const struct key *key, const char *const *literals,
			      struct arena *arena);
/* The first count columns as a person reads them: "id 4711", "(a, b) (1, 'x')". */
const char *key_text(const struct key *key, const char *const *literals, size_t count,
		     struct arena *arena);

#endif
