/*
 * Keys whose values a server computes: functional keys, and keys of VIRTUAL columns.
 * These values are stored only in the key. A session that deletes or changes a row
 * computes them again, with its own settings, to find the row in the key. If the row
 * was written with other settings, this damages the key, and on MySQL 9.7 a later
 * INSERT crashes the server.
 */
#ifndef TABLES_COMPUTED_KEYS_H
#define TABLES_COMPUTED_KEYS_H

#include "tables/tables.h"

/*
 * Whether the table has such a key whose values may depend on session settings: the
 * time zone, the number of digits of a division, the language of names, and so on.
 */
bool table_has_session_key(const struct table *table);

#endif
