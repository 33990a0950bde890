/*
 * The ledger's rows for tables (number 0) and for the ranges of their rows; ledger.h
 * has an example.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "copy/ledger/ledger.h"
#include "copy/state.h"
#include "sql/quote.h"

/* How many rows one INSERT has. */
#define BATCH 500

static const char *where_table(const struct copy *copy, const struct task *task,
			       struct arena *arena)
{
	return arena_printf(arena, "`name` = %s AND `database` = %s AND `table` = %s",
			    quote_text(copy->job->record.name, arena),
			    quote_text(task->table->database, arena),
			    quote_text(task->table->name, arena));
}

/* "'name', 'database', 'table', number, 'run'" */
static const char *key_values(const struct copy *copy, const struct task *task,
			      unsigned number, struct arena *arena)
{
	return arena_printf(arena, "%s, %s, %s, %u, %s",
			    quote_text(copy->job->record.name, arena),
			    quote_text(task->table->database, arena),
			    quote_text(task->table->name, arena), number,
			    quote_text(copy->job->record.run, arena));
}

/*
 * A bound as an SQL literal; NULL is the end of the table. The ledger stores it as
 * bytes.
 */
static const char *bound_value(const struct task *task, const struct key_bound *bound,
			       struct arena *arena)
{
	if (bound->literals == NULL)
		return "NULL";
	return quote_text(key_bound_print(task->key, bound, arena), arena);
}

#define INSERT_INTO                                                                                \
	"INSERT INTO `extrepl`.`chunk`"                                                            \
	" (`name`, `database`, `table`, `number`, `run`, `lower`, `upper`, `digest`, `loaded_at`)" \
	" VALUES "

bool ledger_read(struct copy *copy, struct rows *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_query(copy->target,
			arena_printf(arena,
				     "SELECT `database`, `table`, `number`, `digest`, `lower`,"
				     " `upper`, `row_count`, `bytes` FROM `extrepl`.`chunk`"
				     " WHERE `name` = %s AND `table` <> ''"
				     " ORDER BY CAST(`database` AS BINARY), CAST(`table` AS BINARY),"
				     " `number`",
				     quote_text(copy->job->record.name, arena)),
			copy->arena, out, err);
}

static const char *table_values(const struct copy *copy, const struct task *task,
				struct arena *arena)
{
	return arena_printf(arena, "(%s, NULL, NULL, %s, UTC_TIMESTAMP())",
			    key_values(copy, task, 0, arena),
			    quote_text(task->definition, arena));
}

bool ledger_add_table(struct copy *copy, struct db *db, const struct task *task,
		      struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(db, err, INSERT_INTO "%s", table_values(copy, task, arena));
}

bool ledger_add_tables(struct copy *copy, struct error *err)
{
	size_t at = 0;

	while (at < copy->tasks.count) {
		AUTO_ARENA *arena = arena_make();
		struct text sql = text_make(arena);
		size_t count = 0;

		for (; at < copy->tasks.count && count < BATCH; at++) {
			if (copy->tasks.list[at].exists)
				continue;
			text_addf(&sql, "%s%s", count++ == 0 ? INSERT_INTO : ", ",
				  table_values(copy, &copy->tasks.list[at], arena));
		}
		if (count > 0 && !db_execute(copy->target, sql.bytes, err))
			return false;
	}
	return true;
}

bool ledger_begin(struct copy *copy, struct db *writer, const struct task *task,
		  const struct chunk *chunk, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_execute_all(writer,
			      arena_printf(arena,
					   "START TRANSACTION;\n" INSERT_INTO
					   "(%s, %s, NULL, NULL, UTC_TIMESTAMP())",
					   key_values(copy, task, chunk->number, arena),
					   bound_value(task, &chunk->keys.above, arena)),
			      err);
}

/*
 * The statement for the open range's own ledger row when one of its chunks is loaded.
 */
