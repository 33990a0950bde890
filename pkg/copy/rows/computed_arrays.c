/*
 * Multi-valued keys of dates and times: CAST(j->'$.a' AS DATETIME ARRAY). Only the key
 * stores their values. MySQL converts them from text with the session's time zone
 * ('2020-01-01 10:00:00+05:00') and sql_mode (TIME_TRUNCATE_FRACTIONAL). Keys of
 * numbers and strings are the same in every session.
 *
 * MEMBER OF compares again what it found through the key, with the settings of the
 * session that queries. So both sides are queried with the settings that the target's
 * key was built with: the target then finds each value, and the source does not find
 * those that a session with other settings wrote.
 */
#include <string.h>

#include "base/text.h"
#include "copy/rows/computed.h"
#include "copy/state.h"
#include "sql/quote.h"

#define BEGIN "cast("
#define AS " as "
#define END " array)"

/* "cast(DOCUMENT as TYPE array)" */
struct array_key {
	const char *document, *type;
};

bool computed_is_array(const char *expression)
{
	size_t length = expression == NULL ? 0 : strlen(expression);

	return length > strlen(BEGIN END) && text_starts(expression, BEGIN) &&
	       text_equal(expression + length - strlen(END), END);
}

/* False when the key's values are the same in every session. */
static bool parse(const char *expression, struct arena *arena, struct array_key *out)
{
	const char *begin = expression + strlen(BEGIN);
	const char *end = expression + strlen(expression) - strlen(END);
	const char *as = NULL;

	for (const char *at = begin; at < end; at++) {
		if (strncmp(at, AS, strlen(AS)) == 0)
			as = at;
	}
	if (as == NULL)
		return false;
	const char *type = as + strlen(AS);
	*out = (struct array_key){
		.document = arena_copy_n(arena, begin, (size_t)(as - begin)),
		.type = arena_copy_n(arena, type, (size_t)(end - type)),
	};
	return text_starts(out->type, "date") || text_starts(out->type, "time");
}

static bool set_session(struct db *db, const struct compute_settings *settings,
			struct error *err)
{
	const char *zone = settings->values[KNOB_TIME_ZONE];
	const char *mode = settings->values[KNOB_SQL_MODE];

	return db_executef(db, err, "SET time_zone = %s, sql_mode = %s",
			   zone == NULL ? "'+00:00'" : zone,
			   mode == NULL ? "@@sql_mode" : mode);
}

/* The query for both sides, or NULL: no document has such a value. */
static bool make_query(const struct array_question *question, const struct array_key *key,
		       struct arena *arena, const char **out, struct error *err)
{
	const struct table *table = question->table;
	const char *name = quote_table(table->database, table->name, arena);
	struct text sql = text_make(arena);
	struct rows values;

	*out = NULL;
	if (!db_query(question->worker->reader,
		      arena_printf(arena,
				   "SELECT DISTINCT extrepl_x.extrepl_v%s FROM %s, JSON_TABLE("
				   "IF(JSON_TYPE(%s) = 'ARRAY', %s, JSON_ARRAY(%s)),"
				   " '$[*]' COLUMNS (extrepl_v %s PATH '$')) extrepl_x"
				   " WHERE extrepl_x.extrepl_v IS NOT NULL LIMIT %d",
				   computed_parts_selected(question->before, arena),
				   name, key->document, key->document, key->document,
				   key->type, COMPUTED_PROBES),
		      arena, &values, err))
		return false;
	for (size_t i = 0; i < values.count; i++)
		text_addf(&sql,
			  "%s(SELECT COUNT(*) FROM %s FORCE INDEX (%s)"
			  " WHERE CAST(%s AS %s) MEMBER OF (%s)%s)",
			  i == 0 ? "SELECT " : ", ", name,
			  quote_name(question->key, arena),
			  quote_text(rows_value(&values, i, 0), arena), key->type,
			  key->document,
			  computed_parts_matched(question->before, &values, i, 1, arena));
	if (sql.length > 0)
		*out = sql.bytes;
	return true;
}

static bool ask(const struct array_question *question, const struct array_key *key,
		bool *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct worker *worker = question->worker;
	struct rows sides[2];
	const char *sql;

	if (!set_session(worker->reader, question->settings, err) ||
	    !set_session(worker->writer, question->settings, err) ||
	    !make_query(question, key, arena, &sql, err))
		return false;
	*out = true;
	if (sql == NULL)
		return true;
	if (!db_query(worker->reader, sql, arena, &sides[0], err) ||
	    !db_query(worker->writer, sql, arena, &sides[1], err))
		return false;
	for (size_t i = 0; i < sides[0].columns; i++)
		*out = *out && text_equal(rows_value(&sides[0], 0, i),
					  rows_value(&sides[1], 0, i));
	return true;
}

bool computed_ask_array(const struct array_question *question, bool *out,
			struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct array_key key;

	*out = true;
	if (!parse(question->expression, arena, &key))
		return true;
	return ask(question, &key, out, err) &&
	       db_session_restore(question->worker->reader, err) &&
	       db_session_restore(question->worker->writer, err);
}
