/* Rows as the bytes of LOAD DATA, and their fingerprint. */
#include "copy/rows/checksum.h"
#include "copy/rows/rows.h"
#include "copy/state.h"

void feed_begin(struct feed *feed, struct row_source *rows)
{
	size_t columns = rows->selection->count;

	feed->rows = rows;
	encode_begin(&feed->encoder, columns == 0 ? 1 : columns);
}

/* One row among many may be huge: the chunk then ends behind it. */
bool feed_is_enough(const struct row_source *rows, uint64_t bytes)
{
	return rows->query->bytes_most != 0 && bytes > rows->query->bytes_most &&
	       rows->rows != rows->query->limit;
}

int feed_read(struct feed *feed, char *buffer, size_t size, struct error *err)
{
	struct row_source *rows = feed->rows;
	size_t used = 0;

	while (rows->values != NULL && size - used >= ENCODE_LEAST) {
		used += encode_row(&feed->encoder, rows->values, rows->lengths,
				   buffer + used, size - used);
		if (!feed->encoder.done)
			break;
		encode_begin(&feed->encoder, feed->encoder.columns);
		if (feed_is_enough(rows, rows->bytes + used))
			rows_cut(rows);
		else if (!rows_advance(rows, err))
			return -1;
	}
	fingerprint_add(rows->worker->fingerprint, buffer, used);
	return (int)used;
}

void feed_hash_row(struct row_source *source)
{
	struct worker *worker = source->worker;
	struct feed feed;

	feed_begin(&feed, source);
	while (!feed.encoder.done) {
		size_t used = encode_row(&feed.encoder, source->values, source->lengths,
					 worker->buffer, WORKER_BUFFER);

		fingerprint_add(worker->fingerprint, worker->buffer, used);
	}
}

bool feed_hash_rows(struct row_source *source, struct error *err)
{
	struct feed feed;
	int used;

	feed_begin(&feed, source);
	while ((used = feed_read(&feed, source->worker->buffer, WORKER_BUFFER, err)) > 0) {
		if (!run_goes_on(&source->worker->copy->run, err))
			return false;
		rows_count_compared(source, (uint64_t)used);
	}
	return used == 0;
}
