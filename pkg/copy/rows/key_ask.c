/*
 * Queries both sides through a key over computed values, and compares the answers. The
 * rows' own values do not tell: a server computes a VIRTUAL column or an expression
 * again, unless the query is answered by the key alone.
 *
 * A key that contains a whole VIRTUAL column can be read as a whole. Of all other keys
 * each value is looked up by itself, up to KEY_VALUES of them. The values are those that
 * the target computes with the settings that its key was built with: then all entries of
 * the target's key are found, and what the source's key has elsewhere is missing there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "copy/rows/key_question.h"
#include "copy/state.h"
#include "sql/quote.h"

/* How many values are looked up with one statement, and how many bytes it may have. */
#define VALUES_AT_ONCE 50
#define LOOK_UP_BYTES ((size_t)256 * 1024)

/*
 * Modes that change how the query's own texts are read, or add blanks to CHAR values; a
 * charset in which numbers and dates become bytes.
 */
#define SET_FOR_QUERIES                                                                \
	"SET sql_mode = REPLACE(REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', ''),"      \
	" 'PAD_CHAR_TO_FULL_LENGTH', ''),"                                             \
	" collation_connection = IF(@@collation_connection = 'binary',"                \
	" 'utf8mb4_general_ci', @@collation_connection)"

struct asking {
	const struct key_question *question;
	struct arena *arena;
	struct key_answer *answer;
};

static const char *table_of(const struct asking *asking)
{
	const struct table *table = asking->question->task->table;

	return quote_table(table->database, table->name, asking->arena);
}

static void differs(struct asking *asking, const char *why)
{
	asking->answer->same = false;
	asking->answer->why = arena_copy(asking->question->arena, why);
}

/* ", HEX(`id`)" for each column of the table's key; "": it has none. */
static const char *row_of(const struct task *task, struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < task->key->columns_count; i++)
		text_addf(&sql, ", HEX(%s)",
			  quote_name(task->key->columns[i].name, arena));
	return sql.bytes;
}

/*
 * Compares all values of a VIRTUAL column, each with its row if the key alone answers
 * that, too. *same: the keys of both sides have answered, and the same.
 */
static bool ask_column(struct asking *asking, bool *same, struct error *err)
{
	const struct key_question *question = asking->question;
	struct worker *worker = question->worker;
	const char *column = question->parts[question->count - 1].text;
	const char *rows[] = { row_of(question->task, asking->arena), "" };
	bool asked = false;
	struct rows sides[2];

	for (size_t i = 0; i < ARRAY_SIZE(rows) && !asked; i++) {
		const char *sql =
			arena_printf(asking->arena,
				     "SELECT COUNT(%s), SUM(CRC32(%s)),"
				     " SUM(CRC32(CONCAT_WS('/', 'x', HEX(%s)%s)))"
				     " FROM %s FORCE INDEX (%s)",
				     column, column, column, rows[i], table_of(asking),
				     quote_name(question->key, asking->arena));
		bool alone[2];

		if (!key_answers_alone(worker->reader, sql, &alone[0], err) ||
		    !key_answers_alone(worker->writer, sql, &alone[1], err))
			return false;
		if (!alone[0] || !alone[1])
			continue;
		if (!db_query(worker->reader, sql, asking->arena, &sides[0], err) ||
		    !db_query(worker->writer, sql, asking->arena, &sides[1], err))
			return false;
		asked = true;
	}
	*same = asked;
	for (size_t i = 0; asked && i < sides[0].columns; i++)
		*same = *same && text_equal(rows_value(&sides[0], 0, i),
					    rows_value(&sides[1], 0, i));
	if (asked && !*same)
		differs(asking, "the key of that name has other values");
	return true;
}

const char *key_look_up(const struct key_question *question, const char *row,
			const struct rows *values, size_t *next, struct arena *arena)
{
	const struct table *table = question->task->table;
	const char *what =
		*row == '\0' ? "COUNT(*)" :
			       "CONCAT(COUNT(*), ' ', COALESCE(SUM(extrepl_row), 0))";
	const char *digest =
		*row == '\0' ? "1" : arena_printf(arena, "CRC32(CONCAT_WS('/'%s))", row);
	struct text sql = text_make(arena);
	size_t end = *next + VALUES_AT_ONCE;

	while (*next < end && *next < values->count && sql.length < LOOK_UP_BYTES) {
		text_addf(&sql,
			  "%s(SELECT %s FROM (SELECT %s AS extrepl_row"
			  " FROM %s FORCE INDEX (%s) WHERE %s LIMIT %d) extrepl_rows)",
			  sql.length == 0 ? "SELECT " : ", ", what, digest,
			  quote_table(table->database, table->name, arena),
			  quote_name(question->key, arena),
			  key_values_matched(question->parts, question->count, values,
					     *next, 0, arena),
			  KEY_VALUE_ROWS);
		(*next)++;
	}
	return sql.bytes;
}

