/*
 * Sends a range from the reader to the writer, chunk by chunk, each in one transaction
 * with its row in the ledger. load_send.c sends the rows, load_check.c checks that the
 * target stored them, load_recover.c undoes a failed try.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/ledger/ledger.h"
#include "copy/rows/checksum.h"
#include "copy/rows/computed.h"
#include "copy/rows/loading.h"
#include "copy/rows/rows.h"
#include "copy/rows/strays.h"
#include "copy/sessions/sessions.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

static unsigned new_number(struct copy *copy, struct task *task)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	unsigned number = task->next_number++;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return number;
}

static void describe_chunk(struct loading *loading)
{
	const struct row_source *rows = &loading->rows;
	struct range *range = loading->range;
	struct chunk *chunk = &loading->chunk;

	chunk->keys.upto = rows->last.literals != NULL ? rows->last : loading->query.upto;
	/* The key of the chunk's last row may be the range's upper bound. */
	chunk->last =
		range->task->key == NULL ||
		key_bound_equal(range->task->key, &chunk->keys.upto, &range->keys.upto);
	chunk->rows = rows->rows;
	chunk->bytes = rows->bytes;
	chunk->digest = checksum_print(loading->worker->checksum, loading->arena);
	if (!chunk->last && range->number == 0 && chunk->rest_number == 0)
		chunk->rest_number = new_number(loading->worker->copy, range->task);
}

/* The savepoint to which the chunk is rolled back when other settings are tried. */
static bool set_savepoint(const struct worker *worker, const struct task *task,
			  struct error *err)
{
	return !computed_has_columns(task->table) ||
	       db_execute(worker->writer, "SAVEPOINT " COMPUTED_SAVEPOINT, err);
}

/*
 * The ledger's row comes first, in one transaction with the rows. A non-transactional
 * table cannot be part of it (1785 where GTID consistency is enforced), so its ledger
 * row comes after the rows.
 */
static bool load_once(struct loading *loading, struct error *err)
{
	struct worker *worker = loading->worker;
	struct copy *copy = worker->copy;
	struct task *task = loading->range->task;
	struct row_source *rows = &loading->rows;
	struct db_load_result result = { 0 };
	bool first = task->table->transactional;

	if (!computed_open(worker, task, loading->settings, err) ||
	    !chunk_plan(worker, loading->range, rows->selection, loading->arena,
			&loading->query, err) ||
	    !rows_open(rows, err) ||
	    (first && (!ledger_begin(copy, worker->writer, task, &loading->chunk, err) ||
		       !set_savepoint(worker, task, err))) ||
	    !loading_send(loading, &result, err)) {
		if (err->code == SERVER_NUMBER_OUT_OF_RANGE && loading->settings != NULL)
			loading_try_next_mode(loading);
		return false;
	}
	describe_chunk(loading);
	if (!rows_confirm(rows, err) || !loading_check(loading, &result, err))
		return false;
	return (first || ledger_begin(copy, worker->writer, task, &loading->chunk, err)) &&
	       ledger_commit(copy, worker->writer, loading->range, &loading->chunk, err);
}

/* Moves the beginning of the range after the chunk. */
static void advance(struct loading *loading)
{
	struct range *range = loading->range;
	const struct chunk *chunk = &loading->chunk;
	struct task *task = range->task;
	struct copy *copy = loading->worker->copy;

	loading->loaded = true;
	loading->worker->losses = 0;
	(void)pthread_mutex_lock(&copy->pool.lock);
	task->chunks++;
	task->rows += chunk->rows;
	task->bytes += chunk->bytes;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	range->rows = chunk->rows;
	range->bytes = chunk->bytes;
	if (chunk->last)
		return;
	if (range->number == 0)
		range->number = chunk->rest_number;
	struct arena *before = range->arena;
	range->arena = arena_make();
	range->keys.above = key_bound_copy(task->key, &chunk->keys.upto, range->arena);
	arena_release(before);
}

static const struct selection *selection_by(const struct loading *loading)
{
	return &loading->selections[loading_is_shifted(loading->settings)];
}

static bool load_chunk(struct loading *loading, struct error *err)
{
	struct worker *worker = loading->worker;
	struct task *task = loading->range->task;
	struct wait wait = wait_start(&worker->copy->pool.run, 0, 100, 2000);
	bool there = false;

	loading->chunk = (struct chunk){ .number = new_number(worker->copy, task),
					 .keys.above = loading->range->keys.above };
	for (int tries = 1;; tries++) {
		loading->settings = loading_settings(worker->copy, task);
		loading->again = false;
		loading->rows = (struct row_source){ .worker = worker,
						     .task = task,
						     .selection = selection_by(loading),
						     .query = &loading->query,
						     .arena = loading->arena };
		if (load_once(loading, err))
			break;
		if (!loading_recover(loading, tries, &there, err))
			return false;
		if (there)
			break;
		if (!task->by_insert && !loading->again)
			atomic_fetch_add(&worker->copy->progress.retried, 1);
		if (!loading->again && !wait_again(&wait))
			return false;
	}
	advance(loading);
	if (loading->settings != NULL && !computed_apply(worker, NULL, err) &&
	    !db_lost(worker->writer))
		return false;
	if (there) /* err is set, although its COMMIT succeeded */
		return !db_lost(worker->reader);
	return loading->rows.streaming ? rows_abandon(&loading->rows, err) :
					 rows_release(&loading->rows, err);
}

bool load_range(struct worker *worker, struct range *range, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct selection selections[2];
	bool last = false;

	for (size_t shifted = 0; shifted < 2; shifted++)
		selection_make(range->task->table, shifted == 1, arena,
			       &selections[shifted]);
	while (!last) {
		AUTO_ARENA *scratch = arena_make();
		struct loading loading = { .worker = worker,
					   .range = range,
					   .selections = selections,
					   .arena = scratch };

		bool ok = load_chunk(&loading, err);
		last = loading.loaded && loading.chunk.last;
		if (!ok && loading.skipped)
			strays_explain(worker, range->task, err);
		if (!ok && !(last && db_lost(worker->reader)))
			return error_wrap(err, "table %s",
					  quote_table(range->task->table->database,
						      range->task->table->name, arena));
		if (!last && !split_range(worker, range, err))
			return false;
	}
	arena_release(range->arena);
	range->arena = NULL;
	return true;
}
