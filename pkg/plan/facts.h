/*
 * Questions about the facts that several checks ask. Reading the facts is left to
 * pkg/observe.
 */
#ifndef PLAN_FACTS_H
#define PLAN_FACTS_H

#include "plan/checks.h"

/*
 * The facts with the values of source.settings and target.parameters in place; the same
 * facts when the manifest names none.
 */
const struct facts *facts_once_set(const struct facts *facts, struct arena *arena);

/* The manifest wants the database on the target. */
bool is_wanted(const struct facts *facts, const char *database);

/* NULL-terminated: the manifest's list, else all that were seen on the source. */
const char *const *wanted_databases_of(const struct facts *facts, struct arena *arena);

/*
 * Of the privileges (NULL-terminated) those that the server's administrator lacks, as
 * "SELECT, TRIGGER"; NULL when none is lacking or the grants are not known. A privilege
 * on every wanted database, and on extrepl's, counts as well.
 */
const char *lacking(const struct facts *facts, const struct observed_server *server,
		    const char *const *privileges, struct arena *arena);
/*
 * One of them is enough. False also where the grants are not known: see
 * privileges_count.
 */
bool has_any(const struct observed_server *server, const char *const *privileges);

/* "'admin'@'%'" */
const char *account_text(const struct observed_server *server, struct arena *arena);
/* "SET DEFAULT ROLE ALL TO 'admin'@'%'": of a server with inactive roles. */
const char *role_fix(const struct observed_server *server, struct arena *arena);
/*
 * "GRANT x, y ON *.* TO 'admin'@'%'", for a fix; where a role has them that is granted
 * and not active, the statement that makes it so.
 */
const char *grant_fix(const struct observed_server *server, const char *privileges,
		      struct arena *arena);

/* The same for the result of lacking(): a partial revoke is undone on its database. */
const char *lacking_fix(const struct facts *facts, const struct observed_server *server,
			const char *privileges, struct arena *arena);
/* A name as a statement has it: `a``b` */
const char *backquoted(const char *name, struct arena *arena);

/* A loop over the objects of one kind. */
#define FOR_OBJECTS(object, server, wanted_kind)                                       \
	for (const struct observed_object *object = (server)->objects;                 \
	     object != NULL && object < (server)->objects + (server)->objects_count;   \
	     object++)                                                                 \
		if (text_equal(object->kind, wanted_kind))

bool has_object(const struct observed_server *server, const char *kind, const char *name);
unsigned count_objects(const struct observed_server *server, const char *kind);

/* One finding an object. */
void find_objects(struct findings *out, const struct observed_server *server,
		  const char *kind, const char *fix, const char *message);

/*
 * engines.c: without a snapshot of its rows a table stands still only under a lock.
 */
bool engine_has_transactions(const char *engine);
/* A table without transactions is to be copied, under a lock. */
bool tables_need_lock(const struct facts *facts);

/* The target can make tables in it; also where that is not known. */
bool takes_engine(const struct facts *facts, const char *engine);

/* "1 trigger", "2 triggers" */
const char *counted(uint64_t count, const char *thing, struct arena *arena);

/* A number out of a variable; fallback when it is not there. */
uint64_t number_of(const struct observed_server *server, const char *variable,
		   uint64_t fallback);

#endif
