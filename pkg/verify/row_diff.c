/*
 * Finds the rows of a range that differ; recheck.c then decides which of them count.
 *
 * 1. The servers sort the rows into heaps, by a number made from the key, and compute a
 *    digest of each heap.
 * 2. Only the rows of heaps that differ are read, as key and checksum, some thousands
 *    at a time.
 * 3. A row that only one side has, or that has another checksum, is a candidate.
 *
 * Without a key the number is made from the whole row. Equal rows are then one group,
 * read as its checksum and its count.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "verify/internal.h"

#define HEAP_ROWS 100
#define MOST_HEAPS 65536
#define ROWS_AT_ONCE 20000

/* The search in one range: what all its statements share. */
struct narrowing {
	struct worker *worker;
	struct subject *subject;
	const struct range *range;
	const char *condition;
	const char *from[SIDES];
	uint64_t heaps;
	struct arena *arena;
	bool found; /* at least one row differs or is undecided */
};

struct heap {
	uint64_t count; /* rows, on the side that has more */
	bool differs;
};

static void fill_heap(struct heap *heap, const struct rows *rows, size_t at)
{
	uint64_t count = rows_number(rows_value(rows, at, 1), 0);

	if (count > heap->count)
		heap->count = count;
}

static uint64_t number_of(const struct rows *rows, size_t row)
{
	return row < rows->count ? rows_number(rows_value(rows, row, 0), 0) : MOST_HEAPS;
}

/* Both lists are sorted by the heap's number. */
static struct heap *compare_heaps(const struct narrowing *narrowing,
				  const struct rows rows[SIDES])
{
	struct heap *heaps =
		arena_array(narrowing->arena, narrowing->heaps, sizeof(*heaps));
	size_t at[SIDES] = { 0, 0 };

	for (uint64_t i = 0; i < narrowing->heaps; i++) {
		bool has[SIDES];

		for (enum side side = SOURCE; side < SIDES; side++) {
			has[side] = number_of(&rows[side], at[side]) == i;
			if (has[side])
				fill_heap(&heaps[i], &rows[side], at[side]);
		}
		heaps[i].differs =
			has[SOURCE] != has[TARGET] ||
			(has[SOURCE] &&
			 (!text_equal(rows_value(&rows[SOURCE], at[SOURCE], 1),
				      rows_value(&rows[TARGET], at[TARGET], 1)) ||
			  !text_equal(rows_value(&rows[SOURCE], at[SOURCE], 2),
				      rows_value(&rows[TARGET], at[TARGET], 2))));
		at[SOURCE] += has[SOURCE];
		at[TARGET] += has[TARGET];
	}
	return heaps;
}

/* A row of the answer, to be sorted by its key. */
struct entry {
	const struct rows *rows;
	size_t row;
};

/* Orders by the key, which is all columns but the last; that one is compared. */
static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	for (size_t i = 0; i + 1 < a->rows->columns; i++) {
		size_t length_a = a->rows->lengths[a->row * a->rows->columns + i];
		size_t length_b = b->rows->lengths[b->row * b->rows->columns + i];
		int order = memcmp(rows_value(a->rows, a->row, i),
				   rows_value(b->rows, b->row, i),
				   length_a < length_b ? length_a : length_b);

		if (order != 0)
			return order;
		if (length_a != length_b)
			return length_a < length_b ? -1 : 1;
	}
	return 0;
}

static struct entry *sorted(const struct rows *rows, struct arena *arena)
{
	struct entry *entries = arena_array(arena, rows->count, sizeof(*entries));

	for (size_t i = 0; i < rows->count; i++)
		entries[i] = (struct entry){ rows, i };
	qsort(entries, rows->count, sizeof(*entries), compare_entries);
	return entries;
}

static bool same_proof(const struct entry *a, const struct entry *b)
{
	size_t last = a->rows->columns - 1;

	return text_equal(rows_value(a->rows, a->row, last),
			  rows_value(b->rows, b->row, last));
}

static const char *const *literals_of(const struct key *key, const struct entry *entry,
				      struct arena *arena)
{
	const char **literals =
		arena_array(arena, key->columns_count + 1, sizeof(*literals));

	for (size_t i = 0; i < key->columns_count; i++)
		literals[i] = key_literal(
			&key->columns[i], rows_value(entry->rows, entry->row, i),
			entry->rows->lengths[entry->row * entry->rows->columns + i],
			arena);
	if (key->columns_count == 0)
		literals[0] = quote_text(rows_value(entry->rows, entry->row, 0), arena);
	return literals;
}