/*
 * Both sides compare what they found with the settings of the target's key. But the
 * reader leaves alone what a session passes on to others (computed.h).
 */
bool key_set_sessions(const struct key_question *question, struct error *err)
{
	const char *zone = question->settings->values[KNOB_TIME_ZONE];
	const char *mode = question->settings->values[KNOB_SQL_MODE];
	struct worker *worker = question->worker;

	return db_executef(worker->reader, err, "SET time_zone = %s, sql_mode = %s",
			   zone == NULL ? "'+00:00'" : zone,
			   mode == NULL ? "@@sql_mode" : mode) &&
	       computed_apply(worker, question->settings, err) &&
	       db_execute(worker->reader, SET_FOR_QUERIES, err) &&
	       db_execute(worker->writer, SET_FOR_QUERIES, err);
}

/* An INVISIBLE key is there for queries that ask for it. */
static bool set_invisible_keys(struct db *db, const char *value, struct error *err)
{
	const struct db_server *server = db_server(db);

	return server->flavour != FLAVOUR_MYSQL || server->version < 80000 ||
	       db_executef(db, err, "SET optimizer_switch = 'use_invisible_indexes=%s'",
			   value);
}

bool key_begin_sessions(const struct key_question *question, struct error *err)
{
	return set_invisible_keys(question->worker->reader, "on", err) &&
	       set_invisible_keys(question->worker->writer, "on", err);
}

bool key_end_sessions(const struct key_question *question, struct error *err)
{
	struct db *reader = question->worker->reader, *writer = question->worker->writer;

	return set_invisible_keys(reader, "off", err) &&
	       db_session_restore(reader, err) &&
	       set_invisible_keys(writer, "off", err) && db_session_restore(writer, err);
}

/* Without rows: the server cannot compute the values of this key. */
static bool query_side(struct asking *asking, struct db *db, const char *sql,
		       struct arena *arena, struct rows *out, struct error *err)
{
	const char *refusal;

	if (!key_query(db, sql, arena, out, &refusal, err))
		return false;
	if (refusal != NULL)
		differs(asking, arena_printf(arena, "its values cannot be computed: %s",
					     refusal));
	return true;
}

/* What follows FROM when the target computes the values again. */
static const char *computed_from(const struct asking *asking)
{
	const char *hint = arena_printf(asking->arena, "IGNORE INDEX (%s)",
					quote_name(asking->question->key, asking->arena));

	return key_values_from(asking->question, hint, "TRUE", asking->arena);
}

/* Keeps one in `step` rows. */
static void thin_out(struct rows *rows, size_t step, struct arena *arena)
{
	const size_t columns = rows->columns;
	const char **values =
		arena_array(arena, rows->count * columns + 1, sizeof(*values));
	size_t *lengths = arena_array(arena, rows->count * columns + 1, sizeof(*lengths));
	size_t kept = 0;

	for (size_t row = 0; row < rows->count; row += step, kept++) {
		memcpy(values + kept * columns, rows->values + row * columns,
		       columns * sizeof(*values));
		memcpy(lengths + kept * columns, rows->lengths + row * columns,
		       columns * sizeof(*lengths));
	}
	rows->values = values;
	rows->lengths = lengths;
	rows->count = kept;
}

/* One in how many values is looked up, so that about KEY_ROWS rows are read. */
static size_t step_of(const struct table *table, size_t values)
{
	uint64_t all = (uint64_t)values * KEY_VALUE_ROWS;

	return 1 + (size_t)((table->rows < all ? table->rows : all) / KEY_ROWS);
}

/* The values to look up, as the target computes them. */
static bool read_values(struct asking *asking, struct error *err)
{
	const struct key_question *question = asking->question;
	struct key_answer *answer = asking->answer;

	if (!query_side(asking, question->worker->writer,
			arena_printf(asking->arena, "SELECT DISTINCT %s FROM %s LIMIT %d",
				     key_values_selected(question, asking->arena),
				     computed_from(asking), KEY_VALUES),
			question->arena, &answer->values, err))
		return false;
	const size_t step = step_of(question->task->table, answer->values.count);
	answer->partly = answer->values.count == KEY_VALUES || step > 1;
	if (step > 1)
		thin_out(&answer->values, step, question->arena);
	return true;
}

