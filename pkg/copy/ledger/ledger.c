/*
 * The ledger's table, and its rows for databases; ledger_ranges.c has those for tables
 * and ranges. resume.c and compare.c decide what is kept.
 */
#include "copy/ledger/ledger.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/*
 * `table` is empty in the row of a database. A table that is one open range has no row
 * for it. ledger.h has an example.
 */
static const char create_table[] =
	"CREATE TABLE IF NOT EXISTS `extrepl`.`chunk` (\n"
	"  `name` varchar(64) NOT NULL COMMENT 'of the manifest',\n"
	"  `database` varchar(64) NOT NULL,\n"
	"  `table` varchar(64) NOT NULL COMMENT 'empty: the database itself',\n"
	"  `number` int unsigned NOT NULL,\n"
	"  `run` varchar(64) NOT NULL,\n"
	"  `row_count` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `bytes` bigint unsigned NOT NULL DEFAULT 0,\n"
	"  `lower` longblob COMMENT 'of the key range; NULL: from the first row',\n"
	"  `upper` longblob COMMENT 'NULL: to the last row',\n"
	"  `digest` varbinary(64) DEFAULT NULL COMMENT 'of the rows as sent; NULL: not loaded',\n"
	"  `loaded_at` datetime NOT NULL COMMENT 'UTC',\n"
	"  PRIMARY KEY (`name`, `database`, `table`, `number`)\n"
	") ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin\n"
	"  COMMENT='extrepl: do not change; what a copy has loaded'";

bool ledger_prepare(struct db *target, struct error *err)
{
	return db_execute(target, create_table, err);
}

/*
 * Returns no rows if extrepl's database or the ledger's table does not exist: nothing
 * was ever copied.
 */
static bool query_if_there(struct db *target, const char *sql, struct arena *arena,
			   struct rows *out, struct error *err)
{
	*out = (struct rows){ 0 };
	return db_query(target, sql, arena, out, err) ||
	       err->code == SERVER_NO_SUCH_TABLE || err->code == SERVER_NO_SUCH_DATABASE;
}

bool ledger_databases(struct db *target, const char *name, struct arena *arena,
		      const char *const **out, struct error *err)
{
	struct rows rows;

	if (!query_if_there(target,
			    arena_printf(arena,
					 "SELECT c.`database` FROM `extrepl`.`chunk` c"
					 " JOIN `extrepl`.`record` r ON r.`name` = c.`name`"
					 " WHERE c.`name` = %s AND c.`table` = '' AND r.`state` = %s",
					 quote_text(name, arena),
					 quote_text(RECORD_UNFINISHED, arena)),
			    arena, &rows, err))
		return false;
	const char **names = arena_array(arena, rows.count + 1, sizeof(*names));
	for (size_t i = 0; i < rows.count; i++)
		names[i] = rows_value(&rows, i, 0);
	*out = names;
	return true;
}

bool ledger_begun(struct db *target, const char *name, const char *database, bool *out,
		  struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!query_if_there(target,
			    arena_printf(arena,
					 "SELECT LOCATE(CONCAT('\n', %s, '\n'),"
					 " CONCAT('\n', `databases`, '\n')) FROM `extrepl`.`record`"
					 " WHERE `name` = %s AND `state` = %s",
					 quote_text(database, arena),
					 quote_text(name, arena),
					 quote_text(RECORD_UNFINISHED, arena)),
			    arena, &rows, err))
		return false;
	*out = rows.count == 1 && rows_number(rows_value(&rows, 0, 0), 0) > 0;
	return true;
}

bool ledger_forget_complete(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *name = quote_text(copy->job->record.name, arena);

	return db_executef(copy->target, err,
			   "DELETE FROM `extrepl`.`chunk` WHERE `name` = %s AND NOT EXISTS"
			   " (SELECT 1 FROM `extrepl`.`record` r WHERE r.`name` = %s AND r.`state` = %s)",
			   name, name, quote_text(RECORD_UNFINISHED, arena));
}

