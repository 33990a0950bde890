/*
 * One copy from its first session to its last: the order of its steps. The steps are in
 * the folders next to this file.
 */
#include "copy/copy.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "copy/ledger/ledger.h"
#include "copy/ledger/resume.h"
#include "copy/rows/checksum.h"
#include "copy/rows/computed.h"
#include "copy/rows/rows.h"
#include "copy/rows/strays.h"
#include "copy/schema/schema.h"
#include "copy/sessions/lock_watch.h"
#include "copy/sessions/sessions.h"
#include "copy/snapshot/snapshot.h"
#include "copy/snapshot/table_lock.h"
#include "copy/state.h"

/* How often a copy starts again when a table was altered after the snapshot. */
#define STARTS 3

/* The target's own clock, as in mysql.rds_history. */
static bool read_clock(struct copy *copy, const char **out, struct error *err)
{
	struct rows rows;

	if (!db_query(copy->target, "SELECT UTC_TIMESTAMP()", copy->arena, &rows, err))
		return false;
	*out = rows_value(&rows, 0, 0);
	return true;
}

/*
 * Writes the record before the first change to the target, and completes it at the end.
 * If rows of an earlier run are kept, the record keeps the time of that first run, to
 * compare it with the start of the link.
 */
static bool begin_record(struct copy *copy, struct record *record, struct error *err)
{
	const char *now;

	if (!read_clock(copy, &now, err))
		return false;
	record->state = RECORD_UNFINISHED;
	record->file = copy->snapshot.file;
	record->position = copy->snapshot.position;
	record->gtid_set = copy->snapshot.gtid_set;
	record->snapshot_time = copy->snapshot.time;
	record->source_start = copy->snapshot.source_start;
	record->source_resets = copy->snapshot.source_resets;
	record->databases = names_to_lines(copy->databases, copy->arena);
	record->started_at = now;
	record->completed_at = NULL;
	record->link_started_at = NULL;
	record->tables = record->row_count = record->bytes = 0;
	if (copy->earlier.resumes && !ledger_started_at(copy, &record->started_at, err))
		return false;
	copy->recorded = (copy->earlier.resumes || ledger_void(copy, err)) &&
			 ledger_forget_complete(copy, err) &&
			 record_write(copy->target, record, err);
	return copy->recorded;
}

static bool complete_record(struct copy *copy, struct record *record, struct error *err)
{
	if (!computed_judge(copy, err) || !ledger_check(copy, err) ||
	    !read_clock(copy, &record->completed_at, err))
		return false;
	record->state = RECORD_COMPLETE;
	record->tables = copy->tasks.count;
	for (size_t i = 0; i < copy->tasks.count; i++) {
		record->row_count += copy->tasks.list[i].rows;
		record->bytes += copy->tasks.list[i].bytes;
	}
	return record_write(copy->target, record, err);
}

static bool create_table(struct worker *worker, struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return schema_create_table(worker->copy, worker->writer, task, arena, err);
}

/* The lock on non-transactional tables is released when the last of them is read. */
static bool finish_non_transactional(struct copy *copy, struct error *err)
{
	if (!table_lock_has_held(copy, err))
		return false;
	(void)pthread_mutex_lock(&copy->pool.lock);
	bool last = --copy->queue.locked_left == 0;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	if (last)
		table_lock_end(&copy->table_lock);
	return true;
}

static bool finish_table(struct worker *worker, struct task *task, struct error *err)
{
	struct copy *copy = worker->copy;

	if (!task->loaded && !task->table->transactional &&
	    !finish_non_transactional(copy, err))
		return false;
	if (!task->loaded && !strays_load(worker, task, err))
		return false;
	if (!task->loaded)
		atomic_fetch_add(&copy->progress.tables_done, 1);
	task->loaded = true;
	progress_show(copy);
	if (task->settings == NULL)
		return schema_add_keys(copy, worker->writer, task, err);
	/* Keys hold generated values, too: build them with these settings. */
	return computed_apply(worker, task->settings, err) &&
	       schema_add_keys(copy, worker->writer, task, err) &&
	       computed_apply(worker, NULL, err) &&
	       computed_check_keys(worker, task, err);
}

