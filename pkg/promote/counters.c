/*
 * Number generators: AUTO_INCREMENT and MariaDB's sequences. A counter can be higher
 * than the highest row (after a rollback or a DELETE). Replication does not carry such
 * a value, so the same id would be given out twice.
 */
#include <inttypes.h>

#include "base/text.h"
#include "promote/internal.h"
#include "sql/quote.h"

#define SYSTEM "('information_schema', 'performance_schema', 'mysql', 'sys', 'extrepl')"

const char *counters_query(const struct promotion *promotion, struct db *db,
			   struct arena *arena)
{
	const struct rows *sequences = &promotion->facts.sequences;
	struct text sql = text_make(arena);

	(void)db;
	text_add(&sql, "SELECT TABLE_SCHEMA, TABLE_NAME, AUTO_INCREMENT, 0"
		       " FROM information_schema.TABLES WHERE AUTO_INCREMENT IS NOT NULL"
		       " AND TABLE_SCHEMA NOT IN " SYSTEM);
	for (size_t i = 0; i < sequences->count; i++) {
		const char *database = rows_value(sequences, i, 0);
		const char *name = rows_value(sequences, i, 1);

		text_addf(&sql,
			  " UNION ALL SELECT %s, %s, next_not_cached_value, 1 FROM %s",
			  quote_text(database, arena), quote_text(name, arena),
			  quote_table(database, name, arena));
	}
	return sql.bytes;
}

void counters_parse(const struct rows *rows, struct arena *arena, struct counters *out)
{
	*out = (struct counters){ arena_array(arena, rows->count, sizeof(*out->list)),
				  rows->count };
	for (size_t i = 0; i < rows->count; i++)
		out->list[i] = (struct counter){
			.database = rows_value(rows, i, 0),
			.name = rows_value(rows, i, 1),
			.next = rows_number(rows_value(rows, i, 2), 0),
			.value = rows_value(rows, i, 2),
			.sequence = text_equal(rows_value(rows, i, 3), "1"),
		};
}

static const struct counter *find(const struct counters *counters,
				  const struct counter *wanted)
{
	for (size_t i = 0; i < counters->count; i++) {
		if (text_equal(counters->list[i].name, wanted->name) &&
		    text_equal(counters->list[i].database, wanted->database))
			return &counters->list[i];
	}
	return NULL;
}

/* A sequence can also count down: the open side's is set to the closed side's value. */
static bool is_to_change(const struct counter *closed, const struct counter *open)
{
	return closed->sequence ? !text_equal(closed->value, open->value) :
				  closed->next > open->next;
}

const char *counters_raise(const struct counters *closed, const struct counters *open,
			   struct arena *arena)
{
	struct text sql = text_make(arena);

	for (size_t i = 0; i < closed->count; i++) {
		const struct counter *from = &closed->list[i];
		const struct counter *to = find(open, from);
		const char *name = quote_table(from->database, from->name, arena);

		/* If only the closed side has it, its database is not replicated. */
		if (to == NULL || !is_to_change(from, to))
			continue;
		if (from->sequence)
			text_addf(&sql, "ALTER SEQUENCE %s RESTART WITH %s; ", name,
				  from->value);
		else
			text_addf(&sql, "ALTER TABLE %s AUTO_INCREMENT = %" PRIu64 "; ",
				  name, from->next);
	}
	return sql.bytes == NULL ? "" : sql.bytes;
}
