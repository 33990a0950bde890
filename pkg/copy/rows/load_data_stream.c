/*
 * Encodes the rows of a chunk for LOAD DATA whenever the client library needs bytes,
 * and adds every byte to the checksum.
 */
#include "copy/rows/checksum.h"
#include "copy/rows/rows.h"
#include "copy/state.h"

void load_data_begin(struct load_data_stream *stream, struct row_source *rows)
{
	size_t columns = rows->selection->count;

	stream->rows = rows;
	encode_begin(&stream->encoder, columns == 0 ? 1 : columns);
}

/* One row among many may be huge; the chunk then ends after it. */
bool load_data_is_enough(const struct row_source *rows, uint64_t bytes)
{
	return rows->query->bytes_most != 0 && bytes > rows->query->bytes_most &&
	       rows->rows != rows->query->limit;
}

int load_data_read(struct load_data_stream *stream, char *buffer, size_t size,
		   struct error *err)
{
	struct row_source *rows = stream->rows;
	size_t used = 0;

	while (rows->values != NULL && size - used >= ENCODE_LEAST) {
		used += encode_row(&stream->encoder, rows->values, rows->lengths,
				   buffer + used, size - used);
		if (!stream->encoder.done)
			break;
		encode_begin(&stream->encoder, stream->encoder.columns);
		if (load_data_is_enough(rows, rows->bytes + used))
			rows_cut(rows);
		else if (!rows_advance(rows, err))
			return -1;
	}
	checksum_add(rows->worker->checksum, buffer, used);
	return (int)used;
}

void load_data_hash_row(struct row_source *source)
{
	struct worker *worker = source->worker;
	struct load_data_stream stream;

	load_data_begin(&stream, source);
	while (!stream.encoder.done) {
		size_t used = encode_row(&stream.encoder, source->values,
					 source->lengths, worker->buffer, WORKER_BUFFER);

		checksum_add(worker->checksum, worker->buffer, used);
	}
}

bool load_data_hash_rows(struct row_source *source, struct error *err)
{
	struct load_data_stream stream;
	int used;

	load_data_begin(&stream, source);
	while ((used = load_data_read(&stream, source->worker->buffer, WORKER_BUFFER,
				      err)) > 0) {
		if (!run_goes_on(&source->worker->copy->pool.run, err))
			return false;
		rows_count_compared(source, (uint64_t)used);
	}
	return used == 0;
}
