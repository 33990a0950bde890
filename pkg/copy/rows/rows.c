/*
 * Reads the rows of a chunk from the source, one at a time, within the snapshot.
 * Choosing them is left to chunk.c, sending them to load_send.c and insert.c.
 */
#include "copy/rows/rows.h"

#include <string.h>

#include "copy/rows/checksum.h"
#include "copy/sessions/sessions.h"
#include "copy/snapshot/moved.h"
#include "copy/state.h"
#include "sql/server_errors.h"
#include "tables/json.h"

static void note_lost(const struct row_source *source)
{
	if (db_lost(source->worker->reader))
		atomic_store(&source->worker->reads, false);
}

static bool note_change(struct row_source *source, const struct error *err)
{
	note_lost(source);
	if (server_error_is_altered(err->code))
		source->worker->copy->source_changed = true;
	return false;
}

static void look_at_row(struct row_source *source)
{
	for (size_t i = 0; i < source->selection->count; i++) {
		if (source->selection->columns[i]->type->error_value &&
		    source->values[i] != NULL && source->lengths[i] == 1 &&
		    source->values[i][0] == '0')
			source->error_values++;
	}
	source->special = false;
	for (size_t i = 0; i < source->selection->typed_count; i++) {
		size_t types = source->selection->count + i;

		checksum_add_types(source->worker->checksum, source->values[types],
				   source->lengths[types]);
		if (source->values[types] != NULL &&
		    json_is_special(source->values[types], source->lengths[types]))
			source->special = source->special_seen = true;
	}
}

/* Records the key of the current row as the chunk's end. */
static void note_key(struct row_source *source)
{
	const struct key *key = source->task->key;
	const struct selection *selection = source->selection;
	const char **literals =
		arena_array(source->arena, key->ordered_count, sizeof(*literals));

	for (size_t i = 0; i < key->ordered_count; i++) {
		size_t at = 0;

		while (strcmp(selection->columns[at]->name, key->columns[i].name) != 0)
			at++;
		literals[i] = key_literal(&key->columns[i], source->values[at],
					  source->lengths[at], source->arena);
	}
	source->last.literals = literals;
}

bool rows_advance(struct row_source *source, struct error *err)
{
	if (!db_stream_next(source->worker->reader, &source->values, &source->lengths,
			    err)) {
		source->streaming = false;
		return note_change(source, err);
	}
	if (source->values == NULL) {
		source->streaming = false;
		return true;
	}
	source->rows++;
	look_at_row(source);
	if (source->rows == source->query->limit)
		note_key(source);
	return true;
}

void rows_cut(struct row_source *source)
{
	note_key(source);
	source->values = NULL;
}

bool rows_open(struct row_source *source, struct error *err)
{
	checksum_begin(source->worker->checksum);
	atomic_store(&source->worker->reads, true);
	if (!db_stream(source->worker->reader, source->query->sql, err))
		return note_change(source, err);
	source->streaming = true;
	return rows_advance(source, err);
}

void rows_count_bytes(struct row_source *source, uint64_t bytes)
{
	struct copy *copy = source->worker->copy;

	source->bytes += bytes;
	atomic_fetch_add(&copy->progress.rows_sent, source->rows - source->rows_counted);
	source->rows_counted = source->rows;
	atomic_fetch_add(&source->task->shown, bytes);
	atomic_fetch_add(&copy->progress.bytes_sent, bytes);
	progress_show(copy);
}

void rows_count_compared(struct row_source *source, uint64_t bytes)
{
	struct copy *copy = source->worker->copy;

	source->bytes += bytes;
	atomic_fetch_add(&source->task->shown, bytes);
	progress_show(copy);
}

bool rows_abandon(struct row_source *source, struct error *err)
{
	struct db *reader = source->worker->reader;
	struct error interrupted = { 0 };

	if (source->streaming) {
		if (!sessions_kill_query(source->worker->copy, reader, err))
			return false;
		/*
		 * Reads the result to its end. A KILL that arrives late hits the empty
		 * statement.
		 */
		if ((!db_stream_drop(reader, &interrupted) ||
		     !db_execute(reader, "DO 0", &interrupted)) &&
		    db_lost(reader)) {
			*err = interrupted;
			return false;
		}
		source->streaming = false;
	}
	return rows_release(source, err);
}

bool rows_confirm(struct row_source *source, struct error *err)
{
	struct worker *worker = source->worker;
	struct db *reader = source->streaming ? NULL : worker->reader;

	return moved_check(worker->copy, reader, source->task->table, err) ||
	       note_change(source, err);
}

/*
 * Rolling back to the savepoint releases the table's metadata lock, so that no DDL
 * waits for the copy.
 */
bool rows_release(struct row_source *source, struct error *err)
{
	if (!db_execute(source->worker->reader, "ROLLBACK TO SAVEPOINT extrepl", err)) {
		note_lost(source);
		return false;
	}
	atomic_store(&source->worker->reads, false);
	return true;
}
