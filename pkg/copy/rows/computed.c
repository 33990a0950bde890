/*
 * Uses a few rows that differ to choose the settings with which the target computes the
 * same values as the source, and reports values that no settings produce. computed.h
 * explains the procedure.
 */
#include "copy/rows/computed.h"

#include <inttypes.h>

#include "base/text.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "tables/digest.h"

/* Approximate number of rows in a sample. */
#define SAMPLE_ROWS 20

static const struct key no_key = { 0 };

struct sample {
	struct proof proof; /* of a few rows, one of which differs */
	struct digest digest;
	const struct key *key;
	const struct column *column;
	struct arena *arena;
};

static bool ask_both(const struct proof *proof, const char *sql, struct arena *arena,
		     struct rows out[2], struct error *err)
{
	return db_query(proof->worker->reader, sql, arena, &out[0], err) &&
	       db_query(proof->worker->writer, sql, arena, &out[1], err);
}

/* The first group of rows in which the column differs. */
static bool find_sample(struct sample *sample, const struct proof *proof,
			struct error *err)
{
	const struct table *table = proof->task->table;
	struct arena *arena = sample->arena;
	uint64_t heaps = proof->rows / SAMPLE_ROWS + 1;
	const char *number =
		arena_printf(arena, "%s %% %" PRIu64, sample->digest.bucket, heaps);
	const char *name = quote_table(table->database, table->name, arena);
	struct rows sides[2];
	size_t at = 0;

	sample->proof = *proof;
	if (heaps == 1)
		return true;
	if (!ask_both(proof,
		      arena_printf(arena,
				   "SELECT %s AS h, %s FROM %s WHERE %s GROUP BY h ORDER BY h",
				   number,
				   digest_computed(table, sample->column, sample->key,
						   arena),
				   name, proof->condition),
		      arena, sides, err))
		return false;
	while (at < sides[0].count && at < sides[1].count &&
	       text_equal(rows_value(&sides[0], at, 1), rows_value(&sides[1], at, 1)))
		at++;
	if (at < sides[0].count)
		sample->proof.condition =
			arena_printf(arena, "(%s) AND %s = %s", proof->condition,
				     number, rows_value(&sides[0], at, 0));
	return true;
}

/* Names the row that differs ("id 1"), with both values, which are the last column. */
static const char *describe(const struct sample *sample, const struct rows sides[2],
			    size_t row)
{
	struct arena *arena = sample->arena;
	size_t last = sides[0].columns - 1;
	const char **literals = arena_array(arena, last + 1, sizeof(*literals));
	const char *words;

	for (size_t i = 0; i < sample->key->columns_count; i++)
		literals[i] = key_literal(&sample->key->columns[i],
					  rows_value(&sides[0], row, i),
					  sides[0].lengths[row * sides[0].columns + i],
					  arena);
	words = sample->key->columns_count == 0 ?
			rows_value(&sides[0], row, 0) :
			key_text(sample->key, literals, sample->key->columns_count,
				 arena);
	return arena_printf(arena,
			    "in the row %s it is %s on the source and %s on "
			    "the target",
			    words, rows_value(&sides[0], row, last),
			    rows_value(&sides[1], row, last));
}

/* *out is NULL when no row can be named. */
static bool find_example(const struct sample *sample, const char **out, struct error *err)
{
	struct arena *arena = sample->arena;
	const struct table *table = sample->proof.task->table;
	bool has_key = sample->key->columns_count > 0;
	const char *value = digest_value_text(sample->column, arena);
	struct rows sides[2];

	*out = NULL;
	if (!ask_both(&sample->proof,
		      arena_printf(arena,
				   "SELECT %s, IFNULL(%s, 'NULL') FROM %s WHERE %s ORDER BY %s",
				   has_key ? sample->digest.key : sample->digest.words,
				   value, quote_table(table->database, table->name, arena),
				   sample->proof.condition,
				   has_key ? sample->digest.key : sample->digest.words),
		      arena, sides, err))
		return false;
	for (size_t row = 0; row < sides[0].count && row < sides[1].count; row++) {
		size_t last = sides[0].columns - 1;

		if (text_equal(rows_value(&sides[0], row, last),
			       rows_value(&sides[1], row, last)))
			continue;
		*out = describe(sample, sides, row);
		return true;
	}
	return true;
}

/*
 * Counts the columns that agree with these settings; -1: the rows themselves differ, or
 * are refused. The sample is loaded in place of the chunk. The rows before it are
 * rolled back, not deleted: a DELETE looks for rows in keys by values that it computes
 * itself, so it would leave other entries there.
 */
static bool try_settings(const struct sample *sample,
			 const struct compute_settings *settings, int *score,
			 struct error *err)
{
	struct worker *worker = sample->proof.worker;
	AUTO_ARENA *arena = arena_make();
	const struct column *column;
	enum proof_result verdict;
	struct error refused = { 0 };
	size_t agreeing;

