/*
 * Settles the keys over computed values of a loaded table: a key that finds other rows
 * on the target is built again with other settings; if there are none, it is recorded.
 */
#include <string.h>

#include "base/text.h"
#include "copy/rows/key_question.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "sql/server_errors.h"
#include "tables/definition.h"

/* How often a key is built again at most, each time with better settings. */
#define BUILT_AGAIN 3

/*
 * The computed parts of keys: the key's name, column or NULL, which part it is, length
 * of the prefix or NULL, whether queries may use the key (not MariaDB's IGNORED).
 */
static bool read_keys(struct worker *worker, const struct table *table,
		      struct arena *arena, struct rows *out, struct error *err)
{
	const struct db_server *server = db_server(worker->reader);
	bool may_be_ignored =
		server->flavour == FLAVOUR_MARIADB && server->version >= 100600;

	return db_query(worker->reader,
			arena_printf(arena,
				     "SELECT s.index_name, s.column_name, s.seq_in_index, s.sub_part, %s"
				     " FROM information_schema.statistics s"
				     " LEFT JOIN information_schema.columns c"
				     " ON c.table_schema = s.table_schema AND c.table_name = s.table_name"
				     " AND c.column_name = s.column_name"
				     " WHERE s.table_schema = %s AND s.table_name = %s"
				     " AND s.index_type = 'BTREE'"
				     " AND (s.column_name IS NULL OR c.extra LIKE '%%VIRTUAL GENERATED%%')"
				     " ORDER BY s.index_name, s.seq_in_index",
				     may_be_ignored ? "s.ignored = 'NO'" : "1",
				     quote_text(table->database, arena),
				     quote_text(table->name, arena)),
			arena, out, err);
}

/* The key's definition on the source: "UNIQUE KEY `f` ((...))"; or NULL. */
static const char *definition_of(const struct key_question *question)
{
	const char *word = arena_printf(question->arena, "KEY %s (",
					quote_name(question->key, question->arena));
	struct definition definition;
	struct error unused = { 0 };

	if (!schema_parse(question->task, question->arena, &definition, &unused))
		return NULL;
	for (size_t i = 0; i < definition.items_count; i++) {
		if (strstr(definition.items[i].text, word) != NULL)
			return definition.items[i].text;
	}
	return NULL;
}

/*
 * Uses two statements: a server does not rebuild a key that one statement drops and
 * adds. If the key's values are not unique with these settings, there is no key then.
 */
static bool make_again(const struct key_question *question,
		       const struct compute_settings *settings, const char *item,
		       struct error *err)
{
	struct worker *worker = question->worker;
	const char *table = quote_table(question->task->table->database,
					question->task->table->name, question->arena);
	struct error refused = { 0 };

	if (!computed_open(worker, question->task, settings, err) ||
	    !computed_apply(worker, settings, err))
		return false;
	if (((!db_executef(worker->writer, &refused, "ALTER TABLE %s DROP KEY %s",
			   table, quote_name(question->key, question->arena)) &&
	      refused.code != SERVER_CANNOT_DROP_KEY) ||
	     !db_executef(worker->writer, &refused, "ALTER TABLE %s ADD %s", table, item)) &&
	    db_lost(worker->writer)) {
		*err = refused;
		return false;
	}
	return computed_apply(worker, NULL, err);
}

/* As key_ask; that there is no such key is an answer, too. */
static bool ask(const struct key_question *question, struct key_answer *out,
		struct error *err)
{
	struct error absent = { 0 };

	if (key_ask(question, out, &absent))
		return true;
	if (absent.code != SERVER_NO_SUCH_INDEX || db_lost(question->worker->writer)) {
		*err = absent;
		return false;
	}
	*out = (struct key_answer){ .why = "the target does not have it" };
	return true;
}

