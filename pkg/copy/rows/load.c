#include "copy/internal.h"
#include "copy/ledger/ledger.h"
#include "copy/rows/rows.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/rows/checksum.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/* Deadlocks and lock waits: so often a chunk is begun anew. */
#define TRIES 5
/* And so often when the connection to the target is lost. */
#define LOSSES 5

/* One chunk, for as many tries as it takes. */
struct loading {
	struct worker *worker;
	struct piece *piece;
	const struct selection *selection;
	struct arena *arena; /* of the chunk */
	struct chunk_query query;
	struct row_source rows;
	struct chunk chunk;
};

/* What the client library asks for while it sends the file. */
static int read_rows(void *arg, char *buffer, unsigned size, struct error *err)
{
	struct feed *feed = arg;
	int used = feed_read(feed, buffer, size, err);

	/* In any of the rows that are in the buffer now. */
	if (used >= 0 && feed->rows->special_seen) {
		error_set(err, ERROR_FAILED,
			  "a JSON document holds what text cannot carry");
		return -1;
	}
	if (used > 0)
		rows_count_bytes(feed->rows, (uint64_t)used);
	return used;
}

static bool load_rows(struct row_source *rows, struct db_load_result *out,
		      struct error *err)
{
	struct feed feed;
	const struct db_load_input input = { read_rows, &feed };

	feed_begin(&feed, rows);
	return db_load(rows->worker->writer, rows->selection->load, &input, out, err);
}

/*
 * "Data truncated for column 'v' at row 2": a generated column whose value does not
 * fit, as it did not on the source. In another language of the server's it is not
 * known.
 */
static bool is_of_generated(const struct table *table, const char *warning)
{
	const char *name = strstr(warning, " column '");
	const char *end = strstr(warning, "' at row ");

	if (name == NULL || end == NULL)
		return false;
	name += strlen(" column '");
	for (size_t i = 0; i < table->columns_count; i++) {
		const struct column *column = &table->columns[i];

		if (column->generated && name + strlen(column->name) == end &&
		    strncmp(column->name, name, (size_t)(end - name)) == 0)
			return true;
	}
	return false;
}

/*
 * Warnings that are about what the server computes itself, not about the row: each must
 * be listed, or it is not known to be harmless. *first is the first of another kind.
 */
static bool warnings_are_harmless(const struct row_source *rows, uint64_t warnings,
				  const char **first, struct arena *arena)
{
	struct error unused;
	struct rows list;
	uint64_t error_values = 0;

	*first = "no warning says why";
	if (!db_query(rows->worker->writer, "SHOW WARNINGS", arena, &list, &unused))
		return false;
	for (size_t i = 0; i < list.count; i++) {
		uint64_t code = rows_number(rows_value(&list, i, 1), 0);
		const char *warning = rows_value(&list, i, 2);

		if (code == SERVER_INDEX_TRUNCATED ||
		    is_of_generated(rows->task->table, warning))
			continue;
		error_values += code == SERVER_DATA_TRUNCATED;
		if (code == SERVER_DATA_TRUNCATED && error_values <= rows->error_values)
			continue;
		*first = arena_printf(arena, "%s (%" PRIu64 ")", warning, code);
		return false;
	}
	return list.count == warnings && error_values == rows->error_values;
}

/*
 * LOAD DATA LOCAL skips and bends what it cannot store, and says OK: the counts are the
 * proof.
 */
static bool check_counts(const struct row_source *rows,
			 const struct db_load_result *result, struct arena *arena,
			 struct error *err)
{
	const char *first;
	bool all = result->records == rows->rows && result->deleted == 0 &&
		   result->skipped == 0;

	if (all && result->warnings == rows->error_values)
		return true;
	if (warnings_are_harmless(rows, result->warnings, &first, arena) && all)
		return true;
	return error_set(err, ERROR_FAILED,
			 "%s took %" PRIu64 " of %" PRIu64 " rows, skipped %" PRIu64
			 " and gave %" PRIu64 " warnings: %s",
			 db_label(rows->worker->writer), result->records, rows->rows,
			 result->skipped, result->warnings, first);
}

static unsigned new_number(struct copy *copy, struct task *task)
{
	(void)pthread_mutex_lock(&copy->lock);
	unsigned number = task->next_number++;
	(void)pthread_mutex_unlock(&copy->lock);
	return number;
}

static void describe_chunk(struct loading *loading)
{
	const struct row_source *rows = &loading->rows;
	struct piece *piece = loading->piece;
	struct chunk *chunk = &loading->chunk;

	chunk->range.upto =
		rows->last.literals != NULL ? rows->last : loading->query.upto;
	/* Its last row may be just the last that the piece can have. */
	chunk->last = piece->task->key == NULL ||
		      key_bound_equal(piece->task->key, &chunk->range.upto,
				      &piece->range.upto);
	chunk->rows = rows->rows;
	chunk->bytes = rows->bytes;
	chunk->digest = fingerprint_print(loading->worker->fingerprint, loading->arena);
	if (!chunk->last && piece->number == 0 && chunk->rest_number == 0)
		chunk->rest_number = new_number(loading->worker->copy, piece->task);
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
	struct task *task = loading->piece->task;
	struct row_source *rows = &loading->rows;
	struct db_load_result result = { 0 };
	bool first = task->table->transactional;

	if (!chunk_plan(worker, loading->piece, loading->selection, loading->arena,
			&loading->query, err) ||
	    !rows_open(rows, err) ||
	    (first && !ledger_begin(copy, worker->writer, task, &loading->chunk, err)))
		return false;
	if (rows->values != NULL &&
	    !(copy->target_loads && !task->by_insert ? load_rows(rows, &result, err) :
						       insert_rows(rows, &result, err)))
		return false;
	if (!check_counts(rows, &result, loading->arena, err))
		return false;
	describe_chunk(loading);
	return (first || ledger_begin(copy, worker->writer, task, &loading->chunk, err)) &&
	       ledger_commit(copy, worker->writer, loading->piece, &loading->chunk, err);
}

