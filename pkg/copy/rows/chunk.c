/*
 * Decides which rows of a range come next: about chunk_size bytes, in the order of
 * the key. Reading and sending them is left to rows.c and load.c.
 */
#include <inttypes.h>

#include "copy/rows/rows.h"
#include "copy/state.h"
#include "sql/quote.h"

/* Bytes of a row if there is no estimate. */
#define USUAL_ROW_BYTES 200
/* A chunk that grows to this many times chunk_size ends early. */
#define MOST_TIMES 2

/*
 * Uses the row size of the last chunk, else the source's estimate. A range with an
 * upper bound was usually one chunk in an earlier run; the limit is a quarter higher,
 * so that a few more rows do not split it.
 */
static uint64_t rows_of_a_chunk(const struct copy *copy, const struct range *range)
{
	const struct table *table = range->task->table;
	uint64_t size = USUAL_ROW_BYTES;

	if (range->rows > 0)
		size = range->bytes / range->rows + 1;
	else if (table->rows > 0)
		size = table->bytes / table->rows + 1;
	uint64_t count = copy->job->chunk_size / size + 1;
	return range->keys.upto.literals == NULL ? count : count + count / 4;
}

static const char *select_range(const struct task *task,
				const struct selection *selection,
				const struct key_range *range, uint64_t limit,
				struct arena *arena)
{
	const char *sql =
		arena_printf(arena, "%s FORCE INDEX (%s) WHERE %s ORDER BY %s",
			     selection->select, quote_name(task->key->name, arena),
			     key_range_condition(task->key, range, arena),
			     key_ordered_columns(task->key, arena));

	return limit == 0 ? sql : arena_printf(arena, "%s LIMIT %" PRIu64, sql, limit);
}

const char *chunk_whole(const struct range *range, const struct selection *selection,
			struct arena *arena)
{
	if (range->task->chunked)
		return select_range(range->task, selection, &range->keys, 0, arena);
	return arena_printf(arena, "%s%s", selection->select, selection->in_order);
}

/*
 * Rows with equal values in the key's ordered columns must stay together, so this finds
 * the bound first. A range with an upper bound was one chunk in an earlier run.
 */
static bool find_bound(struct worker *worker, const struct range *range, uint64_t count,
		       struct arena *arena, struct key_bound *out, struct error *err)
{
	const struct task *task = range->task;
	struct rows rows;

	*out = range->keys.upto;
	if (out->literals != NULL)
		return true;
	if (!db_query(worker->reader,
		      key_bound_query(task->table, task->key, &range->keys.above, count,
				      arena),
		      arena, &rows, err))
		return false;
	if (rows.count == 1)
		*out = key_bound_of(task->key, &rows, 0, arena);
	return true;
}

bool chunk_plan(struct worker *worker, const struct range *range,
		const struct selection *selection, struct arena *arena,
		struct chunk_query *out, struct error *err)
{
	const struct task *task = range->task;
	struct chunk_query query = { .upto = range->keys.upto };

	if (!task->chunked) {
		query.sql = chunk_whole(range, selection, arena);
		*out = query;
		return true;
	}
	struct key_range keys = range->keys;
	uint64_t count = rows_of_a_chunk(worker->copy, range);
	if (task->key->ordered_count == task->key->columns_count) {
		query.limit = count;
		query.bytes_most = worker->copy->job->chunk_size * MOST_TIMES;
	} else {
		if (!find_bound(worker, range, count, arena, &keys.upto, err))
			return false;
		query.upto = keys.upto;
	}
	query.sql = select_range(task, selection, &keys, query.limit, arena);
	*out = query;
	return true;
}
