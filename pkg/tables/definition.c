/*
 * Parses the text of SHOW CREATE TABLE and renders it again. Comparing the items of two
 * servers is left to shape.c.
 */
#include "tables/definition.h"

#include <string.h>

#include "base/text.h"
#include "sql/quote.h"
#include "tables/scan.h"

/* clang-format off */
static const struct {
	const char *start;
	enum item_kind kind;
} starts[] = {
	{ "`",             ITEM_COLUMN },
	{ "PRIMARY KEY ",  ITEM_PRIMARY },
	{ "UNIQUE KEY ",   ITEM_UNIQUE },
	{ "KEY ",          ITEM_INDEX },
	{ "FULLTEXT KEY ", ITEM_FULLTEXT },
	{ "SPATIAL KEY ",  ITEM_SPATIAL },
	{ "VECTOR KEY ",   ITEM_VECTOR },
	{ "FOREIGN KEY ",  ITEM_FOREIGN },
	{ "CHECK ",        ITEM_CHECK },
};
/* clang-format on */

static enum item_kind kind_of(const char *text)
{
	/* CONSTRAINT `name` FOREIGN KEY ..., CONSTRAINT `name` CHECK ... */
	if (text_starts(text, "CONSTRAINT `"))
		text = scan_skip(text + strlen("CONSTRAINT ")) + 1;
	for (size_t i = 0; i < ARRAY_SIZE(starts); i++) {
		if (text_starts(text, starts[i].start))
			return starts[i].kind;
	}
	return ITEM_OTHER;
}

static void add_item(struct definition *definition, const char *from, const char *to,
		     struct arena *arena)
{
	while (*from == ' ' || *from == '\n')
		from++;
	while (to > from && (to[-1] == ' ' || to[-1] == '\n'))
		to--;
	const char *text = arena_copy_n(arena, from, (size_t)(to - from));
	definition->items[definition->items_count++] =
		(struct definition_item){ .kind = kind_of(text), .text = text };
}

static size_t count_commas(const char *from, const char *to)
{
	size_t count = 0;

	for (; from < to; from = scan_skip(from))
		count += *from == ',';
	return count;
}

bool definition_parse(const char *create, struct arena *arena, struct definition *out,
		      struct error *err)
{
	struct definition definition = { 0 };
	const char *name = scan_find(create, "`");
	const char *open = scan_find(create, "(");

	if (name == NULL || open == NULL || name > open)
		return error_set(err, ERROR_BUG,
				 "cannot parse this table definition: %.200s", create);
	const char *close = scan_skip(open) - 1;
	if (*close != ')')
		return error_set(err, ERROR_BUG,
				 "this table definition has no closing bracket: %.200s",
				 create);
	definition.head = arena_copy_n(arena, create, (size_t)(name - create));
	definition.options = arena_copy(arena, close + 1);
	definition.items = arena_array(arena, count_commas(open + 1, close) + 1,
				       sizeof(*definition.items));
	const char *from = open + 1;
	for (const char *at = from; at < close; at = scan_skip(at)) {
		if (*at == ',') {
			add_item(&definition, from, at, arena);
			from = at + 1;
		}
	}
	add_item(&definition, from, close, arena);
	*out = definition;
	return true;
}

const char *definition_item_name(const struct definition_item *item, struct arena *arena)
{
	const char *name = scan_find(item->text, "`");

	return name == NULL ?
		       NULL :
		       arena_copy_n(arena, name, (size_t)(scan_skip(name) - name));
}

const struct column *definition_column(const struct table *table, const char *item,
				       struct arena *arena)
{
	const char *quoted = arena_copy_n(arena, item, (size_t)(scan_skip(item) - item));

	for (size_t i = 0; i < table->columns_count; i++) {
		if (strcmp(quote_name(table->columns[i].name, arena), quoted) == 0)
			return &table->columns[i];
	}
	return NULL;
}

/* The place after the type: `a` varchar(10) CHARACTER SET latin1 | NOT NULL. */
static const char *behind_type(const char *item)
{
	static const char charset[] = " CHARACTER SET ";
	const char *at = scan_skip(item);

	at = scan_word_end(at + 1);
	if (*at == '(')
		at = scan_skip(at);
	const char *named = scan_find(at, charset);
	return named == NULL ? at : scan_word_end(named + strlen(charset));
}

static const char collate[] = " COLLATE ";

/*
 * Adds the collation that the server omitted because it is the charset's default; only
 * the defaults of the UTF-8 charsets differ between versions. Removes a collation that
 * is the table's own anyway: MySQL would store it as explicit, and show it differently
 * from the source.
 */
static void add_column(struct text *out, const char *item, const struct column *column,
		       const struct table *table)
{
	const char *named = scan_find(item, collate);
	bool own = column != NULL && text_equal(column->collation, table->collation);

	if (named != NULL && own && scan_find(item, " CHARACTER SET ") == NULL) {
		text_add_n(out, item, (size_t)(named - item));
		text_add(out, scan_word_end(named + strlen(collate)));
	} else if (named == NULL && !own && column != NULL &&
		   text_starts(column->collation, "utf8")) {
		const char *at = behind_type(item);

		text_add_n(out, item, (size_t)(at - item));
		text_addf(out, "%s%s%s", collate, column->collation, at);
	} else {
		text_add(out, item);
	}
}

