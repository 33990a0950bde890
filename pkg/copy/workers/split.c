/*
 * Splits the open range of the last big table, so that several workers load it. Does
 * not split a small rest.
 */
#include <inttypes.h>

#include "base/text.h"
#include "copy/ledger/ledger.h"
#include "copy/sessions/sessions.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/* Splits only if an estimated number of this many chunks is left. */
#define LEAST_CHUNKS 4

static bool is_wanted(struct copy *copy, struct task *task, uint64_t *rows_left)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	bool wanted = task->split_wanted && task->todo == NULL;
	uint64_t done = task->rows;
	task->split_wanted = false;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	uint64_t all = task->table->rows;
	*rows_left = all > done ? all - done : 0;
	return wanted;
}

/*
 * The key of the row in the middle of the rest; no literals when there is no such row.
 */
static bool find_middle(struct worker *worker, const struct range *range,
			uint64_t rows_left, struct arena *arena, struct key_bound *out,
			struct error *err)
{
	const struct task *task = range->task;
	const char *columns = key_ordered_columns(task->key, arena);
	struct rows rows;

	if (!db_query(worker->reader,
		      arena_printf(arena,
				   "SELECT %s FROM %s FORCE INDEX (%s) WHERE %s ORDER BY %s"
				   " LIMIT 1 OFFSET %" PRIu64,
				   columns,
				   quote_table(task->table->database, task->table->name,
					       arena),
				   quote_name(task->key->name, arena),
				   key_range_condition(task->key, &range->keys, arena),
				   columns, rows_left / 2),
		      arena, &rows, err) ||
	    !db_execute(worker->reader, "ROLLBACK TO SAVEPOINT extrepl", err))
		return false;
	if (rows.count == 1)
		*out = key_bound_of(task->key, &rows, 0, arena);
	return true;
}

static struct range *rest_of(struct copy *copy, struct range *range,
			     const struct key_bound *middle)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	struct range *rest = range_make(range->task, copy->arena);
	rest->keys.above = key_bound_copy(range->task->key, middle, copy->arena);
	rest->keys.upto = range->keys.upto;
	rest->number = range->task->next_number++;
	rest->rows = range->rows;
	rest->bytes = range->bytes;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return rest;
}

/*
 * Handles a failed split. If the connection was lost before the answer to COMMIT, the
 * split may have been committed: the ledger shows it.
 */
static bool settle_split(struct worker *worker, const struct range *rest, bool *noted,
			 struct error *err)
{
	if (!db_lost(worker->writer))
		return server_error_is_lock(err->code) &&
		       db_execute(worker->writer, "ROLLBACK", err);
	return sessions_renew_writer(worker, err) &&
	       ledger_notes(worker->copy, worker->writer, rest->task, rest->number,
			    noted, err);
}

bool split_range(struct worker *worker, struct range *range, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct copy *copy = worker->copy;
	struct task *task = range->task;
	struct key_bound middle = { NULL };
	uint64_t rows_left;

	if (!is_wanted(copy, task, &rows_left) || range->rows == 0 ||
	    task->key->ordered_count < task->key->columns_count ||
	    rows_left / range->rows < LEAST_CHUNKS)
		return true;
	if (!find_middle(worker, range, rows_left, arena, &middle, err))
		return false;
	if (middle.literals == NULL)
		return true;
	struct range *rest = rest_of(copy, range, &middle);
	bool noted = ledger_split(copy, worker->writer, range, rest, err);
	if (!noted && !settle_split(worker, rest, &noted, err))
		return false;
	/* Rolled back: load the range without a split. */
	if (!noted)
		return true;
	range->keys.upto = rest->keys.above;
	queue_add(copy, rest);
	return true;
}
