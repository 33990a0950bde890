/*
 * Queries on the facts that several checks share: privileges, wanted databases,
 * objects, variables.
 */
#include "plan/facts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plan/rights.h"
#include "sql/quote.h"

bool is_wanted(const struct facts *facts, const char *database)
{
	const char *const *wanted = facts->manifest->copy.databases;

	for (; wanted != NULL && *wanted != NULL; wanted++) {
		if (text_equal(*wanted, database))
			return true;
	}
	return facts->manifest->copy.databases == NULL;
}

const char *const *wanted_databases_of(const struct facts *facts, struct arena *arena)
{
	const struct observed_server *source = &facts->observed->source.server;

	if (facts->manifest->copy.databases != NULL)
		return facts->manifest->copy.databases;
	const char **all = arena_array(arena, source->databases_count + 1, sizeof(*all));
	for (unsigned i = 0; i < source->databases_count; i++)
		all[i] = source->databases[i].name;
	return all;
}

static bool granted_everywhere(const struct facts *facts,
			       const struct observed_server *server,
			       const char *privilege, struct arena *arena)
{
	const struct observed_server *source = &facts->observed->source.server;
	bool on_target = server == &facts->observed->target.server;

	if (on_target && !right_on(server, privilege, "extrepl", arena))
		return false;
	for (unsigned i = 0; i < source->databases_count; i++) {
		const char *database = source->databases[i].name;

		if (is_wanted(facts, database) &&
		    !right_on(server, privilege, database, arena))
			return false;
	}
	return source->databases_count > 0;
}

/* A partial revoke on a wanted database removes the privilege there. */
static bool granted_globally(const struct facts *facts,
			     const struct observed_server *server, const char *privilege)
{
	const struct observed_server *source = &facts->observed->source.server;

	if (!right_global(server, privilege))
		return false;
	for (unsigned i = 0; i < source->databases_count; i++) {
		if (is_wanted(facts, source->databases[i].name) &&
		    right_revoked(server, privilege, source->databases[i].name))
			return false;
	}
	return true;
}

const char *lacking(const struct facts *facts, const struct observed_server *server,
		    const char *const *privileges, struct arena *arena)
{
	struct text text = text_make(arena);

	if (server->privileges_count == 0)
		return NULL;
	for (; *privileges != NULL; privileges++) {
		if (!granted_globally(facts, server, *privileges) &&
		    !granted_everywhere(facts, server, *privileges, arena))
			text_addf(&text, "%s%s", text.length == 0 ? "" : ", ",
				  *privileges);
	}
	return text.length == 0 ? NULL : text.bytes;
}

bool has_any(const struct observed_server *server, const char *const *privileges)
{
	for (; *privileges != NULL; privileges++) {
		if (right_global(server, *privileges))
			return true;
	}
	return false;
}

const char *account_text(const struct observed_server *server, struct arena *arena)
{
	if (text_empty(server->user) || strchr(server->user, '@') == NULL)
		return "the administrator";
	return quote_account_text(server->user, arena);
}

/* True if roles that are granted but not active have all of "x, y". */
static bool roles_have(const struct observed_server *server, const char *privileges,
		       struct arena *arena)
{
	const struct observed_server active = with_roles_active(server);
	char *rest = arena_copy(arena, privileges);
	char *privilege;

	while ((privilege = strsep(&rest, ",")) != NULL) {
		privilege += *privilege == ' ';
		if (!right_global(&active, privilege))
			return false;
	}
	return true;
}

const char *role_fix(const struct observed_server *server, struct arena *arena)
{
	const char *account = account_text(server, arena);

	return server->flavour == FLAVOUR_MARIADB ?
		       arena_printf(arena, "SET DEFAULT ROLE %s FOR %s",
				    server->inactive_roles[0], account) :
		       arena_printf(arena, "SET DEFAULT ROLE ALL TO %s", account);
}

const char *grant_fix(const struct observed_server *server, const char *privileges,
		      struct arena *arena)
{
	if (has_inactive_roles(server) && roles_have(server, privileges, arena))
		return role_fix(server, arena);
	return arena_printf(arena, "GRANT %s ON *.* TO %s", privileges,
			    account_text(server, arena));
}

const char *backquoted(const char *name, struct arena *arena)
{
	struct text text = text_make(arena);

	text_add(&text, "`");
	for (; *name != '\0'; name++) {
		text_add(&text, *name == '`' ? "`" : "");
		text_add_n(&text, name, 1);
	}
	text_add(&text, "`");
	return text.bytes;
}

/* Those of "x, y" that are partially revoked on the database; NULL: none. */
static const char *revoked_on(const struct observed_server *server,
			      const char *privileges, const char *database,
			      struct arena *arena)
{
	struct text text = text_make(arena);
	char *rest = arena_copy(arena, privileges);
	char *privilege;

	while ((privilege = strsep(&rest, ",")) != NULL) {
		privilege += *privilege == ' ';
		if (right_revoked(server, privilege, database))
			text_addf(&text, "%s%s", text.length == 0 ? "" : ", ", privilege);
	}
	return text.length == 0 ? NULL : text.bytes;
}

const char *lacking_fix(const struct facts *facts, const struct observed_server *server,
			const char *privileges, struct arena *arena)
{
	const char *const *wanted = wanted_databases_of(facts, arena);

	for (; *wanted != NULL; wanted++) {
		const char *revoked = revoked_on(server, privileges, *wanted, arena);

		if (revoked != NULL)
			return arena_printf(arena, "GRANT %s ON %s.* TO %s", revoked,
					    backquoted(*wanted, arena),
					    account_text(server, arena));
	}
	return grant_fix(server, privileges, arena);
}

const char *counted(uint64_t count, const char *thing, struct arena *arena)
{
	return arena_printf(arena, "%" PRIu64 " %s%s", count, thing,
			    count == 1 ? "" : "s");
}

bool has_object(const struct observed_server *server, const char *kind, const char *name)
{
	FOR_OBJECTS(object, server, kind)
	{
		if (text_equal(object->name, name))
			return true;
	}
	return false;
}

unsigned count_objects(const struct observed_server *server, const char *kind)
{
	unsigned count = 0;

	FOR_OBJECTS(object, server, kind)
	{
		count++;
	}
	return count;
}

void find_objects(struct findings *out, const struct observed_server *server,
		  const char *kind, const char *fix, const char *message)
{
	FOR_OBJECTS(object, server, kind)
	{
		finding_add(out, object->name, fix, "%s", message);
	}
}

uint64_t number_of(const struct observed_server *server, const char *variable,
		   uint64_t fallback)
{
	const char *value = observed_value(server, variable);
	char *end;

	if (text_empty(value))
		return fallback;
	/* MariaDB prints days as 10.000000. A limit may be the largest number. */
	uint64_t number = strtoull(value, &end, 10);
	if (*end == '.')
		end += strspn(end, ".0123456789");
	return *end == '\0' && *value != '-' ? number : fallback;
}
