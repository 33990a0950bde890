/*
 * Searches the settings with which sessions on the source computed the values of a key.
 * For each settings the target computes the values of a sample of rows, without changing
 * anything, and the source is asked how many of the rows its key has under those. The
 * rows are mainly such that it does not have under the values of the target's key.
 */
#include "base/text.h"
#include "copy/rows/key_question.h"
#include "copy/state.h"
#include "sql/quote.h"

/*
 * How many rows a search may add to the sample, how many of them under one value, and
 * among how many it looks for them.
 */
#define SAMPLE 24
#define SAMPLE_OF_VALUE 12
#define SAMPLED 500

struct search {
	/* its parts, and after them the columns of the table's key */
	struct key_question question;
	size_t parts; /* without the columns of the table's key */
	struct key_sample *sample;
};

/*
 * Reads the rows of the condition, and asks the source which its key has. No rows when
 * a server cannot compute their values.
 */
static bool look_up(const struct search *search, const char *index,
		    const char *condition, struct arena *arena, struct rows *values,
		    bool **found, struct error *err)
{
	const struct key_question *question = &search->question;
	struct worker *worker = question->worker;
	const char *refusal;
	size_t next = 0;

	if (!key_query(worker->writer,
		       arena_printf(arena, "SELECT %s FROM %s LIMIT %d",
				    key_values_selected(question, arena),
				    key_values_from(question, index, condition, arena),
				    SAMPLED),
		       arena, values, &refusal, err))
		return false;
	*found = arena_array(arena, values->count + 1, sizeof(**found));
	while (next < values->count) {
		size_t first = next;
		const char *sql = key_look_up(question, "", values, &next, arena);
		struct rows counts;

		if (!key_query(worker->reader, sql, arena, &counts, &refusal, err))
			return false;
		for (size_t i = 0; i < counts.columns; i++)
			(*found)[first + i] =
				rows_number(rows_value(&counts, 0, i), 0) > 0;
	}
	return true;
}

static const char *by_key(const char *name, struct arena *arena)
{
	return arena_printf(arena, "FORCE INDEX (%s)", quote_name(name, arena));
}

/* Adds the rows that the source's key has, or does not have, up to `most` in all. */
static void add_rows(struct search *search, const struct rows *values,
		     const bool *found, bool wanted, unsigned most)
{
	const struct key_question *question = &search->question;
	struct key_sample *sample = search->sample;

	for (size_t i = 0; i < values->count && sample->count < most; i++) {
		if (found[i] != wanted)
			continue;
		const char *row =
			key_values_matched(question->parts + search->parts,
					   question->count - search->parts, values, i,
					   search->parts, question->arena);
		sample->condition = sample->count++ == 0 ?
					    arena_printf(question->arena, "(%s)", row) :
					    arena_printf(question->arena, "%s OR (%s)",
							 sample->condition, row);
	}
}

/*
 * Adds rows that the target's key has under a value that finds others on the source;
 * and of the first rows those that the source's key does not have, or else any.
 */
static bool add_sample(struct search *search, const char *where, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct key_question *question = &search->question;
	const unsigned before = search->sample->count;
	struct rows values;
	bool *found;

	if (where != NULL) {
		if (!look_up(search, by_key(question->key, arena), where, arena,
			     &values, &found, err))
			return false;
		add_rows(search, &values, found, false, before + SAMPLE_OF_VALUE);
	}
	if (!look_up(search, by_key(question->task->key->name, arena), "TRUE", arena,
		     &values, &found, err))
		return false;
	add_rows(search, &values, found, false, before + SAMPLE);
	add_rows(search, &values, found, true, before + SAMPLE_OF_VALUE);
	return true;
}

/*
 * How many per cent of the sample's values the source's key has; 0: none, or a server
 * does not have this setting.
 */
static bool try_settings(const struct search *search,
			 const struct compute_settings *settings, unsigned *score,
			 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct key_question question = search->question;
	struct search trial = *search;
	struct worker *worker = question.worker;
	struct error refused = { 0 };
	struct rows values;
	size_t hits = 0;
	bool *found;

	*score = 0;
	question.settings = settings;
	trial.question = question;
	if (!run_goes_on(&worker->copy->pool.run, err) ||
	    !computed_open(worker, question.task, settings, err))
		return false;
	if (!key_set_sessions(&question, &refused) ||
	    !look_up(&trial, by_key(question.task->key->name, arena),
		     search->sample->condition, arena, &values, &found, &refused)) {
		if (!db_lost(worker->writer) && !db_lost(worker->reader))
			return true;
		*err = refused;
		return false;
	}
	for (size_t i = 0; i < values.count; i++)
		hits += found[i];
	*score = values.count == 0 ? 0 : (unsigned)(hits * 100 / values.count);
	/* NULL cannot be looked up. It is half an answer: the source may have it, too. */
	if (key_array(&question) == NULL)
		*score = (unsigned)(100 * hits +
				    50 * (search->sample->count - values.count)) /
			 search->sample->count;
	return true;
}

/* One setting after another, and for each the value with which most rows are found. */
static bool climb(const struct search *search, const struct compute_settings **best,
		  unsigned *most, struct error *err)
{
	const struct table *table = search->question.task->table;
	const struct compute *compute = search->question.worker->copy->compute;

	for (enum knob knob = 0; knob < KNOBS && *most < 100; knob++) {
		const char *const *value = compute->candidates[knob];

		if (value == NULL || !computed_depends(table, knob))
			continue;
		for (; *value != NULL && *most < 100; value++) {
			struct compute_settings other = **best;
			unsigned score;

			other.values[knob] = *value;
			const struct compute_settings *tried =
				computed_keep(search->question.worker->copy, &other);
			if (!try_settings(search, tried, &score, err))
				return false;
			if (score <= *most)
				continue;
			*most = score;
			*best = tried;
		}
	}
	return true;
}

bool key_find_settings(const struct key_question *question, const char *where,
		       struct key_sample *sample, const struct compute_settings **out,
		       struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct key *rows = question->task->key;
	struct key_part *parts =
		arena_array(arena, question->count + rows->columns_count, sizeof(*parts));
	struct search search = { .question = *question,
				 .parts = question->count,
				 .sample = sample };
	const struct compute_settings *best = question->settings;
	unsigned most = 0;

	*out = NULL;
	for (size_t i = 0; i < question->count; i++)
		parts[i] = question->parts[i];
	for (size_t i = 0; i < rows->columns_count; i++)
		parts[question->count + i].text =
			quote_name(rows->columns[i].name, arena);
	search.question.parts = parts;
	search.question.count += rows->columns_count;
	if (!add_sample(&search, where, err))
		return false;
	if (sample->count == 0)
		return true;
	if (!try_settings(&search, best, &most, err) ||
	    !climb(&search, &best, &most, err))
		return false;
	*out = best == question->settings ? NULL : best;
	return true;
}