/* Rows that only one side has, or that have another checksum or count. */
static size_t find_candidates(const struct key *key, const struct rows rows[SIDES],
			      struct arena *arena, struct candidate **out)
{
	const struct entry *a = sorted(&rows[SOURCE], arena);
	const struct entry *b = sorted(&rows[TARGET], arena);
	const struct entry *a_end = a + rows[SOURCE].count;
	const struct entry *b_end = b + rows[TARGET].count;
	struct candidate *list =
		arena_array(arena, rows[SOURCE].count + rows[TARGET].count,
			    sizeof(*list));
	size_t count = 0;

	while (a < a_end || b < b_end) {
		int order = a == a_end ? 1 : b == b_end ? -1 : compare_entries(a, b);
		const struct entry *one = order > 0 ? b : a;

		if (order != 0 || !same_proof(a, b))
			list[count++].literals = literals_of(key, one, arena);
		a += order <= 0;
		b += order >= 0;
	}
	*out = list;
	return count;
}

/* Reads the chosen heaps of both sides and judges the rows that differ. */
static bool look_at_rows(struct narrowing *narrowing, const char *chosen,
			 struct error *err)
{
	const struct subject *subject = narrowing->subject;
	AUTO_ARENA *arena = arena_make();
	struct candidate *candidates;
	const char *sql[SIDES];
	struct rows rows[SIDES];
	bool found = false;

	for (enum side side = SOURCE; side < SIDES; side++)
		sql[side] = digest_rows_query(&subject->digest, narrowing->from[side],
					      narrowing->condition, narrowing->heaps,
					      chosen, arena);
	if (!throttle_keep(narrowing->worker, err) ||
	    !pair_ask(narrowing->worker, sql, arena, rows, err))
		return false;
	size_t count = find_candidates(subject->key, rows, arena, &candidates);
	if (!recheck(narrowing->worker, narrowing->range, candidates, count, &found, err))
		return false;
	narrowing->found = narrowing->found || found;
	return true;
}

/*
 * The numbers of the next heaps that differ, up to ROWS_AT_ONCE rows; "" after the
 * last.
 */
static const char *choose(const struct narrowing *narrowing, const struct heap *heaps,
			  uint64_t *at, struct arena *arena)
{
	struct text chosen = text_make(arena);
	uint64_t rows_count = 0;

	for (; *at < narrowing->heaps; ++*at) {
		const struct heap *heap = &heaps[*at];

		if (!heap->differs)
			continue;
		rows_count += heap->count;
		if (chosen.length > 0 && rows_count > ROWS_AT_ONCE)
			break;
		text_addf(&chosen, "%s%" PRIu64, chosen.length == 0 ? "" : ", ", *at);
	}
	return chosen.bytes;
}

static bool look_at_heaps(struct narrowing *narrowing, const struct heap *heaps,
			  struct error *err)
{
	struct verify *verify = narrowing->worker->verify;
	uint64_t at = 0;

	for (;;) {
		AUTO_ARENA *arena = arena_make();
		const char *chosen = choose(narrowing, heaps, &at, arena);

		if (chosen[0] == '\0')
			return true;
		if (result_is_settled(verify, narrowing->subject)) {
			result_cut_short(verify, narrowing->subject);
			return true;
		}
		if (!look_at_rows(narrowing, chosen, err))
			return false;
	}
}

static uint64_t heaps_for(uint64_t rows_count)
{
	uint64_t heaps = rows_count / HEAP_ROWS + 1;

	return heaps > MOST_HEAPS ? MOST_HEAPS : heaps;
}

bool row_diff(struct worker *worker, const struct range *range, uint64_t rows_count,
	      struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct subject *subject = range->subject;
	struct narrowing narrowing = {
		.worker = worker,
		.subject = subject,
		.range = range,
		.condition = key_range_condition(subject->key, &range->keys, arena),
		.heaps = heaps_for(rows_count),
		.arena = arena,
	};
	const char *sql[SIDES];
	struct rows rows[SIDES];
	bool reached;

	/* Wait until the target has applied all changes: fewer candidates. */
	if (!link_catch_up(worker, &reached, err))
		return false;
	for (enum side side = SOURCE; side < SIDES; side++) {
		narrowing.from[side] = range_from(range, side, arena);
		sql[side] =
			digest_heaps_query(&subject->digest, narrowing.from[side],
					   narrowing.condition, narrowing.heaps, arena);
	}
	if (!pair_ask(worker, sql, arena, rows, err) ||
	    !look_at_heaps(&narrowing, compare_heaps(&narrowing, rows), err))
		return false;
	if (narrowing.found && subject->digest.key != NULL)
		result_range(worker->verify, subject, &range->keys, VERIFY_EQUAL);
	return true;
}
