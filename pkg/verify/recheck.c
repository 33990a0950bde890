/*
 * The rule by which a difference on a busy pair is told from a change on its way: the
 * source's value; the source's position after it; the target's value once it has
 * applied up to there; the source's value again. What the target has must be one of the
 * source's two, or, if these are the same, counts against it.
 *
 * Once is no proof: a row that goes from 0 to 1 and back was 0 before and after, and 1
 * on the target, in one round of four. So the same two values must be seen in several
 * rounds in a row, at moments that keep no beat; of six rounds that is one of 100,000.
 * Unless the source's position was the same all the while: then nothing was written.
 */
#include "base/text.h"
#include "base/wait.h"
#include "verify/internal.h"

#define STRIKES 6
#define ATTEMPTS 24
#define TABLE_STRIKES 3
#define TABLE_ATTEMPTS 6
#define BATCH 100

/* A few rows that never stand still are looked at that often, as fast as it goes. */
#define HOT_ROWS 8
#define HOT_AFTER STRIKES
#define HOT_LOOKS 60

/* Milliseconds between rounds. */
static const int64_t pauses[] = { 2, 7, 17, 31, 5, 61, 97, 211 };

/* A value that is watched: NULL is no row. */
struct watch {
	const char *before, *target, *after;
	const char *held, *against; /* the two of the last strikes */
	unsigned strikes;
	bool settled;
	bool differs;
};

static bool same(const char *a, const char *b)
{
	return (a == NULL) == (b == NULL) && text_equal(a, b);
}

/* What a round sees of the link. */
struct round {
	struct coordinates began; /* of the source, before its value was read first */
	bool reached;
	bool quiet; /* nothing was written on the source */
};

static bool at_same_place(const struct coordinates *a, const struct coordinates *b)
{
	return a->file != NULL && text_equal(a->file, b->file) &&
	       a->position == b->position;
}

static bool round_end(struct worker *worker, struct arena *arena, struct round *round,
		      struct error *err)
{
	struct coordinates ended;

	if (!link_position(worker, arena, &ended, err))
		return false;
	round->quiet = round->reached && at_same_place(&round->began, &ended);
	return true;
}

static void judge(struct watch *watch, unsigned strikes, const struct round *round)
{
	if (same(watch->target, watch->before) || same(watch->target, watch->after)) {
		watch->settled = true;
		return;
	}
	if (!same(watch->before, watch->after))
		watch->strikes = 0;
	else if (watch->strikes > 0 && same(watch->held, watch->before) &&
		 same(watch->against, watch->target))
		watch->strikes++;
	else
		watch->strikes = 1;
	watch->held = watch->before;
	watch->against = watch->target;
	/* Without a link there is nothing to wait for. */
	watch->differs = watch->strikes >= strikes || round->quiet || !round->reached;
	watch->settled = watch->differs;
}

/* The proofs of the rows that are not settled, of one side. */
static bool read_rows(struct worker *worker, enum side side,
		      const struct subject *subject, const struct candidate *candidates,
		      struct watch *watches, size_t count, struct arena *arena,
		      const char **out, struct error *err)
{
	struct db_statement *statements = arena_array(arena, count, sizeof(*statements));
	size_t asked = 0;

	for (size_t i = 0; i < count; i++) {
		if (watches[i].settled)
			continue;
		statements[asked++].sql =
			digest_proof_query(&subject->digest,
					   digest_from(subject->table[side], subject->key,
						       subject->indexed[side], arena),
					   key_row_condition(subject->key,
							     candidates[i].literals,
							     arena),
					   arena);
	}
	if (!db_batch(worker->db[side], statements, asked, arena, err))
		return false;
	for (size_t i = 0, at = 0; i < count; i++) {
		if (watches[i].settled)
			continue;
		const struct db_statement *statement = &statements[at++];
		if (!statement->done) {
			*err = statement->error;
			return false;
		}
		out[i] = statement->rows.count == 0 ? NULL :
						      rows_value(&statement->rows, 0, 0);
	}
	return true;
}

/* One time through the rule for all that are not settled; returns how many are left. */
static bool go_round(struct worker *worker, const struct subject *subject,
		     const struct candidate *candidates, struct watch *watches,
		     size_t count, size_t *left, struct arena *arena, struct error *err)
{
	const char **values[3];
	struct round round;

	for (int i = 0; i < 3; i++)
		values[i] = arena_array(arena, count, sizeof(**values));
	if (!link_position(worker, arena, &round.began, err) ||
	    !read_rows(worker, SOURCE, subject, candidates, watches, count, arena,
		       values[0], err) ||
	    !link_catch_up(worker, &round.reached, err) ||
	    !read_rows(worker, TARGET, subject, candidates, watches, count, arena,
		       values[1], err) ||
	    !read_rows(worker, SOURCE, subject, candidates, watches, count, arena,
		       values[2], err) ||
	    !round_end(worker, arena, &round, err))
		return false;
	*left = 0;
	for (size_t i = 0; i < count; i++) {
		if (watches[i].settled)
			continue;
		watches[i].before = values[0][i];
		watches[i].target = values[1][i];
		watches[i].after = values[2][i];
		judge(&watches[i], STRIKES, &round);
		*left += !watches[i].settled;
	}
	return true;
}

static bool is_among(const char *value, const char ***looks, int count, size_t row)
{
	for (int i = 0; i < count; i++) {
		if (same(value, looks[i][row]))
			return true;
	}
	return false;
}

