/*
 * Rows for the checks of objects that a copy does not carry.
 */
#ifndef TESTS_CHECKS_ROWS_OBJECTS_H
#define TESTS_CHECKS_ROWS_OBJECTS_H

#include "checks_pair.h"

/* clang-format off */
static struct check_case objects_rows[] = {
	{ "a folder such as lost+found", { "source has stray-directory|#mysql50#lost+found|0" }, NULL, "stray-directory", "it is skipped", "ignore_db_dir = lost+found" },
	{ "a database of old with tables", { "source has stray-directory|#mysql50#a-b|3" }, NULL, "old-database-name", "1102", "move what it holds to a database with another name" },
	{ "a database called sys", { "source keeps sys" }, both_mariadb, "database-sys", "a system database on the target", "RENAME TABLE" },
	{ "a table in mysql", { "source has in-mysql|mysql.notes|table" }, NULL, "in-mysql", "1146", "replicate-wild-ignore-table" },
	{ "a view over a database left out", { "source has elsewhere|shop.prices|rates" }, NULL, "refers-elsewhere", "refers to rates", "add rates to copy.databases" },
	{ "a view over a database that is there", { "source has elsewhere|shop.prices|rates", "target keeps rates" }, NULL, NULL, NULL, NULL },
	{ "a loadable function", { "source has loadable-function|metaphon|udf.so" }, NULL, "loadable-function", "1305", "stored function" },
	{ "a foreign server", { "source has foreign-server|fs|10.0.0.1" }, NULL, "foreign-server", "not copied", "CREATE SERVER" },
	{ "a general tablespace", { "source has tablespace|shop.a|fast" }, NULL, "tablespace", "3510", "innodb_file_per_table" },
	{ "a general tablespace elsewhere", { "source has tablespace|log.a|fast" }, only_shop, NULL, NULL, NULL },
	{ "a data directory", { "source has data-directory|shop.a|/mnt/shop/a.ibd" }, NULL, "data-directory", "/mnt/shop/a.ibd", "DATA DIRECTORY" },
	{ "a reference system", { "source has reference-system|SRID 40000|own" }, NULL, "reference-system", "3548", "EPSG" },
	{ "a database that is read-only", { "source has database-option|shop|READ ONLY=1" }, NULL, "database-options", "READ ONLY=1 is not copied", "ALTER DATABASE `shop` READ ONLY=1" },
	{ "a resource group", { "source has resource-group|batch" }, NULL, "resource-group", "RDS has none", "hints" },
	{ "a library", { "source has library|shop.lib|JAVASCRIPT" }, NULL, "library", "release does not support", "DROP LIBRARY shop.lib" },
	{ "a routine in JavaScript", { "source has foreign-language|shop.js|JAVASCRIPT" }, NULL, "foreign-language", "JAVASCRIPT", "drop it" },
	{ "a broken view", { "source has broken-view|shop.v|`shop`.`v`" }, NULL, "broken-view", "(1356)", "DROP VIEW `shop`.`v` on the source" },
	{ "a damaged routine", { "source has corrupt-routine|shop.p|PROCEDURE 1064" }, NULL, "corrupt-routine", "(1064)", "DROP PROCEDURE shop.p" },
};
/* clang-format on */

#endif
