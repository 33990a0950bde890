/*
 * Finds in a table's definition the keys that depend on settings of the session that
 * writes. When in doubt, a key counts as dependent.
 */
#include "tables/computed_keys.h"

#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/definition.h"

/* What makes an expression depend on a setting, as servers spell it. */
static const char *const words[] = {
	"/",           "unix_timestamp", "from_unixtime", "convert_tz",  "date_format",
	"time_format", "monthname",      "dayname",       "str_to_date", "week",
	"aes_",        "as date",        "as time",       "timestamp(",
};

struct search {
	const struct table *table;
	struct definition definition;
	bool *depends; /* for each column: its value depends on the session */
	struct arena *arena;
};

static const char *item_of(const struct search *search, const struct column *column)
{
	for (size_t i = 0; i < search->definition.items_count; i++) {
		const struct definition_item *item = &search->definition.items[i];

		if (item->kind == ITEM_COLUMN &&
		    definition_column(search->table, item->text, search->arena) == column)
			return item->text;
	}
	return "";
}

/*
 * TIMESTAMP is shown in the session's time zone, CHAR with or without its trailing
 * blanks.
 */
static bool is_shown_by_session(const struct column *column)
{
	return !column->generated && (text_equal_nocase(column->data_type, "timestamp") ||
				      text_equal_nocase(column->data_type, "char"));
}

static bool text_depends(const struct search *search, const char *text)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (strcasestr(text, words[i]) != NULL)
			return true;
	}
	for (size_t i = 0; i < search->table->columns_count; i++) {
		if (search->depends[i] &&
		    strstr(text, quote_name(search->table->columns[i].name,
					    search->arena)) != NULL)
			return true;
	}
	return false;
}

/* What follows "AS (": the column's own name in front of it is no reference. */
static const char *expression_of(const char *item)
{
	const char *at = strstr(item, " AS (");

	return at == NULL ? "" : at;
}

/* One column may be computed from another, so it repeats until it finds no more. */
static void find_columns(struct search *search)
{
	const struct table *table = search->table;
	bool more = true;

	for (size_t i = 0; i < table->columns_count; i++)
		search->depends[i] = is_shown_by_session(&table->columns[i]);
	while (more) {
		more = false;
		for (size_t i = 0; i < table->columns_count; i++) {
			const struct column *column = &table->columns[i];

			if (!column->generated || column->stored || search->depends[i] ||
			    !text_depends(search, expression_of(item_of(search, column))))
				continue;
			search->depends[i] = more = true;
		}
	}
}

static bool is_key(const struct definition_item *item)
{
	return item->kind == ITEM_PRIMARY || item->kind == ITEM_UNIQUE ||
	       item->kind == ITEM_INDEX;
}

/* "KEY `f` ((cast(`ts` as date)))", "KEY `g` (`id`,(cast(`ts` as date)))" */
static bool key_depends(const struct search *search, const char *text)
{
	const char *columns = strchr(text, '(');

	if (columns == NULL)
		return false;
	if (strstr(columns, "((") != NULL || strstr(columns, ",(") != NULL)
		return text_depends(search, columns);
	for (size_t i = 0; i < search->table->columns_count; i++) {
		const struct column *column = &search->table->columns[i];

		if (column->generated && search->depends[i] &&
		    strstr(columns, quote_name(column->name, search->arena)) != NULL)
			return true;
	}
	return false;
}

bool table_has_session_key(const struct table *table)
{
	AUTO_ARENA *arena = arena_make();
	struct search search = { .table = table, .arena = arena };
	struct error unused = { 0 };

	if (!definition_parse(table->create, arena, &search.definition, &unused))
		return true;
	search.depends = arena_array(arena, table->columns_count, sizeof(bool));
	find_columns(&search);
	for (size_t i = 0; i < search.definition.items_count; i++) {
		const struct definition_item *item = &search.definition.items[i];

		if (is_key(item) && key_depends(&search, item->text))
			return true;
	}
	return false;
}
