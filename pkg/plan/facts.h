/*
 * Questions about a world that several checks ask.
 */
#ifndef PLAN_FACTS_H
#define PLAN_FACTS_H

#include "plan/checks.h"

/* The manifest wants the database on the target. */
bool is_wanted(const struct world *world, const char *database);

/*
 * Of the privileges (NULL-terminated) those that the server's administrator lacks, as
 * "SELECT, TRIGGER"; NULL when none is lacking or the grants are not known. A privilege
 * on every wanted database, and on extrepl's, counts as well.
 */
const char *lacking(const struct world *world, const struct observed_server *server,
		    const char *const *privileges, struct arena *arena);
/*
 * One of them is enough. False also where the grants are not known: see
 * privileges_count.
 */
bool has_any(const struct observed_server *server, const char *const *privileges);

/* "GRANT x, y ON *.* TO 'admin'@'%'", for a cure. */
const char *grant_cure(const struct observed_server *server, const char *privileges,
		       struct arena *arena);

/* Calls it with each object of a kind. */
#define FOR_OBJECTS(object, server, wanted_kind)                                       \
	for (const struct observed_object *object = (server)->objects;                 \
	     object != NULL && object < (server)->objects + (server)->objects_count;   \
	     object++)                                                                 \
		if (text_equal(object->kind, wanted_kind))

bool has_object(const struct observed_server *server, const char *kind, const char *name);
unsigned count_objects(const struct observed_server *server, const char *kind);

/* One finding an object. */
void find_objects(struct findings *out, const struct observed_server *server,
		  const char *kind, const char *cure, const char *message);

/* "1 trigger", "2 triggers" */
const char *counted(uint64_t count, const char *thing, struct arena *arena);

/* A number out of a variable; fallback when it is not there. */
uint64_t number_of(const struct observed_server *server, const char *variable,
		   uint64_t fallback);

#endif
