#include "copy/internal.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

/* Tables that were altered behind the snapshot: so often a copy starts over. */
#define STARTS 3

static void end_with_outer(void *arg)
{
	struct copy *copy = arg;

	run_cancel(&copy->run, atomic_load(&copy->outer->cancelled));
}

static const char *utc_now(struct arena *arena)
{
	time_t now = (time_t)run_now();
	struct tm utc;
	char text[32];

	(void)gmtime_r(&now, &utc);
	(void)strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &utc);
	return arena_copy(arena, text);
}

static const char *join_lines(const char *const *names, struct arena *arena)
{
	struct text lines = text_make(arena);

	for (size_t i = 0; names[i] != NULL; i++)
		text_addf(&lines, "%s%s", i == 0 ? "" : "\n", names[i]);
	return lines.bytes;
}

/* The record from before the first change to the target until all is there. */
static bool begin_record(struct copy *copy, struct record *record, struct error *err)
{
	record->state = RECORD_UNFINISHED;
	record->file = copy->snapshot.file;
	record->position = copy->snapshot.position;
	record->gtid_set = copy->snapshot.gtid_set;
	record->databases = join_lines(copy->job->databases, copy->arena);
	record->started_at = utc_now(copy->arena);
	record->completed_at = NULL;
	record->link_started_at = NULL;
	record->tables = record->row_count = record->bytes = 0;
	copy->recorded = ledger_forget_complete(copy, err) &&
			 record_write(copy->target, record, err);
	return copy->recorded;
}

static bool complete_record(struct copy *copy, struct record *record, struct error *err)
{
	if (!ledger_check(copy, err))
		return false;
	record->state = RECORD_COMPLETE;
	record->completed_at = utc_now(copy->arena);
	record->tables = copy->tasks_count;
	record->row_count = atomic_load(&copy->rows_sent);
	record->bytes = atomic_load(&copy->bytes_sent);
	return record_write(copy->target, record, err);
}

static bool create_table(struct worker *worker, struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return schema_create_table(worker->copy, worker->writer, task, arena, err);
}

static bool load_and_index(struct worker *worker, struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return load_table(worker, task, err) &&
	       schema_add_keys(worker->copy, worker->writer, task, arena, err);
}

static bool add_foreign_keys(struct worker *worker, struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return schema_add_foreign_keys(worker->copy, worker->writer, task, arena, err);
}

/* Everything that changes the target; the snapshot is taken. */
static bool fill_target(struct copy *copy, struct record *record, struct error *err)
{
	return record_prepare(copy->target, err) && ledger_prepare(copy->target, err) &&
	       programs_probe(copy, err) && begin_record(copy, record, err) &&
	       schema_replace(copy, err) && schema_create_sequences(copy, err) &&
	       workers_run(copy, create_table, err) &&
	       workers_run(copy, load_and_index, err) &&
	       (!copy->foreign_keys_last || workers_run(copy, add_foreign_keys, err)) &&
	       programs_create(copy, err) && complete_record(copy, record, err);
}

static bool run_once(struct copy *copy, struct record *record, struct error *err)
{
	if (!sessions_open(copy, err) || !sessions_open_target(copy, err) ||
	    !catalog_read(copy->control, copy->job->databases, copy->arena,
			  &copy->catalog, err))
		return false;
	queue_make(copy);
	if (!copy_check(copy, err) ||
	    (copy->locked_left > 0 && !sessions_open_holder(copy, err)) ||
	    !snapshot_take(copy, err))
		return false;
	queue_make(copy);
	copy->started = run_clock();
	return fill_target(copy, record, err);
}

static void copy_init(struct copy *copy, const struct copy_job *job, struct run *run,
		      struct arena *arena)
{
	copy->job = job;
	copy->outer = run;
	copy->arena = arena;
	copy->threads = job->threads == 0 ? 1 : job->threads;
	if (copy->threads >= RECORD_WRITERS)
		copy->threads = RECORD_WRITERS - 1;
	copy->workers = arena_array(arena, copy->threads, sizeof(*copy->workers));
	for (unsigned i = 0; i < copy->threads; i++) {
		copy->workers[i].copy = copy;
		copy->workers[i].number = i;
	}
	(void)pthread_mutex_init(&copy->lock, NULL);
	run_init(&copy->run, run->log);
	copy->run.deadline = run->deadline;
	copy->hook = (struct run_hook){ .cancel = end_with_outer, .arg = copy };
	run_hook(run, &copy->hook);
	if (atomic_load(&run->cancelled) != 0)
		run_cancel(&copy->run, atomic_load(&run->cancelled));
}

/* What an interrupted user wants to know: how far it got, and what to do. */
static bool say_interrupted(const struct copy *copy, struct error *err)
{
	enum error_kind kind = err->kind;

	if (kind != ERROR_INTERRUPTED && kind != ERROR_TERMINATED)
		return false;
	error_set(err, kind, "%s: %" PRIu64 " of %zu tables were copied",
		  kind == ERROR_INTERRUPTED ? "interrupted" : "terminated",
		  atomic_load(&copy->tables_done), copy->tasks_count);
	if (!copy->recorded)
		return error_hint(err,
				  "No row was written. The same command begins again.");
	return error_hint(err,
			  "The copy is recorded as unfinished. The same command goes on from there:"
			  " it takes a new snapshot and copies again.");
}

/* One copy from its first session to its last. */
static bool try_copy(const struct copy_job *job, struct run *run, struct arena *arena,
		     struct copy_result *out, bool *start_over, struct error *err)
{
	struct copy copy = { 0 };
	struct record record = job->record;

	copy_init(&copy, job, run, arena);
	bool ok = run_once(&copy, &record, err);
	struct leftovers leftovers;
	leftovers_note(&copy, &leftovers);
	sessions_close(&copy);
	if (!ok)
		leftovers_end(job, &leftovers);
	run_unhook(run, &copy.hook);
	(void)pthread_mutex_destroy(&copy.lock);
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
		.retried = atomic_load(&copy.retried),
	};
	return true;
}

bool copy_run(const struct copy_job *job, struct run *run, struct arena *arena,
	      struct copy_result *out, struct error *err)
{
	int64_t started = run_clock();
	struct copy_result result;
	bool start_over = false;

	for (int i = 1; !try_copy(job, run, arena, &result, &start_over, err); i++) {
		if (!start_over)
			return false;
		if (i == STARTS)
			return error_hint(err,
					  "The source's tables keep being altered: run it again"
					  " later, or set copy.block_ddl: true.");
		log_fact(run->log, LOG_INFO, job->step, "starting over: %s",
			 err->message);
	}
	result.elapsed_ms = (uint64_t)(run_clock() - started);
	*out = result;
	return true;
}
