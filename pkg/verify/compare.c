/*
 * One range: queries its digest on both sides. If the digests differ, row_diff.c finds
 * the rows that differ, and the rule in stability_rule.h decides whether they count.
 */
#include "base/text.h"
#include "sql/server_errors.h"
#include "verify/internal.h"

static bool ask_digests(struct worker *worker, const struct range *range,
			struct arena *arena, struct rows out[SIDES], struct error *err)
{
	const char *sql[SIDES];

	for (enum side side = SOURCE; side < SIDES; side++)
		sql[side] = range_digest_query(range, side, arena);
	atomic_fetch_add(&worker->verify->asking, 1);
	bool ok = pair_ask(worker, sql, arena, out, err);
	atomic_fetch_sub(&worker->verify->asking, 1);
	return ok;
}

static bool same_digest(const struct rows *a, const struct rows *b)
{
	return text_equal(rows_value(a, 0, 0), rows_value(b, 0, 0)) &&
	       text_equal(rows_value(a, 0, 1), rows_value(b, 0, 1));
}

/* Adjusts the step so that the next ranges have about range_rows rows. */
static void adapt(const struct range *range, uint64_t rows_count)
{
	struct subject *subject = range->subject;
	uint64_t step = range->step;

	if (!subject->by_number || step == 0)
		return;
	if (rows_count > subject->range_rows * 2 && step > 1)
		(void)atomic_compare_exchange_strong(&subject->step, &step, step / 2);
	else if (rows_count < subject->range_rows / 2 && step < (uint64_t)1 << 62)
		(void)atomic_compare_exchange_strong(&subject->step, &step, step * 2);
}

/* When too many rows differ, only ranges are reported, by the same rule. */
static bool compare_range(struct worker *worker, const struct range *range,
			  struct error *err)
{
	enum verify_outcome outcome;

	if (!recheck_range(worker, range, &outcome, err))
		return false;
	if (outcome == VERIFY_DIFFERENT)
		result_range(worker->verify, range->subject, &range->keys, outcome);
	if (outcome != VERIFY_EQUAL)
		result_note(worker->verify, range->subject, outcome,
			    "too many rows differ to find them all");
	return true;
}

/*
 * Rows of a partition differ, or are in another partition on the other side. The first
 * worker that sees this compares all rows of the table.
 */
static bool compare_whole(struct worker *worker, struct subject *subject,
			  struct error *err)
{
	struct verify *verify = worker->verify;
	const struct range whole = { .subject = subject };

	(void)pthread_mutex_lock(&verify->pool.lock);
	bool first = !subject->whole;
	subject->whole = true;
	(void)pthread_mutex_unlock(&verify->pool.lock);
	return !first || row_diff(worker, &whole, subject->table[SOURCE]->rows, err);
}

static bool compare(struct worker *worker, const struct range *range, struct error *err)
{
	struct verify *verify = worker->verify;
	struct subject *subject = range->subject;
	AUTO_ARENA *arena = arena_make();
	struct rows rows[SIDES];
	uint64_t count[SIDES];

	if (!ask_digests(worker, range, arena, rows, err))
		return false;
	for (enum side side = SOURCE; side < SIDES; side++)
		count[side] = rows_number(rows_value(&rows[side], 0, 0), 0);
	adapt(range, count[SOURCE]);
	result_rows(verify, subject, count[SOURCE], count[TARGET]);
	throttle_show(verify);
	if (same_digest(&rows[SOURCE], &rows[TARGET]))
		return true;
	if (subject->partitioned)
		return compare_whole(worker, subject, err);
	if (result_is_settled(verify, subject))
		return compare_range(worker, range, err);
	return row_diff(worker, range,
			count[SOURCE] > count[TARGET] ? count[SOURCE] : count[TARGET],
			err);
}

bool compare_one_range(struct worker *worker, const struct range *range, struct error *err)
{
	struct verify *verify = worker->verify;
	struct subject *subject = range->subject;

	if (compare(worker, range, err))
		return true;
	if (!server_error_is_altered(err->code))
		return false;
	(void)pthread_mutex_lock(&verify->pool.lock);
	subject->given_out = true;
	(void)pthread_mutex_unlock(&verify->pool.lock);
	result_note(verify, subject, VERIFY_UNDECIDED,
		    "it was altered while its rows were compared");
	return true;
}