static bool add_foreign_keys(struct worker *worker, struct task *task, struct error *err)
{
	return schema_add_foreign_keys(worker->copy, worker->writer, task, err);
}

/* Everything that changes the target; the snapshot is taken. */
static bool fill_target(struct copy *copy, struct record *record, struct error *err)
{
	return record_prepare(copy->target, err) && ledger_prepare(copy->target, err) &&
	       stored_objects_probe(copy, err) && begin_record(copy, record, err) &&
	       schema_replace(copy, err) && resume_read(copy, err) &&
	       clear_target(copy, err) && schema_create_sequences(copy, err) &&
	       ledger_add_tables(copy, err) && workers_run(copy, create_table, err) &&
	       read_back_tables(copy, err) && resume_compare(copy, err) &&
	       workers_run_ranges(copy, load_range, finish_table, err) &&
	       workers_run(copy, add_foreign_keys, err) &&
	       sessions_renew_target(copy, err) && stored_objects_create(copy, err) &&
	       histograms_make(copy, err) && read_back_all(copy, err) &&
	       complete_record(copy, record, err);
}

/* Once the snapshot is taken: the keys and definitions are those of its tables. */
static bool plan_tasks(struct copy *copy, struct error *err)
{
	if (!keys_read(copy->control, &copy->catalog, copy->arena, &copy->keys, err))
		return false;
	if (!computed_prepare(copy, err))
		return false;
	tasks_make(copy);
	if (!histograms_read(copy, err))
		return false;
	for (size_t i = 0; i < copy->tasks.count; i++) {
		struct task *task = &copy->tasks.list[i];

		task->definition = schema_digest(task, copy->arena);
		task->settings = computed_first(copy, task->table);
	}
	return true;
}

static bool run_once(struct copy *copy, struct record *record, struct error *err)
{
	if (!sessions_open(copy, err) || !sessions_open_target(copy, err) ||
	    !circular_check(copy, err) || !snapshot_take(copy, err) ||
	    !table_lock_keep(copy, err) || !plan_tasks(copy, err))
		return false;
	copy->progress.started = run_clock();
	return fill_target(copy, record, err);
}

static void end_with_pool(void *arg)
{
	struct worker *worker = arg;

	run_follow(&worker->writing, &worker->copy->pool.run);
}

static void worker_init(struct worker *worker, struct copy *copy, unsigned number)
{
	worker->copy = copy;
	worker->number = number;
	worker->checksum = checksum_make();
	worker->buffer = arena_alloc(copy->arena, WORKER_BUFFER);
	run_init(&worker->writing, copy->pool.run.log);
	worker->writing.deadline = copy->pool.run.deadline;
	worker->hook = (struct run_hook){ .cancel = end_with_pool, .arg = worker };
	run_hook(&copy->pool.run, &worker->hook);
	if (atomic_load(&copy->pool.run.cancelled) != 0)
		end_with_pool(worker);
}

static void copy_init(struct copy *copy, const struct copy_job *job, struct run *run,
		      struct arena *arena)
{
	copy->job = job;
	copy->arena = arena;
	copy->workers.threads = job->threads == 0 ? 1 : job->threads;
	if (copy->workers.threads >= RECORD_WRITERS)
		copy->workers.threads = RECORD_WRITERS - 1;
	copy->workers.made = copy->workers.threads;
	copy->workers.list =
		arena_array(arena, copy->workers.threads, sizeof(*copy->workers.list));
	pool_init(&copy->pool, run);
	for (unsigned i = 0; i < copy->workers.threads; i++)
		worker_init(&copy->workers.list[i], copy, i);
	table_lock_init(&copy->table_lock);
}

/*
 * Counts as the next run will: includes ranges of an earlier run that were not compared
 * yet.
 */
