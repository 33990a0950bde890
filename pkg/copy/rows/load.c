/*
 * Sends a range from the reader to the writer, chunk by chunk, each in one transaction
 * with its row in the ledger. Checks what the target has stored, and tries again what
 * can succeed.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/ledger/ledger.h"
#include "copy/rows/checksum.h"
#include "copy/rows/computed.h"
#include "copy/rows/rows.h"
#include "copy/sessions/sessions.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/* How often a chunk is tried after deadlocks and lock waits. */
#define TRIES 5
/* How often other settings are tried for a table's generated values. */
#define CHOICES 60
/* How often the connection to the target may be lost in one chunk. */
#define LOSSES 5

/* One chunk, for as many tries as it takes. */
struct loading {
	struct worker *worker;
	struct range *range;
	const struct selection *selections; /* by whether TIMESTAMPs are shifted */
	const struct compute_settings *settings;
	bool again;          /* by other settings */
	struct arena *arena; /* of the chunk */
	struct chunk_query query;
	struct row_source rows;
	struct chunk chunk;
	bool loaded; /* its COMMIT is known to have been done */
};

/* What the client library asks for while it sends the file. */
static int read_rows(void *arg, char *buffer, unsigned size, struct error *err)
{
	struct load_data_stream *stream = arg;
	int used = load_data_read(stream, buffer, size, err);

	/* In any of the rows that are in the buffer now. */
	if (used >= 0 && stream->rows->special_seen) {
		error_set(err, ERROR_FAILED,
			  "a JSON document holds what text cannot carry");
		return -1;
	}
	if (used > 0)
		rows_count_bytes(stream->rows, (uint64_t)used);
	return used;
}

static bool load_rows(struct row_source *rows, struct db_load_result *out,
		      struct error *err)
{
	struct load_data_stream stream;
	const struct db_load_input input = { read_rows, &stream };

	load_data_begin(&stream, rows);
	return db_load(rows->worker->writer, rows->selection->load, &input, out, err);
}

/* The first thing that the server warned of, for a message. */
static const char *first_warning(struct worker *worker, struct arena *arena)
{
	struct error unused = { 0 };
	struct rows list;

	if (!db_query(worker->writer, "SHOW WARNINGS LIMIT 1", arena, &list, &unused) ||
	    list.count == 0)
		return "no warning says why";
	return arena_printf(arena, "%s (%s)", rows_value(&list, 0, 2),
			    rows_value(&list, 0, 1));
}

static bool refuse(const struct row_source *rows, const struct db_load_result *result,
		   const char *warning, struct error *err)
{
	return error_set(err, ERROR_FAILED,
			 "%s took %" PRIu64 " of %" PRIu64 " rows, skipped %" PRIu64
			 " and gave %" PRIu64 " warnings: %s",
			 db_label(rows->worker->writer), result->records, rows->rows,
			 result->skipped, result->warnings, warning);
}

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
	/* The chunk's last row may have the range's upper bound as its key. */
	chunk->last =
		range->task->key == NULL ||
		key_bound_equal(range->task->key, &chunk->keys.upto, &range->keys.upto);
	chunk->rows = rows->rows;
	chunk->bytes = rows->bytes;
	chunk->digest = checksum_print(loading->worker->checksum, loading->arena);
	if (!chunk->last && range->number == 0 && chunk->rest_number == 0)
		chunk->rest_number = new_number(loading->worker->copy, range->task);
}

/* By which settings the task is loaded now. */
static const struct compute_settings *settings_of(struct copy *copy,
						  const struct task *task)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	const struct compute_settings *settings = task->settings;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return settings;
}

/* The next try and later chunks use these settings; false: no more choices. */
static bool change_settings(struct loading *loading,
			    const struct compute_settings *settings)
{
	struct copy *copy = loading->worker->copy;
	struct task *task = loading->range->task;

	(void)pthread_mutex_lock(&copy->pool.lock);
	bool may = settings != loading->settings && !task->resigned &&
		   task->choices++ < CHOICES;
	if (may)
		task->settings = settings;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	loading->again = may;
	return may;
}

/*
 * All were tried: the source's own settings are the best guess for whoever accepts it.
 */
static void resign(struct loading *loading)
{
	struct copy *copy = loading->worker->copy;
	struct task *task = loading->range->task;
	const struct compute_settings *first = computed_first(copy, task->table);

	(void)pthread_mutex_lock(&copy->pool.lock);
	task->resigned = true;
	if (loading->settings != NULL)
		task->settings = first;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	loading->again = true;
}

/* Whether all settings were tried without success. */
static bool is_resigned(struct copy *copy, const struct task *task)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	bool resigned = task->resigned;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return resigned;
}

