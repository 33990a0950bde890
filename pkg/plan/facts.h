/* Queries on the facts that several checks share. pkg/observe reads the facts. */
#ifndef PLAN_FACTS_H
#define PLAN_FACTS_H

#include "plan/checks.h"

/*
 * The facts as if source.settings and target.parameters were in place; the same facts
 * if the manifest has none.
 */
const struct facts *facts_once_set(const struct facts *facts, struct arena *arena);

/* True if the manifest wants the database on the target. */
bool is_wanted(const struct facts *facts, const char *database);

/* NULL-terminated: the manifest's list, else all databases observed on the source. */
const char *const *wanted_databases_of(const struct facts *facts, struct arena *arena);

/*
 * Of the privileges (NULL-terminated), those that the server's administrator lacks:
 * "SELECT, TRIGGER"; NULL: none, or the grants are unknown. A privilege also counts if
 * it is granted on every wanted database and on extrepl's.
 */
const char *lacking(const struct facts *facts, const struct observed_server *server,
		    const char *const *privileges, struct arena *arena);
/*
 * True if one of them is granted. False also if the grants are unknown: check
 * privileges_count.
 */
bool has_any(const struct observed_server *server, const char *const *privileges);

/* "'admin'@'%'" */
const char *account_text(const struct observed_server *server, struct arena *arena);
/* "SET DEFAULT ROLE ALL TO 'admin'@'%'", for a server with inactive roles. */
const char *role_fix(const struct observed_server *server, struct arena *arena);
/*
 * "GRANT x, y ON *.* TO 'admin'@'%'", for a fix. If a granted but inactive role has
 * them: the statement that activates the role.
 */
const char *grant_fix(const struct observed_server *server, const char *privileges,
		      struct arena *arena);

/* The same for the result of lacking(): a partial revoke is undone on its database. */
const char *lacking_fix(const struct facts *facts, const struct observed_server *server,
			const char *privileges, struct arena *arena);
/* A quoted name: `a``b` */
const char *backquoted(const char *name, struct arena *arena);

/* Loops over the objects of one kind. */
#define FOR_OBJECTS(object, server, wanted_kind)                                       \
	for (const struct observed_object *object = (server)->objects;                 \
	     object != NULL && object < (server)->objects + (server)->objects_count;   \
	     object++)                                                                 \
		if (text_equal(object->kind, wanted_kind))

bool has_object(const struct observed_server *server, const char *kind, const char *name);
unsigned count_objects(const struct observed_server *server, const char *kind);

/* Adds one finding for each object. */
void find_objects(struct findings *out, const struct observed_server *server,
		  const char *kind, const char *fix, const char *message);

/* engines.c: without transactions there is no snapshot, and the table needs a lock. */
bool engine_has_transactions(const char *engine);
/* A table without transactions will be copied, under a lock. */
bool tables_need_lock(const struct facts *facts);

/* The target can create tables with this engine, or that is unknown. */
bool takes_engine(const struct facts *facts, const char *engine);

/* "1 trigger", "2 triggers" */
const char *counted(uint64_t count, const char *thing, struct arena *arena);

/* The variable as a number; fallback if it is missing. */
uint64_t number_of(const struct observed_server *server, const char *variable,
		   uint64_t fallback);

#endif
