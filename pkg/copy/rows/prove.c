/*
 * If LOAD DATA warns, its counts prove nothing; they never prove anything about values
 * that the target computes. In these cases both servers compute a digest of the chunk's
 * rows: the source in the snapshot, the target in the loading transaction.
 */
#include "base/text.h"
#include "copy/rows/computed.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "tables/digest.h"

static const struct key no_key = { 0 };

static const struct key *key_of(const struct task *task)
{
	return task->key == NULL ? &no_key : task->key;
}

/*
 * The columns read on both sides: count, digest of the rows, one digest for each
 * generated column.
 */
static const char *sums_of(const struct proof *proof, struct arena *arena)
{
	const struct table *table = proof->task->table;
	const struct key *key = key_of(proof->task);
	struct copy *copy = proof->worker->copy;
	bool binary = digest_is_binary(db_server(copy->control)) &&
		      digest_is_binary(db_server(copy->target));
	struct text sql = text_make(arena);
	struct digest digest;

	digest_make_written(table, table, key, binary, arena, &digest);
	text_addf(&sql, "SELECT %s", digest.sum);
	for (size_t i = 0; i < table->columns_count; i++) {
		if (table->columns[i].stored)
			text_addf(&sql, ", %s",
				  digest_computed(table, &table->columns[i], key, arena));
	}
	return sql.bytes;
}

/* The target may build the key that delimits the chunks after the rows. */
static bool reads_by_key(const struct task *task, bool on_target)
{
	return task->chunked && (!on_target || text_equal(task->key->name, "PRIMARY"));
}

static bool ask(const struct proof *proof, const char *sums, bool on_target,
		struct arena *arena, struct rows *out, struct error *err)
{
	const struct task *task = proof->task;
	struct db *db = on_target ? proof->worker->writer : proof->worker->reader;

	return db_query(db,
			arena_printf(arena, "%s FROM %s WHERE %s", sums,
				     digest_from(task->table, key_of(task),
						 reads_by_key(task, on_target), arena),
				     proof->condition),
			arena, out, err);
}

bool prove_rows(const struct proof *proof, struct arena *arena, enum proof_result *out,
		const struct column **column, size_t *agreeing, struct error *err)
{
	const struct table *table = proof->task->table;
	const char *sums = sums_of(proof, arena);
	struct rows sides[2];
	size_t at = 2;

	if (!ask(proof, sums, false, arena, &sides[0], err) ||
	    !ask(proof, sums, true, arena, &sides[1], err))
		return false;
	*column = NULL;
	*agreeing = 0;
	for (size_t i = 0; i < 2; i++) {
		if (!text_equal(rows_value(&sides[0], 0, i), rows_value(&sides[1], 0, i))) {
			*out = PROOF_ROWS_DIFFER;
			return true;
		}
	}
	for (size_t i = 0; i < table->columns_count; i++) {
		if (!table->columns[i].stored)
			continue;
		if (text_equal(rows_value(&sides[0], 0, at), rows_value(&sides[1], 0, at)))
			++*agreeing;
		else if (*column == NULL)
			*column = &table->columns[i];
		at++;
	}
	*out = *column == NULL ? PROOF_EQUAL : PROOF_COMPUTED_DIFFERS;
	return true;
}
