/* Splitting a big table's last range for workers that have nothing else to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "copy/ledger/ledger.h"
#include "copy/sessions/sessions.h"
#include "copy/state.h"

/* ---- doubles of the servers and their sessions */

static struct servers {
	const char *middle; /* the id that the source has in the middle; NULL: no row */
	bool middle_refused; /* the source does not answer */
	/* DONE_LOST: it was recorded, but the answer was lost; BUSY: a deadlock */
	enum { RECORDED, REFUSED, LOST, DONE_LOST, BUSY } ledger;
	const char *asked; /* the query to the source */
	unsigned splits;   /* in the ledger */
	unsigned renewed;  /* sessions on the target */
	struct arena *arena;
} servers;

bool db_query(struct db *db, const char *sql, struct arena *arena, struct rows *out,
	      struct error *err)
{
	static const char *values[1];

	(void)db;
	servers.asked = arena_copy(servers.arena, sql);
	if (servers.middle_refused)
		return error_set(err, ERROR_FAILED, "refused");
	values[0] = servers.middle;
	size_t *lengths = arena_array(arena, 1, sizeof(*lengths));
	lengths[0] = servers.middle == NULL ? 0 : strlen(servers.middle);
	*out = (struct rows){ .columns = 1,
			      .count = servers.middle != NULL,
			      .values = values,
			      .lengths = lengths };
	return true;
}

bool db_execute(struct db *db, const char *sql, struct error *err)
{
	(void)db;
	(void)err;
	if (servers.ledger == BUSY && strcmp(sql, "ROLLBACK") == 0)
		return true;
	assert_string_equal(sql, "ROLLBACK TO SAVEPOINT extrepl");
	return true;
}

const char *rows_value(const struct rows *rows, size_t row, size_t column)
{
	return rows->values[row * rows->columns + column];
}

bool db_lost(const struct db *db)
{
	(void)db;
	return servers.ledger == LOST || servers.ledger == DONE_LOST;
}

bool ledger_split(struct copy *copy, struct db *db, const struct range *range,
		  const struct range *rest, struct error *err)
{
	(void)copy;
	(void)db;
	/* The rest is recorded while the range still has its old end. */
	assert_null(range->keys.upto.literals);
	assert_null(rest->keys.upto.literals);
	servers.splits += servers.ledger == RECORDED || servers.ledger == DONE_LOST;
	if (servers.ledger == RECORDED)
		return true;
	(void)error_set(err, ERROR_FAILED, "not recorded");
	err->code = servers.ledger == BUSY ? 1213 : 0;
	return false;
}

bool ledger_notes(struct copy *copy, struct db *db, const struct task *task,
		  unsigned number, bool *out, struct error *err)
{
	(void)copy;
	(void)db;
	(void)task;
	(void)err;
	assert_int_equal(number, 7);
	assert_int_equal(servers.renewed, 1);
	*out = servers.splits == 1;
	return true;
}

bool sessions_renew_writer(struct worker *worker, struct error *err)
{
	(void)worker;
	(void)err;
	servers.renewed++;
	return true;
}

/* ---- what is left of a table of 1,000 rows, of which chunks have 100 */

