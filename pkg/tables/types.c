#include "tables/tables.h"

#include <string.h>

#define ANY_FLAVOUR FLAVOUR_UNKNOWN
#define PLAIN { "", "" }
#define AS_UNSIGNED { "CAST(", " AS UNSIGNED)" }

/*
 * BIT, ENUM and SET go as numbers, independent of any charset. FLOAT and DOUBLE are shown rounded, as a product with
 * 1e0 they are not. What is loaded comes as a binary string, which JSON, UUID, INET4 and INET6 do not take.
 */
/* clang-format off */
static const struct column_type types[] = {
	/* DATA_TYPE           only on           read as                load as                               in INSERT       error value */
	{ "tinyint",            ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false },
	{ "smallint",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false },
	{ "mediumint",          ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false },
	{ "int",                ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false },
	{ "bigint",             ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false },
	{ "decimal",            ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false },
	{ "float",              ANY_FLAVOUR,     { "", "*1e0" },        { NULL },                             LITERAL_REAL,   false },
	{ "double",             ANY_FLAVOUR,     { "", "*1e0" },        { NULL },                             LITERAL_REAL,   false },
	{ "bit",                ANY_FLAVOUR,     AS_UNSIGNED,           AS_UNSIGNED,                          LITERAL_NUMBER, false },
	{ "enum",               ANY_FLAVOUR,     AS_UNSIGNED,           AS_UNSIGNED,                          LITERAL_NUMBER, true },
	{ "set",                ANY_FLAVOUR,     AS_UNSIGNED,           AS_UNSIGNED,                          LITERAL_NUMBER, false },
	{ "year",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false },
	{ "date",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false },
	{ "time",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false },
	{ "datetime",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false },
	{ "timestamp",          ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false },
	{ "char",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "varchar",            ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "tinytext",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "text",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "mediumtext",         ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "longtext",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "binary",             ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "varbinary",          ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "tinyblob",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "blob",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "mediumblob",         ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "longblob",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "geometry",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "point",              ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "linestring",         ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "polygon",            ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "multipoint",         ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "multilinestring",    ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "multipolygon",       ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "geomcollection",     ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "geometrycollection", ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "vector",             ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false },
	{ "json",               FLAVOUR_MYSQL,   PLAIN,                 { "CONVERT(", " USING utf8mb4)" },    LITERAL_HEX,    false },
	{ "uuid",               FLAVOUR_MARIADB, PLAIN,                 { "CONVERT(", " USING ascii)" },      LITERAL_HEX,    false },
	{ "inet4",              FLAVOUR_MARIADB, PLAIN,                 { "CONVERT(", " USING ascii)" },      LITERAL_HEX,    false },
	{ "inet6",              FLAVOUR_MARIADB, PLAIN,                 { "CONVERT(", " USING ascii)" },      LITERAL_HEX,    false },
};
/* clang-format on */

const struct column_type *column_type_find(const char *name, enum flavour flavour)
{
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		if (strcmp(types[i].name, name) == 0 &&
		    (types[i].flavour == FLAVOUR_UNKNOWN || types[i].flavour == flavour))
			return &types[i];
	}
	return NULL;
}
