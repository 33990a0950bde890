/*
 * The rule by which a difference on a busy pair is told from a change on its way: the
 * source's value; the source's position after it; the target's value once it has
 * applied up to there; the source's value again. What the target has must be one of the
 * source's two, or, if these are the same, counts against it. Twice is proof.
 */
#include "base/text.h"
#include "base/wait.h"
#include "verify/internal.h"

#define STRIKES 2
#define ATTEMPTS 16
#define TABLE_ATTEMPTS 5
#define BATCH 100

/* A value that is watched: NULL is no row. */
struct watch {
	const char *before, *target, *after;
	unsigned strikes;
	bool settled;
	bool differs;
};

static void judge(struct watch *watch, bool reached)
{
	bool still = text_equal(watch->before, watch->after) &&
		     (watch->before == NULL) == (watch->after == NULL);

	if ((text_equal(watch->target, watch->before) &&
	     (watch->target == NULL) == (watch->before == NULL)) ||
	    (text_equal(watch->target, watch->after) &&
	     (watch->target == NULL) == (watch->after == NULL))) {
		watch->settled = true;
		return;
	}
	watch->strikes += still;
	/* Without a link there is nothing to wait for. */
	watch->differs = watch->strikes >= STRIKES || !reached;
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
	bool reached;

	for (int i = 0; i < 3; i++)
		values[i] = arena_array(arena, count, sizeof(**values));
	if (!read_rows(worker, SOURCE, subject, candidates, watches, count, arena,
		       values[0], err) ||
	    !link_catch_up(worker, &reached, err) ||
	    !read_rows(worker, TARGET, subject, candidates, watches, count, arena,
		       values[1], err) ||
	    !read_rows(worker, SOURCE, subject, candidates, watches, count, arena,
		       values[2], err))
		return false;
	*left = 0;
	for (size_t i = 0; i < count; i++) {
		if (watches[i].settled)
			continue;
		watches[i].before = values[0][i];
		watches[i].target = values[1][i];
		watches[i].after = values[2][i];
		judge(&watches[i], reached);
		*left += !watches[i].settled;
	}
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

static bool recheck_batch(struct worker *worker, struct subject *subject,
			  const struct candidate *candidates, size_t count, bool *found,
			  struct error *err)
{
	struct verify *verify = worker->verify;
	struct wait wait = wait_start(&verify->run, 0, 5, 400);
	struct watch watches[BATCH] = { 0 };
	AUTO_ARENA *arena = arena_make();
	size_t left = count;

	for (int i = 0; i < ATTEMPTS && left > 0; i++) {
		if (i > 0 && !wait_again(&wait))
			return wait_over(&wait, err, "rows that stand still");
		if (!go_round(worker, subject, candidates, watches, count, &left, arena,
			      err))
			return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (watches[i].settled && !watches[i].differs)
			continue;
		*found = true;
		result_fault(verify, subject, fault_of(&watches[i]),
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
	bool reached;

	for (int i = 0; i < TABLE_ATTEMPTS && !watch.settled; i++) {
		if (i > 0 && !wait_again(&wait))
			return wait_over(&wait, err, "table that stands still");
		if (!pace_keep(worker, err) ||
		    !read_table(worker, SOURCE, piece, arena, &watch.before, err) ||
		    !link_catch_up(worker, &reached, err) ||
		    !read_table(worker, TARGET, piece, arena, &watch.target, err) ||
		    !read_table(worker, SOURCE, piece, arena, &watch.after, err))
			return false;
		judge(&watch, reached);
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
