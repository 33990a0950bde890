/*
 * The statements that query digests: of a range, of its heaps, of single rows or
 * groups. The caller chooses the range or the rows.
 */
#include <inttypes.h>

#include "sql/quote.h"
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

/* "SELECT WHAT FROM (SELECT COLUMNS FROM ... WHERE CONDITION) d GROUP BY 1 ..." */
static const char *grouped(const struct digest *digest, const char *what,
			   const char *columns, const char *from, const char *condition,
			   struct arena *arena)
{
	return arena_printf(arena,
			    "SELECT %s%s FROM (SELECT %s FROM %s WHERE %s) d"
			    " GROUP BY 1 ORDER BY 1",
			    digest->put_aside ? "/*+ NO_MERGE(d) */ " : "", what,
			    columns, from, condition);
}

const char *digest_heaps_query(const struct digest *digest, const char *from,
			       const char *condition, uint64_t heaps, struct arena *arena)
{
	return grouped(digest, arena_printf(arena, "h, %s", digest->sum_of_heap),
		       arena_printf(arena, "%s %% %" PRIu64 " AS h, %s AS r",
				    digest->bucket, heaps, digest->row),
		       from, condition, arena);
}

const char *digest_rows_query(const struct digest *digest, const char *from,
			      const char *condition, uint64_t heaps, const char *chosen,
			      struct arena *arena)
{
	const char *in_heaps = arena_printf(arena, "(%s) AND %s %% %" PRIu64 " IN (%s)",
					    condition, digest->bucket, heaps, chosen);

	if (digest->key == NULL)
		return grouped(digest, "r, COUNT(*)",
			       arena_printf(arena, "%s AS r", digest->row), from,
			       in_heaps, arena);
	return arena_printf(arena, "SELECT %s, %s FROM %s WHERE %s", digest->key,
			    digest->row, from, in_heaps);
}

const char *digest_proof_query(const struct digest *digest, const char *from,
			       const char *condition, struct arena *arena)
{
	return arena_printf(arena, "SELECT %s FROM %s WHERE %s", digest->row, from,
			    condition);
}

static const char *in_list(const struct digest *digest, const char *list,
			   struct arena *arena)
{
	return arena_printf(arena, "%s IN (%s)", digest->row, list);
}

const char *digest_counts_query(const struct digest *digest, const char *from,
				const char *list, struct arena *arena)
{
	return grouped(digest, "r, COUNT(*)", arena_printf(arena, "%s AS r", digest->row),
		       from, in_list(digest, list, arena), arena);
}

/* MIN: all rows of a group have the same words. */
const char *digest_words_query(const struct digest *digest, const char *from,
			       const char *list, struct arena *arena)
{
	return grouped(digest, "r, MIN(w)",
		       arena_printf(arena, "%s AS r, %s AS w", digest->row, digest->words),
		       from, in_list(digest, list, arena), arena);
}
