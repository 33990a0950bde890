/*
 * Compares what an earlier run loaded with the source as it is now. Deletes everything
 * that changed before anything is loaded, because a unique value may have moved to
 * another row.
 */
#include <inttypes.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/ledger/ledger.h"
#include "copy/ledger/resume.h"
#include "copy/rows/checksum.h"
#include "copy/rows/computed.h"
#include "copy/rows/rows.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "tables/computed_keys.h"

static void list_ranges(struct copy *copy, int state)
{
	for (size_t i = 0; i < copy->tasks.count; i++) {
		struct task *task = &copy->tasks.list[i];
		struct range **end = &task->todo;

		task->todo = NULL;
		for (struct range *range = task->ranges; range != NULL;) {
			struct range *next = range->all;

			if ((int)range->state == state) {
				*end = range;
				end = &range->next;
			}
			range = next;
		}
		*end = NULL;
	}
}

/*
 * Generated values of kept rows must equal the source's, too; if not, the range is
 * loaded again.
 */
static bool compare_computed(struct worker *worker, const struct range *range,
			     struct arena *arena, bool *same, struct error *err)
{
	const struct task *task = range->task;
	const struct proof proof = {
		.worker = worker,
		.task = task,
		.condition = task->chunked ?
				     key_range_condition(task->key, &range->keys, arena) :
				     "TRUE",
		.rows = range->rows,
	};
	const struct column *column;
	enum proof_result verdict;
	size_t agreeing;

	if (!*same || !computed_has_columns(task->table) ||
	    worker->copy->job->computed_accepted)
		return true;
	if (!prove_rows(&proof, arena, &verdict, &column, &agreeing, err))
		return false;
	*same = verdict == PROOF_EQUAL;
	return true;
}

static bool compare_one_range(struct worker *worker, struct range *range,
			      struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct selection selection;
	struct chunk_query query = { 0 };
	struct row_source rows = { .worker = worker,
				   .task = range->task,
				   .selection = &selection,
				   .query = &query,
				   .arena = arena };

	selection_make(range->task->table, false, arena, &selection);
	query.sql = chunk_whole(range, &selection, arena);
	bool same = false;
	if (!rows_open(&rows, err) || !load_data_hash_rows(&rows, err) ||
	    !rows_confirm(&rows, err))
		return error_wrap(err, "table %s",
				  quote_table(range->task->table->database,
					      range->task->table->name, arena));
	same = rows.rows == range->rows &&
	       text_equal(checksum_print(worker->checksum, arena), range->digest);
	if (!compare_computed(worker, range, arena, &same, err) ||
	    !rows_release(&rows, err))
		return error_wrap(err, "table %s",
				  quote_table(range->task->table->database,
					      range->task->table->name, arena));
	range->state = same ? RANGE_KEPT : RANGE_CHANGED;
	if (!same)
		atomic_fetch_sub(&range->task->shown, rows.bytes);
	return true;
}

/* The table is removed from the ledger first, then dropped and created again. */
bool task_redo(struct worker *worker, struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct copy *copy = worker->copy;
	const struct table *table = task->table;

	if (!ledger_forget_table(copy, worker->writer, table->database, table->name, err) ||
	    !db_executef(worker->writer, err, "DROP TABLE IF EXISTS %s",
			 quote_table(table->database, table->name, arena)) ||
	    !ledger_add_table(copy, worker->writer, task, err))
		return false;
	task->exists = false;
	task->created = false;
	(void)pthread_mutex_lock(&copy->pool.lock);
	task->ranges = range_make(task, copy->arena);
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return schema_create_table(copy, worker->writer, task, arena, err);
}

static bool reopen(struct worker *worker, struct range *range, struct error *err)
{
	enum { STALL_TIMEOUT_MS = 10 * 60 * 1000 };
	struct wait wait =
		wait_start(&worker->copy->pool.run, STALL_TIMEOUT_MS, 100, 2000);

	while (!ledger_reopen(worker->copy, worker->writer, range, err)) {
		struct error unused = { 0 };

		if (db_lost(worker->writer) ||
		    !db_execute(worker->writer, "ROLLBACK", &unused) ||
		    !server_error_is_lock(err->code) || !wait_again(&wait))
			return false;
	}
	range->state = RANGE_OPEN;
	return true;
}

static void count_ranges(const struct task *task, size_t *kept, size_t *changed)
{
	*kept = *changed = 0;
	for (const struct range *range = task->ranges; range != NULL; range = range->all) {
		*kept += range->state == RANGE_KEPT;
		*changed += range->state == RANGE_CHANGED;
	}
}

/*
 * Afterwards each range of the table is on the target as the source has it, or not at
 * all.
 */
static bool settle(struct worker *worker, struct task *task, struct error *err)
{
	size_t kept, changed;

	count_ranges(task, &kept, &changed);
	if (!task->exists || changed == 0)
		return true;
	/*
	 * If a key depends on the session, a DELETE might compute other values and not
	 * find the rows in that key.
	 */
	if (kept == 0 || table_has_session_key(task->table))
		return task_redo(worker, task, err);
	for (struct range *range = task->ranges; range != NULL; range = range->all) {
		if (range->state != RANGE_CHANGED || reopen(worker, range, err))
			continue;
		/* On the target the range contains other rows than on the source. */
		if (err->kind == ERROR_FAILED && err->code == 0)
			return task_redo(worker, task, err);
		return false;
	}
	return true;
}

static void count_kept(struct copy *copy)
{
	for (size_t i = 0; i < copy->tasks.count; i++) {
		struct task *task = &copy->tasks.list[i];

		for (struct range *range = task->ranges; range != NULL;
		     range = range->all) {
			if (range->state != RANGE_KEPT)
				continue;
			task->chunks++;
			task->rows += range->rows;
			task->bytes += range->bytes;
		}
		copy->earlier.kept_chunks += task->chunks;
		copy->earlier.kept_rows += task->rows;
		copy->earlier.kept_bytes += task->bytes;
	}
}

static void say_kept(const struct copy *copy)
{
	AUTO_ARENA *arena = arena_make();

	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
		 "kept %" PRIu64 " of %" PRIu64 " chunk%s, %s, not sent again",
		 copy->earlier.kept_chunks, copy->earlier.chunks,
		 copy->earlier.chunks == 1 ? "" : "s",
		 text_bytes(arena, copy->earlier.kept_bytes));
}

bool resume_compare(struct copy *copy, struct error *err)
{
	if (copy->earlier.chunks > 0) {
		list_ranges(copy, RANGE_RECORDED);
		copy->progress.comparing = true;
		bool ok = workers_run_ranges(copy, compare_one_range, NULL, err);
		copy->progress.comparing = false;
		if (!ok || !workers_run(copy, settle, err))
			return false;
		count_kept(copy);
		say_kept(copy);
	}
	list_ranges(copy, RANGE_OPEN);
	return true;
}
