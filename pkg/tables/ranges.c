/*
 * Ranges of a key: their conditions, and the query for the next bound. Choosing the key
 * is left to keys.c.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/keys.h"

/*
 * a > x OR (a = x AND (b > y OR ...)), with a >= x in front, which lets a server use
 * the index. A row comparison means the same, but MySQL reads the whole table for it.
 */
static void add_above(struct text *sql, const struct key *key,
		      const struct key_bound *bound, const char *sign)
{
	struct arena *arena = sql->arena;
	size_t last = key->ordered_count - 1;

	if (last == 0) {
		text_addf(sql, "%s %s%s %s", quote_name(key->columns[0].name, arena),
			  sign, sign[0] == '<' ? "=" : "", bound->literals[0]);
		return;
	}
	text_addf(sql, "(%s %s= %s AND ", quote_name(key->columns[0].name, arena), sign,
		  bound->literals[0]);
	for (size_t i = 0; i < last; i++) {
		const char *name = quote_name(key->columns[i].name, arena);

		text_addf(sql, "(%s %s %s OR (%s = %s AND ", name, sign,
			  bound->literals[i], name, bound->literals[i]);
	}
	text_addf(sql, "%s %s%s %s", quote_name(key->columns[last].name, arena), sign,
		  sign[0] == '<' ? "=" : "", bound->literals[last]);
	for (size_t i = 0; i < last; i++)
		text_add(sql, "))");
	text_add(sql, ")");
}

const char *key_range_condition(const struct key *key, const struct key_range *range,
				struct arena *arena)
{
	struct text sql = text_make(arena);

	if (range->above.literals != NULL)
		add_above(&sql, key, &range->above, ">");
	if (range->upto.literals != NULL) {
		text_add(&sql, sql.length == 0 ? "" : " AND ");
		add_above(&sql, key, &range->upto, "<");
	}
	return sql.length == 0 ? "TRUE" : sql.bytes;
}

const char *key_ordered_columns(const struct key *key, struct arena *arena)
{
	struct text names = text_make(arena);

	for (size_t i = 0; i < key->ordered_count; i++)
		text_addf(&names, "%s%s", i == 0 ? "" : ", ",
			  quote_name(key->columns[i].name, arena));
	return names.bytes;
}

const char *key_bound_query(const struct table *table, const struct key *key,
			    const struct key_bound *above, uint64_t rows_count,
			    struct arena *arena)
{
	struct key_range rest = { .above = *above };
	const char *columns = key_ordered_columns(key, arena);

	return arena_printf(arena,
			    "SELECT %s FROM %s FORCE INDEX (%s) WHERE %s ORDER BY %s LIMIT 1"
			    " OFFSET %" PRIu64,
			    columns, quote_table(table->database, table->name, arena),
			    quote_name(key->name, arena),
			    key_range_condition(key, &rest, arena), columns,
			    rows_count == 0 ? 0 : rows_count - 1);
}

struct key_bound key_bound_of(const struct key *key, const struct rows *rows,
			      size_t row, struct arena *arena)
{
	const char **literals = arena_array(arena, key->ordered_count, sizeof(*literals));

	for (size_t i = 0; i < key->ordered_count; i++)
		literals[i] = key_literal(&key->columns[i], rows_value(rows, row, i),
					  rows->lengths[row * rows->columns + i], arena);
	return (struct key_bound){ .literals = literals };
}

struct key_bound key_bound_copy(const struct key *key, const struct key_bound *bound,
				struct arena *arena)
{
	if (bound->literals == NULL)
		return *bound;
	const char **literals = arena_array(arena, key->ordered_count, sizeof(*literals));
	for (size_t i = 0; i < key->ordered_count; i++)
		literals[i] = arena_copy(arena, bound->literals[i]);
	return (struct key_bound){ .literals = literals };
}

bool key_bound_equal(const struct key *key, const struct key_bound *a,
		     const struct key_bound *b)
{
	if (a->literals == NULL || b->literals == NULL)
		return a->literals == b->literals;
	for (size_t i = 0; i < key->ordered_count; i++) {
		if (!text_equal(a->literals[i], b->literals[i]))
			return false;
	}
	return true;
}

/*
 * Literals contain no line break: quoted text that has one is written in hexadecimal.
 */
const char *key_bound_print(const struct key *key, const struct key_bound *bound,
			    struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; bound->literals != NULL && i < key->ordered_count; i++)
		text_addf(&text, "%s%s", i == 0 ? "" : "\n", bound->literals[i]);
	return text.bytes;
}

bool key_bound_parse(const struct key *key, const char *text, struct arena *arena,
		     struct key_bound *out)
{
	const char **literals = arena_array(arena, key->ordered_count, sizeof(*literals));
	size_t count = 0;

	for (const char *at = text; *at != '\0' && count < key->ordered_count;) {
		size_t length = strcspn(at, "\n");

		literals[count++] = arena_copy_n(arena, at, length);
		at += length;
		if (*at == '\n' && *++at != '\0' && count == key->ordered_count)
			return false;
	}
	if (count != key->ordered_count)
		return false;
	out->literals = literals;
	return true;
}
