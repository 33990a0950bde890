/*
 * Decides which candidates really differ, by the rule in stability_rule.h: rows by
 * their key, or a range as a whole. Tables without a key are left to groups.c.
 */
#include "base/text.h"
#include "verify/stability_rule.h"

/*
 * How many candidates one round reads: one statement for each row, or one statement for
 * all groups.
 */
#define ROWS 100
#define GROUPS 1000

/*
 * In a partitioned table, looks for the row where it should be, then in all partitions.
 */
static const char *proof_query(const struct subject *subject, const char *from,
			       const char *condition, struct arena *arena)
{
	const char *pruned = digest_proof_query(&subject->digest, from, condition, arena);

	if (!subject->partitioned)
		return pruned;
	return arena_printf(arena,
			    "(%s) UNION ALL (%s AND NOT EXISTS (SELECT 1 FROM %s WHERE %s))"
			    " LIMIT 1",
			    pruned,
			    digest_proof_query(&subject->digest, from,
					       arena_printf(arena, "(%s) + 0 = 1",
							    condition),
					       arena),
			    from, condition);
}

/* Reads the SHA-256 of each row; NULL when there is no such row. */
static bool read_rows(struct worker *worker, enum side side,
		      const struct watched *watched, struct arena *arena,
		      const char **values, struct error *err)
{
	const struct subject *subject = watched->range->subject;
	struct db_statement *statements =
		arena_array(arena, watched->count, sizeof(*statements));
	size_t asked = 0;

	for (size_t i = 0; i < watched->count; i++) {
		if (watched->watches[i].settled)
			continue;
		statements[asked++].sql =
			proof_query(subject,
				    digest_from(subject->table[side], subject->key,
						subject->indexed[side], arena),
				    key_row_condition(subject->key,
						      watched->candidates[i].literals,
						      arena),
				    arena);
	}
	if (!db_batch(worker->db[side], statements, asked, arena, err))
		return false;
	for (size_t i = 0, at = 0; i < watched->count; i++) {
		if (watched->watches[i].settled)
			continue;
		const struct db_statement *statement = &statements[at++];
		if (!statement->done) {
			*err = statement->error;
			return false;
		}
		values[i] = statement->rows.count == 0 ?
				    NULL :
				    rows_value(&statement->rows, 0, 0);
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

static bool recheck_some(struct worker *worker, const struct range *range,
			 const struct candidate *candidates, size_t count, bool *found,
			 struct error *err)
{
	const struct key *key = range->subject->key;
	AUTO_ARENA *arena = arena_make();
	struct watch watches[ROWS] = { 0 };
	struct watched watched = {
		.read = read_rows,
		.range = range,
		.candidates = candidates,
		.watches = watches,
		.count = count,
	};

	if (!stability_rule_apply(worker, &watched, arena, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (watches[i].settled && !watches[i].differs)
			continue;
		*found = true;
		result_fault(worker->verify, range->subject, fault_of(&watches[i]), 1,
			     key_text(key, candidates[i].literals, key->columns_count,
				      arena));
	}
	return true;
}

bool recheck(struct worker *worker, const struct range *range,
	     const struct candidate *candidates, size_t count, bool *found,
	     struct error *err)
{
	bool has_key = range->subject->digest.key != NULL;
	size_t most = has_key ? ROWS : GROUPS;

	for (size_t at = 0; at < count; at += most) {
		size_t some = count - at < most ? count - at : most;

		if (result_is_settled(worker->verify, range->subject)) {
			result_cut_short(worker->verify, range->subject);
			return true;
		}
		if (!(has_key ? recheck_some : recheck_groups)(worker, range,
							       candidates + at, some,
							       found, err))
			return false;
	}
	return true;
}

/* Reads the count and the sum as one text. */
static bool read_range(struct worker *worker, enum side side,
		       const struct watched *watched, struct arena *arena,
		       const char **values, struct error *err)
{
	struct rows rows;

	if (!db_query(worker->db[side], range_digest_query(watched->range, side, arena),
		      arena, &rows, err))
		return false;
	const char *sum = rows_value(&rows, 0, 1);
	values[0] = arena_printf(arena, "%s %s", rows_value(&rows, 0, 0),
				 sum == NULL ? "-" : sum);
	return true;
}

bool recheck_range(struct worker *worker, const struct range *range,
		   enum verify_outcome *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct watch watch = { 0 };
	struct watched watched = {
		.read = read_range, .range = range, .watches = &watch, .count = 1
	};

	if (!stability_rule_apply(worker, &watched, arena, err))
		return false;
	*out = watch.differs ? VERIFY_DIFFERENT :
	       watch.settled ? VERIFY_EQUAL :
			       VERIFY_UNDECIDED;
	return true;
}
