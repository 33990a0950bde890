/*
 * Decides which groups of equal rows differ, for tables without a key, by the rule in
 * stability_rule.h. The watched value is the number of rows in a group. Each reading
 * scans the whole table.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "verify/stability_rule.h"

/* The literals of the wanted candidates, for IN (...). */
static const char *list_of(const struct candidate *candidates, const bool *wanted,
			   size_t count, struct arena *arena)
{
	struct text list = text_make(arena);

	for (size_t i = 0; i < count; i++) {
		if (wanted[i])
			text_addf(&list, "%s%s", list.length == 0 ? "" : ", ",
				  candidates[i].literals[0]);
	}
	return list.bytes;
}

/* Whether the literal 'ab12...' is this SHA-256. */
static bool is_of(const char *literal, const char *digest)
{
	size_t length = strlen(digest);

	return strncmp(literal + 1, digest, length) == 0 && literal[1 + length] == '\'';
}

/* Puts the second column of each group's row into values; the others stay NULL. */
static void sort_in(const struct rows *rows, const struct candidate *candidates,
		    size_t count, const char **values)
{
	for (size_t row = 0; row < rows->count; row++) {
		const char *digest = rows_value(rows, row, 0);

		for (size_t i = 0; digest != NULL && i < count; i++) {
			if (is_of(candidates[i].literals[0], digest))
				values[i] = rows_value(rows, row, 1);
		}
	}
}

static const char *from_of(const struct subject *subject, enum side side,
			   struct arena *arena)
{
	return digest_from(subject->table[side], subject->key, false, arena);
}

static bool read_counts(struct worker *worker, enum side side,
			const struct watched *watched, struct arena *arena,
			const char **values, struct error *err)
{
	const struct subject *subject = watched->range->subject;
	bool *wanted = arena_array(arena, watched->count, sizeof(*wanted));
	struct rows rows;

	for (size_t i = 0; i < watched->count; i++)
		wanted[i] = !watched->watches[i].settled;
	if (!db_query(worker->db[side],
		      digest_counts_query(&subject->digest, from_of(subject, side, arena),
					  list_of(watched->candidates, wanted,
						  watched->count, arena),
					  arena),
		      arena, &rows, err))
		return false;
	sort_in(&rows, watched->candidates, watched->count, values);
	return true;
}

/* Reads the columns of the groups that differ, as many as will be shown. */
static bool read_text(struct worker *worker, const struct watched *watched,
		      struct arena *arena, const char **words, struct error *err)
{
	const struct subject *subject = watched->range->subject;
	bool *wanted[SIDES];
	size_t asked[SIDES] = { 0, 0 };

	for (enum side side = SOURCE; side < SIDES; side++)
		wanted[side] = arena_array(arena, watched->count, sizeof(bool));
	for (size_t i = 0; i < watched->count; i++) {
		const struct watch *watch = &watched->watches[i];
		enum side side = watch->after == NULL ? TARGET : SOURCE;

		if ((watch->settled && !watch->differs) ||
		    asked[SOURCE] + asked[TARGET] >= VERIFY_SHOWN)
			continue;
		wanted[side][i] = true;
		asked[side]++;
	}
	for (enum side side = SOURCE; side < SIDES; side++) {
		struct rows rows;

		if (asked[side] == 0)
			continue;
		if (!db_query(worker->db[side],
			      digest_words_query(&subject->digest,
						 from_of(subject, side, arena),
						 list_of(watched->candidates, wanted[side],
							 watched->count, arena),
						 arena),
			      arena, &rows, err))
			return false;
		sort_in(&rows, watched->candidates, watched->count, words);
	}
	return true;
}

/* As one line: control characters become '?'. */
static const char *printable(const char *words, struct arena *arena)
{
	char *line = arena_copy(arena, words);

	for (char *at = line; *at != '\0'; at++) {
		if ((unsigned char)*at < ' ' || *at == 0x7F)
			*at = '?';
	}
	return line;
}

/* Reports how many more rows one side has, or that the group is undecided. */
static void report(struct worker *worker, const struct watched *watched, size_t at,
		   const char *words, struct arena *arena)
{
	const struct watch *watch = &watched->watches[at];
	uint64_t source = rows_number(watch->after, 0);
	uint64_t target = rows_number(watch->target, 0);
	enum verify_fault fault = !watch->differs ? FAULT_UNDECIDED :
				  source > target ? FAULT_MISSING :
						    FAULT_EXTRA;
	uint64_t count = source > target ? source - target : target - source;

	if (words == NULL)
		words = arena_printf(arena, "a row with SHA-256 %.16s...",
				     watched->candidates[at].literals[0] + 1);
	if (fault == FAULT_UNDECIDED || source + target > 1)
		words = arena_printf(arena,
				     "%s: %" PRIu64 " on the source, %" PRIu64
				     " on the target",
				     words, source, target);
	result_fault(worker->verify, watched->range->subject, fault,
		     count == 0 ? 1 : count, words);
}

bool recheck_groups(struct worker *worker, const struct range *range,
		    const struct candidate *candidates, size_t count, bool *found,
		    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char **words = arena_array(arena, count, sizeof(*words));
	struct watched watched = {
		.read = read_counts,
		.range = range,
		.candidates = candidates,
		.watches = arena_array(arena, count, sizeof(struct watch)),
		.count = count,
	};

	if (!stability_rule_apply(worker, &watched, arena, err) ||
	    !read_text(worker, &watched, arena, words, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (watched.watches[i].settled && !watched.watches[i].differs)
			continue;
		*found = true;
		report(worker, &watched, i,
		       words[i] == NULL ? NULL : printable(words[i], arena), arena);
	}
	return true;
}
