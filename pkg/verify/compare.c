#include "base/text.h"
#include "verify/internal.h"

static bool ask_digests(struct worker *worker, const struct piece *piece,
			struct arena *arena, struct rows out[SIDES], struct error *err)
{
	const struct subject *subject = piece->subject;
	const char *condition = key_range_condition(subject->key, &piece->range, arena);
	bool is_range = piece->range.above.literals != NULL ||
			piece->range.upto.literals != NULL;
	const char *sql[SIDES];

	for (enum side side = SOURCE; side < SIDES; side++)
		sql[side] = digest_query(&subject->digest,
					 digest_from(subject->table[side], subject->key,
						     is_range && subject->indexed[side],
						     arena),
					 condition, arena);
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

/* Whether the source stood still and the target has another digest once more. */
static bool differs_still(struct worker *worker, const struct piece *piece,
			  const struct rows first[SIDES], bool *differs,
			  struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows again[SIDES];
	bool reached;

	if (!link_catch_up(worker, &reached, err) ||
	    !ask_digests(worker, piece, arena, again, err))
		return false;
	*differs = same_digest(&again[SOURCE], &first[SOURCE]) &&
		   !same_digest(&again[TARGET], &again[SOURCE]);
	return true;
}

static bool compare(struct worker *worker, const struct piece *piece, struct error *err)
{
	struct verify *verify = worker->verify;
	struct subject *subject = piece->subject;
	AUTO_ARENA *arena = arena_make();
	struct rows rows[SIDES];
	uint64_t count[SIDES];
	bool differs;

	if (!ask_digests(worker, piece, arena, rows, err))
		return false;
	for (enum side side = SOURCE; side < SIDES; side++)
		count[side] = rows_number(rows_value(&rows[side], 0, 0), 0);
	adapt(piece, count[SOURCE]);
	result_rows(verify, subject, count[SOURCE], count[TARGET]);
	pace_show(verify);
	if (same_digest(&rows[SOURCE], &rows[TARGET]))
		return true;
	if (subject->digest.key == NULL)
		return recheck_table(worker, piece, err);
	if (!result_is_settled(verify, subject))
		return drill(worker, piece,
			     count[SOURCE] > count[TARGET] ? count[SOURCE] :
							     count[TARGET],
			     err);
	if (!differs_still(worker, piece, rows, &differs, err))
		return false;
	if (differs)
		result_range(verify, subject, &piece->range, VERIFY_DIFFERENT);
	result_cut_short(verify, subject);
	return true;
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
