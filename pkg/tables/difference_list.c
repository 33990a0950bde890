#include "tables/difference_list.h"

#include <string.h>

#include "base/text.h"
#include "sql/quote.h"

/* How many bytes of a value a message shows, to stay readable. */
#define VALUE_SHOWN 160

void differences_add(struct differences *list, const struct difference *item)
{
	list->items = arena_one_more(list->arena, list->items, list->count,
				     sizeof(*list->items));
	list->items[list->count++] = *item;
}

bool differences_named(const struct differences *list, const char *object,
		       const char *prefix)
{
	for (size_t i = 0; i < list->count; i++) {
		if (text_equal(list->items[i].object, object) &&
		    text_starts(list->items[i].property, prefix))
			return true;
	}
	return false;
}

bool difference_is_chosen(const struct difference_rules *rules, const char *database,
			  const char *table)
{
	if (rules->tables == NULL)
		return true;
	size_t length = strlen(database);
	for (size_t i = 0; rules->tables[i] != NULL; i++) {
		const char *name = rules->tables[i];

		if (strncmp(name, database, length) == 0 && name[length] == '.' &&
		    strcmp(name + length + 1, table) == 0)
			return true;
	}
	return false;
}

const char *table_label(const struct table *table, struct arena *arena)
{
	return arena_printf(arena, "%s %s",
			    table->kind == TABLE_SEQUENCE ? "sequence" : "table",
			    quote_table(table->database, table->name, arena));
}

static bool is_utf8_tail(const char *text, int count)
{
	for (int i = 1; i <= count; i++) {
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			return false;
	}
	return true;
}

/* The length of the printable character there, or 0. */
static size_t printable(const char *at)
{
	const unsigned char byte = (unsigned char)*at;

	if (byte < 0x80)
		return byte >= 0x20 && byte != 0x7F;
	if (byte == 0xC2 && (unsigned char)at[1] < 0xA0)
		return 0; /* control characters of ISO 6429 */
	if (byte >= 0xC2 && byte < 0xE0)
		return is_utf8_tail(at, 1) ? 2 : 0;
	if (byte >= 0xE0 && byte < 0xF0)
		return is_utf8_tail(at, 2) ? 3 : 0;
	return byte >= 0xF0 && byte < 0xF5 && is_utf8_tail(at, 3) ? 4 : 0;
}

/* Shows bytes that a terminal would interpret or could not show as \x1b. */
static const char *shown(const char *value, struct arena *arena)
{
	struct text out = text_make(arena);

	if (value == NULL)
		return "NULL";
	if (*value == '\0')
		return "''";
	while (*value != '\0' && out.length < VALUE_SHOWN) {
		size_t length = printable(value);

		if (length > 0)
			text_add_n(&out, value, length);
		else if (*value == '\n')
			text_add(&out, " ");
		else
			text_addf(&out, "\\x%02x", (unsigned)(unsigned char)*value);
		value += length > 0 ? length : 1;
	}
	if (*value != '\0')
		text_add(&out, "...");
	return out.bytes;
}

const char *difference_text(const struct difference *difference, struct arena *arena)
{
	const char *property = shown(difference->property, arena);

	return arena_printf(arena, "%s: %s on the source, %s on the target", property,
			    shown(difference->source, arena),
			    shown(difference->target, arena));
}
