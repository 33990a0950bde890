/*
 * Reads from the ledger what an earlier, unfinished run of this copy left. compare.c
 * checks whether that still equals the source.
 */
#include "copy/ledger/resume.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "copy/ledger/ledger.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "db/queries.h"
#include "sql/quote.h"

static const char *kept_databases(const struct copy *copy, struct arena *arena)
{
	size_t count = 0;

	while (copy->earlier.ours[count] != NULL)
		count++;
	const char **kept = arena_array(arena, count + 1, sizeof(*kept));
	count = 0;
	for (size_t i = 0; copy->earlier.ours[i] != NULL; i++) {
		if (database_is_kept(copy, copy->earlier.ours[i]))
			kept[count++] = copy->earlier.ours[i];
	}
	return query_databases(db_server(copy->target), kept, arena);
}

static struct task *task_of(const struct copy *copy, const char *database,
			    const char *name)
{
	const struct table *table = catalog_table(&copy->catalog, database, name);

	return table == NULL ? NULL : copy->tasks.by_table[table - copy->catalog.tables];
}

/* Reads which tables are on the target, in the databases that are kept. */
static bool read_present(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows *present = &copy->earlier.present;

	if (!db_query(copy->target,
		      arena_printf(arena,
				   "SELECT table_schema, table_name, table_type"
				   " FROM information_schema.tables WHERE table_schema IN (%s)",
				   kept_databases(copy, arena)),
		      copy->arena, present, err))
		return false;
	for (size_t i = 0; i < present->count; i++) {
		struct task *task = task_of(copy, rows_value(present, i, 0),
					    rows_value(present, i, 1));

		if (task != NULL && text_equal(rows_value(present, i, 2), "BASE TABLE"))
			task->exists = true;
	}
	return true;
}

static bool parse_bound(const struct task *task, const char *text, struct arena *arena,
			struct key_bound *out)
{
	if (text == NULL)
		return true;
	return task->chunked && key_bound_parse(task->key, text, arena, out);
}

static struct range *parse_range(struct copy *copy, struct task *task,
				 const struct rows *ledger, size_t row)
{
	struct range *range = range_make(task, copy->arena);

	range->number = (unsigned)rows_number(rows_value(ledger, row, LEDGER_NUMBER), 0);
	range->digest = rows_value(ledger, row, LEDGER_DIGEST);
	range->rows = rows_number(rows_value(ledger, row, LEDGER_ROWS), 0);
	range->bytes = rows_number(rows_value(ledger, row, LEDGER_BYTES), 0);
	range->state = range->digest == NULL ? RANGE_OPEN : RANGE_RECORDED;
	if (!parse_bound(task, rows_value(ledger, row, LEDGER_LOWER), copy->arena,
			 &range->keys.above) ||
	    !parse_bound(task, rows_value(ledger, row, LEDGER_UPPER), copy->arena,
			 &range->keys.upto))
		return NULL;
	return range;
}