/* Other settings to try; NULL: none. A table without a key has no rows to sample. */
static bool next_settings(const struct key_question *question,
			  const struct key_answer *answer, struct key_sample *sample,
			  const struct compute_settings **out, struct error *err)
{
	*out = NULL;
	if (question->task->key->columns_count == 0)
		*out = computed_next_zone(question->worker->copy, question->task->table,
					  question->settings);
	else
		return key_find_settings(question, answer->where, sample, out, err);
	return true;
}

/* A key to build again. */
struct mending {
	const struct key_question *question; /* as it was asked first */
	struct rows values;                  /* that were looked up then */
	const char *item;                    /* the key's definition */
	bool built;                          /* it was built again */
};

/* As ask; the source's key may still have some of the first values. */
static bool ask_again(const struct mending *mending, const struct key_question *now,
		      struct key_answer *out, struct error *err)
{
	return run_goes_on(&now->worker->copy->pool.run, err) && ask(now, out, err) &&
	       (!out->same ||
		key_ask_values(mending->question, &mending->values, out, err));
}

/*
 * With the settings of another session: the key may have been built with them, by an
 * earlier run or with another key of the table. If not, it is built again.
 */
static bool try_settings(struct mending *mending, const struct key_question *now,
			 struct key_answer *answer, struct error *err)
{
	if (!ask_again(mending, now, answer, err))
		return false;
	if (answer->same)
		return true;
	mending->built = true;
	return make_again(now, now->settings, mending->item, err) &&
	       ask_again(mending, now, answer, err);
}

/* *answer: what the key finds, and at last. */
static bool mend(const struct key_question *question, const char *item,
		 struct key_answer *answer, struct error *err)
{
	struct mending mending = { .question = question,
				   .values = answer->values,
				   .item = item };
	const bool sampled = question->task->key->columns_count > 0;
	struct key_question now = *question;
	struct key_sample sample = { 0 };

	for (unsigned times = 0; !answer->same && (!sampled || times < BUILT_AGAIN);
	     times++) {
		const struct compute_settings *next;

		if (!next_settings(&now, answer, &sample, &next, err))
			return false;
		if (next == NULL)
			break;
		now.settings = next;
		if (!try_settings(&mending, &now, answer, err))
			return false;
	}
	/* If its values were not unique, it does not exist now. */
	return answer->same || !mending.built ||
	       make_again(question, question->settings, item, err);
}

static bool settle_key(const struct key_question *question, struct error *err)
{
	struct key_answer answer;

	if (!key_begin_sessions(question, err) || !ask(question, &answer, err))
		return false;
	const char *why = answer.why;
	const char *item = answer.same ? NULL : definition_of(question);
	if (item != NULL && !mend(question, item, &answer, err))
		return false;
	if (!answer.same)
		computed_note(question->worker->copy, question->task->table,
			      question->key, why);
	return key_end_sessions(question, err);
}

/* Whether the key's values depend on the session that writes them. */
static bool is_asked(const struct key_question *question)
{
	const struct key_part *part = &question->parts[question->count - 1];

	return part->type == NULL || key_part_array_depends(part);
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
		struct key_part *parts;
		struct key_question question = {
			.worker = worker,
			.task = task,
			.key = rows_value(&keys, i, 0),
			.settings = task->settings,
			.arena = arena,
		};

		if (!key_read_parts(worker->reader, task->table, question.key,
				    rows_value(&keys, i, 2), arena, &parts,
				    &question.count, err))
			return false;
		question.parts = parts;
		question.whole_column = rows_value(&keys, i, 1) != NULL &&
					rows_value(&keys, i, 3) == NULL;
		if (rows_number(rows_value(&keys, i, 4), 0) == 0)
			key_log(&question,
				"its values were not compared, because it is IGNORED");
		else if (is_asked(&question) && !settle_key(&question, err))
			return error_wrap(err, "table %s",
					  quote_table(task->table->database,
						      task->table->name, arena));
	}
	return db_execute(worker->reader, "ROLLBACK TO SAVEPOINT extrepl", err);
}
