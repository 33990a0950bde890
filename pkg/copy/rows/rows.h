/*
 * Moves the rows of a range from the source to the target. pkg/copy/workers gives
 * ranges to workers.
 */
#ifndef COPY_ROWS_ROWS_H
#define COPY_ROWS_ROWS_H

#include "copy/rows/encode.h"
#include "copy/workers/work.h"
#include "tables/selection.h"

/* chunk.c: decides which rows come next. */
struct chunk_query {
	const char *sql;     /* the SELECT */
	uint64_t limit;      /* of rows; 0: none */
	uint64_t bytes_most; /* from this size on, the chunk ends early; 0: never */
	/* the chunk's upper bound if it has fewer rows than the limit */
	struct key_bound upto;
};
bool chunk_plan(struct worker *worker, const struct range *range,
		const struct selection *selection, struct arena *arena,
		struct chunk_query *out, struct error *err) MUST_CHECK;
/* The query for all rows of a range. */
const char *chunk_whole(const struct range *range, const struct selection *selection,
			struct arena *arena);

/* The stream of a table's rows; rows.c reads it, load.c and insert.c write it. */
struct row_source {
	struct worker *worker;
	struct task *task;
	const struct selection *selection;
	const struct chunk_query *query;
	struct arena *arena;          /* of the last row's key */
	const char *const *values;    /* of the current row; NULL: after the last */
	const unsigned long *lengths; /* of the values, in bytes */
	bool by_load;                 /* sent by LOAD DATA, not by INSERT */
	bool streaming;               /* the reader has more of the result to read */
	uint64_t rows, bytes;         /* sent so far */
	uint64_t rows_counted;        /* of these, added to the copy's figures */
	struct key_bound last;        /* where the chunk ends, when rows may follow */
	/* how many ENUMs have the error value; storing it gives a warning */
	uint64_t error_values;
	/*
	 * JSON that only an expression can create: in the current row; in any row so
	 * far
	 */
	bool special, special_seen;
};

/* Opens the stream and reads the first row. */
bool rows_open(struct row_source *source, struct error *err) MUST_CHECK;
bool rows_advance(struct row_source *source, struct error *err) MUST_CHECK;
/* Makes the current row the chunk's last, although the stream has more. */
void rows_cut(struct row_source *source);
/* Counts the rows read so far as sent. bytes: newly sent to the target. */
void rows_count_bytes(struct row_source *source, uint64_t bytes);
/* The same for rows that are only compared. */
void rows_count_compared(struct row_source *source, uint64_t bytes);
/*
 * Call it after the rows and before they are committed or taken for unchanged: whether
 * their table is still that of the snapshot (moved.h).
 */
bool rows_confirm(struct row_source *source, struct error *err) MUST_CHECK;
/*
 * Call it after the last row: DDL on the source then no longer waits for this session.
 */
bool rows_release(struct row_source *source, struct error *err) MUST_CHECK;
/* Ends the stream early and keeps the snapshot. */
bool rows_abandon(struct row_source *source, struct error *err) MUST_CHECK;

/* load_data_stream.c: encodes rows for LOAD DATA; every byte goes into the checksum. */
struct load_data_stream {
	struct row_source *rows;
	struct encoder encoder;
};
void load_data_begin(struct load_data_stream *stream, struct row_source *rows);
/* Returns how many bytes were written; 0 at the end, -1 with err. */
int load_data_read(struct load_data_stream *stream, char *buffer, size_t size,
		   struct error *err);
/* Whether the chunk, with this many bytes, ends after the current row. */
bool load_data_is_enough(const struct row_source *rows, uint64_t bytes);
/* Only adds the current row, or all remaining rows, to the checksum. */
void load_data_hash_row(struct row_source *source);
bool load_data_hash_rows(struct row_source *source, struct error *err) MUST_CHECK;

/* insert.c: sends the rows with INSERT, where LOAD DATA LOCAL is not allowed. */
bool insert_rows(struct row_source *source, struct db_load_result *out,
		 struct error *err) MUST_CHECK;

/* load.c: sends a range from the reader to the writer, chunk by chunk. */
bool load_range(struct worker *worker, struct range *range, struct error *err) MUST_CHECK;

#endif