/* What cannot be computed as on the source is noted, and does not stop the rows. */
static bool judge_computed(struct loading *loading, const struct proof *proof,
			   const struct column *column, struct error *err)
{
	struct copy *copy = loading->worker->copy;
	const struct table *table = proof->task->table;
	const struct compute_settings *better;
	const char *example;
	/* Asked once: another worker may resign while this one still chooses. */
	bool resigned = is_resigned(copy, proof->task);

	if (!computed_choose(proof, loading->settings, column, !resigned, &better,
			     &example, loading->arena, err))
		return false;
	if (resigned) {
		computed_note(copy, table, column->name, example);
		return true;
	}
	if (better == NULL && loading->settings != NULL && table->transactional)
		better = computed_next_opening(copy, table, loading->settings);
	if (better == NULL || !change_settings(loading, better))
		resign(loading);
	return error_set(err, ERROR_FAILED, "column %s is computed differently here",
			 quote_name(column->name, loading->arena));
}

/*
 * LOAD DATA LOCAL skips or changes what it cannot store, and says OK. The counts show
 * it. If it warns or computes values itself, the digests of both sides are compared.
 */
static bool check_loaded(struct loading *loading, const struct db_load_result *result,
			 struct error *err)
{
	struct row_source *rows = &loading->rows;
	const struct task *task = loading->range->task;
	struct worker *worker = loading->worker;
	const struct column *column;
	enum proof_result verdict;
	size_t agreeing;

	if (result->records != rows->rows || result->deleted != 0 ||
	    result->skipped != 0) {
		(void)refuse(rows, result, first_warning(worker, loading->arena), err);
		if (loading->settings != NULL)
			(void)change_settings(loading,
					      computed_next_zone(worker->copy, task->table,
								 loading->settings));
		return false;
	}
	if (result->warnings == 0 && !computed_has_columns(task->table) &&
	    loading->settings == NULL)
		return true;
	const char *warning = result->warnings == 0 ?
				      "its rows are not those that were sent" :
				      first_warning(worker, loading->arena);
	if ((rows->streaming && !rows_abandon(rows, err)) ||
	    (loading->settings != NULL && !computed_pause(worker, err)))
		return false;
	struct proof proof = {
		.worker = worker,
		.task = task,
		.condition = task->chunked ?
				     key_range_condition(task->key, &loading->chunk.keys,
							 loading->arena) :
				     "TRUE",
		.rows = rows->rows,
	};
	if (!prove_rows(&proof, loading->arena, &verdict, &column, &agreeing, err))
		return false;
	if (verdict == PROOF_EQUAL)
		return true;
	if (verdict == PROOF_COMPUTED_DIFFERS)
		return judge_computed(loading, &proof, column, err);
	if (loading->settings != NULL)
		(void)change_settings(loading, NULL);
	return refuse(rows, result, warning, err);
}

/* As n - u of an unsigned u, without NO_UNSIGNED_SUBTRACTION. */
#define OUT_OF_RANGE 1690

static void try_next_mode(struct loading *loading)
{
	const struct compute_settings *next =
		computed_next_mode(loading->worker->copy, loading->range->task->table,
				   loading->settings);

	if (next != NULL)
		(void)change_settings(loading, next);
}

static bool send_rows(struct loading *loading, struct db_load_result *result,
		      struct error *err)
{
	struct copy *copy = loading->worker->copy;
	struct row_source *rows = &loading->rows;

	if (rows->values == NULL)
		return true;
	if (loading->settings != NULL &&
	    !computed_apply(loading->worker, loading->settings, err))
		return false;
	rows->by_load = copy->can.load_data && !rows->task->by_insert;
	return rows->by_load ? load_rows(rows, result, err) :
			       insert_rows(rows, result, err);
}

/* Where the chunk is rolled back to when other settings are tried. */
static bool set_savepoint(const struct worker *worker, const struct task *task,
			  struct error *err)
{
	return !computed_has_columns(task->table) ||
	       db_execute(worker->writer, "SAVEPOINT " COMPUTED_SAVEPOINT, err);
}

/*
 * The ledger's row goes first, in one transaction with the rows. A non-transactional
 * table cannot take part in one (1785 where GTID consistency is enforced): its ledger
 * row comes after it.
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
	    !send_rows(loading, &result, err)) {
		if (err->code == OUT_OF_RANGE && loading->settings != NULL)
			try_next_mode(loading);
		return false;
	}
	describe_chunk(loading);
	if (!check_loaded(loading, &result, err))
		return false;
	return (first || ledger_begin(copy, worker->writer, task, &loading->chunk, err)) &&
	       ledger_commit(copy, worker->writer, loading->range, &loading->chunk, err);
}

/* Whether another try can help. Notes what the target does not allow. */
static bool may_retry(struct copy *copy, const struct row_source *rows,
		      struct task *task, unsigned code)
{
	/* Another worker may have set by_insert: what counts is how this was sent. */
	if (rows->special_seen && rows->by_load) {
		task->by_insert = true;
		return true;
	}
	if (code == SERVER_COMMAND_NOT_ALLOWED ||
	    code == SERVER_LOCAL_DISABLED_MARIADB || code == SERVER_LOCAL_DISABLED) {
		atomic_store(&copy->can.load_data, false);
		return rows->by_load;
	}
	return server_error_is_lock(code) || code == SERVER_QUERY_INTERRUPTED;
}

