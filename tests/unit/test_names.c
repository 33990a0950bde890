/* Lines, lists of names and hexadecimal digits. */
#include "base/hex.h"
#include "base/names.h"
#include "base/text.h"
#include "rows.h"
#include "sql/quote.h"

static struct lines_case {
	const char *name;
	const char *text, *lines; /* each in [] */
} lines_cases[] = {
	{ "no text has no line", NULL, "" },
	{ "an empty text has none either", "", "" },
	{ "the last line may lack its newline", "a\nbc", "[a][bc]" },
	{ "a newline at the end begins no other line", "a\nbc\n", "[a][bc]" },
	{ "an empty line is one", "\na\n\nb", "[][a][][b]" },
};

static void lines_are_split(void **state)
{
	const struct lines_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct text found = text_make(arena);
	const char *at = c->text;

	for (struct text_line line; text_next_line(&at, &line);)
		text_addf(&found, "[%.*s]", (int)line.length, line.begins);
	assert_string_equal(found.bytes, c->lines);
}

static struct names_case {
	const char *name;
	const char *lines, *wanted;
	bool there;
} names_cases[] = {
	{ "a name is found", "shop\napp", "app", true },
	{ "a part of a name is not the name", "shop\napplication", "app", false },
	{ "nor is a longer one", "app", "apps", false },
	{ "letters count as they are", "App", "app", false },
	{ "in nothing there is nothing", "", "app", false },
};

static void names_are_found(void **state)
{
	const struct names_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	const struct names names = names_of_lines(c->lines, arena);

	assert_int_equal(names_have(names.list, c->wanted), c->there);
	assert_int_equal(names_among(names.list, names.count, c->wanted), c->there);
	assert_int_equal(name_is_a_line(c->wanted, c->lines), c->there);
	assert_string_equal(names_to_lines(names.list, arena), c->lines);
}

static struct digits_case {
	const char *name;
	const char *digits;
	size_t count;
	bool fits;
	unsigned char bytes[3];
} digits_cases[] = {
	{ "digits of either case are read", "00fFa5", 3, true, { 0, 255, 165 } },
	{ "no more than asked for", "0102zz", 2, true, { 1, 2 } },
	{ "a letter that is no digit is refused", "0g", 1, false, { 0 } },
	{ "so is a text that ends early", "0", 1, false, { 0 } },
};

static void digits_are_read(void **state)
{
	const struct digits_case *c = *state;
	unsigned char bytes[3] = { 0 };

	assert_int_equal(hex_read(c->digits, c->count, bytes), c->fits);
	if (c->fits)
		assert_memory_equal(bytes, c->bytes, c->count);
}

static struct account_case {
	const char *name;
	const char *account, *quoted;
} account_cases[] = {
	{ "user and host are quoted apart", "app@10.%", "'app'@'10.%'" },
	{ "the host comes after the last @", "a@b@%", "'a@b'@'%'" },
	{ "quotes in a name stay in it", "o'brien@%", "'o''brien'@'%'" },
	{ "without a host it is a name", "reader", "'reader'" },
};

static void accounts_are_quoted(void **state)
{
	const struct account_case *c = *state;
	AUTO_ARENA *arena = arena_make();

	assert_string_equal(quote_account_text(c->account, arena), c->quoted);
}

int main(void)
{
	static struct row_tests rows;

	ROWS_ADD(&rows, lines_cases, lines_are_split);
	ROWS_ADD(&rows, names_cases, names_are_found);
	ROWS_ADD(&rows, digits_cases, digits_are_read);
	ROWS_ADD(&rows, account_cases, accounts_are_quoted);
	return ROWS_RUN(&rows);
}