/* Each row must have been found, perhaps by several values of its collation. */
static bool check_total(struct asking *asking, uint64_t found, struct error *err)
{
	struct rows rows;

	if (!asking->answer->same || asking->answer->partly ||
	    key_array(asking->question) != NULL)
		return true;
	if (!db_query(asking->question->worker->writer,
		      arena_printf(asking->arena, "SELECT COUNT(*) FROM %s",
				   computed_from(asking)),
		      asking->arena, &rows, err))
		return false;
	if (rows_number(rows_value(&rows, 0, 0), 0) > found)
		differs(asking,
			"the key of that name has values that its rows do not have");
	return true;
}

static void differs_by(struct asking *asking, const struct rows *values, size_t row)
{
	const struct key_question *question = asking->question;
	const char *literal =
		key_value_literal(values, row, question->count - 1, asking->arena);

	differs(asking, arena_printf(asking->arena,
				     "by the key of that name, other rows have %s",
				     literal == NULL ? "NULL" : literal));
	asking->answer->where = key_values_matched(question->parts, question->count,
						   values, row, 0, question->arena);
}

/* With `all`, each value must be found; *found: how many rows were found in all. */
static bool compare_values(struct asking *asking, const struct rows *values, bool all,
			   uint64_t *found, struct error *err)
{
	const struct key_question *question = asking->question;
	const char *row = row_of(question->task, asking->arena);
	size_t next = 0;

	*found = 0;
	while (asking->answer->same && next < values->count) {
		AUTO_ARENA *arena = arena_make();
		size_t first = next;
		const char *sql = key_look_up(question, row, values, &next, arena);
		struct rows sides[2];

		if (!run_goes_on(&question->worker->copy->pool.run, err) ||
		    !query_side(asking, question->worker->reader, sql, arena, &sides[0],
				err) ||
		    !query_side(asking, question->worker->writer, sql, arena, &sides[1],
				err))
			return false;
		for (size_t i = 0; asking->answer->same && i < sides[0].columns; i++) {
			const char *answer = rows_value(&sides[1], 0, i);
			uint64_t count = strtoull(answer, NULL, 10);

			*found += count;
			asking->answer->partly =
				asking->answer->partly || count == KEY_VALUE_ROWS;
			if ((all && count == 0) ||
			    !text_equal(rows_value(&sides[0], 0, i), answer))
				differs_by(asking, values, first + i);
		}
	}
	return true;
}

void key_log(const struct key_question *question, const char *what)
{
	AUTO_ARENA *arena = arena_make();
	const struct copy *copy = question->worker->copy;
	const struct table *table = question->task->table;

	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step, "key %s of %s: %s",
		 quote_name(question->key, arena),
		 quote_table(table->database, table->name, arena), what);
}

/* *used: both sides look up these values by the key. */
static bool begin_look_up(struct asking *asking, const struct rows *values, bool *used,
			  struct error *err)
{
	struct worker *worker = asking->question->worker;
	bool by_key[2];

	*used = false;
	if (values->count == 0)
		return true;
	if (!key_find_collation(asking->question, worker->reader, values, &by_key[0],
				err) ||
	    !key_find_collation(asking->question, worker->writer, values, &by_key[1], err))
		return false;
	*used = by_key[0] && by_key[1];
	/* The source's own sessions cannot see what such a key has. */
	if (!by_key[0])
		key_log(asking->question,
			"its values were not compared, because no query on the source uses it");
	else if (!by_key[1])
		differs(asking, "no query on the target uses the key of that name");
	return true;
}

bool key_ask(const struct key_question *question, struct key_answer *out,
	     struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct asking asking = { .question = question, .arena = arena, .answer = out };
	bool same = false, used;
	uint64_t found;

	*out = (struct key_answer){ .same = true };
	if (question->whole_column && !ask_column(&asking, &same, err))
		return false;
	if (same)
		return true;
	struct key_answer by_column = *out;
	out->same = true;
	if (!key_set_sessions(question, err) || !read_values(&asking, err))
		return false;
	if (out->same &&
	    (!begin_look_up(&asking, &out->values, &used, err) ||
	     (used && (!compare_values(&asking, &out->values, true, &found, err) ||
		       !check_total(&asking, found, err)))))
		return false;
	if (out->same && !by_column.same)
		*out = by_column;
	else if (out->same && out->partly)
		key_log(question,
			"not all rows were looked up by it, because they are many");
	return true;
}

bool key_ask_values(const struct key_question *question, const struct rows *values,
		    struct key_answer *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct asking asking = { .question = question, .arena = arena, .answer = out };
	uint64_t found;
	bool used;

	*out = (struct key_answer){ .same = true };
	return key_set_sessions(question, err) &&
	       begin_look_up(&asking, values, &used, err) &&
	       (!used || compare_values(&asking, values, false, &found, err));
}
