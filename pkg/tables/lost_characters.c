/*
 * SHOW CREATE TABLE converts text to 3-byte UTF-8. In members of ENUM and SET, and on
 * MariaDB in defaults, longer characters appear as '?'. Where there is a '?', this file
 * queries the bytes themselves and puts them there as X'...'.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/definition.h"
#include "tables/scan.h"

/*
 * How many members are read at once; servers stop a recursive query after 1000 rounds.
 */
#define BATCH 500

/* For a value m: its bytes, and whether 3-byte UTF-8 loses some. */
#define BYTES                                                                           \
	"HEX(m), HEX(CONVERT(m USING utf8mb4)) <> HEX(CONVERT(CONVERT(m USING utf8mb3)" \
	" USING utf8mb4))"

static bool may_lose(const struct column *column)
{
	static const char *const charsets[] = { "utf8mb4_", "utf16_", "utf16le_",
						"utf32_", "gb18030_" };

	for (size_t i = 0; i < ARRAY_SIZE(charsets); i++) {
		if (text_starts(column->collation, charsets[i]))
			return true;
	}
	return false;
}

static bool has_mark(const char *from, const char *to)
{
	return memchr(from, '?', (size_t)(to - from)) != NULL;
}

/* Adds ",X'..'" for each row; sets *lost when 3-byte UTF-8 loses one of them. */
static void add_literals(struct text *list, const struct rows *rows, bool *lost)
{
	for (size_t i = 0; i < rows->count; i++) {
		text_addf(list, "%sX'%s'", list->length == 0 ? "" : ",",
			  rows_value(rows, i, 0));
		*lost = *lost || text_equal(rows_value(rows, i, 1), "1");
	}
}

/*
 * A column of a recursive query has the type of its first row, here the ENUM's; the
 * others are the members by their numbers. No row of the table is read.
 */
static const char *members_query(const struct table *table, const struct column *column,
				 size_t first, size_t end, struct arena *arena)
{
	const char *member = text_equal(column->data_type, "set") ? "1 << n" : "n + 1";

	return arena_printf(arena,
			    "WITH RECURSIVE r (m, n) AS (SELECT t.%s, %zu FROM (SELECT 1) d"
			    " LEFT JOIN %s t ON FALSE UNION ALL SELECT %s, n + 1 FROM r WHERE n < %zu)"
			    " SELECT " BYTES " FROM r WHERE n > %zu ORDER BY n",
			    quote_name(column->name, arena), first,
			    quote_table(table->database, table->name, arena), member,
			    end, first);
}

static bool read_members(struct db *db, const struct table *table,
			 const struct column *column, size_t count, struct text *list,
			 bool *lost, struct error *err)
{
	for (size_t first = 0; first < count; first += BATCH) {
		size_t end = count - first < BATCH ? count : first + BATCH;
		struct rows rows;

		if (!db_query(db, members_query(table, column, first, end, list->arena),
			      list->arena, &rows, err))
			return false;
		if (rows.count != end - first)
			return error_set(err, ERROR_BUG,
					 "only %zu of %zu ENUM or SET members were read",
					 rows.count, end - first);
		add_literals(list, &rows, lost);
	}
	return true;
}

static size_t count_members(const char *open, const char *close)
{
	size_t count = 1;

	for (const char *at = open + 1; at < close; at = scan_skip(at))
		count += *at == ',';
	return count;
}

/* `e` enum('?','?x') -> `e` enum(X'F09F9880',X'...') */
static bool mend_members(struct db *db, const struct table *table,
			 const struct column *column, const char **item,
			 struct arena *arena, struct error *err)
{
	const char *open = scan_word_end(scan_skip(*item) + 1);
	const char *close = scan_skip(open) - 1;
	struct text list = text_make(arena);
	bool lost = false;

	if ((!text_equal(column->data_type, "enum") &&
	     !text_equal(column->data_type, "set")) ||
	    *open != '(' || !has_mark(open, close))
		return true;
	if (!read_members(db, table, column, count_members(open, close), &list, &lost,
			  err))
		return false;
	if (lost)
		*item = arena_printf(arena, "%.*s(%s%s", (int)(open - *item), *item,
				     list.bytes, close);
	return true;
}

/*
 * For a NOT NULL column it needs a row: in an empty table on MariaDB the default cannot
 * be read, and stays as shown. (No UNION: MariaDB 10.5 cannot select from one of
 * defaults.)
 */
static const char *default_query(const struct table *table, const struct column *column,
				 struct arena *arena)
{
	const char *name = quote_name(column->name, arena);
	const char *from = quote_table(table->database, table->name, arena);

	return arena_printf(arena,
			    "SELECT " BYTES " FROM (SELECT COALESCE((SELECT DEFAULT(t.%s)"
			    " FROM (SELECT 1) d LEFT JOIN %s t ON FALSE),"
			    " (SELECT DEFAULT(%s) FROM %s LIMIT 1)) AS m) x",
			    name, from, name, from);
}

/* `d` varchar(20) DEFAULT '?' -> `d` varchar(20) DEFAULT X'F09F9880' */
static bool mend_default(struct db *db, const struct table *table,
			 const struct column *column, const char **item,
			 struct arena *arena, struct error *err)
{
	static const char word[] = " DEFAULT ";
	const char *at = scan_find(*item, word);
	const char *value = at == NULL ? NULL : at + strlen(word);
	struct text list = text_make(arena);
	bool lost = false;
	struct rows rows;

	if (value == NULL || *value != '\'' || !has_mark(value, scan_skip(value)))
		return true;
	if (!db_query(db, default_query(table, column, arena), arena, &rows, err))
		return false;
	if (rows_value(&rows, 0, 0) == NULL)
		return true;
	add_literals(&list, &rows, &lost);
	if (lost)
		*item = arena_printf(arena, "%.*s%s%s", (int)(value - *item), *item,
				     list.bytes, scan_skip(value));
	return true;
}

static const char *put_together(const struct definition *definition,
				const struct table *table, struct arena *arena)
{
	struct text out = text_make(arena);

	text_addf(&out, "%s%s (\n", definition->head, quote_name(table->name, arena));
	for (size_t i = 0; i < definition->items_count; i++)
		text_addf(&out, "%s  %s", i == 0 ? "" : ",\n", definition->items[i].text);
	text_addf(&out, "\n)%s", definition->options);
	return out.bytes;
}

bool catalog_mend_definition(struct db *db, struct table *table, struct arena *arena,
			     struct error *err)
{
	struct definition definition;
	bool mended = false;

	if (strchr(table->create, '?') == NULL || table->kind == TABLE_SEQUENCE)
		return true;
	if (!definition_parse(table->create, arena, &definition, err))
		return false;
	for (size_t i = 0; i < definition.items_count; i++) {
		struct definition_item *item = &definition.items[i];
		const char *text = item->text;
		const struct column *column =
			item->kind == ITEM_COLUMN ?
				definition_column(table, text, arena) :
				NULL;

		if (column == NULL || !may_lose(column))
			continue;
		if (!mend_members(db, table, column, &text, arena, err) ||
		    !mend_default(db, table, column, &text, arena, err))
			return error_wrap(err,
					  "reading what SHOW CREATE TABLE %s shows as '?'",
					  quote_table(table->database, table->name,
						      arena));
		mended = mended || text != item->text;
		item->text = text;
	}
	if (mended)
		table->create = put_together(&definition, table, arena);
	return true;
}
