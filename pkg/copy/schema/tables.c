/*
 * Creates tables on the target as the source has them, without the keys
 * that are added after the rows (keys.c).
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/rows/checksum.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "tables/definition.h"
#include "tables/differences.h"
#include "tables/scan.h"

#define DEFINE_STALL_TIMEOUT_MS 60000

bool schema_parse(const struct task *task, struct arena *arena, struct definition *out,
		  struct error *err)
{
	if (!definition_parse(task->table->create, arena, out, err))
		return error_wrap(err, "table %s",
				  quote_table(task->table->database, task->table->name,
					      arena));
	return true;
}

/*
 * Sessions that create tables with foreign keys to each other may deadlock; they retry
 * a little later.
 */
bool schema_define(struct copy *copy, struct db *writer, const char *sql,
		   struct error *err)
{
	struct wait wait = wait_start(&copy->pool.run, DEFINE_STALL_TIMEOUT_MS, 20, 1000);

	while (!db_execute(writer, sql, err)) {
		if (!server_error_is_lock(err->code) || !wait_again(&wait))
			return false;
		atomic_fetch_add(&copy->progress.retried, 1);
	}
	return true;
}

/*
 * A table without a ROW_FORMAT gets the server's default when it is created. If the
 * target has another default, the statement names the source's format.
 */
static void name_row_format(const struct copy *copy, const struct table *table,
			    struct definition *definition, struct arena *arena)
{
	if (!text_equal(table->engine, "InnoDB") || table->row_format == NULL ||
	    copy->can.row_format == NULL ||
	    text_equal_nocase(table->row_format, copy->can.row_format) ||
	    text_equal(table->row_format, "Compressed") ||
	    scan_find(definition->options, " ROW_FORMAT=") != NULL)
		return;
	const char *partitions = scan_find(definition->options, "\n");
	size_t before = partitions == NULL ? strlen(definition->options) :
					     (size_t)(partitions - definition->options);
	definition->options = arena_printf(arena, "%.*s ROW_FORMAT=%s%s", (int)before,
					   definition->options, table->row_format,
					   definition->options + before);
}

/*
 * ARCHIVE refuses rows whose AUTO_INCREMENT value is below the table's counter (1022),
 * so the counter is set only after the rows, as for all tables.
 */
static const char *statement_of(const struct definition *definition,
				const struct table *table, struct arena *arena)
{
	const char *sql = definition_render(definition, table, arena);

	return text_equal_nocase(table->engine, "ARCHIVE") ?
		       definition_without_counter(sql, arena) :
		       sql;
}

/* MariaDB does not show that a column which may be NULL has no default. */
static bool drop_defaults(struct copy *copy, struct db *writer,
			  const struct definition *definition,
			  const struct table *table, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *sql = definition_drop_defaults(definition, table, arena);

	return sql == NULL || db_server(writer)->flavour != FLAVOUR_MYSQL ||
	       schema_define(copy, writer, sql, err);
}

bool schema_create_table(struct copy *copy, struct db *writer, struct task *task,
			 struct arena *arena, struct error *err)
{
	struct definition definition;
	bool again = task->created;

	if (task->exists)
		return true;
	if (!schema_parse(task, arena, &definition, err))
		return false;
	name_row_format(copy, task->table, &definition, arena);
	definition_defer(&definition, task->defer_keys, copy->foreign_keys_last, arena);
	task->created = true;
	bool made = schema_define(copy, writer,
				  statement_of(&definition, task->table, arena), err);
	if (made)
		warnings_note(copy, writer, table_label(task->table, arena));
	if ((made || (again && err->code == SERVER_TABLE_EXISTS)) &&
	    drop_defaults(copy, writer, &definition, task->table, err))
		return true;
	return error_wrap(err, "creating the table %s",
			  quote_table(task->table->database, task->table->name, arena));
}

const char *schema_digest(const struct task *task, struct arena *arena)
{
	AUTO_ARENA *scratch = arena_make();
	const struct table *table = task->table;
	struct text text = text_make(scratch);

	text_addf(&text, "%s\n%s\n%d\n",
		  definition_without_counter(table->create, scratch),
		  table->collation == NULL ? "" : table->collation, table->transactional);
	for (size_t i = 0; i < table->columns_count; i++)
		text_addf(&text, "%s\n%s\n%s\n%d\n", table->columns[i].name,
			  table->columns[i].data_type,
			  table->columns[i].collation == NULL ?
				  "" :
				  table->columns[i].collation,
			  table->columns[i].generated);
	if (task->chunked)
		text_addf(&text, "%s\n%zu", task->key->name, task->key->ordered_count);
	return checksum_of(text.bytes, arena);
}
