/*
 * Names the key of rows that the target skipped because the source has the key more
 * than once, in several partitions.
 */
#include "copy/rows/strays.h"
#include "sql/quote.h"
#include "tables/partitions.h"

/* Whether all columns of the task's key can be ordered. */
static bool has_whole_key(const struct task *task)
{
	return task->key != NULL && task->key->ordered_count > 0 &&
	       task->key->ordered_count == task->key->columns_count;
}

void strays_explain(struct worker *worker, const struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct table *table = task->table;
	struct error unused = { 0 };
	struct rows rows;

	if (!table_is_partitioned(table) || !has_whole_key(task) ||
	    db_lost(worker->reader))
		return;
	const char *name = quote_table(table->database, table->name, arena);
	const char *columns = key_ordered_columns(task->key, arena);
	if (!db_query(worker->reader,
		      arena_printf(arena,
				   "SELECT %s FROM %s GROUP BY %s HAVING COUNT(*) > 1 LIMIT 1",
				   columns, name, columns),
		      arena, &rows, &unused) ||
	    rows.count == 0)
		return;
	const struct key_bound twice = key_bound_of(task->key, &rows, 0, arena);
	error_set(err, ERROR_FAILED,
		  "the source has rows of one key, %s, in several partitions: one of "
		  "them is in the wrong partition, and the target accepts only one",
		  key_text(task->key, twice.literals, task->key->ordered_count, arena));
	error_hint(err,
		   "Delete the wrong one: SELECT * FROM %s PARTITION (...) shows its "
		   "partition, CHECK TABLE %s whether there are more.",
		   name, name);
}
