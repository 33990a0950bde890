/*
 * The query for the digest of a range on one side. digest.h makes the SQL; this file
 * adds the range, its partition and its index.
 */
#include "sql/quote.h"
#include "verify/internal.h"

const char *range_from(const struct range *range, enum side side, struct arena *arena)
{
	const struct subject *subject = range->subject;
	bool is_range =
		range->keys.above.literals != NULL || range->keys.upto.literals != NULL;

	const char *from = digest_from(subject->table[side], subject->key,
				       is_range && subject->indexed[side], arena);

	return range->partition == NULL ?
		       from :
		       arena_printf(arena, "%s PARTITION (%s)", from,
				    quote_name(range->partition, arena));
}

const char *range_digest_query(const struct range *range, enum side side,
			       struct arena *arena)
{
	const struct subject *subject = range->subject;

	return digest_query(&subject->digest, range_from(range, side, arena),
			    key_range_condition(subject->key, &range->keys, arena),
			    arena);
}
