/* The statements that ask for digests. */
#include <inttypes.h>

#include "db/quote.h"
#include "tables/digest.h"

const char *digest_from(const struct table *table, const struct key *key, bool by_key,
			struct arena *arena)
{
	return arena_printf(arena, "%s%s%s%s",
			    quote_table(table->database, table->name, arena),
			    by_key ? " FORCE INDEX (" : "",
			    by_key ? quote_name(key->name, arena) : "",
			    by_key ? ")" : "");
}

const char *digest_query(const struct digest *digest, const char *from,
			 const char *condition, struct arena *arena)
{
	return arena_printf(arena, "SELECT %s FROM %s WHERE %s", digest->sum, from,
			    condition);
}

const char *digest_heaps_query(const struct digest *digest, const char *from,
			       const char *condition, uint64_t heaps, struct arena *arena)
{
	return arena_printf(arena,
			    "SELECT %s %% %" PRIu64 ", %s FROM %s WHERE %s"
			    " GROUP BY 1 ORDER BY 1",
			    digest->bucket, heaps, digest->sum, from, condition);
}

const char *digest_rows_query(const struct digest *digest, const char *from,
			      const char *condition, uint64_t heaps, const char *chosen,
			      struct arena *arena)
{
	bool has_key = digest->key != NULL;

	return arena_printf(arena,
			    "SELECT %s, %s FROM %s WHERE (%s) AND %s %% %" PRIu64
			    " IN (%s)%s",
			    has_key ? digest->key : digest->row,
			    has_key ? digest->row : "COUNT(*)", from, condition,
			    digest->bucket, heaps, chosen, has_key ? "" : " GROUP BY 1");
}

const char *digest_proof_query(const struct digest *digest, const char *from,
			       const char *condition, struct arena *arena)
{
	return arena_printf(arena, "SELECT %s FROM %s WHERE %s", digest->row, from,
			    condition);
}

static const char *groups_query(const struct digest *digest, const char *what,
				const char *from, const char *list, struct arena *arena)
{
	return arena_printf(arena, "SELECT %s, %s FROM %s WHERE %s IN (%s) GROUP BY 1",
			    digest->row, what, from, digest->row, list);
}

const char *digest_counts_query(const struct digest *digest, const char *from,
				const char *list, struct arena *arena)
{
	return groups_query(digest, "COUNT(*)", from, list, arena);
}

/* All rows of a group have the same words. */
const char *digest_words_query(const struct digest *digest, const char *from,
			       const char *list, struct arena *arena)
{
	return groups_query(digest, arena_printf(arena, "MIN(%s)", digest->words), from,
			    list, arena);
}