static void uncount(const struct row_source *rows)
{
	struct copy *copy = rows->worker->copy;

	atomic_fetch_sub(&copy->progress.rows_sent, rows->rows_counted);
	atomic_fetch_sub(&copy->progress.bytes_sent, rows->bytes);
	atomic_fetch_sub(&rows->task->shown, rows->bytes);
}

/* An error when the target has ended the session too often in the same chunk. */
static bool count_loss(struct worker *worker, struct error *err)
{
	if (worker->losses++ < LOSSES)
		return true;
	error_set(err, ERROR_UNREACHABLE,
		  "%s: the session was ended %u times while the same rows were loaded",
		  db_label(worker->writer), worker->losses);
	return error_hint(err,
			  "Somebody or something ends sessions there (KILL, a proxy, a"
			  " restart): look for it in the server's error log. The same"
			  " command goes on from here.");
}

/*
 * After a failure nothing of the chunk is on the target, or all of it (*there): its
 * COMMIT was done, but the answer was lost.
 */
static bool settle_target(struct loading *loading, bool *there, struct error *err)
{
	struct worker *worker = loading->worker;
	const struct table *table = loading->range->task->table;

	*there = false;
	if (!db_lost(worker->writer)) {
		if (!db_execute(worker->writer, "ROLLBACK", err))
			return false;
	} else if (!count_loss(worker, err) || !sessions_renew_writer(worker, err) ||
		   !ledger_has(worker->copy, worker->writer, loading->range->task,
			       loading->chunk.number, there, err)) {
		return false;
	}
	if (*there || table->transactional)
		return true;
	return db_executef(worker->writer, err, "TRUNCATE TABLE %s",
			   quote_table(table->database, table->name, loading->arena));
}

/* The range begins after the chunk now. */
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

/*
 * Ends what the failed try has begun. False: another try is no use.
 */
static bool recover(struct loading *loading, int tries, bool *there, struct error *err)
{
	struct worker *worker = loading->worker;
	struct error undoing = { 0 };
	unsigned losses = worker->losses;

	if (!run_goes_on(&worker->copy->pool.run, &undoing) ||
	    !settle_target(loading, there, &undoing)) {
		/* Why it cannot be reached any more says more than that it was lost. */
		if (db_lost(worker->writer) && !db_lost(worker->reader))
			*err = undoing;
		return false;
	}
	if (!*there)
		uncount(&loading->rows);
	/* err is set: it is what made the caller call */
	if (db_lost(worker->reader) || !rows_abandon(&loading->rows, &undoing))
		return *there;
	if (loading->settings != NULL && /* err is set: as above */
	    !computed_apply(worker, NULL, &undoing))
		return *there;
	/* err is set: as above */
	return *there || loading->again || worker->losses > losses ||
	       (tries < TRIES && may_retry(worker->copy, &loading->rows,
					   loading->range->task, err->code));
}

/* TIMESTAMPs are sent in UTC, whatever the zone in which values are computed. */
static bool is_shifted(const struct compute_settings *settings)
{
	return settings != NULL && settings->values[KNOB_TIME_ZONE] != NULL;
}

static const struct selection *selection_by(const struct loading *loading)
{
	return &loading->selections[is_shifted(loading->settings)];
}

bool load_sample(const struct proof *sample, const struct compute_settings *settings,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct worker *worker = sample->worker;
	struct range range = { .task = (struct task *)sample->task };
	struct selection selection;

	selection_make(sample->task->table, is_shifted(settings), arena, &selection);
	struct chunk_query query = { .sql = arena_printf(arena, "%s WHERE %s",
							 selection.select,
							 sample->condition) };
	struct loading loading = {
		.worker = worker,
		.range = &range,
		.settings = settings,
		.rows = { .worker = worker,
			  .task = range.task,
			  .selection = &selection,
			  .query = &query,
			  .arena = arena },
	};
	struct db_load_result result = { 0 };
	struct error abandoning = { 0 };
	bool ok = rows_open(&loading.rows, err) && send_rows(&loading, &result, err);

	uncount(&loading.rows);
	if (!rows_abandon(&loading.rows, &abandoning)) {
		if (ok)
			*err = abandoning;
		return false;
	}
	return ok;
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
		loading->settings = settings_of(worker->copy, task);
		loading->again = false;
		loading->rows = (struct row_source){ .worker = worker,
						     .task = task,
						     .selection = selection_by(loading),
						     .query = &loading->query,
						     .arena = loading->arena };
		if (load_once(loading, err))
			break;
		if (!recover(loading, tries, &there, err))
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
	if (there) /* err is set: by the try that was done all the same */
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
