/* Which of InnoDB's names and ids are a table's, and whether they moved. */
#include "tables/table_names.h"

#include "base/text.h"
#include "rows.h"

#define MOST 8

static struct names_case {
	const char *name;
	/* "id name", in the order of the ids */
	const char *then[MOST], *now[MOST];
	const char *table; /* of the database shop; NULL: "orders" */
	bool same, moved, left;
} names_cases[] = {
	{ "nothing happened", { "1 shop/orders" }, { "1 shop/orders" }, .same = true },
	{ "others come and go",
	  { "1 shop/orders", "2 shop/a" },
	  { "1 shop/orders", "3 shop/b" },
	  .same = true },
	{ "a longer name is another table",
	  { "1 shop/orders", "2 shop/orders_old" },
	  { "1 shop/orders", "2 shop/orders_older" },
	  .same = true },
	{ "so is one of another database",
	  { "1 shop/orders", "2 shop2/orders" },
	  { "1 shop/orders", "2 shop3/orders" },
	  .same = true },
	{ "built again: the id is another",
	  { "1 shop/orders" },
	  { "7 shop/orders" },
	  .same = false },
	{ "renamed: another has its name",
	  { "1 shop/orders", "2 shop/staging" },
	  { "1 shop/staging", "2 shop/orders" },
	  .moved = true,
	  .left = true },
	{ "renamed away, and a new one has its name",
	  { "1 shop/orders" },
	  { "1 shop/old", "2 shop/orders" },
	  .left = true },
	{ "being built again: the old one has another name",
	  { "1 shop/orders" },
	  { "1 shop/#sql2-7-1", "2 shop/orders" },
	  .same = false },
	{ "from another database",
	  { "1 shop/orders", "2 app/orders" },
	  { "2 shop/orders" },
	  .moved = true },
	{ "dropped", { "1 shop/orders" }, { NULL }, .left = true },
	{ "a partition more",
	  { "1 shop/orders#p#p0" },
	  { "1 shop/orders#p#p0", "2 shop/orders#p#p1" },
	  .left = true },
	{ "a partition less",
	  { "1 shop/orders#p#p0", "2 shop/orders#p#p1" },
	  { "1 shop/orders#p#p0" },
	  .left = true },
	{ "partitions now",
	  { "1 shop/orders" },
	  { "2 shop/orders#P#p0", "3 shop/orders#P#p1" },
	  .left = true },
	{ "a partition that was built again",
	  { "1 shop/orders#p#p0", "2 shop/orders#p#p1" },
	  { "1 shop/orders#p#p0", "5 shop/orders#p#p1" },
	  .same = false },
	{ "a table and a partition that change places",
	  { "1 shop/orders#p#p0", "2 shop/part" },
	  { "1 shop/part", "2 shop/orders#p#p0" },
	  .moved = true,
	  .left = true },
	{ "a name is encoded",
	  { "1 shop/a@002db", "2 shop/c@002dd" },
	  { "1 shop/c@002dd", "2 shop/a@002db" },
	  "a-b",
	  .moved = true,
	  .left = true },
	{ "or is not",
	  { "1 shop/a-b", "2 shop/c-d" },
	  { "1 shop/c-d", "2 shop/a-b" },
	  "a-b",
	  .moved = true,
	  .left = true },
	{ "others, too, do not matter",
	  { "1 shop/a@002db", "2 shop/c@002dd", "3 shop/e@002df" },
	  { "1 shop/a@002db", "2 shop/e@002df", "3 shop/c@002dd" },
	  "a-b",
	  .same = true },
	{ "nor does one that begins like it",
	  { "1 shop/orders", "2 shop/orders@002dold" },
	  { "1 shop/orders", "2 shop/orders@002dolder" },
	  .same = true },
	{ "what is not ASCII may be any name that begins like it",
	  { "1 shop/a@00fc", "2 shop/a@00e4" },
	  { "1 shop/a@00e4", "2 shop/a@00fc" },
	  "a\xC3\xBC",
	  .moved = true,
	  .left = true },
	{ "a name that is no file's has signs at its end",
	  { "1 shop/con@@@", "2 shop/x" },
	  { "1 shop/x", "2 shop/con@@@" },
	  "con",
	  .moved = true,
	  .left = true },
	{ "in other letters, too", { "1 shop/ORDERS" }, { "2 shop/ORDERS" }, .same = false },
};

static struct table_names list_of(const char *const *lines)
{
	struct table_names names = { .arena = arena_make() };
	const char **values = arena_array(names.arena, (size_t)2 * MOST, sizeof(*values));

	names.rows = (struct rows){ .columns = 2, .values = values };
	for (; names.rows.count < MOST && lines[names.rows.count] != NULL;
	     names.rows.count++) {
		const char *line = lines[names.rows.count];
		size_t digits = strcspn(line, " ");

		values[2 * names.rows.count] =
			arena_printf(names.arena, "%.*s", (int)digits, line);
		values[2 * names.rows.count + 1] = line + digits + 1;
	}
	return names;
}

static void names_are_compared(void **state)
{
	const struct names_case *c = *state;
	struct table table = { .database = "shop",
			       .name = c->table == NULL ? "orders" : c->table,
			       .engine = "InnoDB" };
	struct table_names then = list_of(c->then), now = list_of(c->now);

	assert_int_equal(table_names_same(&then, &now, &table), c->same);
	assert_int_equal(table_names_moved(&then, &now, &table), c->moved);
	assert_int_equal(table_names_left(&then, &now, &table), c->left);
	assert_false(table_names_lacks(&then, &now, &table));
	table_names_release(&then);
	table_names_release(&now);
}

static void tables_in_shared_tablespaces_are_not_listed(void **state)
{
	static const char *const lines[] = { "1 shop/other", NULL };
	struct table table = { .database = "shop", .name = "orders", .engine = "InnoDB" };
	struct table_names then = list_of(lines), now = list_of(lines);

	(void)state;
	assert_true(table_names_lacks(&then, &now, &table));
	assert_false(table_names_same(&then, &now, &table));
	table.engine = "MyISAM";
	assert_false(table_names_lacks(&then, &now, &table));
	assert_true(table_names_same(&then, &now, &table));
	table_names_release(&then);
	table_names_release(&now);
}

static void the_new_name_is_found(void **state)
{
	static const char *const before[] = { "1 shop/a", "2 shop/b", "4 shop/c", NULL };
	static const char *const after[] = { "1 shop/a", "3 shop/x", "4 shop/y", NULL };
	struct table_names then = list_of(before), now = list_of(after);

	(void)state;
	assert_string_equal(table_names_renamed(&then, &now), "shop/y");
	assert_null(table_names_renamed(&then, &then));
	table_names_release(&then);
	table_names_release(&now);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_in_shared_tablespaces_are_not_listed),
		cmocka_unit_test(the_new_name_is_found),
	};
	static struct row_tests rows;

	ROWS_ADD(&rows, names_cases, names_are_compared);
	rows_add_tests(&rows, tests, ARRAY_SIZE(tests));
	return ROWS_RUN(&rows);
}
