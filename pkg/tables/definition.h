/*
 * A parsed table definition: the text of SHOW CREATE TABLE as its items (columns, keys,
 * constraints) and the text before and after them. It can be rendered again with the
 * collations that the server omits, or without the keys that are added after the rows.
 */
#ifndef TABLES_DEFINITION_H
#define TABLES_DEFINITION_H

#include "tables/tables.h"

enum item_kind {
	ITEM_COLUMN,
	ITEM_PRIMARY,
	ITEM_UNIQUE,
	ITEM_INDEX,
	ITEM_FULLTEXT,
	ITEM_SPATIAL,
	ITEM_VECTOR,
	ITEM_FOREIGN,
	ITEM_CHECK,
	ITEM_OTHER
};

struct definition_item {
	enum item_kind kind;
	const char *text; /* without indent and comma */
	bool deferred;    /* definition_render skips it; it is added later */
};

struct definition {
	const char *head;              /* "CREATE TABLE" */
	struct definition_item *items; /* in the order of the text */
	size_t items_count;
	const char *options; /* what follows the closing bracket */
};

/* ERROR_BUG when the text does not look like a server's SHOW CREATE TABLE. */
bool definition_parse(const char *create, struct arena *arena, struct definition *out,
		      struct error *err) MUST_CHECK;

/* The column that this item defines, or NULL. */
const struct column *definition_column(const struct table *table, const char *item,
				       struct arena *arena);

/* The quoted name of a key or constraint: "`k`"; NULL when it has none. */
const char *definition_item_name(const struct definition_item *item, struct arena *arena);

/*
 * Marks the items that are added after the data. keys: defers secondary indexes, except
 * those that must exist from the start (unique keys of a table without a primary key,
 * the key of the AUTO_INCREMENT column, VECTOR keys). foreign_keys: defers foreign
 * keys.
 */
void definition_defer(struct definition *definition, bool keys, bool foreign_keys,
		      struct arena *arena);

/*
 * The statement that creates the table again, with its database's name, and with the
 * collation of the table and of each column. A server omits a collation that is its own
 * default, but another server may have another default.
 */
const char *definition_render(const struct definition *definition,
			      const struct table *table, struct arena *arena);
/*
 * What definition_render cannot say: "ALTER TABLE ... ALTER COLUMN ... DROP DEFAULT" for
 * columns that may be NULL and have no default, not even NULL; MySQL shows them so.
 * NULL: there are none.
 */
const char *definition_drop_defaults(const struct definition *definition,
				     const struct table *table, struct arena *arena);

/* The AUTO_INCREMENT counter in the text, as digits, or NULL. */
const char *definition_counter(const char *create, struct arena *arena);
/* The text without it, for comparing. */
const char *definition_without_counter(const char *create, struct arena *arena);

#endif