static void add_options(struct text *out, const char *options, const struct table *table)
{
	static const char charset[] = " DEFAULT CHARSET=";
	const char *named = scan_find(options, charset);

	if (named == NULL || table->collation == NULL ||
	    scan_find(options, " COLLATE=") != NULL) {
		text_add(out, options);
		return;
	}
	const char *at = scan_word_end(named + strlen(charset));
	text_add_n(out, options, (size_t)(at - options));
	text_addf(out, " COLLATE=%s%s", table->collation, at);
}

const char *definition_render(const struct definition *definition,
			      const struct table *table, struct arena *arena)
{
	struct text out = text_make(arena);

	text_addf(&out, "%s%s (\n", definition->head,
		  quote_table(table->database, table->name, arena));
	bool first = true;
	for (size_t i = 0; i < definition->items_count; i++) {
		const struct definition_item *item = &definition->items[i];

		if (item->deferred)
			continue;
		text_add(&out, first ? "  " : ",\n  ");
		first = false;
		if (item->kind == ITEM_COLUMN)
			add_column(&out, item->text,
				   definition_column(table, item->text, arena), table);
		else
			text_add(&out, item->text);
	}
	text_add(&out, "\n)");
	add_options(&out, definition->options, table);
	return out.bytes;
}

/*
 * MySQL shows DEFAULT NULL for all other columns that may be NULL, except TEXT and BLOB:
 * these have no other default in either case.
 */
static bool has_no_default(const char *item, const struct column *column)
{
	static const char *const words[] = { " NOT NULL", " DEFAULT ",
					     " AUTO_INCREMENT", " GENERATED ", " AS (" };
	static const char *const types[] = { "text", "blob" };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (scan_find(item, words[i]) != NULL)
			return false;
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (column == NULL || strstr(column->data_type, types[i]) != NULL)
			return false;
	return true;
}

const char *definition_drop_defaults(const struct definition *definition,
				     const struct table *table, struct arena *arena)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < definition->items_count; i++) {
		const struct definition_item *item = &definition->items[i];

		if (item->kind != ITEM_COLUMN ||
		    !has_no_default(item->text,
				    definition_column(table, item->text, arena)))
			continue;
		if (out.length == 0)
			text_addf(&out, "ALTER TABLE %s ",
				  quote_table(table->database, table->name, arena));
		else
			text_add(&out, ", ");
		text_addf(&out, "ALTER COLUMN %s DROP DEFAULT",
			  definition_item_name(item, arena));
	}
	return out.length == 0 ? NULL : out.bytes;
}

/* The name of the AUTO_INCREMENT column, quoted, or NULL. */
static const char *counter_column(const struct definition *definition, struct arena *arena)
{
	for (size_t i = 0; i < definition->items_count; i++) {
		const char *text = definition->items[i].text;

		if (definition->items[i].kind == ITEM_COLUMN &&
		    scan_find(text, " AUTO_INCREMENT") != NULL)
			return arena_copy_n(arena, text,
					    (size_t)(scan_skip(text) - text));
	}
	return NULL;
}

/* Whether the key begins with the column: KEY `k` (`a`,`b`) */
static bool begins_with(const char *key, const char *quoted_column)
{
	const char *open = scan_find(key, "(");

	return open != NULL && quoted_column != NULL &&
	       text_starts(open + 1, quoted_column);
}

void definition_defer(struct definition *definition, bool keys, bool foreign_keys,
		      struct arena *arena)
{
	const char *counter = counter_column(definition, arena);
	bool primary = false;

	for (size_t i = 0; i < definition->items_count; i++)
		primary = primary || definition->items[i].kind == ITEM_PRIMARY;
	for (size_t i = 0; i < definition->items_count; i++) {
		struct definition_item *item = &definition->items[i];
		bool later = item->kind == ITEM_INDEX || item->kind == ITEM_FULLTEXT ||
			     item->kind == ITEM_SPATIAL ||
			     (item->kind == ITEM_UNIQUE && primary);

		if (item->kind == ITEM_FOREIGN)
			item->deferred = foreign_keys;
		else
			item->deferred =
				keys && later && !begins_with(item->text, counter);
	}
}

/* " AUTO_INCREMENT=4711" in the table's options, or NULL. */
static const char *find_counter(const char *create, const char **digits)
{
	static const char counter[] = " AUTO_INCREMENT=";
	const char *open = scan_find(create, "(");
	const char *at = open == NULL ? NULL : scan_find(scan_skip(open), counter);

	if (at != NULL)
		*digits = at + strlen(counter);
	return at;
}

const char *definition_counter(const char *create, struct arena *arena)
{
	const char *digits;

	if (find_counter(create, &digits) == NULL)
		return NULL;
	return arena_copy_n(arena, digits, (size_t)(scan_word_end(digits) - digits));
}

const char *definition_without_counter(const char *create, struct arena *arena)
{
	const char *digits;
	const char *at = find_counter(create, &digits);

	if (at == NULL)
		return create;
	return arena_printf(arena, "%.*s%s", (int)(at - create), create,
			    scan_word_end(digits));
}
