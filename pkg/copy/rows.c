#include "copy/internal.h"

#include "tables/json.h"
#include "tables/selection.h"

/* The source's answers to a table that is not any more as the snapshot has it. */
static bool says_changed(unsigned code)
{
	enum {
		UNKNOWN_TABLE = 1146,
		UNKNOWN_COLUMN = 1054,
		UNKNOWN_DATABASE = 1049,
		DEFINITION_CHANGED = 1412
	};

	return code == UNKNOWN_TABLE || code == UNKNOWN_COLUMN ||
	       code == UNKNOWN_DATABASE || code == DEFINITION_CHANGED;
}

static bool note_change(struct row_source *source, const struct error *err)
{
	if (says_changed(err->code))
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

		if (source->values[types] != NULL &&
		    json_is_special(source->values[types], source->lengths[types]))
			source->special = true;
	}
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
	return true;
}

bool rows_open(struct row_source *source, const struct table *table, struct error *err)
{
	atomic_store(&source->worker->sent, 0);
	atomic_store(&source->worker->expected, table->bytes);
	/*
	 * Rolling back to here lets go of the table's metadata lock, so that no DDL
	 * waits for the copy.
	 */
	if (!db_execute(source->worker->reader, "SAVEPOINT extrepl", err))
		return false;
	if (!db_stream(source->worker->reader, source->selection->select, err))
		return note_change(source, err);
	source->streaming = true;
	return rows_advance(source, err);
}

void rows_count_bytes(struct row_source *source, uint64_t bytes)
{
	struct copy *copy = source->worker->copy;

	source->bytes += bytes;
	atomic_fetch_add(&copy->rows_sent, source->rows - source->rows_counted);
	source->rows_counted = source->rows;
	atomic_fetch_add(&source->worker->sent, bytes);
	atomic_fetch_add(&copy->bytes_sent, bytes);
	progress_show(copy);
}

bool rows_abandon(struct row_source *source, struct error *err)
{
	struct copy *copy = source->worker->copy;
	struct db *reader = source->worker->reader;
	struct error interrupted;

	if (source->streaming) {
		(void)pthread_mutex_lock(&copy->lock);
		bool ok = db_kill_query(copy->killer, db_server(reader)->connection_id,
					err);
		(void)pthread_mutex_unlock(&copy->lock);
		if (!ok)
			return false;
		/*
		 * What is under way is read to its end; a kill that came late hits the
		 * empty statement.
		 */
		if ((!db_stream_drop(reader, &interrupted) ||
		     !db_execute(reader, "DO 0", &interrupted)) &&
		    db_lost(reader)) {
			*err = interrupted;
			return false;
		}
		source->streaming = false;
	}
	return db_execute(reader, "ROLLBACK TO SAVEPOINT extrepl", err);
}