static const char *rest_statement(const struct copy *copy, const struct range *range,
				  const struct chunk *chunk, struct arena *arena)
{
	const struct task *task = range->task;
	const char *lower = bound_value(task, &chunk->keys.upto, arena);

	if (chunk->last && range->number == 0)
		return "";
	if (chunk->last)
		return arena_printf(arena,
				    "DELETE FROM `extrepl`.`chunk` WHERE %s AND `number` = %u;\n",
				    where_table(copy, task, arena), range->number);
	if (range->number != 0)
		return arena_printf(
			arena,
			"UPDATE `extrepl`.`chunk` SET `lower` = %s WHERE %s AND `number` = %u;\n",
			lower, where_table(copy, task, arena), range->number);
	return arena_printf(arena, INSERT_INTO "(%s, %s, %s, NULL, UTC_TIMESTAMP());\n",
			    key_values(copy, task, chunk->rest_number, arena), lower,
			    bound_value(task, &range->keys.upto, arena));
}

bool ledger_commit(struct copy *copy, struct db *writer, struct range *range,
		   const struct chunk *chunk, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct task *task = range->task;

	return db_execute_all(writer,
			      arena_printf(arena,
					   "UPDATE `extrepl`.`chunk` SET `row_count` = %" PRIu64
					   ", `bytes` = %" PRIu64
					   ", `upper` = %s, `digest` = %s"
					   " WHERE %s AND `number` = %u;\n%sCOMMIT",
					   chunk->rows, chunk->bytes,
					   bound_value(task, &chunk->keys.upto, arena),
					   quote_text(chunk->digest, arena),
					   where_table(copy, task, arena), chunk->number,
					   rest_statement(copy, range, chunk, arena)),
			      err);
}

static bool has_row(struct copy *copy, struct db *db, const struct task *task,
		    unsigned number, const char *condition, bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(db,
		      arena_printf(arena,
				   "SELECT 1 FROM `extrepl`.`chunk` WHERE %s"
				   " AND `number` = %u%s",
				   where_table(copy, task, arena), number, condition),
		      arena, &rows, err))
		return false;
	*out = rows.count == 1;
	return true;
}

bool ledger_has(struct copy *copy, struct db *db, const struct task *task,
		unsigned number, bool *out, struct error *err)
{
	return has_row(copy, db, task, number, " AND `digest` IS NOT NULL", out, err);
}

bool ledger_notes(struct copy *copy, struct db *db, const struct task *task,
		  unsigned number, bool *out, struct error *err)
{
	return has_row(copy, db, task, number, "", out, err);
}

bool ledger_split(struct copy *copy, struct db *db, const struct range *range,
		  const struct range *rest, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct task *task = range->task;

	return db_execute_all(db,
			      arena_printf(arena,
					   "START TRANSACTION;\n" INSERT_INTO
					   "(%s, %s, %s, NULL, UTC_TIMESTAMP());\n"
					   "UPDATE `extrepl`.`chunk` SET `upper` = %s"
					   " WHERE %s AND `number` = %u;\nCOMMIT",
					   key_values(copy, task, rest->number, arena),
					   bound_value(task, &rest->keys.above, arena),
					   bound_value(task, &rest->keys.upto, arena),
					   bound_value(task, &rest->keys.above, arena),
					   where_table(copy, task, arena), range->number),
			      err);
}

/*
 * If the DELETE removes another number of rows than the ledger has, the range contains
 * other rows on the target than on the source: an error without a code.
 */
bool ledger_reopen(struct copy *copy, struct db *db, const struct range *range,
		   struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct task *task = range->task;
	const char *table = quote_table(task->table->database, task->table->name, arena);
	const char *sql =
		arena_printf(arena, "DELETE FROM %s WHERE %s", table,
			     key_range_condition(task->key, &range->keys, arena));
	struct db_load_result deleted;

	if (!db_execute(db, "START TRANSACTION", err) ||
	    !db_insert(db, sql, strlen(sql), &deleted, err))
		return false;
	if (deleted.records != range->rows)
		return error_set(err, ERROR_FAILED,
				 "%s: %s has %" PRIu64
				 " rows where the ledger has %" PRIu64,
				 db_label(db), table, deleted.records, range->rows);
	return db_execute_all(db,
			      arena_printf(arena,
					   "UPDATE `extrepl`.`chunk` SET `digest` = NULL,"
					   " `row_count` = 0, `bytes` = 0 WHERE %s AND `number` = %u;\n"
					   "COMMIT",
					   where_table(copy, task, arena), range->number),
			      err);
}
