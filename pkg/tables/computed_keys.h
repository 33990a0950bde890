/*
 * Keys whose values a server computes: functional keys, and keys of VIRTUAL columns.
 * They are in the key alone. Whoever deletes or changes a row computes them again, by
 * the settings of its own session, to find the row in the key: with other settings than
 * those that the row was written with the key is damaged, and on MySQL 9.7 a later
 * INSERT ends the server.
 */
#ifndef TABLES_COMPUTED_KEYS_H
#define TABLES_COMPUTED_KEYS_H

#include "tables/tables.h"

/*
 * Whether it has such a key that may depend on the session: on its time zone, on how
 * many digits a division gives, on the language of names, and so on.
 */
bool table_has_session_key(const struct table *table);

#endif
