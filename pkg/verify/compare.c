#include "base/text.h"
#include "verify/internal.h"

static bool ask_digests(struct worker *worker, const struct piece *piece,
			struct arena *arena, struct rows out[SIDES], struct error *err)
{
	const char *sql[SIDES];

	for (enum side side = SOURCE; side < SIDES; side++)
		sql[side] = piece_digest_query(piece, side, arena);
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

/* The pieces to come shall have about as many rows as wanted. */
static void adapt(const struct piece *piece, uint64_t rows_count)
{
	struct subject *subject = piece->subject;
	uint64_t step = piece->step;

	if (!subject->by_number || step == 0)
		return;
	if (rows_count > subject->piece_rows * 2 && step > 1)
		(void)atomic_compare_exchange_strong(&subject->step, &step, step / 2);
	else if (rows_count < subject->piece_rows / 2 && step < (uint64_t)1 << 62)
		(void)atomic_compare_exchange_strong(&subject->step, &step, step * 2);
}

/* So many rows differ that only ranges are told; by the same rule. */
static bool compare_range(struct worker *worker, const struct piece *piece,
			  struct error *err)
{
	enum verify_outcome outcome;

	if (!recheck_range(worker, piece, &outcome, err))
		return false;
	if (outcome == VERIFY_DIFFERENT)
		result_range(worker->verify, piece->subject, &piece->range, outcome);
	if (outcome != VERIFY_EQUAL)
		result_note(worker->verify, piece->subject, outcome,
			    "so many rows differ that not all were looked for");
	return true;
}

/*
 * Rows of a partition differ, or stand in another one on the other side: all rows of
 * the table are compared, by whoever sees it first.
 */
static bool compare_whole(struct worker *worker, struct subject *subject,
			  struct error *err)
{
	struct verify *verify = worker->verify;
	const struct piece whole = { .subject = subject };

	(void)pthread_mutex_lock(&verify->lock);
	bool first = !subject->whole;
	subject->whole = true;
	(void)pthread_mutex_unlock(&verify->lock);
	return !first || drill(worker, &whole, subject->table[SOURCE]->rows, err);
}

static bool compare(struct worker *worker, const struct piece *piece, struct error *err)
{
	struct verify *verify = worker->verify;
	struct subject *subject = piece->subject;
	AUTO_ARENA *arena = arena_make();
	struct rows rows[SIDES];
	uint64_t count[SIDES];

	if (!ask_digests(worker, piece, arena, rows, err))
		return false;
	for (enum side side = SOURCE; side < SIDES; side++)
		count[side] = rows_number(rows_value(&rows[side], 0, 0), 0);
	adapt(piece, count[SOURCE]);
	result_rows(verify, subject, count[SOURCE], count[TARGET]);
	pace_show(verify);
	if (same_digest(&rows[SOURCE], &rows[TARGET]))
		return true;
	if (subject->partitioned)
		return compare_whole(worker, subject, err);
	if (result_is_settled(verify, subject))
		return compare_range(worker, piece, err);
	return drill(worker, piece,
		     count[SOURCE] > count[TARGET] ? count[SOURCE] : count[TARGET], err);
}

/* What a server says about a table that is not any more what the catalog says. */
static bool says_altered(unsigned code)
{
	static const unsigned codes[] = {
		1049, /* unknown database */
		1054, /* unknown column */
		1146, /* no such table */
		1176, /* no such key */
		1412, /* altered behind the statement's snapshot */
	};

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		if (codes[i] == code)
			return true;
	}
	return false;
}

bool compare_piece(struct worker *worker, const struct piece *piece, struct error *err)
{
	struct verify *verify = worker->verify;
	struct subject *subject = piece->subject;

	if (compare(worker, piece, err))
		return true;
	if (!says_altered(err->code))
		return false;
	(void)pthread_mutex_lock(&verify->lock);
	subject->given_out = true;
	(void)pthread_mutex_unlock(&verify->lock);
	result_note(verify, subject, VERIFY_UNDECIDED,
		    "it was altered while its rows were compared");
	return true;
}
