/* What a piece is asked of a side. */
#include "sql/quote.h"
#include "verify/internal.h"

const char *piece_from(const struct piece *piece, enum side side, struct arena *arena)
{
	const struct subject *subject = piece->subject;
	bool is_range = piece->range.above.literals != NULL ||
			piece->range.upto.literals != NULL;

	const char *from = digest_from(subject->table[side], subject->key,
				       is_range && subject->indexed[side], arena);

	return piece->partition == NULL ?
		       from :
		       arena_printf(arena, "%s PARTITION (%s)", from,
				    quote_name(piece->partition, arena));
}

const char *piece_digest_query(const struct piece *piece, enum side side,
			       struct arena *arena)
{
	const struct subject *subject = piece->subject;

	return digest_query(&subject->digest, piece_from(piece, side, arena),
			    key_range_condition(subject->key, &piece->range, arena),
			    arena);
}