/* clang-format off */
static struct split_case {
	const char *name;
	bool wanted;         /* another worker has nothing to do */
	bool others_left;    /* a range of the table that no worker has taken */
	bool by_part_of_key; /* one column of two is ordered */
	uint64_t chunk_rows; /* of the chunk before; 0: none */
	uint64_t done;
	struct servers servers;
	const char *from;    /* where the rest begins; NULL: no split */
	const char *offset;  /* the offset of the row that is queried */
	bool fails;
} cases[] = {
	{ "in the middle of what is left",
	  .wanted = true, .chunk_rows = 100, .done = 200, .servers = { .middle = "600" }, .from = "600", .offset = "OFFSET 400" },
	{ "nobody waits",
	  .chunk_rows = 100, .done = 200, .servers = { .middle = "600" } },
	{ "others can take what is there",
	  .wanted = true, .chunk_rows = 100, .done = 200, .servers = { .middle = "600" }, .others_left = true },
	{ "no chunk is loaded: its size is unknown",
	  .wanted = true, .servers = { .middle = "600" } },
	{ "rows that the key does not tell apart",
	  .wanted = true, .chunk_rows = 100, .done = 200, .servers = { .middle = "600" }, .by_part_of_key = true },
	{ "four chunks are left",
	  .wanted = true, .chunk_rows = 100, .done = 600, .servers = { .middle = "800" }, .from = "800", .offset = "OFFSET 200" },
	{ "less than four chunks are left",
	  .wanted = true, .chunk_rows = 100, .done = 650, .servers = { .middle = "800" } },
	{ "more rows than were estimated",
	  .wanted = true, .chunk_rows = 100, .done = 5000, .servers = { .middle = "800" } },
	{ "less rows than were estimated",
	  .wanted = true, .chunk_rows = 100, .done = 200, .offset = "OFFSET 400" },
	{ "the source does not answer",
	  .wanted = true, .chunk_rows = 100, .done = 200, .servers = { .middle_refused = true }, .offset = "OFFSET 400", .fails = true },
	{ "the ledger refuses it",
	  .wanted = true, .chunk_rows = 100, .done = 200, .servers = { .middle = "600", .ledger = REFUSED }, .offset = "OFFSET 400", .fails = true },
	{ "the target is lost: the piece stays whole",
	  .wanted = true, .chunk_rows = 100, .done = 200, .servers = { .middle = "600", .ledger = LOST }, .offset = "OFFSET 400" },
	{ "the target is lost with its answer: it is divided as the ledger has it",
	  .wanted = true, .chunk_rows = 100, .done = 200, .servers = { .middle = "600", .ledger = DONE_LOST }, .from = "600", .offset = "OFFSET 400" },
	{ "a deadlock in the ledger: the piece stays whole",
	  .wanted = true, .chunk_rows = 100, .done = 200, .servers = { .middle = "600", .ledger = BUSY }, .offset = "OFFSET 400" },
};
/* clang-format on */

static void expect_whole(const struct range *range, const struct range *todo)
{
	assert_null(range->keys.upto.literals);
	assert_ptr_equal(range->task->todo, todo);
}

/*
 * The two ranges cover the old one; the rest waits for a worker, with its own number.
 */
static void expect_divided(const struct range *range, const char *from)
{
	const struct range *rest = range->task->todo;

	assert_non_null(rest);
	assert_string_equal(range->keys.upto.literals[0], from);
	assert_string_equal(rest->keys.above.literals[0], from);
	assert_null(rest->keys.upto.literals);
	assert_int_equal(rest->number, 7);
	assert_int_equal(range->task->next_number, 8);
	assert_int_equal(rest->rows, range->rows);
	assert_int_equal(servers.splits, 1);
}

static void splits(void **state)
{
	const struct split_case *row = *state;
	static const char *const literals[] = { "200" };
	AUTO_ARENA *arena = arena_make();
	const struct column_type *type = column_type_find("int", FLAVOUR_MYSQL);
	struct key_column columns[] = {
		{ .name = "id", .data_type = "int", .type = type },
		{ .name = "e", .data_type = "int", .type = type }
	};
	struct key key = { .name = "PRIMARY",
			   .columns = columns,
			   .columns_count = row->by_part_of_key ? 2 : 1,
			   .ordered_count = 1 };
	struct table table = { .database = "d", .name = "t", .rows = 1000 };
	struct task task = { .table = &table,
			     .key = &key,
			     .next_number = 7,
			     .rows = row->done,
			     .split_wanted = row->wanted };
	struct range other = { .task = &task };
	struct range range = { .task = &task,
			       .number = 3,
			       .keys.above.literals = literals,
			       .rows = row->chunk_rows,
			       .bytes = row->chunk_rows * 10 };
	struct copy copy = { .arena = arena };
	struct worker worker = { .copy = &copy };
	struct error err = { 0 };

	servers = row->servers;
	servers.arena = arena;
	task.todo = row->others_left ? &other : NULL;
	(void)pthread_mutex_init(&copy.pool.lock, NULL);
	(void)pthread_cond_init(&copy.pool.changed, NULL);
	assert_int_equal(split_range(&worker, &range, &err), !row->fails);
	if (row->from == NULL)
		expect_whole(&range, row->others_left ? &other : NULL);
	else
		expect_divided(&range, row->from);
	assert_int_equal(servers.asked != NULL, row->offset != NULL);
	if (row->offset != NULL)
		assert_non_null(strstr(servers.asked, row->offset));
	assert_int_equal(servers.renewed, row->servers.ledger == LOST ||
						  row->servers.ledger == DONE_LOST);
	assert_false(task.split_wanted);
}

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(cases)];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i] = (struct CMUnitTest){ .name = cases[i].name,
						.test_func = splits,
						.initial_state = &cases[i] };
	return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