bool ledger_started_at(struct copy *copy, const char **out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(copy->target,
		      arena_printf(arena,
				   "SELECT `started_at` FROM `extrepl`.`record`"
				   " WHERE `name` = %s",
				   quote_text(copy->job->record.name, arena)),
		      copy->arena, &rows, err))
		return false;
	if (rows.count == 1 && rows_value(&rows, 0, 0) != NULL)
		*out = rows_value(&rows, 0, 0);
	return true;
}

bool ledger_void(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(copy->target, err,
			   "DELETE FROM `extrepl`.`chunk` WHERE `name` = %s AND `table` <> ''",
			   quote_text(copy->job->record.name, arena));
}

bool ledger_add_database(struct copy *copy, const char *database, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(copy->target, err,
			   "REPLACE INTO `extrepl`.`chunk`"
			   " (`name`, `database`, `table`, `number`, `run`, `loaded_at`)"
			   " VALUES (%s, %s, '', 0, %s, UTC_TIMESTAMP())",
			   quote_text(copy->job->record.name, arena),
			   quote_text(database, arena),
			   quote_text(copy->job->record.run, arena));
}

bool ledger_forget_database(struct copy *copy, const char *database, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(copy->target, err,
			   "DELETE FROM `extrepl`.`chunk` WHERE `name` = %s AND `database` = %s",
			   quote_text(copy->job->record.name, arena),
			   quote_text(database, arena));
}

bool ledger_forget_table(struct copy *copy, struct db *db, const char *database,
			 const char *table, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	return db_executef(db, err,
			   "DELETE FROM `extrepl`.`chunk` WHERE `name` = %s"
			   " AND `database` = %s AND `table` = %s",
			   quote_text(copy->job->record.name, arena),
			   quote_text(database, arena), quote_text(table, arena));
}

/* Columns of the query in ledger_check. */
enum { DATABASE, TABLE, RANGES, ROWS, OPEN };

static bool is_whole(const struct rows *ledger, size_t row, const struct task *task)
{
	return rows_number(rows_value(ledger, row, RANGES), 0) == task->chunks &&
	       rows_number(rows_value(ledger, row, ROWS), UINT64_MAX) == task->rows &&
	       rows_number(rows_value(ledger, row, OPEN), UINT64_MAX) == 0;
}

static bool is_in_ledger(const struct rows *ledger, const struct task *task)
{
	size_t low = 0;
	size_t high = ledger->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(rows_value(ledger, middle, DATABASE),
				   task->table->database);

		if (order == 0)
			order = strcmp(rows_value(ledger, middle, TABLE),
				       task->table->name);
		if (order == 0)
			return is_whole(ledger, middle, task);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool ledger_check(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows ledger;

	/* Orders by bytes, like strcmp. */
	if (!db_query(copy->target,
		      arena_printf(arena,
				   "SELECT `database`, `table`, COUNT(*), SUM(`row_count`),"
				   " SUM(`digest` IS NULL) FROM `extrepl`.`chunk`"
				   " WHERE `name` = %s AND `table` <> '' AND `number` > 0"
				   " GROUP BY `database`, `table`"
				   " ORDER BY CAST(`database` AS BINARY), CAST(`table` AS BINARY)",
				   quote_text(copy->job->record.name, arena)),
		      arena, &ledger, err))
		return false;
	for (size_t i = 0; i < copy->tasks.count; i++) {
		const struct task *task = &copy->tasks.list[i];

		if (task->loaded && is_in_ledger(&ledger, task))
			continue;
		error_set(err, ERROR_FAILED,
			  "%s: %s is not recorded with its %" PRIu64 " rows",
			  db_label(copy->target),
			  quote_table(task->table->database, task->table->name, arena),
			  task->rows);
		return error_hint(err, "Did the target lose what it had committed? "
				       "Run the command again: it loads what is "
				       "missing.");
	}
	return true;
}