/*
 * A counter has other values by the time that the target has applied the first one.
 * What the target holds once must then be one of many that the source held meanwhile.
 */
static bool look_closely(struct worker *worker, const struct subject *subject,
			 const struct candidate *candidates, struct watch *watches,
			 size_t count, size_t *left, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char **looks[SIDES][HOT_LOOKS];

	for (int i = 0; i < HOT_LOOKS; i++) {
		for (enum side side = SOURCE; side < SIDES; side++) {
			looks[side][i] = arena_array(arena, count, sizeof(char *));
			if (!read_rows(worker, side, subject, candidates, watches,
				       count, arena, looks[side][i], err))
				return false;
		}
	}
	for (size_t row = 0; row < count; row++) {
		for (int i = 0; !watches[row].settled && i < HOT_LOOKS; i++)
			watches[row].settled = is_among(looks[TARGET][i][row],
							looks[SOURCE], HOT_LOOKS, row);
	}
	*left = 0;
	for (size_t row = 0; row < count; row++)
		*left += !watches[row].settled;
	return true;
}

static enum verify_fault fault_of(const struct watch *watch)
{
	if (!watch->differs)
		return FAULT_UNDECIDED;
	if (watch->target == NULL)
		return FAULT_MISSING;
	return watch->after == NULL ? FAULT_EXTRA : FAULT_DIFFERENT;
}

static bool watch_rows(struct worker *worker, const struct subject *subject,
		       const struct candidate *candidates, struct watch *watches,
		       size_t count, struct arena *arena, struct error *err)
{
	struct wait wait = wait_start(&worker->verify->run, 0, 0, 0);
	size_t left = count;

	for (size_t i = 0; i < ATTEMPTS && left > 0; i++) {
		wait.pause = pauses[i % ARRAY_SIZE(pauses)];
		if (i > 0 && !wait_again(&wait))
			return wait_over(&wait, err, "rows that stand still");
		if (!go_round(worker, subject, candidates, watches, count, &left, arena,
			      err))
			return false;
		if (i >= HOT_AFTER && left > 0 && left <= HOT_ROWS &&
		    !look_closely(worker, subject, candidates, watches, count, &left, err))
			return false;
	}
	return true;
}

static bool recheck_batch(struct worker *worker, struct subject *subject,
			  const struct candidate *candidates, size_t count, bool *found,
			  struct error *err)
{
	struct watch watches[BATCH] = { 0 };
	AUTO_ARENA *arena = arena_make();

	if (!watch_rows(worker, subject, candidates, watches, count, arena, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (watches[i].settled && !watches[i].differs)
			continue;
		*found = true;
		result_fault(worker->verify, subject, fault_of(&watches[i]),
			     candidates[i].literals);
	}
	return true;
}

bool recheck_rows(struct worker *worker, struct subject *subject,
		  const struct candidate *candidates, size_t count, bool *found,
		  struct error *err)
{
	for (size_t at = 0; at < count; at += BATCH) {
		size_t left = count - at;

		if (result_is_settled(worker->verify, subject)) {
			result_cut_short(worker->verify, subject);
			return true;
		}
		if (!recheck_batch(worker, subject, candidates + at,
				   left < BATCH ? left : BATCH, found, err))
			return false;
	}
	return true;
}

/* Count and sum in one text. */
static bool read_table(struct worker *worker, enum side side, const struct piece *piece,
		       struct arena *arena, const char **out, struct error *err)
{
	const struct subject *subject = piece->subject;
	struct rows rows;

	if (!db_query(worker->db[side],
		      digest_query(&subject->digest,
				   digest_from(subject->table[side], subject->key,
					       false, arena),
				   "TRUE", arena),
		      arena, &rows, err))
		return false;
	const char *sum = rows_value(&rows, 0, 1);
	*out = arena_printf(arena, "%s %s", rows_value(&rows, 0, 0),
			    sum == NULL ? "-" : sum);
	return true;
}

bool recheck_table(struct worker *worker, const struct piece *piece, struct error *err)
{
	struct verify *verify = worker->verify;
	struct wait wait = wait_start(&verify->run, 0, 50, 1000);
	struct watch watch = { 0 };
	AUTO_ARENA *arena = arena_make();
	struct round round;

	for (int i = 0; i < TABLE_ATTEMPTS && !watch.settled; i++) {
		if (i > 0 && !wait_again(&wait))
			return wait_over(&wait, err, "table that stands still");
		if (!pace_keep(worker, err) ||
		    !link_position(worker, arena, &round.began, err) ||
		    !read_table(worker, SOURCE, piece, arena, &watch.before, err) ||
		    !link_catch_up(worker, &round.reached, err) ||
		    !read_table(worker, TARGET, piece, arena, &watch.target, err) ||
		    !read_table(worker, SOURCE, piece, arena, &watch.after, err) ||
		    !round_end(worker, arena, &round, err))
			return false;
		judge(&watch, TABLE_STRIKES, &round);
	}
	if (watch.settled && !watch.differs)
		return true;
	result_note(verify, piece->subject,
		    watch.differs ? VERIFY_DIFFERENT : VERIFY_UNDECIDED,
		    watch.differs ?
			    "without a key its differing rows have no names" :
			    "it has no key and kept changing while it was compared");
	return true;
}
