/*
 * After a failed attempt to load a chunk: undoes it, and finds out whether its COMMIT
 * succeeded after all and whether another attempt can help.
 */
#include "copy/rows/loading.h"
#include "copy/sessions/sessions.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/* How often to try a chunk after deadlocks and lock waits. */
#define TRIES 5
/* How often the connection to the target may be lost during one chunk. */
#define LOSSES 5

/* Whether another attempt can help. Records what the target does not allow. */
static bool may_retry(struct copy *copy, const struct row_source *rows,
		      struct task *task, unsigned code)
{
	/*
	 * Another worker may have set by_insert since, so only how this chunk was sent
	 * counts.
	 */
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

void loading_uncount(const struct row_source *rows)
{
	struct copy *copy = rows->worker->copy;

	atomic_fetch_sub(&copy->progress.rows_sent, rows->rows_counted);
	atomic_fetch_sub(&copy->progress.bytes_sent, rows->bytes);
	atomic_fetch_sub(&rows->task->shown, rows->bytes);
}

/* Fails when the session was lost too often during the same chunk. */
static bool count_loss(struct worker *worker, struct error *err)
{
	if (worker->losses++ < LOSSES)
		return true;
	error_set(err, ERROR_UNREACHABLE,
		  "%s: the session was ended %u times while the same rows were loaded",
		  db_label(worker->writer), worker->losses);
	return error_hint(err,
			  "Something ends sessions there (KILL, a proxy, a restart): "
			  "look in the server's error log. The same command continues "
			  "from here.");
}

/*
 * Afterwards nothing of the chunk is on the target, or all of it (*there): its COMMIT
 * succeeded, but the answer was lost.
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

bool loading_recover(struct loading *loading, int tries, bool *there, struct error *err)
{
	struct worker *worker = loading->worker;
	struct error undoing = { 0 };
	unsigned losses = worker->losses;

	/* First, as the target may not answer for long: DDL waits for the reader. */
	bool released =
		!db_lost(worker->reader) && rows_abandon(&loading->rows, &undoing);

	if (!run_goes_on(&worker->copy->pool.run, &undoing) ||
	    !settle_target(loading, there, &undoing)) {
		/*
		 * Why the server is unreachable is more useful than "connection lost".
		 */
		if (db_lost(worker->writer) && !db_lost(worker->reader))
			*err = undoing;
		return false;
	}
	if (!*there)
		loading_uncount(&loading->rows);
	/* err is set: it is the failure that is handled */
	if (!released)
		return *there;
	if (loading->settings != NULL && /* err is set: as above */
	    !computed_apply(worker, NULL, &undoing))
		return *there;
	/* err is set: as above */
	return *there || loading->again || worker->losses > losses ||
	       (tries < TRIES && may_retry(worker->copy, &loading->rows,
					   loading->range->task, err->code));
}
