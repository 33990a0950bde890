/*
 * Compares the definitions of a table on two servers by their meaning: without the
 * counter, keys in any order, with the collations that a server omits, and without
 * regard to a version's name for UTF-8 or its display width of integers. Does not
 * report again what the comparison of information_schema has reported.
 */
#include "tables/difference_list.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tables/definition.h"
#include "tables/scan.h"

static bool is_integer_type(const char *word, size_t length)
{
	static const char *const types[] = { "tinyint", "smallint", "mediumint", "int",
					     "bigint" };

	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		if (strlen(types[i]) == length && strncmp(word, types[i], length) == 0)
			return true;
	}
	return false;
}

/* Adds a word outside quotes, also in brackets, in its common spelling. */
static const char *add_word(struct text *out, const char *at)
{
	const char *end = scan_word_end(at);
	size_t length = (size_t)(end - at);

	if ((length == 4 || (length > 5 && at[4] == '_')) && strncmp(at, "utf8", 4) == 0) {
		text_add(out, "utf8mb3");
		text_add_n(out, at + 4, length - 4);
		return end;
	}
	text_add_n(out, at, length);
	if (is_integer_type(at, length) && *end == '(')
		return scan_skip(end);
	return end;
}

static const char *normal(const char *item, struct arena *arena)
{
	struct text out = text_make(arena);

	for (const char *at = item; *at != '\0';) {
		if (isalpha((unsigned char)*at)) {
			at = add_word(&out, at);
			continue;
		}
		const char *end = *at == '(' ? at + 1 : scan_skip(at);
		text_add_n(&out, at, (size_t)(end - at));
		at = end;
	}
	return out.bytes;
}

/*
 * Without the collation of a charset that is named, too: MySQL shows it or not, by how it
 * was specified. The comparison of information_schema names one that differs.
 */
static const char *without_collation(const char *item, struct arena *arena)
{
	static const char collate[] = " COLLATE ";
	const char *charset = scan_find(item, " CHARACTER SET ");
	const char *at = charset == NULL ? NULL : scan_find(charset, collate);

	return at == NULL ? item :
			    arena_printf(arena, "%.*s%s", (int)(at - item), item,
					 scan_word_end(at + strlen(collate)));
}

/* MariaDB leaves it out where a table was created from information_schema. */
static const char *without_null(const char *item, struct arena *arena)
{
	static const char null[] = " DEFAULT NULL";
	const char *at = scan_find(item, null);

	return at == NULL ? item :
			    arena_printf(arena, "%.*s%s", (int)(at - item), item,
					 at + strlen(null));
}

/* Parses the definition, with explicit collations and normalized items. */
static bool take_apart(const struct table *table, bool mariadb, struct arena *arena,
		       struct definition *out)
{
	struct definition raw;
	struct error ignored = { 0 };

	if (!definition_parse(definition_without_counter(table->create, arena), arena,
			      &raw, &ignored) ||
	    !definition_parse(definition_render(&raw, table, arena), arena, out, &ignored))
		return false;
	for (size_t i = 0; i < out->items_count; i++) {
		struct definition_item *item = &out->items[i];

		if (item->kind == ITEM_COLUMN)
			item->text = without_collation(item->text, arena);
		if (item->kind == ITEM_COLUMN && mariadb)
			item->text = without_null(item->text, arena);
		item->text = normal(item->text, arena);
	}
	out->options = normal(out->options, arena);
	return true;
}

struct shape {
	const struct table *table;
	const char *object;
	const struct difference_rules *rules;
	const struct spelling_rules *spelling;
	struct differences *out;
};

static int compare_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/*
 * Its words, normalized and sorted, because versions order them differently: INVISIBLE
 * DEFAULT NULL.
 */
static const char *words_of(const char *text, const struct spelling_rules *spelling,
			    struct arena *arena)
{
	const char **words = arena_array(arena, strlen(text) + 1, sizeof(*words));
	struct text out = text_make(arena);
	size_t count = 0;

	while (*text != '\0') {
		const char *end = text;

		while (*end != '\0' && *end != ' ' && *end != '\n')
			end = scan_skip(end);
		if (end > text)
			words[count++] = spelling_of(SPELL_EXPRESSION,
						     arena_copy_n(arena, text,
								  (size_t)(end - text)),
						     spelling, arena);
		text = end + (*end != '\0');
	}
	qsort(words, count, sizeof(*words), compare_text);
	for (size_t i = 0; i < count; i++)
		text_addf(&out, "%s ", words[i]);
	return out.bytes;
}

static bool same_text(const struct shape *shape, const char *a, const char *b)
{
	AUTO_ARENA *arena = arena_make();

	return text_equal(a, b) || (shape->spelling->respelled &&
				    text_equal(words_of(a, shape->spelling, arena),
					       words_of(b, shape->spelling, arena)));
}

static bool has_item(const struct shape *shape, const struct definition *definition,
		     const char *text)
{
	for (size_t i = 0; i < definition->items_count; i++) {
		if (same_text(shape, definition->items[i].text, text))
			return true;
	}
	return false;
}

