/*
 * The head of a stored object's CREATE statement, as servers write it: its definer, and
 * whether an event is enabled.
 */
#ifndef TABLES_HEADER_H
#define TABLES_HEADER_H

#include "base/arena.h"

/* "`root`@`localhost`", or NULL when it names none. */
const char *header_definer(const char *create, struct arena *arena);
/* The statement without its DEFINER: the user that runs it will be the definer. */
const char *header_without_definer(const char *create, struct arena *arena);
/*
 * Changes an enabled event to DISABLE ON SLAVE, as replication itself would have
 * created it.
 */
const char *header_event_disabled(const char *create, struct arena *arena);

#endif