/* Whether another try can help; remembers what the target does not allow. */
static bool may_retry(struct copy *copy, const struct row_source *rows,
		      struct task *task, unsigned code)
{
	if (rows->special_seen && copy->target_loads && !task->by_insert) {
		task->by_insert = true;
		return true;
	}
	if (code == SERVER_COMMAND_NOT_ALLOWED ||
	    code == SERVER_LOCAL_DISABLED_MARIADB || code == SERVER_LOCAL_DISABLED) {
		bool news = copy->target_loads;

		copy->target_loads = false;
		return news;
	}
	return server_error_is_lock(code) || code == SERVER_QUERY_INTERRUPTED;
}

static void uncount(const struct row_source *rows)
{
	struct copy *copy = rows->worker->copy;

	atomic_fetch_sub(&copy->rows_sent, rows->rows_counted);
	atomic_fetch_sub(&copy->bytes_sent, rows->bytes);
	atomic_fetch_sub(&rows->task->shown, rows->bytes);
}

/*
 * After a failure nothing of the chunk is on the target, or, *there, all of it: when
 * its COMMIT was done, but the answer lost.
 */
static bool settle_target(struct loading *loading, bool *there, struct error *err)
{
	struct worker *worker = loading->worker;
	const struct table *table = loading->piece->task->table;

	*there = false;
	if (!db_lost(worker->writer)) {
		if (!db_execute(worker->writer, "ROLLBACK", err))
			return false;
	} else if (worker->losses++ == LOSSES || !sessions_renew_writer(worker, err) ||
		   !ledger_has(worker->copy, worker->writer, loading->piece->task,
			       loading->chunk.number, there, err)) {
		return false;
	}
	if (*there || table->transactional)
		return true;
	return db_executef(worker->writer, err, "TRUNCATE TABLE %s",
			   quote_table(table->database, table->name, loading->arena));
}

/* The piece begins behind the chunk now. */
static void advance(struct loading *loading)
{
	struct piece *piece = loading->piece;
	const struct chunk *chunk = &loading->chunk;
	struct task *task = piece->task;
	struct copy *copy = loading->worker->copy;

	(void)pthread_mutex_lock(&copy->lock);
	task->chunks++;
	task->rows += chunk->rows;
	task->bytes += chunk->bytes;
	(void)pthread_mutex_unlock(&copy->lock);
	piece->rows = chunk->rows;
	piece->bytes = chunk->bytes;
	if (chunk->last)
		return;
	if (piece->number == 0)
		piece->number = chunk->rest_number;
	struct arena *before = piece->arena;
	piece->arena = arena_make();
	piece->range.above = key_bound_copy(task->key, &chunk->range.upto, piece->arena);
	arena_release(before);
}

/*
 * Ends what the chunk has begun and is not to go on; false: there is no use in a try.
 */
static bool recover(struct loading *loading, int tries, bool *there, struct error *err)
{
	struct worker *worker = loading->worker;
	struct error undoing;
	unsigned losses = worker->losses;

	if (!run_goes_on(&worker->copy->run, &undoing) ||
	    !settle_target(loading, there, &undoing)) {
		/* Why it cannot be reached any more says more than that it was lost. */
		if (db_lost(worker->writer) && !db_lost(worker->reader))
			*err = undoing;
		return false;
	}
	if (!*there)
		uncount(&loading->rows);
	if (db_lost(worker->reader) || !rows_abandon(&loading->rows, &undoing))
		return *there;
	return *there || worker->losses > losses ||
	       (tries < TRIES && may_retry(worker->copy, &loading->rows,
					   loading->piece->task, err->code));
}

static bool load_chunk(struct loading *loading, struct error *err)
{
	struct worker *worker = loading->worker;
	struct task *task = loading->piece->task;
	struct wait wait = wait_start(&worker->copy->run, 0, 100, 2000);
	bool there = false;

	loading->chunk = (struct chunk){ .number = new_number(worker->copy, task),
					 .range.above = loading->piece->range.above };
	for (int tries = 1;; tries++) {
		loading->rows = (struct row_source){ .worker = worker,
						     .task = task,
						     .selection = loading->selection,
						     .query = &loading->query,
						     .arena = loading->arena };
		if (load_once(loading, err))
			break;
		if (!recover(loading, tries, &there, err))
			return false;
		if (there)
			break;
		if (!task->by_insert)
			atomic_fetch_add(&worker->copy->retried, 1);
		if (!wait_again(&wait))
			return false;
	}
	advance(loading);
	if (there)
		return !db_lost(worker->reader);
	return loading->rows.streaming ? rows_abandon(&loading->rows, err) :
					 rows_release(&loading->rows, err);
}

bool load_piece(struct worker *worker, struct piece *piece, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct selection selection;
	bool last = false;

	selection_make(piece->task->table, arena, &selection);
	while (!last) {
		AUTO_ARENA *scratch = arena_make();
		struct loading loading = { .worker = worker,
					   .piece = piece,
					   .selection = &selection,
					   .arena = scratch };

		bool ok = load_chunk(&loading, err);
		last = loading.chunk.last;
		if (!ok && !(last && db_lost(worker->reader)))
			return error_wrap(err, "table %s",
					  quote_table(piece->task->table->database,
						      piece->task->table->name, arena));
		if (!last && !split_piece(worker, piece, err))
			return false;
	}
	arena_release(piece->arena);
	piece->arena = NULL;
	return true;
}