/* The item of the same kind and name: `a` int ... */
static const char *namesake(const struct definition *definition,
			    const struct definition_item *item, struct arena *arena)
{
	const char *name = definition_item_name(item, arena);

	for (size_t i = 0; i < definition->items_count; i++) {
		const struct definition_item *other = &definition->items[i];

		if (other->kind == item->kind &&
		    text_equal(definition_item_name(other, arena), name))
			return other->text;
	}
	return NULL;
}

/* "column `id`", "foreign key `fk`" */
static const char *item_label(const struct definition_item *item, struct arena *arena)
{
	static const char *const words[] = {
		[ITEM_COLUMN] = "column",  [ITEM_PRIMARY] = "index",
		[ITEM_UNIQUE] = "index",   [ITEM_INDEX] = "index",
		[ITEM_FULLTEXT] = "index", [ITEM_SPATIAL] = "index",
		[ITEM_VECTOR] = "index",   [ITEM_FOREIGN] = "foreign key",
		[ITEM_CHECK] = "check",    [ITEM_OTHER] = "part",
	};
	const char *name = item->kind == ITEM_PRIMARY ?
				   "`PRIMARY`" :
				   definition_item_name(item, arena);

	return arena_printf(arena, "%s %s", words[item->kind],
			    name == NULL ? "without a name" : name);
}

static bool comes_late(enum item_kind kind)
{
	return kind != ITEM_COLUMN && kind != ITEM_CHECK;
}

static void add(const struct shape *shape, const char *property, const char *source,
		const char *target)
{
	differences_add(shape->out, &(struct difference){
					    .kind = DIFFERENCE_CHANGED,
					    .object = shape->object,
					    .table = shape->table,
					    .property = property,
					    .source = source,
					    .target = target,
				    });
}

/*
 * Items of a that b lacks or has differently. A '?' of a table that is still empty is
 * not compared yet (lost_characters.c).
 */
static void find_items(const struct shape *shape, const struct definition *a,
		       const struct definition *b, bool from_source)
{
	for (size_t i = 0; i < a->items_count; i++) {
		const struct definition_item *item = &a->items[i];
		const char *label = item_label(item, shape->out->arena);

		if (has_item(shape, b, item->text) ||
		    (shape->rules->only_columns && comes_late(item->kind)) ||
		    differences_named(shape->out, shape->object, label))
			continue;
		const char *other = namesake(b, item, shape->out->arena);
		if (shape->rules->only_columns && other != NULL &&
		    (from_source ? strchr(other, '?') : strchr(item->text, '?')) != NULL)
			continue;
		add(shape, label, from_source ? item->text : other,
		    from_source ? other : item->text);
	}
}

/* The order of columns matters; that of other items does not. */
static bool same_order(const struct table *a, const struct table *b)
{
	for (size_t i = 0; i < a->columns_count && i < b->columns_count; i++) {
		if (!text_equal(a->columns[i].name, b->columns[i].name))
			return false;
	}
	return true;
}

/*
 * The table's options without the row format: its actual value is compared elsewhere.
 */
static const char *options_of(const char *options, struct arena *arena)
{
	static const char word[] = " ROW_FORMAT=";
	const char *at = scan_find(options, word);

	if (at != NULL)
		options = arena_printf(arena, "%.*s%s", (int)(at - options), options,
				       scan_word_end(at + strlen(word)));
	return options + strspn(options, " ");
}

/* Whether it is reported already: "options", "engine", "partition `p0`, values". */
static bool has_options_difference(const struct shape *shape)
{
	for (size_t i = 0; i < shape->out->count; i++) {
		const struct difference *item = &shape->out->items[i];

		if (text_equal(item->object, shape->object) &&
		    !text_starts(item->property, "column ") &&
		    !text_starts(item->property, "index "))
			return true;
	}
	return false;
}

void differences_of_shape(const struct table *source, const struct table *target,
			  const char *object, const struct difference_rules *rules,
			  const struct spelling_rules *spelling, struct differences *out)
{
	struct shape shape = { .table = source,
			       .object = object,
			       .rules = rules,
			       .spelling = spelling,
			       .out = out };
	struct definition a, b;
	struct arena *arena = out->arena;

	if (text_equal(source->create, target->create))
		return;
	if (!take_apart(source, spelling->mariadb, arena, &a) ||
	    !take_apart(target, spelling->mariadb, arena, &b)) {
		add(&shape, "text", source->create, target->create);
		return;
	}
	const char *options = options_of(a.options, arena);
	const char *other_options = options_of(b.options, arena);
	if (!same_text(&shape, options, other_options) && !has_options_difference(&shape))
		add(&shape, "options", options, other_options);
	find_items(&shape, &a, &b, true);
	find_items(&shape, &b, &a, false);
	if (!same_order(source, target) && !differences_named(out, object, "column "))
		add(&shape, "columns", "in their order", "in another order");
}
