/*
 * A query by a range of the key does not return rows in the wrong partition. This file
 * counts all rows without a condition. If some were missed, it loads the whole table
 * again; on the target each row is then in its right partition.
 */
#include "copy/rows/strays.h"

#include <inttypes.h>

#include "copy/ledger/ledger.h"
#include "copy/ledger/resume.h"
#include "copy/rows/rows.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "tables/partitions.h"

static bool count_rows(struct worker *worker, const char *name, uint64_t *out,
		       struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(worker->reader, arena_printf(arena, "SELECT COUNT(*) FROM %s", name),
		      arena, &rows, err) ||
	    !db_execute(worker->reader, "ROLLBACK TO SAVEPOINT extrepl", err))
		return false;
	*out = rows_number(rows_value(&rows, 0, 0), 0);
	return true;
}

static bool load_whole(struct worker *worker, struct task *task, struct error *err)
{
	task->chunked = false;
	task->chunks = task->rows = task->bytes = 0;
	return task_redo(worker, task, err) && load_range(worker, task->ranges, err);
}

bool strays_load(struct worker *worker, struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct copy *copy = worker->copy;
	uint64_t count;

	if (!task->chunked || !table_is_partitioned(task->table))
		return true;
	const char *name = quote_table(task->table->database, task->table->name, arena);
	if (!count_rows(worker, name, &count, err))
		return error_wrap(err, "table %s", name);
	if (count == task->rows)
		return true;
	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
		 "%s has %" PRIu64 " rows and %" PRIu64 " where its key finds them: "
		 "some are in the wrong "
		 "partition; all are read again, "
		 "and each goes into its right "
		 "partition on the target",
		 name, count, task->rows);
	return load_whole(worker, task, err);
}
