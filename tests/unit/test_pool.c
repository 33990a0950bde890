/*
 * The pool of workers: it works on each item, returns the first error, and ends with
 * the outer run.
 */
#include "base/pool.h"

#include <signal.h>

#include "base/wait.h"
#include "rows.h"

enum { ITEMS = 4 };

struct item {
	struct pool *pool;
	bool fails; /* at once */
	bool waits; /* until the pool ends */
	bool done;
};

static bool work(void *arg, struct error *err)
{
	struct item *item = arg;
	struct wait wait = wait_start(&item->pool->run, 0, 1, 5);

	if (item->fails)
		return error_set(err, ERROR_MANIFEST, "it failed first");
	while (item->waits) {
		if (!wait_again(&wait))
			return error_set(err, ERROR_BUG, "it follows from the first");
	}
	item->done = true;
	return true;
}

static void begin(struct pool *pool, struct run *outer, struct item *items)
{
	run_init(outer, NULL);
	pool_init(pool, outer);
	for (size_t i = 0; i < ITEMS; i++)
		items[i] = (struct item){ .pool = pool };
}

static void every_item_is_worked_on(void **state)
{
	struct item items[ITEMS];
	struct error err = { 0 };
	struct pool pool;
	struct run outer;

	(void)state;
	begin(&pool, &outer, items);
	assert_true(pool_run(&pool, items, ITEMS, sizeof(items[0]), work, &err));
	for (size_t i = 0; i < ITEMS; i++)
		assert_true(items[i].done);
	pool_release(&pool);
}

static void the_first_error_ends_all(void **state)
{
	struct item items[ITEMS];
	struct error err = { 0 };
	struct pool pool;
	struct run outer;

	(void)state;
	begin(&pool, &outer, items);
	for (size_t i = 0; i < ITEMS; i++)
		items[i].waits = true;
	items[2].fails = true;
	assert_false(pool_run(&pool, items, ITEMS, sizeof(items[0]), work, &err));
	assert_int_equal(err.kind, ERROR_MANIFEST);
	assert_string_equal(err.message, "it failed first");
	pool_release(&pool);
}

static void a_run_that_is_cancelled_already_ends_it(void **state)
{
	struct item items[ITEMS];
	struct error err = { 0 };
	struct pool pool;
	struct run outer;

	(void)state;
	run_init(&outer, NULL);
	run_cancel(&outer, SIGINT);
	pool_init(&pool, &outer);
	for (size_t i = 0; i < ITEMS; i++)
		items[i] = (struct item){ .pool = &pool, .waits = true };
	assert_int_equal(atomic_load(&pool.run.cancelled), SIGINT);
	/* That it returns is the test: its items wait for the end. */
	assert_false(pool_run(&pool, items, ITEMS, sizeof(items[0]), work, &err));
	pool_release(&pool);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_item_is_worked_on),
		cmocka_unit_test(the_first_error_ends_all),
		cmocka_unit_test(a_run_that_is_cancelled_already_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