static void count_chunks(const struct copy *copy, uint64_t *chunks, uint64_t *bytes)
{
	*chunks = *bytes = 0;
	for (size_t i = 0; i < copy->tasks.count; i++) {
		*chunks += copy->tasks.list[i].chunks;
		*bytes += copy->tasks.list[i].bytes;
	}
	if (*chunks == 0)
		*chunks = copy->earlier.chunks;
}

/* For a user who interrupts the copy: how far it got, and what to do. */
static bool say_interrupted(const struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct error why = { 0 };
	uint64_t chunks, bytes;

	if (run_goes_on(copy->pool.outer, &why))
		return false; /* err is set: by the failure */
	if (!copy->recorded) {
		error_set(err, why.kind, "%s: no data on the target was changed yet",
			  why.message);
		return error_hint(err, "No row was written. The same command starts from "
				       "the beginning.");
	}
	count_chunks(copy, &chunks, &bytes);
	error_set(err, why.kind,
		  "%s: %s%s%s are recorded on the target, and %" PRIu64 " of %s complete",
		  why.message, text_counted(arena, chunks, "chunk"),
		  bytes == 0 ? "" : ", ", bytes == 0 ? "" : text_bytes(arena, bytes),
		  atomic_load(&copy->progress.tables_done),
		  text_counted(arena, copy->tasks.count, "table"));
	return error_hint(err, "The same command goes on from there; chunks whose rows are"
			       " unchanged on the source are kept.");
}

/* One copy from its first session to its last. */
static bool try_copy(const struct copy_job *job, struct run *run, struct arena *arena,
		     struct copy_result *out, bool *start_over, struct error *err)
{
	struct copy copy = { 0 };
	struct record record = job->record;

	copy_init(&copy, job, run, arena);
	struct lock_watch watch;
	lock_watch_begin(&watch, &copy);
	bool ok = run_once(&copy, &record, err);
	lock_watch_end(&watch);
	struct orphan_sessions orphans;
	orphan_sessions_note(&copy, &orphans);
	table_lock_release(&copy.table_lock);
	sessions_close(&copy);
	if (!ok)
		orphan_sessions_end(job, &orphans);
	queue_end(&copy);
	moved_release(&copy.moved);
	for (unsigned i = 0; i < copy.workers.made; i++) {
		run_unhook(&copy.pool.run, &copy.workers.list[i].hook);
		checksum_release(copy.workers.list[i].checksum);
	}
	pool_release(&copy.pool);
	*start_over = !ok && copy.source_changed && atomic_load(&run->cancelled) == 0;
	if (!ok)
		return say_interrupted(&copy, err);
	*out = (struct copy_result){
		.record = record,
		.lock_method = copy.snapshot.method,
		.lock_ms = copy.snapshot.lock_ms,
		.tables = record.tables,
		.row_count = record.row_count,
		.bytes = record.bytes,
		.kept_chunks = copy.earlier.kept_chunks,
		.kept_rows = copy.earlier.kept_rows,
		.kept_bytes = copy.earlier.kept_bytes,
		.retried = atomic_load(&copy.progress.retried),
	};
	return true;
}

bool copy_run(const struct copy_job *job, struct run *run, struct arena *arena,
	      struct copy_result *out, struct error *err)
{
	int64_t started = run_clock();
	struct copy_job again = *job;
	struct copy_result result;
	bool start_over = false;

	for (int i = 1; !try_copy(&again, run, arena, &result, &start_over, err); i++) {
		if (!start_over)
			return false;
		if (i == STARTS)
			return error_hint(err,
					  "The source's tables keep being altered: run it again"
					  " later, or set copy.block_ddl: true.");
		log_fact(run->log, LOG_INFO, job->step, "a new snapshot is needed: %s",
			 err->message);
		again.from_scratch = false;
	}
	result.elapsed_ms = (uint64_t)(run_clock() - started);
	*out = result;
	return true;
}
