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
	bool known;        /* the side has the table */
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
		return catalog_misses(err);
	const char *value = sequence ?
				    rows_value(&rows, 0, 0) :
				    definition_counter(rows_value(&rows, 0, 1), arena);
	out->known = true;
	out->value = value == NULL ? 0 : strtold(value, NULL);
	if (sequence)
		out->cycle = rows_number(rows_value(&rows, 0, 1), 0);
	return true;
}

static bool read_counters(struct db *db, const struct moving *list, size_t count,
			  struct counter *out, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (!list[i].follows && !read_counter(db, list[i].table, &out[i], err))
			return false;
	return true;
}

/*
 * AUTO_INCREMENT of a replica may be lower: the source also counts what was rolled back.
 */
static bool follows(const struct table *table, const struct counter *first,
		    const struct counter *value, const struct counter *last)
{
	if (!first->known || !value->known || !last->known)
		return false;
	if (table->kind != TABLE_SEQUENCE)
		return value->value <= last->value;
	if (first->cycle != last->cycle)
		return value->cycle >= first->cycle && value->cycle <= last->cycle;
	return value->cycle == first->cycle &&
	       ((first->value <= value->value && value->value <= last->value) ||
		(last->value <= value->value && value->value <= first->value));
}

static bool judge_once(struct worker *worker, struct moving *list, size_t count,
		       bool *reached, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct counter *first = arena_array(arena, count, sizeof(*first));
	struct counter *value = arena_array(arena, count, sizeof(*value));
	struct counter *last = arena_array(arena, count, sizeof(*last));

	if (!read_counters(worker->db[SOURCE], list, count, first, err) ||
	    !link_catch_up(worker, reached, err) ||
	    !read_counters(worker->db[TARGET], list, count, value, err) ||
	    !read_counters(worker->db[SOURCE], list, count, last, err))
		return false;
	for (size_t i = 0; *reached && i < count; i++)
		list[i].follows = list[i].follows ||
				  follows(list[i].table, &first[i], &value[i], &last[i]);
	return true;
}

bool counters_judge(struct worker *worker, struct moving *list, size_t count,
		    struct error *err)
{
	for (int i = 0; i < TRIES; i++) {
		size_t left = 0;
		bool reached;

		for (size_t j = 0; j < count; j++)
			left += !list[j].follows;
		if (left == 0)
			return true;
		if (!judge_once(worker, list, count, &reached, err))
			return false;
		if (!reached)
			return true;
	}
	return true;
}