	*score = -1;
	if (!db_execute(worker->writer, "ROLLBACK TO SAVEPOINT " COMPUTED_SAVEPOINT, err))
		return false;
	bool taken = load_sample(&sample->proof, settings, &refused);
	if (!taken && (db_lost(worker->writer) || db_lost(worker->reader))) {
		*err = refused;
		return false;
	}
	if (!computed_pause(worker, err))
		return false;
	if (!taken)
		return true;
	if (!prove_rows(&sample->proof, arena, &verdict, &column, &agreeing, err))
		return false;
	if (verdict != PROOF_ROWS_DIFFER)
		*score = (int)agreeing;
	return true;
}

static int count_computed(const struct table *table)
{
	int count = 0;

	for (size_t i = 0; i < table->columns_count; i++)
		count += table->columns[i].stored;
	return count;
}

/*
 * Tries one setting after another, and keeps for each the value with which the most
 * columns agree.
 */
static bool climb(const struct sample *sample, struct compute_settings *best,
		  bool *better, struct error *err)
{
	const struct table *table = sample->proof.task->table;
	const struct compute *compute = sample->proof.worker->copy->compute;
	const int all = count_computed(table);
	int most;

	*better = false;
	if (!try_settings(sample, best, &most, err))
		return false;
	for (enum knob knob = 0; knob < KNOBS && most < all; knob++) {
		const char *const *value = compute->candidates[knob];

		if (value == NULL || knob == KNOB_DIVISION || knob == KNOB_NAMES ||
		    !computed_depends(table, knob))
			continue;
		for (; *value != NULL && most < all; value++) {
			struct compute_settings other = *best;
			int score;

			other.values[knob] = *value;
			if (!run_goes_on(&sample->proof.worker->copy->pool.run, err) ||
			    !try_settings(sample, &other, &score, err))
				return false;
			if (score <= most)
				continue;
			most = score;
			*best = other;
			*better = true;
		}
	}
	return true;
}

static bool is_noted(const struct compute *compute, const struct table *table,
		     const char *column)
{
	for (const struct compute_fault *at = compute->faults; at != NULL; at = at->next) {
		if (at->table == table && text_equal(at->column, column))
			return true;
	}
	return false;
}

void computed_note(struct copy *copy, const struct table *table, const char *column,
		   const char *example)
{
	AUTO_ARENA *arena = arena_make();

	(void)pthread_mutex_lock(&copy->pool.lock);
	bool known = is_noted(copy->compute, table, column);
	if (!known) {
		struct compute_fault *fault = arena_alloc(copy->arena, sizeof(*fault));
		*fault = (struct compute_fault){
			.next = copy->compute->faults,
			.table = table,
			.column = arena_copy(copy->arena, column),
			.example = arena_copy(copy->arena, example),
		};
		copy->compute->faults = fault;
	}
	(void)pthread_mutex_unlock(&copy->pool.lock);
	if (!known)
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "%s of %s has a different value on the target: %s",
			 quote_name(column, arena),
			 quote_table(table->database, table->name, arena), example);
}

bool computed_choose(const struct proof *proof, const struct compute_settings *now,
		     const struct column *column, bool tries,
		     const struct compute_settings **out, const char **example,
		     struct arena *arena, struct error *err)
{
	struct copy *copy = proof->worker->copy;
	const struct task *task = proof->task;
	struct sample sample = { .key = task->key == NULL ? &no_key : task->key,
				 .column = column,
				 .arena = arena };
	struct compute_settings best = { 0 };
	bool better = false;

	*out = NULL;
	if (now != NULL)
		best = *now;
	digest_make_written(task->table, task->table, sample.key, false, arena,
			    &sample.digest);
	if (!find_sample(&sample, proof, err) || !find_example(&sample, example, err) ||
	    (task->table->transactional && tries && !climb(&sample, &best, &better, err)))
		return false;
	if (*example == NULL)
		*example = "its values differ";
	if (!better)
		return true;
	*out = computed_keep(copy, &best);
	return true;
}

bool computed_judge(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct compute_fault *fault = copy->compute->faults;
	size_t more = 0;

	if (fault == NULL || copy->job->computed_accepted)
		return true;
	for (const struct compute_fault *at = fault->next; at != NULL; at = at->next)
		more++;
	error_set(err, ERROR_FAILED,
		  "generated column %s of %s has a different value on the target, "
		  "with any session settings: %s%s",
		  quote_name(fault->column, arena),
		  quote_table(fault->table->database, fault->table->name, arena),
		  fault->example,
		  more == 0 ? "" : arena_printf(arena, " (and %zu more columns)", more));
	return error_hint(err,
			  "Bring the source's values up to date (ALTER TABLE ... FORCE there computes"
			  " them again), or accept what the target computes: checks: { accept:"
			  " [generated-values] }.");
}
