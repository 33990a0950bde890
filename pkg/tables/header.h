/*
 * The head of a CREATE statement of a program, as servers write it: who defines it, and
 * whether an event is enabled.
 */
#ifndef TABLES_HEADER_H
#define TABLES_HEADER_H

#include "base/arena.h"

/* "`root`@`localhost`", or NULL when it names none. */
const char *header_definer(const char *create, struct arena *arena);
/* The statement without its DEFINER: who runs it becomes the definer. */
const char *header_without_definer(const char *create, struct arena *arena);
/*
 * An event that is enabled becomes DISABLE ON SLAVE, as replication itself would have
 * made it.
 */
const char *header_event_disabled(const char *create, struct arena *arena);

#endif
