/*
 * The key that identifies and orders the rows of a table, and ranges of that key.
 *
 * Ranges cover all rows without gap or overlap. A range contains the rows above its
 * lower bound, up to and including its upper bound. Bounds are SQL literals, which mean
 * the same on both sides.
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
 * the optimizer may use. columns_count 0: no such key.
 */
struct key {
	const char *name;           /* "PRIMARY" */
	struct key_column *columns; /* in the key's order */
	size_t columns_count;
	/*
	 * How many leading columns have literals that compare in the order of the
	 * index. ENUM and SET do not: they compare as text but are ordered by number.
	 * 0: the whole table is one range.
	 */
	size_t ordered_count;
};

/* Reads the keys of all tables of the catalog, in its order, with one query. */
bool keys_read(struct db *db, const struct catalog *catalog, struct arena *arena,
	       struct key **out, struct error *err) MUST_CHECK;

/*
 * One literal for each ordered column, like 12 and _utf8mb4 X'61'. NULL: the end of the
 * table.
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
 * SELECTs the ordered key columns of the row that is rows_count rows above the bound,
 * in key order. That row is the next bound (key_bound_of); no row when fewer are left.
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

/* literal.c: the SQL literal for a value of a key's column, read as its type says. */
const char *key_literal(const struct key_column *column, const char *value,
			size_t length, struct arena *arena);
/* The condition that matches the row with these literals, one for each column. */
const char *key_row_condition(const struct key *key, const char *const *literals,
			      struct arena *arena);
/* The first count columns as readable text: "id 4711", "(a, b) (1, 'x')". */
const char *key_text(const struct key *key, const char *const *literals, size_t count,
		     struct arena *arena);

#endif
