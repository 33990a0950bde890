/*
 * Cuts the tables into ranges of about chunk_size and gives them to the workers, big
 * tables first. Comparing a range is left to compare.c.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/names.h"
#include "base/text.h"
#include "sql/quote.h"
#include "verify/internal.h"

/* Bytes of a row if the server has no estimate. */
#define USUAL_ROW_BYTES 100

static bool is_single_integer(const struct key *key)
{
	static const char *const types[] = { "tinyint", "smallint", "mediumint", "int",
					     "bigint" };

	return key->columns_count == 1 &&
	       names_among(types, ARRAY_SIZE(types), key->columns[0].data_type);
}

static bool same_key(const struct key *a, const struct key *b)
{
	bool same = a->columns_count == b->columns_count && text_equal(a->name, b->name);

	for (size_t i = 0; same && i < a->columns_count; i++)
		same = text_equal_nocase(a->columns[i].name, b->columns[i].name) &&
		       text_equal(a->columns[i].collation, b->columns[i].collation);
	return same;
}

static struct verify_table *result_of(struct verify *verify, const struct table *table)
{
	for (size_t i = 0; i < verify->result.tables_count; i++) {
		struct verify_table *result = &verify->result.tables[i];

		if (text_equal(result->database, table->database) &&
		    text_equal(result->name, table->name))
			return result;
	}
	return NULL;
}

static void add_subject(struct verify *verify, const struct table *source,
			const struct table *target, struct verify_table *result)
{
	struct subject *subject = &verify->subjects[verify->subjects_count++];
	const struct key *key =
		&verify->keys[SOURCE][source - verify->catalog[SOURCE].tables];
	const struct key *other =
		&verify->keys[TARGET][target - verify->catalog[TARGET].tables];
	uint64_t row_bytes = source->rows == 0 ? 0 : source->bytes / source->rows;

	*subject = (struct subject){
		.result = result,
		.table = { source, target },
		.key = key,
		.indexed = { key->columns_count > 0, same_key(key, other) },
		.range_rows = verify->job->chunk_size /
			      (row_bytes == 0 ? USUAL_ROW_BYTES : row_bytes),
		.by_number = is_single_integer(key),
	};
	if (subject->range_rows == 0)
		subject->range_rows = 1;
	const char *const *own =
		verify->partitions[SOURCE][source - verify->catalog[SOURCE].tables];
	const char *const *others =
		verify->partitions[TARGET][target - verify->catalog[TARGET].tables];
	subject->partitioned = own != NULL || others != NULL;
	subject->partitions = partitions_equal(own, others) ? own : NULL;
	result->key = key->columns_count == 0 ? NULL : key->name;
	(verify->job->any_computed ? digest_make_written :
				     digest_make)(source, target, key, verify->binary,
						  verify->arena, &subject->digest);
	verify->rows_total += source->rows;
}

static int compare_sizes(const void *left, const void *right)
{
	uint64_t a = ((const struct subject *)left)->table[SOURCE]->bytes;
	uint64_t b = ((const struct subject *)right)->table[SOURCE]->bytes;

	return a < b ? 1 : a > b ? -1 : 0;
}

bool ranges_make(struct verify *verify, struct error *err)
{
	const struct catalog *sources = &verify->catalog[SOURCE];
	struct db *const *db = verify->workers[0].db;

	for (enum side side = SOURCE; side < SIDES; side++) {
		if (!keys_read(db[side], &verify->catalog[side], verify->arena,
			       &verify->keys[side], err) ||
		    !partitions_read(db[side], &verify->catalog[side], verify->arena,
				     &verify->partitions[side], err))
			return false;
	}
	verify->binary = digest_is_binary(db_server(db[SOURCE])) &&
			 digest_is_binary(db_server(db[TARGET]));
	verify->subjects = arena_array(verify->arena, verify->result.tables_count,
				       sizeof(*verify->subjects));
	for (size_t i = 0; i < sources->tables_count; i++) {
		const struct table *source = &sources->tables[i];
		const struct table *target =
			catalog_table(&verify->catalog[TARGET], source->database,
				      source->name);
		struct verify_table *result = result_of(verify, source);

		if (target == NULL || result == NULL)
			continue;
		const char *obstacle = digest_obstacle(source, target, verify->arena);
		if (obstacle == NULL) {
			add_subject(verify, source, target, result);
			continue;
		}
		result->outcome = VERIFY_DIFFERENT;
		result->complete = false;
		result->note = arena_printf(verify->arena,
					    "its rows were not compared: %s", obstacle);
	}
	qsort(verify->subjects, verify->subjects_count, sizeof(*verify->subjects),
	      compare_sizes);
	return true;
}

