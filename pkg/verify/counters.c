/*
 * The next value of a sequence, and AUTO_INCREMENT, of two servers of which one follows
 * the other: they are read again in an order that leaves no doubt.
 */
#include <stdlib.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/definition.h"
#include "verify/internal.h"

/* How often to try: a transaction can use a number before it is in the binlog. */
#define TRIES 3

struct counter {
	uint64_t cycle;    /* of a sequence: how often it began again */
	long double value; /* exact up to 64 bits */
};

static bool read_counter(struct db *db, const struct table *table, struct counter *out,
			 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *name = quote_table(table->database, table->name, arena);
	bool sequence = table->kind == TABLE_SEQUENCE;
	struct rows rows;

	*out = (struct counter){ 0 };
	if (!db_query(db,
		      arena_printf(arena,
				   sequence ? "SELECT next_not_cached_value, cycle_count"
					      " FROM %s" :
					      "SHOW CREATE TABLE %s",
				   name),
		      arena, &rows, err))
		return false;
	const char *value = sequence ?
				    rows_value(&rows, 0, 0) :
				    definition_counter(rows_value(&rows, 0, 1), arena);
	out->value = value == NULL ? 0 : strtold(value, NULL);
	if (sequence)
		out->cycle = rows_number(rows_value(&rows, 0, 1), 0);
	return true;
}

static bool is_between(const struct counter *first, const struct counter *value,
		       const struct counter *last)
{
	if (first->cycle != last->cycle)
		return value->cycle >= first->cycle && value->cycle <= last->cycle;
	return value->cycle == first->cycle &&
	       ((first->value <= value->value && value->value <= last->value) ||
		(last->value <= value->value && value->value <= first->value));
}

bool counter_follows(struct worker *worker, const struct table *table, bool *out,
		     struct error *err)
{
	*out = false;
	for (int i = 0; i < TRIES && !*out; i++) {
		struct counter first, value, last;
		bool reached;

		if (!read_counter(worker->db[SOURCE], table, &first, err) ||
		    !link_catch_up(worker, &reached, err) ||
		    !read_counter(worker->db[TARGET], table, &value, err) ||
		    !read_counter(worker->db[SOURCE], table, &last, err))
			return false;
		if (!reached)
			return true;
		*out = is_between(&first, &value, &last);
	}
	return true;
}
