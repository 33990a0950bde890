/*
 * Keys over computed values: a functional key, or a key on a VIRTUAL column. Only the
 * key stores such values, as the session that wrote the row computed them, and a query
 * that uses the key returns them. This file queries both sides through the key. If the
 * answers differ, it creates the key again with other time zones.
 */
#include <string.h>

#include "base/text.h"
#include "copy/rows/computed.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "tables/definition.h"

struct computed_key {
	struct worker *worker;
	struct task *task;
	const char *name;   /* of the key */
	const char *column; /* the VIRTUAL column; NULL: see expression */
	const char *expression; /* of a functional key, or a column of which it has a prefix */
	struct computed_parts before;
	struct arena *arena;
};

/*
 * The computed parts of keys: the key's name, column or NULL, expression or NULL, which
 * part it is, length of the prefix or NULL.
 */
static bool read_keys(struct worker *worker, const struct table *table,
		      struct arena *arena, struct rows *out, struct error *err)
{
	return db_query(worker->reader,
			arena_printf(arena,
				     "SELECT s.index_name, s.column_name, %s, s.seq_in_index, s.sub_part"
				     " FROM information_schema.statistics s"
				     " LEFT JOIN information_schema.columns c"
				     " ON c.table_schema = s.table_schema AND c.table_name = s.table_name"
				     " AND c.column_name = s.column_name"
				     " WHERE s.table_schema = %s AND s.table_name = %s"
				     " AND s.index_type = 'BTREE'"
				     " AND (s.column_name IS NULL OR c.extra LIKE '%%VIRTUAL GENERATED%%')"
				     " ORDER BY s.index_name, s.seq_in_index",
				     computed_expression_of_key(worker->reader),
				     quote_text(table->database, arena),
				     quote_text(table->name, arena)),
			arena, out, err);
}

static bool is_number(const char *value)
{
	return value[0] != '\0' &&
	       strspn(value + 1, "0123456789.") == strlen(value + 1) &&
	       strchr("-0123456789", value[0]) != NULL;
}

/*
 * The query for both sides, which returns one row of figures. NULL: there is nothing to
 * query.
 */
static bool make_query(const struct computed_key *key, const char **out, struct error *err)
{
	struct arena *arena = key->arena;
	const struct table *table = key->task->table;
	const char *name = quote_table(table->database, table->name, arena);
	const char *by_key = arena_printf(arena, "%s FORCE INDEX (%s)", name,
					  quote_name(key->name, arena));
	struct text sql = text_make(arena);
	struct rows values;

	*out = NULL;
	if (key->column != NULL) {
		const char *column = quote_name(key->column, arena);

		*out = arena_printf(arena,
				    "SELECT COUNT(%s), SUM(CRC32(%s)), SUM(CRC32(CONCAT('x', %s)))"
				    " FROM %s",
				    column, column, column, by_key);
		return true;
	}
	if (!db_query(key->worker->reader,
		      arena_printf(arena, "SELECT DISTINCT %s%s FROM %s LIMIT %d",
				   computed_probe_selected(key->expression, arena),
				   computed_parts_selected(&key->before, arena), name,
				   COMPUTED_PROBES),
		      arena, &values, err))
		return !db_lost(key->worker->reader) &&
		       run_goes_on(&key->worker->copy->pool.run, err);
	for (size_t i = 0; i < values.count; i++) {
		const char *value = rows_value(&values, i, 0);
		const char *bytes = rows_value(&values, i, 1);

		if (value != NULL || bytes != NULL)
			text_addf(&sql, "%s(SELECT COUNT(*) FROM %s WHERE %s = %s%s)",
				  sql.length == 0 ? "SELECT " : ", ", by_key,
				  key->expression,
				  bytes == NULL && is_number(value) ?
					  value :
					  computed_probe_literal(&values, i, 0, arena),
				  computed_parts_matched(&key->before, &values, i, 2,
							 arena));
	}
	if (sql.length > 0)
		*out = sql.bytes;
	return true;
}

/* sql is from make_query; a multi-valued key needs another query. */
static bool is_same(const struct computed_key *key, const char *sql,
		    const struct compute_settings *settings, bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows sides[2];

	if (computed_is_array(key->expression))
		return computed_ask_array(
			&(struct array_question){
				.worker = key->worker,
				.table = key->task->table,
				.key = key->name,
				.expression = key->expression,
				.before = &key->before,
				.settings = settings,
			},
			out, err);
	if (!db_query(key->worker->reader, sql, arena, &sides[0], err) ||
	    !db_query(key->worker->writer, sql, arena, &sides[1], err))
		return false;
	*out = true;
	for (size_t i = 0; i < sides[0].columns; i++)
		*out = *out && text_equal(rows_value(&sides[0], 0, i),
					  rows_value(&sides[1], 0, i));
	return true;
}

