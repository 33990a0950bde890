/*
 * Sends rows to the target, by LOAD DATA or by INSERT: the rows of a chunk, or a sample
 * that shows what the target computes under other settings.
 */
#include "base/text.h"
#include "copy/rows/computed.h"
#include "copy/rows/loading.h"
#include "copy/rows/rows.h"
#include "copy/state.h"

/* Gives the client library the next bytes of the file to send. */
static int read_rows(void *arg, char *buffer, unsigned size, struct error *err)
{
	struct load_data_stream *stream = arg;
	int used = load_data_read(stream, buffer, size, err);

	/* At least one row in the buffer has such a value. */
	if (used >= 0 && stream->rows->special_seen) {
		error_set(err, ERROR_FAILED,
			  "a JSON document holds a value that text cannot represent");
		return -1;
	}
	if (used > 0)
		rows_count_bytes(stream->rows, (uint64_t)used);
	return used;
}

static bool load_rows(struct row_source *rows, struct db_load_result *out,
		      struct error *err)
{
	struct load_data_stream stream;
	const struct db_load_input input = { read_rows, &stream };

	load_data_begin(&stream, rows);
	return db_load(rows->worker->writer, rows->selection->load, &input, out, err);
}

bool loading_send(struct loading *loading, struct db_load_result *result,
		  struct error *err)
{
	struct copy *copy = loading->worker->copy;
	struct row_source *rows = &loading->rows;

	if (rows->values == NULL)
		return true;
	if (loading->settings != NULL &&
	    !computed_apply(loading->worker, loading->settings, err))
		return false;
	rows->by_load = copy->can.load_data && !rows->task->by_insert;
	return rows->by_load ? load_rows(rows, result, err) :
			       insert_rows(rows, result, err);
}

bool loading_is_shifted(const struct compute_settings *settings)
{
	return settings != NULL && settings->values[KNOB_TIME_ZONE] != NULL;
}

bool load_sample(const struct proof *sample, const struct compute_settings *settings,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct worker *worker = sample->worker;
	struct range range = { .task = (struct task *)sample->task };
	struct selection selection;

	selection_make(sample->task->table, loading_is_shifted(settings), arena,
		       &selection);
	struct chunk_query query = { .sql = arena_printf(arena, "%s WHERE %s",
							 selection.select,
							 sample->condition) };
	struct loading loading = {
		.worker = worker,
		.range = &range,
		.settings = settings,
		.rows = { .worker = worker,
			  .task = range.task,
			  .selection = &selection,
			  .query = &query,
			  .arena = arena },
	};
	struct db_load_result result = { 0 };
	struct error abandoning = { 0 };
	bool ok = rows_open(&loading.rows, err) && loading_send(&loading, &result, err);

	loading_uncount(&loading.rows);
	if (!rows_abandon(&loading.rows, &abandoning)) {
		if (ok)
			*err = abandoning;
		return false;
	}
	return ok;
}
