/* Names a row without a key by its first columns: "(n, note) (5, 'no key')". */
#include "base/text.h"
#include "sql/quote.h"
#include "tables/digest.h"

#define MOST_COLUMNS 6

const char *digest_value_text(const struct column *column, struct arena *arena)
{
	const char *name = quote_name(column->name, arena);
	const struct column_type *type = column->type;

	if (type->literal == LITERAL_NUMBER || type->literal == LITERAL_REAL)
		return arena_printf(arena, "%s%s%s", type->select[0], name,
				    type->select[1]);
	if (type->digest != DIGEST_VALUE && column->collation == NULL && !type->typed)
		return arena_printf(arena, "CONCAT('0x', LEFT(HEX(%s), 20))", name);
	return arena_printf(arena, "QUOTE(LEFT(CONVERT(%s USING utf8mb4), 20))", name);
}

const char *digest_text(const struct table *table, struct arena *arena)
{
	struct text names = text_make(arena);
	struct text values = text_make(arena);
	size_t count = 0;

	for (size_t i = 0; i < table->columns_count && count < MOST_COLUMNS; i++) {
		const struct column *column = &table->columns[i];

		if (column->generated)
			continue;
		text_addf(&names, "%s%s", count == 0 ? "" : ", ", column->name);
		text_addf(&values, "%sIFNULL(%s, 'NULL')", count == 0 ? "" : ", ', ', ",
			  digest_value_text(column, arena));
		count++;
	}
	if (count == 0)
		return "'a row without stored columns'";
	return arena_printf(arena, "CONCAT(%s, %s, ')')",
			    quote_text(arena_printf(arena, "(%s) (", names.bytes), arena),
			    values.bytes);
}
