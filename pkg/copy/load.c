#include "copy/internal.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/encode.h"
#include "db/quote.h"
#include "tables/selection.h"

/* Deadlocks and lock waits on the target: so often a table is begun anew. */
#define TRIES 5

enum {
	LOCK_WAIT_TIMEOUT = 1205,
	DEADLOCK = 1213,
	LOCAL_NOT_ALLOWED = 1148,         /* MySQL 5.7, MariaDB */
	LOCAL_NOT_ALLOWED_MARIADB = 4166, /* MariaDB 10.4 and later */
	LOCAL_DISABLED = 3948,            /* MySQL 8 */
	DATA_TRUNCATED = 1265,            /* what an ENUM's error value gives */
	FUNCTIONAL_INDEX_TRUNCATED = 3751,
};

struct feed {
	struct row_source *rows;
	struct encoder encoder;
};

/* What the client library asks for while it sends the file. */
static int feed_read(void *arg, char *buffer, unsigned size, struct error *err)
{
	struct feed *feed = arg;
	struct row_source *rows = feed->rows;
	size_t used = 0;

	while (rows->values != NULL && size - used >= ENCODE_LEAST) {
		if (rows->special) {
			error_set(err, ERROR_FAILED,
				  "a JSON document holds what text cannot carry");
			return -1;
		}
		used += encode_row(&feed->encoder, rows->values, rows->lengths,
				   buffer + used, size - used);
		if (!feed->encoder.done)
			break;
		if (!rows_advance(rows, err))
			return -1;
		encode_begin(&feed->encoder, feed->encoder.columns);
	}
	rows_count_bytes(rows, used);
	return (int)used;
}

static bool load_rows(struct row_source *rows, struct db_load_result *out,
		      struct error *err)
{
	struct feed feed = { .rows = rows };
	const struct db_load_input input = { feed_read, &feed };
	size_t columns = rows->selection->count;

	encode_begin(&feed.encoder, columns == 0 ? 1 : columns);
	return db_load(rows->worker->writer, rows->selection->load, &input, out, err);
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

		error_values += code == DATA_TRUNCATED;
		if (code == FUNCTIONAL_INDEX_TRUNCATED ||
		    (code == DATA_TRUNCATED && error_values <= rows->error_values))
			continue;
		*first = arena_printf(arena, "%s (%" PRIu64 ")",
				      rows_value(&list, i, 2), code);
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

/*
 * The ledger's row goes first, in one transaction with the rows. A non-transactional
 * table cannot take part in one (1785 where GTID consistency is enforced): its ledger
 * row comes after it.
 */
static bool load_once(struct row_source *rows, struct task *task, struct error *err)
{
	struct worker *worker = rows->worker;
	struct db_load_result result = { 0 };
	AUTO_ARENA *arena = arena_make();
	bool first = task->table->transactional;

	if (!rows_open(rows, task->table, err) ||
	    (first && !ledger_begin(worker->copy, worker->writer, task->table, err)))
		return false;
	if (rows->values != NULL && !(worker->copy->target_loads && !task->by_insert ?
					      load_rows(rows, &result, err) :
					      insert_rows(rows, &result, err)))
		return false;
	if (!check_counts(rows, &result, arena, err))
		return false;
	task->rows = rows->rows;
	task->bytes = rows->bytes;
	return (first || ledger_begin(worker->copy, worker->writer, task->table, err)) &&
	       ledger_commit(worker->copy, worker->writer, task, err) &&
	       db_execute(worker->reader, "ROLLBACK TO SAVEPOINT extrepl", err);
}

/*
 * After a failure: nothing of the table is on the target, and the reader is ready
 * again.
 */
static bool take_back(struct row_source *rows, const struct table *table,
		      struct error *err)
{
	struct copy *copy = rows->worker->copy;

	atomic_fetch_sub(&copy->rows_sent, rows->rows_counted);
	atomic_fetch_sub(&copy->bytes_sent, rows->bytes);
	atomic_store(&rows->worker->sent, 0);
	if (!db_execute(rows->worker->writer, "ROLLBACK", err) ||
	    !rows_abandon(rows, err))
		return false;
	if (table->transactional)
		return true;
	AUTO_ARENA *arena = arena_make();
	return db_executef(rows->worker->writer, err, "TRUNCATE TABLE %s",
			   quote_table(table->database, table->name, arena));
}

/*
 * Whether another try can help; remembers what LOAD DATA cannot do or the target does
 * not allow.
 */
static bool may_retry(struct copy *copy, const struct row_source *rows,
		      struct task *task, unsigned code)
{
	if (rows->special && copy->target_loads && !task->by_insert) {
		task->by_insert = true;
		return true;
	}
	if (code == LOCAL_NOT_ALLOWED || code == LOCAL_NOT_ALLOWED_MARIADB ||
	    code == LOCAL_DISABLED) {
		bool news = copy->target_loads;

		copy->target_loads = false;
		return news;
	}
	return code == DEADLOCK || code == LOCK_WAIT_TIMEOUT;
}

static void count_table(struct worker *worker, struct task *task)
{
	struct copy *copy = worker->copy;

	atomic_fetch_add(&copy->bytes_done, task->table->bytes);
	atomic_store(&worker->sent, 0);
	atomic_store(&worker->expected, 0);
	atomic_fetch_add(&copy->tables_done, 1);
	queue_loaded(copy, task);
	progress_show(copy);
}

bool load_table(struct worker *worker, struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct wait wait = wait_start(&worker->copy->run, 0, 100, 2000);
	struct selection selection;

	selection_make(task->table, arena, &selection);
	for (int i = 1;; i++) {
		struct row_source rows = { .worker = worker, .selection = &selection };

		if (load_once(&rows, task, err)) {
			count_table(worker, task);
			return true;
		}
		struct error undoing;
		if (i == TRIES || !may_retry(worker->copy, &rows, task, err->code) ||
		    !take_back(&rows, task->table, &undoing) || !wait_again(&wait))
			return error_wrap(err, "table %s",
					  quote_table(task->table->database,
						      task->table->name, arena));
		atomic_fetch_add(&worker->copy->retried, task->by_insert ? 0 : 1);
	}
}