/* The key's definition on the source: "UNIQUE KEY `f` ((...))"; or NULL. */
static const char *definition_of(const struct computed_key *key)
{
	const char *word =
		arena_printf(key->arena, "KEY %s (", quote_name(key->name, key->arena));
	struct definition definition;
	struct error unused = { 0 };

	if (!schema_parse(key->task, key->arena, &definition, &unused))
		return NULL;
	for (size_t i = 0; i < definition.items_count; i++) {
		if (strstr(definition.items[i].text, word) != NULL)
			return definition.items[i].text;
	}
	return NULL;
}

/*
 * Uses two statements: a server does not rebuild a key that one statement drops and
 * adds.
 */
static bool make_again(const struct computed_key *key,
		       const struct compute_settings *settings, const char *item,
		       struct error *err)
{
	struct db *writer = key->worker->writer;
	const char *table = quote_table(key->task->table->database,
					key->task->table->name, key->arena);
	struct error refused = { 0 };

	if (!computed_apply(key->worker, settings, err))
		return false;
	if ((!db_executef(writer, &refused, "ALTER TABLE %s DROP KEY %s", table,
			  quote_name(key->name, key->arena)) ||
	     !db_executef(writer, &refused, "ALTER TABLE %s ADD %s", table, item)) &&
	    db_lost(writer)) {
		*err = refused;
		return false;
	}
	return computed_apply(key->worker, NULL, err);
}

static bool settle_key(const struct computed_key *key, struct error *err)
{
	struct copy *copy = key->worker->copy;
	const struct table *table = key->task->table;
	const struct compute_settings *settings = key->task->settings;
	const char *sql = NULL;
	bool same;

	if (!computed_is_array(key->expression)) {
		if (!make_query(key, &sql, err))
			return false;
		if (sql == NULL)
			return true;
	}
	if (!is_same(key, sql, settings, &same, err))
		return false;
	const char *item = same ? NULL : definition_of(key);
	while (!same && item != NULL &&
	       (settings = computed_next_zone(copy, table, settings)) != NULL) {
		if (!run_goes_on(&copy->pool.run, err) ||
		    !make_again(key, settings, item, err))
			return false;
		/*
		 * If the key's values are not unique in that zone, it was not created.
		 */
		struct error absent = { 0 };
		if (!is_same(key, sql, settings, &same, &absent) &&
		    (absent.code != SERVER_NO_SUCH_INDEX || db_lost(key->worker->writer))) {
			*err = absent;
			return false;
		}
	}
	if (!same)
		computed_note(copy, table, key->name,
			      "the key of that name returns different values");
	return true;
}

/* Such a part cannot be queried: only MEMBER OF uses the key, and not for this part. */
static bool is_behind_array(const struct computed_key *key)
{
	for (size_t i = 0; i < key->before.count; i++) {
		if (computed_is_array(key->before.parts[i]))
			return true;
	}
	return false;
}

bool computed_check_keys(struct worker *worker, struct task *task, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows keys;

	if (task->settings == NULL)
		return true;
	if (!read_keys(worker, task->table, arena, &keys, err))
		return false;
	for (size_t i = 0; i < keys.count; i++) {
		struct computed_key key = {
			.worker = worker,
			.task = task,
			.name = rows_value(&keys, i, 0),
			.column = rows_value(&keys, i, 1),
			.expression = rows_value(&keys, i, 2),
			.arena = arena,
		};

		if (key.column != NULL && rows_value(&keys, i, 4) != NULL) {
			key.expression = quote_name(key.column, arena);
			key.column = NULL;
		}
		if ((key.column != NULL || key.expression != NULL) &&
		    (!computed_read_parts(worker->reader, task->table, key.name,
					  rows_value(&keys, i, 3), arena, &key.before,
					  err) ||
		     (!is_behind_array(&key) && !settle_key(&key, err))))
			return error_wrap(err, "table %s",
					  quote_table(task->table->database,
						      task->table->name, arena));
	}
	return db_execute(worker->reader, "ROLLBACK TO SAVEPOINT extrepl", err);
}
