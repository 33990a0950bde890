/*
 * Whether a server answers a query by a certain key, as EXPLAIN says. A query that scans
 * the table instead shows nothing of what the key has.
 *
 * MySQL compares a text with a functional key only in a session whose
 * collation_connection is that of the session that created the key.
 */
#include <string.h>

#include "base/text.h"
#include "copy/rows/key_question.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"

/* What EXPLAIN calls a part of a key that is compared with a literal. */
#define BY_LITERAL "const"

/* What a server says of an expression that it cannot compute, or compare. */
static bool is_refusal(unsigned code)
{
	return code == SERVER_NUMBER_OUT_OF_RANGE || code == SERVER_COLLATIONS_MIXED ||
	       code == SERVER_NOT_AS_JSON || code == SERVER_WRONG_VALUE ||
	       code == SERVER_INCORRECT_VALUE || code == SERVER_INVALID_TEXT;
}

bool key_query(struct db *db, const char *sql, struct arena *arena, struct rows *out,
	       const char **refusal, struct error *err)
{
	struct error refused = { 0 };

	*refusal = NULL;
	if (db_query(db, sql, arena, out, &refused))
		return true;
	*out = (struct rows){ 0 };
	if (!is_refusal(refused.code)) {
		*err = refused;
		return false;
	}
	*refusal = arena_copy(arena, refused.message);
	return true;
}

/* The plan in a row for each table; MySQL 9 shows a tree unless it is told. */
static const char *explain(struct db *db, const char *sql, struct arena *arena)
{
	return arena_printf(arena, "EXPLAIN %s %s",
			    db_server(db)->flavour == FLAVOUR_MYSQL ?
				    "FORMAT=TRADITIONAL" :
				    "",
			    sql);
}

bool key_answers_alone(struct db *db, const char *sql, bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows plan;

	if (!db_query(db, explain(db, sql, arena), arena, &plan, err))
		return false;
	const char *extra = rows_named(&plan, 0, "Extra");
	*out = extra != NULL && strstr(extra, "Using index") != NULL;
	return true;
}

/* Whether the server finds all parts of the value by the key. */
static bool is_by_key(struct db *db, const struct key_question *question,
		      const char *sql, bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	size_t parts = 0;
	struct rows plan;

	*out = false;
	if (!db_query(db, explain(db, sql, arena), arena, &plan, err))
		return !db_lost(db) &&
		       run_goes_on(&question->worker->copy->pool.run, err);
	const char *extra = rows_named(&plan, 0, "Extra");
	const char *by = rows_named(&plan, 0, "ref");
	for (; by != NULL && (by = strstr(by, BY_LITERAL)) != NULL;
	     by += strlen(BY_LITERAL))
		parts++;
	/* "const table": it has looked into a UNIQUE key, which does not have the value. */
	*out = (text_equal(rows_named(&plan, 0, "key"), question->key) &&
		parts == question->count) ||
	       (extra != NULL && strstr(extra, "const table") != NULL);
	return true;
}

static bool has_functional_part(const struct key_question *question)
{
	for (size_t i = 0; i < question->count; i++) {
		if (key_part_is_functional(&question->parts[i]))
			return true;
	}
	return false;
}

bool key_find_collation(const struct key_question *question, struct db *db,
			const struct rows *values, bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct table *table = question->task->table;
	const char *sql =
		arena_printf(arena, "SELECT COUNT(*) FROM %s FORCE INDEX (%s) WHERE %s",
			     quote_table(table->database, table->name, arena),
			     quote_name(question->key, arena),
			     key_values_matched(question->parts, question->count,
						values, 0, 0, arena));
	struct rows collations;

	*out = true;
	if (!has_functional_part(question))
		return true;
	if (!is_by_key(db, question, sql, out, err))
		return false;
	if (*out)
		return true;
	if (!db_query(db,
		      "SELECT collation_name FROM information_schema.collations"
		      " ORDER BY character_set_name <> 'utf8mb4', id",
		      arena, &collations, err))
		return false;
	for (size_t i = 0; !*out && i < collations.count; i++) {
		if (!db_executef(db, err, "SET collation_connection = %s",
				 rows_value(&collations, i, 0)) ||
		    !is_by_key(db, question, sql, out, err))
			return false;
	}
	return true;
}
