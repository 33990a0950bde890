/*
 * Keys over computed values: a functional key, a key on a VIRTUAL column, a multi-valued
 * key. Only the key stores such values, as the session that wrote the row computed
 * them, and a query that uses the key returns them. After a table is loaded, both sides
 * are queried through each such key (key_ask.c). If they find other rows, settings are
 * searched with which the target computes what the source's key has (key_settings.c),
 * and the key is built again with them (key_settle.c).
 */
#ifndef COPY_KEY_QUESTION_H
#define COPY_KEY_QUESTION_H

#include "copy/rows/computed.h"

/* A part of a key: a column, a functional part, or a multi-valued one. */
struct key_part {
	const char *text; /* "`shop`", or the expression */
	/* "cast(DOCUMENT as TYPE array)"; of other parts NULL */
	const char *document, *type;
};

struct key_question {
	struct worker *worker; /* its reader and writer are asked */
	struct task *task;
	const char *key; /* its name */
	/* up to the computed part that is asked, which is the last one */
	const struct key_part *parts;
	size_t count;
	bool whole_column; /* it is a VIRTUAL column, not a prefix of one */
	/* with which the target's key was built */
	const struct compute_settings *settings;
	struct arena *arena; /* holds the answer */
};

struct key_answer {
	bool same;
	const char *why;   /* not the same: what was seen */
	const char *where; /* the condition of a value that finds other rows, or NULL */
	struct rows values; /* that were looked up; count 0: none */
	bool partly;        /* the key may have more values */
};

/*
 * How many of a key's values are looked up at most; how many of the rows of each; and
 * how many rows in all, about. A row that is looked up is read, in the order of the key.
 */
#define KEY_VALUES 10000
#define KEY_VALUE_ROWS 10000
#define KEY_ROWS 1000000

/* key_ask.c: call them before the first question about a key, and after the last one. */
bool key_begin_sessions(const struct key_question *question, struct error *err) MUST_CHECK;
bool key_end_sessions(const struct key_question *question, struct error *err) MUST_CHECK;
/* Whether both sides find the same rows through the key. */
bool key_ask(const struct key_question *question, struct key_answer *out,
	     struct error *err) MUST_CHECK;
/* Whether both sides find the same rows by these values, which may be of no row. */
bool key_ask_values(const struct key_question *question, const struct rows *values,
		    struct key_answer *out, struct error *err) MUST_CHECK;
/* A line about the key in the log. */
void key_log(const struct key_question *question, const char *what);
/* Sets both sessions to the question's settings. */
bool key_set_sessions(const struct key_question *question, struct error *err) MUST_CHECK;
/*
 * SELECT with a subquery for each of the values from *next on: how many rows it finds by
 * the key, "12"; with `row` (", HEX(`id`)"), also a digest of them: "12 3456". *next
 * becomes the number of the first value that is left.
 */
const char *key_look_up(const struct key_question *question, const char *row,
			const struct rows *values, size_t *next, struct arena *arena);

/*
 * key_use.c: queries by expressions that the user wrote. If the server cannot compute
 * one of them, there are no rows, and *refusal is its message; else that is NULL.
 */
bool key_query(struct db *db, const char *sql, struct arena *arena, struct rows *out,
	       const char **refusal, struct error *err) MUST_CHECK;
/* Whether the query is answered by the key alone, without the rows. */
bool key_answers_alone(struct db *db, const char *sql, bool *out,
		       struct error *err) MUST_CHECK;
/*
 * Sets a collation_connection with which the server looks up such values by the key.
 * *out: there is one.
 */
bool key_find_collation(const struct key_question *question, struct db *db,
			const struct rows *values, bool *out,
			struct error *err) MUST_CHECK;

/*
 * key_settings.c: settings with which the target computes more of the values that the
 * source's key has; NULL: none are better. `where` is from an answer. The table has a
 * key to find its rows by.
 */
struct key_sample {
	const char *condition; /* SQL: of rows that were not found with some settings */
	unsigned count;        /* of the rows; 0 at first */
};
bool key_find_settings(const struct key_question *question, const char *where,
		       struct key_sample *sample, const struct compute_settings **out,
		       struct error *err) MUST_CHECK;

/*
 * key_parts.c: reads the parts of a key up to the one with this seq_in_index (as text).
 */
bool key_read_parts(struct db *db, const struct table *table, const char *key,
		    const char *last, struct arena *arena, struct key_part **out,
		    size_t *count, struct error *err) MUST_CHECK;
bool key_part_is_functional(const struct key_part *part);
/* The part that is an array; at most one part of a key is. NULL: none. */
const struct key_part *key_array(const struct key_question *question);
/*
 * The values of all parts: what to select, KEY_PART_COLUMNS columns for each part, and
 * what follows FROM. `index` is a hint ("FORCE INDEX ...") or "". Rows that cannot be
 * looked up are left out.
 */
#define KEY_PART_COLUMNS 2
const char *key_values_selected(const struct key_question *question, struct arena *arena);
const char *key_values_from(const struct key_question *question, const char *index,
			    const char *condition, struct arena *arena);
/* The literal of a part's value in such a row; NULL: it is NULL. */
const char *key_value_literal(const struct rows *rows, size_t row, size_t part,
			      struct arena *arena);
/*
 * The condition for these parts: "`shop` = '7' AND ...". The row has their values from
 * the part number `first` on.
 */
const char *key_values_matched(const struct key_part *parts, size_t count,
			       const struct rows *rows, size_t row, size_t first,
			       struct arena *arena);

/* key_arrays.c: MySQL's multi-valued keys. */
/* If the expression is an array, sets the part's document and type. */
void key_part_parse_array(const char *expression, struct arena *arena,
			  struct key_part *out);
/* Whether the key's values depend on the session that writes them. */
bool key_part_array_depends(const struct key_part *part);
/* The type of its values, as a column of JSON_TABLE has it. */
const char *key_part_array_column(const struct key_part *part);

#endif