/* Reads the first and the last number on the source, once for each table. */
static bool begin_by_number(struct worker *worker, struct subject *subject,
			    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *column = quote_name(subject->key->columns[0].name, arena);
	struct rows rows;

	if (!db_query(worker->db[SOURCE],
		      arena_printf(arena, "SELECT MIN(%s), MAX(%s) FROM %s", column, column,
				   digest_from(subject->table[SOURCE], subject->key,
					       false, arena)),
		      arena, &rows, err))
		return false;
	const char *first = rows_value(&rows, 0, 0);
	const char *last = rows_value(&rows, 0, 1);
	subject->begun = true;
	if (first == NULL || last == NULL)
		return true;
	subject->signed_number = first[0] == '-';
	subject->first = subject->signed_number ? (uint64_t)strtoll(first, NULL, 10) :
						  strtoull(first, NULL, 10);
	subject->last = subject->signed_number ? (uint64_t)strtoll(last, NULL, 10) :
						 strtoull(last, NULL, 10);
	double rows_count = subject->table[SOURCE]->rows == 0 ?
				    1.0 :
				    (double)subject->table[SOURCE]->rows;
	double step = (double)(subject->last - subject->first) / rows_count *
		      (double)subject->range_rows;
	atomic_store(&subject->step, step < 1.0    ? 1 :
				     step > 9.0e18 ? (uint64_t)1 << 63 :
						     (uint64_t)step);
	return true;
}

static const char *number_literal(const struct subject *subject, uint64_t offset,
				  struct arena *arena)
{
	uint64_t number = subject->first + offset;

	return subject->signed_number ? arena_printf(arena, "%" PRId64, (int64_t)number) :
					arena_printf(arena, "%" PRIu64, number);
}

static bool cut_by_number(struct worker *worker, struct subject *subject,
			  struct key_range *out, struct error *err)
{
	*out = (struct key_range){ .above = subject->bound };
	if (!subject->begun && !begin_by_number(worker, subject, err))
		return false;
	uint64_t step = atomic_load(&subject->step);
	uint64_t left = subject->last - subject->first - subject->next;

	if (left <= step)
		return true;
	const char **literals = arena_array(worker->arena, 1, sizeof(*literals));
	subject->next += step;
	literals[0] = number_literal(subject, subject->next, worker->arena);
	subject->bound = out->upto = (struct key_bound){ literals };
	return true;
}

static bool cut_by_rows(struct worker *worker, struct subject *subject,
			struct key_range *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	*out = (struct key_range){ .above = subject->bound };
	if (!db_query(worker->db[SOURCE],
		      key_bound_query(subject->table[SOURCE], subject->key,
				      &subject->bound, subject->range_rows, arena),
		      arena, &rows, err))
		return false;
	if (rows.count > 0)
		out->upto = subject->bound =
			key_bound_of(subject->key, &rows, 0, worker->arena);
	return true;
}

/* The last range has no upper bound. */
static bool cut(struct worker *worker, struct subject *subject, struct key_range *out,
		struct error *err)
{
	uint64_t bytes = subject->table[SOURCE]->bytes;

	if (subject->key->ordered_count == 0 || bytes <= worker->verify->job->chunk_size)
		return true;
	if (subject->by_number)
		return cut_by_number(worker, subject, out, err);
	return cut_by_rows(worker, subject, out, err);
}

/* Waits while other workers cut. NULL: all ranges are given out, or a worker failed. */
static struct subject *claim(struct verify *verify)
{
	for (;;) {
		bool cutting = false;

		for (size_t i = verify->first_left; i < verify->subjects_count; i++) {
			struct subject *subject = &verify->subjects[i];

			if (subject->given_out) {
				verify->first_left += i == verify->first_left;
				continue;
			}
			cutting = cutting || subject->cutting;
			if (!subject->cutting && !verify->pool.failed) {
				subject->cutting = true;
				return subject;
			}
		}
		if (!cutting || verify->pool.failed)
			return NULL;
		(void)pthread_cond_wait(&verify->pool.changed, &verify->pool.lock);
	}
}

void ranges_done(struct verify *verify, const struct range *range)
{
	(void)pthread_mutex_lock(&verify->pool.lock);
	range->subject->running--;
	(void)pthread_mutex_unlock(&verify->pool.lock);
}

bool ranges_next(struct worker *worker, struct range *out, struct error *err)
{
	struct verify *verify = worker->verify;
	bool ok = true;

	(void)pthread_mutex_lock(&verify->pool.lock);
	struct subject *subject = claim(verify);
	(void)pthread_mutex_unlock(&verify->pool.lock);
	*out = (struct range){ .subject = subject };
	if (subject == NULL)
		return true;
	if (subject->partitions != NULL)
		out->partition = subject->partitions[subject->next_partition++];
	else if (!subject->partitioned)
		ok = cut(worker, subject, &out->keys, err);
	out->step = atomic_load(&subject->step);
	(void)pthread_mutex_lock(&verify->pool.lock);
	subject->cutting = false;
	subject->running++;
	bool more = out->partition == NULL ?
			    out->keys.upto.literals != NULL :
			    subject->partitions[subject->next_partition] != NULL;
	if (!ok || !more)
		subject->given_out = true;
	(void)pthread_cond_broadcast(&verify->pool.changed);
	(void)pthread_mutex_unlock(&verify->pool.lock);
	return ok;
}
