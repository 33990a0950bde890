/*
 * Checks whether the target stored the rows that were sent, and whether it computed
 * generated values as the source did. load_send.c sends the rows.
 */
#include <inttypes.h>

#include "copy/rows/loading.h"
#include "sql/quote.h"

/* How often to try other settings for a table's generated values. */
#define CHOICES 60

/* The server's first warning, for a message. */
static const char *first_warning(struct worker *worker, struct arena *arena)
{
	struct error unused = { 0 };
	struct rows list;

	if (!db_query(worker->writer, "SHOW WARNINGS LIMIT 1", arena, &list, &unused) ||
	    list.count == 0)
		return "no warning gives a reason";
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

const struct compute_settings *loading_settings(struct copy *copy, const struct task *task)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	const struct compute_settings *settings = task->settings;
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return settings;
}

/* Sets the settings for the next try and later chunks. False: no choices are left. */
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
 * All settings were tried. If the user accepts the difference, the source's own
 * settings are the best guess.
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

/* Records a value that no settings compute as on the source; the copy goes on. */
static bool judge_computed(struct loading *loading, const struct proof *proof,
			   const struct column *column, struct error *err)
{
	struct copy *copy = loading->worker->copy;
	const struct table *table = proof->task->table;
	const struct compute_settings *better;
	const char *example;
	/* Read once: another worker may give up while this one still chooses. */
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
	return error_set(err, ERROR_FAILED, "column %s is computed differently there",
			 quote_name(column->name, loading->arena));
}

bool loading_check(struct loading *loading, const struct db_load_result *result,
		   struct error *err)
{
	struct row_source *rows = &loading->rows;
	const struct task *task = loading->range->task;
	struct worker *worker = loading->worker;
	const struct column *column;
	enum proof_result verdict;
	size_t agreeing;

	loading->skipped = result->skipped != 0;
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
				      "its rows differ from those that were sent" :
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

void loading_try_next_mode(struct loading *loading)
{
	const struct compute_settings *next =
		computed_next_mode(loading->worker->copy, loading->range->task->table,
				   loading->settings);

	if (next != NULL)
		(void)change_settings(loading, next);
}
