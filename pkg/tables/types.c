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
	/* DATA_TYPE           only on           read as                load as                               in INSERT       error  typed */
	{ "tinyint",            ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false, false },
	{ "smallint",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false, false },
	{ "mediumint",          ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false, false },
	{ "int",                ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false, false },
	{ "bigint",             ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false, false },
	{ "decimal",            ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_NUMBER, false, false },
	{ "float",              ANY_FLAVOUR,     { "", "*1e0" },        { NULL },                             LITERAL_REAL,   false, false },
	{ "double",             ANY_FLAVOUR,     { "", "*1e0" },        { NULL },                             LITERAL_REAL,   false, false },
	{ "bit",                ANY_FLAVOUR,     AS_UNSIGNED,           AS_UNSIGNED,                          LITERAL_NUMBER, false, false },
	{ "enum",               ANY_FLAVOUR,     AS_UNSIGNED,           AS_UNSIGNED,                          LITERAL_NUMBER, true, false },
	{ "set",                ANY_FLAVOUR,     AS_UNSIGNED,           AS_UNSIGNED,                          LITERAL_NUMBER, false, false },
	{ "year",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false, false },
	{ "date",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false, false },
	{ "time",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false, false },
	{ "datetime",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false, false },
	{ "timestamp",          ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_QUOTED, false, false },
	{ "char",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "varchar",            ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "tinytext",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "text",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "mediumtext",         ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "longtext",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "binary",             ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "varbinary",          ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "tinyblob",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "blob",               ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "mediumblob",         ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "longblob",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "geometry",           ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "point",              ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "linestring",         ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "polygon",            ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "multipoint",         ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "multilinestring",    ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "multipolygon",       ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "geomcollection",     ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "geometrycollection", ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "vector",             ANY_FLAVOUR,     PLAIN,                 { NULL },                             LITERAL_HEX,    false, false },
	{ "json",               FLAVOUR_MYSQL,   PLAIN,                 { "CONVERT(", " USING utf8mb4)" },    LITERAL_HEX,    false, true },
	{ "uuid",               FLAVOUR_MARIADB, PLAIN,                 { "CONVERT(", " USING ascii)" },      LITERAL_HEX,    false, false },
	{ "inet4",              FLAVOUR_MARIADB, PLAIN,                 { "CONVERT(", " USING ascii)" },      LITERAL_HEX,    false, false },
	{ "inet6",              FLAVOUR_MARIADB, PLAIN,                 { "CONVERT(", " USING ascii)" },      LITERAL_HEX,    false, false },
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
