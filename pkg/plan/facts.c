#include "plan/facts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool is_wanted(const struct world *world, const char *database)
{
	const char *const *wanted = world->manifest->copy.databases;

	for (; wanted != NULL && *wanted != NULL; wanted++) {
		if (text_equal(*wanted, database))
			return true;
	}
	return world->manifest->copy.databases == NULL;
}

/* Granted as "SELECT ON shop.*", where the database may be a pattern. */
static bool granted_on(const struct observed_server *server, const char *privilege,
		       const char *database, struct arena *arena)
{
	for (unsigned i = 0; i < server->privileges_count; i++) {
		const char *granted = server->privileges[i];
		const char *on = strstr(granted, " ON ");

		if (on == NULL)
			continue;
		const char *name = arena_copy_n(arena, granted, (size_t)(on - granted));
		const char *pattern = arena_copy_n(arena, on + 4, strlen(on + 4) - 2);
		if ((text_equal(name, privilege) || text_equal(name, "ALL PRIVILEGES")) &&
		    text_like(database, pattern))
			return true;
	}
	return false;
}

static bool granted_everywhere(const struct world *world,
			       const struct observed_server *server,
			       const char *privilege, struct arena *arena)
{
	const struct observed_server *source = &world->observed->source.server;
	bool on_target = server == &world->observed->target.server;

	if (on_target && !granted_on(server, privilege, "extrepl", arena))
		return false;
	for (unsigned i = 0; i < source->databases_count; i++) {
		const char *database = source->databases[i].name;

		if (is_wanted(world, database) &&
		    !granted_on(server, privilege, database, arena))
			return false;
	}
	return source->databases_count > 0;
}

/* ALL PRIVILEGES holds all but this one. */
static bool is_granted(const struct observed_server *server, const char *privilege)
{
	if (!text_equal(privilege, "GRANT OPTION"))
		return observed_privilege(server, privilege) == FACT_YES;
	for (unsigned i = 0; i < server->privileges_count; i++) {
		if (text_equal(server->privileges[i], privilege))
			return true;
	}
	return false;
}

const char *lacking(const struct world *world, const struct observed_server *server,
		    const char *const *privileges, struct arena *arena)
{
	struct text text = text_make(arena);

	if (server->privileges_count == 0)
		return NULL;
	for (; *privileges != NULL; privileges++) {
		if (!is_granted(server, *privileges) &&
		    !granted_everywhere(world, server, *privileges, arena))
			text_addf(&text, "%s%s", text.length == 0 ? "" : ", ",
				  *privileges);
	}
	return text.length == 0 ? NULL : text.bytes;
}

bool has_any(const struct observed_server *server, const char *const *privileges)
{
	for (; *privileges != NULL; privileges++) {
		if (is_granted(server, *privileges))
			return true;
	}
	return false;
}

const char *grant_cure(const struct observed_server *server, const char *privileges,
		       struct arena *arena)
{
	const char *user = server->user == NULL ? "" : server->user;
	const char *at = strrchr(user, '@');

	if (at == NULL)
		return arena_printf(arena, "GRANT %s ON *.* to the administrator",
				    privileges);
	return arena_printf(arena, "GRANT %s ON *.* TO '%.*s'@'%s'", privileges,
			    (int)(at - user), user, at + 1);
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
		  const char *kind, const char *cure, const char *message)
{
	FOR_OBJECTS(object, server, kind)
	{
		finding_add(out, object->name, cure, "%s", message);
	}
}

uint64_t number_of(const struct observed_server *server, const char *variable,
		   uint64_t fallback)
{
	const char *value = observed_value(server, variable);
	char *end;

	if (text_empty(value))
		return fallback;
	/* MariaDB writes days as 10.000000. */
	double number = strtod(value, &end);
	return *end == '\0' && number >= 0 ? (uint64_t)number : fallback;
}
