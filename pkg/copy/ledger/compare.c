/*
 * What an earlier run has loaded is compared with the source as it is now. All that
 * changed is deleted before anything is loaded: a unique value may have moved.
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

static void list_pieces(struct copy *copy, int state)
{
	for (size_t i = 0; i < copy->tasks_count; i++) {
		struct task *task = &copy->tasks[i];
		struct piece **end = &task->todo;

		task->todo = NULL;
		for (struct piece *piece = task->pieces; piece != NULL;) {
			struct piece *next = piece->all;

			if ((int)piece->state == state) {
				*end = piece;
				end = &piece->next;
			}
			piece = next;
		}
		*end = NULL;
	}
}

/*
 * What is kept must have been computed as on the source, too: else it is loaded again.
 */
static bool compare_computed(struct worker *worker, const struct piece *piece,
			     struct arena *arena, bool *same, struct error *err)
{
	const struct task *task = piece->task;
	const struct proof proof = {
		.worker = worker,
		.task = task,
		.condition = task->chunked ? key_range_condition(task->key,
								 &piece->range, arena) :
					     "TRUE",
		.rows = piece->rows,
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

static bool compare_piece(struct worker *worker, struct piece *piece, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct selection selection;
	struct chunk_query query = { 0 };
	struct row_source rows = { .worker = worker,
				   .task = piece->task,
				   .selection = &selection,
				   .query = &query,
				   .arena = arena };

	selection_make(piece->task->table, false, arena, &selection);
	query.sql = chunk_whole(piece, &selection, arena);
	bool same = false;
	if (!rows_open(&rows, err) || !feed_hash_rows(&rows, err))
		return error_wrap(err, "table %s",
				  quote_table(piece->task->table->database,
					      piece->task->table->name, arena));
	same = rows.rows == piece->rows &&
	       text_equal(fingerprint_print(worker->fingerprint, arena), piece->digest);
	if (!compare_computed(worker, piece, arena, &same, err) ||
	    !rows_release(&rows, err))
		return error_wrap(err, "table %s",
				  quote_table(piece->task->table->database,
					      piece->task->table->name, arena));
	piece->state = same ? PIECE_KEPT : PIECE_CHANGED;
	if (!same)
		atomic_fetch_sub(&piece->task->shown, rows.bytes);
	return true;
}

/* The table is made anew: first the ledger forgets it. */
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
	(void)pthread_mutex_lock(&copy->lock);
	task->pieces = piece_make(task, copy->arena);
	(void)pthread_mutex_unlock(&copy->lock);
	return schema_create_table(copy, worker->writer, task, arena, err);
}

static bool reopen(struct worker *worker, struct piece *piece, struct error *err)
{
	enum { STALL_TIMEOUT_MS = 10 * 60 * 1000 };
	struct wait wait = wait_start(&worker->copy->run, STALL_TIMEOUT_MS, 100, 2000);

	while (!ledger_reopen(worker->copy, worker->writer, piece, err)) {
		struct error unused = { 0 };

		if (db_lost(worker->writer) ||
		    !db_execute(worker->writer, "ROLLBACK", &unused) ||
		    !server_error_is_lock(err->code) || !wait_again(&wait))
			return false;
	}
	piece->state = PIECE_OPEN;
	return true;
}

static void count_pieces(const struct task *task, size_t *kept, size_t *changed)
{
	*kept = *changed = 0;
	for (const struct piece *piece = task->pieces; piece != NULL; piece = piece->all) {
		*kept += piece->state == PIECE_KEPT;
		*changed += piece->state == PIECE_CHANGED;
	}
}

/* After this a piece is on the target as the source has it, or not at all. */
static bool settle(struct worker *worker, struct task *task, struct error *err)
{
	size_t kept, changed;

	count_pieces(task, &kept, &changed);
	if (!task->exists || changed == 0)
		return true;
	if (kept == 0)
		return task_redo(worker, task, err);
	for (struct piece *piece = task->pieces; piece != NULL; piece = piece->all) {
		if (piece->state != PIECE_CHANGED || reopen(worker, piece, err))
			continue;
		/* The target sees other rows in the range than the source did. */
		if (err->kind == ERROR_FAILED && err->code == 0)
			return task_redo(worker, task, err);
		return false;
	}
	return true;
}

static void count_kept(struct copy *copy)
{
	for (size_t i = 0; i < copy->tasks_count; i++) {
		struct task *task = &copy->tasks[i];

		for (struct piece *piece = task->pieces; piece != NULL;
		     piece = piece->all) {
			if (piece->state != PIECE_KEPT)
				continue;
			task->chunks++;
			task->rows += piece->rows;
			task->bytes += piece->bytes;
		}
		copy->kept_chunks += task->chunks;
		copy->kept_rows += task->rows;
		copy->kept_bytes += task->bytes;
	}
}

static void say_kept(const struct copy *copy)
{
	AUTO_ARENA *arena = arena_make();

	log_fact(copy->run.log, LOG_INFO, copy->job->step,
		 "kept %" PRIu64 " of %" PRIu64 " chunk%s, %s, not sent again",
		 copy->kept_chunks, copy->recorded_chunks,
		 copy->recorded_chunks == 1 ? "" : "s",
		 text_bytes(arena, copy->kept_bytes));
}

bool resume_compare(struct copy *copy, struct error *err)
{
	if (copy->recorded_chunks > 0) {
		list_pieces(copy, PIECE_RECORDED);
		copy->comparing = true;
		bool ok = workers_run_pieces(copy, compare_piece, NULL, err);
		copy->comparing = false;
		if (!ok || !workers_run(copy, settle, err))
			return false;
		count_kept(copy);
		say_kept(copy);
	}
	list_pieces(copy, PIECE_OPEN);
	return true;
}