/* Orders rows by their lower bounds as text; the first range has none. */
static int compare_lower(const void *left, const void *right, void *arg)
{
	const struct rows *ledger = arg;
	const char *a = rows_value(ledger, *(const size_t *)left, LEDGER_LOWER);
	const char *b = rows_value(ledger, *(const size_t *)right, LEDGER_LOWER);

	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static bool find_lower(const struct rows *ledger, const size_t *sorted, size_t count,
		       const char *text, size_t *at)
{
	size_t low = 0;

	for (size_t high = count; low < high;) {
		size_t middle = (low + high) / 2;
		const char *lower = rows_value(ledger, sorted[middle], LEDGER_LOWER);
		int order = lower == NULL ? -1 : strcmp(lower, text);

		if (order == 0) {
			*at = sorted[middle];
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Whether these ranges form one chain from the table's first row to its last. */
static bool do_tile(const struct rows *ledger, size_t first, size_t count)
{
	AUTO_ARENA *arena = arena_make();
	size_t *sorted = arena_array(arena, count, sizeof(*sorted));
	size_t links = 1;

	for (size_t i = 0; i < count; i++)
		sorted[i] = first + i;
	qsort_r(sorted, count, sizeof(*sorted), compare_lower, (void *)ledger);
	size_t at = sorted[0];
	if (rows_value(ledger, at, LEDGER_LOWER) != NULL)
		return false;
	for (const char *upper; links <= count; links++) {
		upper = rows_value(ledger, at, LEDGER_UPPER);
		if (upper == NULL)
			return links == count;
		if (!find_lower(ledger, sorted, count, upper, &at))
			return false;
	}
	return false;
}

/*
 * Makes the ranges of a table from the ledger's rows after that of the table itself.
 * False when they cannot be used: the content of a non-transactional table that is not
 * completely loaded is unknown.
 */
static bool parse_ranges(struct copy *copy, struct task *task,
			 const struct rows *ledger, size_t first, size_t count)
{
	if (count == 0)
		return task->table->transactional;
	if (!do_tile(ledger, first, count))
		return false;
	for (size_t i = first + count; i-- > first;) {
		struct range *range = parse_range(copy, task, ledger, i);

		if (range == NULL ||
		    (range->state == RANGE_OPEN && !task->table->transactional))
			return false;
		range->all = task->ranges;
		task->ranges = range;
		if (range->number >= task->next_number)
			task->next_number = range->number + 1;
	}
	return true;
}

/* How many ledger rows belong to this table. */
static size_t group_length(const struct rows *ledger, size_t first)
{
	size_t length = 1;

	while (first + length < ledger->count &&
	       text_equal(rows_value(ledger, first + length, LEDGER_TABLE),
			  rows_value(ledger, first, LEDGER_TABLE)) &&
	       text_equal(rows_value(ledger, first + length, LEDGER_DATABASE),
			  rows_value(ledger, first, LEDGER_DATABASE)))
		length++;
	return length;
}

static bool is_usable(struct copy *copy, struct task *task, const struct rows *ledger,
		      size_t first, size_t length)
{
	return task != NULL && task->exists &&
	       text_equal(rows_value(ledger, first, LEDGER_NUMBER), "0") &&
	       text_equal(rows_value(ledger, first, LEDGER_DIGEST), task->definition) &&
	       parse_ranges(copy, task, ledger, first + 1, length - 1);
}

/* Removes tables that cannot be kept from the ledger, before they are dropped. */
static bool read_tables(struct copy *copy, const struct rows *ledger, bool *usable,
			struct error *err)
{
	size_t length;

	for (size_t i = 0; i < ledger->count; i += length) {
		const char *database = rows_value(ledger, i, LEDGER_DATABASE);
		const char *name = rows_value(ledger, i, LEDGER_TABLE);
		struct task *task = task_of(copy, database, name);

		length = group_length(ledger, i);
		for (size_t row = i + 1; row < i + length; row++)
			copy->earlier.chunks +=
				rows_value(ledger, row, LEDGER_DIGEST) != NULL;
		if (is_usable(copy, task, ledger, i, length))
			usable[task - copy->tasks.list] = true;
		else if (!ledger_forget_table(copy, copy->target, database, name, err))
			return false;
	}
	return true;
}

static void open_whole(struct copy *copy, struct task *task)
{
	task->ranges = range_make(task, copy->arena);
}

bool resume_read(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	bool *usable = arena_array(arena, copy->tasks.count, sizeof(*usable));
	struct rows ledger = { 0 };

	if (copy->earlier.resumes &&
	    (!read_present(copy, err) || !ledger_read(copy, &ledger, err) ||
	     !read_tables(copy, &ledger, usable, err)))
		return false;
	for (size_t i = 0; i < copy->tasks.count; i++) {
		struct task *task = &copy->tasks.list[i];

		task->exists = usable[i];
		if (!task->exists || task->ranges == NULL)
			open_whole(copy, task);
	}
	return true;
}
