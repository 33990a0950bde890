#include "verify/shape.h"

#include <ctype.h>
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

/* A word outside of quotes; what stands in brackets is looked into. */
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

/* With explicit collations, its items in their normal form. */
static bool take_apart(const struct table *table, struct arena *arena,
		       struct definition *out)
{
	struct definition raw;
	struct error ignored;

	if (!definition_parse(definition_without_counter(table->create, arena), arena,
			      &raw, &ignored) ||
	    !definition_parse(definition_render(&raw, table, arena), arena, out, &ignored))
		return false;
	for (size_t i = 0; i < out->items_count; i++)
		out->items[i].text = normal(out->items[i].text, arena);
	out->options = normal(out->options, arena);
	return true;
}

static bool has_item(const struct definition *definition, const char *text)
{
	for (size_t i = 0; i < definition->items_count; i++) {
		if (text_equal(definition->items[i].text, text))
			return true;
	}
	return false;
}

/* The item that begins with the same name: `a` int ... */
static const char *namesake(const struct definition *definition,
			    const struct definition_item *item)
{
	size_t length = (size_t)(scan_skip(item->text) - item->text);

	for (size_t i = 0; item->kind == ITEM_COLUMN && i < definition->items_count; i++) {
		if (strncmp(definition->items[i].text, item->text, length) == 0)
			return definition->items[i].text;
	}
	return NULL;
}

static const char *item_difference(const struct definition *a, const struct definition *b,
				   const char *other_side, struct arena *arena)
{
	for (size_t i = 0; i < a->items_count; i++) {
		const struct definition_item *item = &a->items[i];

		if (has_item(b, item->text))
			continue;
		const char *other = namesake(b, item);
		if (other != NULL)
			return arena_printf(arena, "%s, but on the %s: %s", item->text,
					    other_side, other);
		return arena_printf(arena, "the %s lacks: %s", other_side, item->text);
	}
	return NULL;
}

/* Columns have an order; of the rest it means nothing. */
static bool same_order(const struct table *a, const struct table *b)
{
	for (size_t i = 0; i < a->columns_count && i < b->columns_count; i++) {
		if (!text_equal(a->columns[i].name, b->columns[i].name))
			return false;
	}
	return true;
}

const char *shape_difference(const struct table *source, const struct table *target,
			     struct arena *arena)
{
	struct definition a, b;

	if (!take_apart(source, arena, &a) || !take_apart(target, arena, &b))
		return text_equal(source->create, target->create) ?
			       NULL :
			       "SHOW CREATE says something else";
	const char *difference = item_difference(&a, &b, "target", arena);
	if (difference == NULL)
		difference = item_difference(&b, &a, "source", arena);
	if (difference == NULL && !same_order(source, target))
		difference = "the columns are in another order";
	if (difference == NULL && !text_equal(a.options, b.options))
		difference = arena_printf(arena, "%s, but on the target: %s",
					  a.options + strspn(a.options, " "),
					  b.options + strspn(b.options, " "));
	return difference;
}
