/*
 * The table of column types: how each is read and loaded so that no bit is lost. Using
 * it is left to selection.c and digest.c.
 */
#include "tables/tables.h"

#include <string.h>

/*
 * BIT, ENUM and SET are copied as numbers, independent of any charset. FLOAT and DOUBLE
 * are shown rounded, but not when multiplied by 1e0. Values are loaded as binary
 * strings, which JSON, UUID, INET4 and INET6 do not accept.
 */
/* clang-format off */
static const struct column_type types[] = {
	{ .names = "tinyint smallint mediumint int bigint decimal",
	  .select = { "", "" }, .literal = LITERAL_NUMBER },
	{ .names = "float double", .flavour = FLAVOUR_MARIADB,
	  .select = { "", "*1e0" }, .literal = LITERAL_REAL, .digest = DIGEST_REAL },
	{ .names = "float double",
	  .select = { "", "*1e0" }, .literal = LITERAL_REAL },
	{ .names = "bit set",
	  .select = { "CAST(", " AS UNSIGNED)" }, .load = { "CAST(", " AS UNSIGNED)" }, .literal = LITERAL_NUMBER },
	{ .names = "enum", .error_value = true,
	  .select = { "CAST(", " AS UNSIGNED)" }, .load = { "CAST(", " AS UNSIGNED)" }, .literal = LITERAL_NUMBER },
	{ .names = "year date time datetime timestamp",
	  .select = { "", "" }, .literal = LITERAL_QUOTED },
	{ .names = "char varchar binary varbinary",
	  .select = { "", "" }, .literal = LITERAL_HEX, .digest = DIGEST_BYTES },
	{ .names = "tinytext text mediumtext longtext tinyblob blob mediumblob longblob vector",
	  .select = { "", "" }, .literal = LITERAL_HEX, .digest = DIGEST_LARGE },
	{ .names = "geometry point linestring polygon multipoint multilinestring multipolygon"
		   " geomcollection geometrycollection",
	  .select = { "", "" }, .literal = LITERAL_HEX, .digest = DIGEST_LARGE },
	{ .names = "json", .flavour = FLAVOUR_MYSQL, .typed = true,
	  .select = { "", "" }, .load = { "CONVERT(", " USING utf8mb4)" }, .literal = LITERAL_HEX,
	  .digest = DIGEST_LARGE },
	{ .names = "uuid inet4 inet6", .flavour = FLAVOUR_MARIADB,
	  .select = { "", "" }, .load = { "CONVERT(", " USING ascii)" }, .literal = LITERAL_HEX },
};
/* clang-format on */

/* Whether the word is one of those in the list. */
static bool is_among(const char *word, const char *list)
{
	size_t length = strlen(word);

	for (const char *at = list; (at = strstr(at, word)) != NULL; at += length) {
		bool begins = at == list || at[-1] == ' ';

		if (begins && (at[length] == ' ' || at[length] == '\0'))
			return true;
	}
	return false;
}

const struct column_type *column_type_find(const char *name, enum flavour flavour)
{
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		if (name[0] != '\0' && is_among(name, types[i].names) &&
		    (types[i].flavour == FLAVOUR_UNKNOWN || types[i].flavour == flavour))
			return &types[i];
	}
	return NULL;
}
