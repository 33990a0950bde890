/*
 * Decides from privileges which objects an administrator cannot see, and reports the
 * missing privileges. Other checks handle the visible objects.
 */
#include "plan/visibility.h"

#include <string.h>

#include "base/text.h"
#include "plan/facts.h"
#include "plan/rights.h"

/*
 * The objects of a database that this privilege, granted on all of it, makes visible.
 * Tried on MySQL 9.7 and MariaDB 10.11: without it information_schema has no row, or no
 * text.
 */
static const struct {
	const char *privilege;
	const char *objects;
} kinds[] = {
	{ "SELECT", "tables, columns and sequences" },
	{ "SHOW VIEW", "the text of views" },
	{ "TRIGGER", "triggers" },
	{ "EVENT", "events" },
};

/*
 * Other privileges than those of the database show functions and procedures. One of
 * these is needed to see the text; EXECUTE alone shows rows without text.
 */
static bool sees_routines(const struct observed_server *server, const char *database,
			  struct arena *arena)
{
	bool mysql = server->flavour == FLAVOUR_MYSQL;

	if (right_global(server, "SELECT") && !right_revoked(server, "SELECT", database))
		return true;
	if (mysql && server->version >= 80000)
		return right_global(server, "SHOW_ROUTINE");
	for (unsigned i = 0; i < server->privileges_count; i++) {
		if (text_equal(server->privileges[i], "SELECT ON mysql.proc"))
			return true;
	}
	return right_on(server, "SELECT", "mysql", arena) ||
	       (!mysql && server->version >= 110300 &&
		right_on(server, "SHOW CREATE ROUTINE", database, arena));
}

static const char *routines_grant(const struct observed_server *server,
				  struct arena *arena)
{
	if (server->flavour != FLAVOUR_MYSQL || server->version < 80000)
		return arena_printf(arena, "GRANT SELECT ON mysql.proc TO %s",
				    account_text(server, arena));
	return grant_fix(server, server->version < 80020 ? "SELECT" : "SHOW_ROUTINE",
			 arena);
}

static void add(struct text *list, const char *item)
{
	text_addf(list, "%s%s", list->length == 0 ? "" : ", ", item);
}

/* Granted neither ON *.* nor on every one of the databases. */
static void find_not_granted(const struct observed_server *server,
			     const char *const *databases, size_t kinds_count,
			     struct findings *out)
{
	struct text privileges = text_make(out->arena);
	struct text objects = text_make(out->arena);
	struct text where = text_make(out->arena);

	for (size_t i = 0; i < kinds_count; i++) {
		const char *privilege = kinds[i].privilege;
		bool lacks = false;

		for (size_t j = 0; databases[j] != NULL; j++) {
			if (right_global(server, privilege) ||
			    right_on(server, privilege, databases[j], out->arena))
				continue;
			lacks = true;
			if (where.length == 0)
				text_add(&where, databases[j]);
		}
		if (!lacks)
			continue;
		add(&privileges, privilege);
		add(&objects, kinds[i].objects);
	}
	if (privileges.length > 0)
		finding_add(out, where.bytes,
			    grant_fix(server, privileges.bytes, out->arena),
			    "the administrator lacks %s: %s that it cannot see would "
			    "be silently left out",
			    privileges.bytes, objects.bytes);
}

/* Granted ON *.*, but partially revoked on one database. */
static void find_revoked(const struct observed_server *server, const char *database,
			 size_t kinds_count, struct findings *out)
{
	struct text privileges = text_make(out->arena);
	struct text objects = text_make(out->arena);

	for (size_t i = 0; i < kinds_count; i++) {
		const char *privilege = kinds[i].privilege;

		if (!right_global(server, privilege) ||
		    right_on(server, privilege, database, out->arena))
			continue;
		add(&privileges, privilege);
		add(&objects, kinds[i].objects);
	}
	if (privileges.length > 0)
		finding_add(out, database,
			    arena_printf(out->arena, "GRANT %s ON %s.* TO %s",
					 privileges.bytes,
					 backquoted(database, out->arena),
					 account_text(server, out->arena)),
			    "a partial revoke takes %s from the administrator: %s "
			    "that it cannot see would be silently left out",
			    privileges.bytes, objects.bytes);
}

static void find_all(const struct observed_server *server, const char *const *databases,
		     enum objects objects, struct findings *out)
{
	size_t count = objects == OBJECTS_ROWS ? 1 : ARRAY_SIZE(kinds);

	find_not_granted(server, databases, count, out);
	for (size_t i = 0; databases[i] != NULL; i++)
		find_revoked(server, databases[i], count, out);
	for (size_t i = 0; objects == OBJECTS_ALL && databases[i] != NULL; i++) {
		if (sees_routines(server, databases[i], out->arena))
			continue;
		finding_add(out, databases[i], routines_grant(server, out->arena),
			    "the administrator may not see all functions and "
			    "procedures: those that it cannot see would be silently "
			    "left out");
		break;
	}
}

void find_hidden_objects(const struct observed_server *server,
			 const char *const *databases, enum objects objects,
			 struct findings *out)
{
	const struct observed_server active = with_roles_active(server);
	struct findings first = { .arena = out->arena, .check = out->check };
	struct findings with_roles = first;

	if (server->privileges_count == 0)
		return;
	find_all(server, databases, objects, &first);
	if (first.count > 0 && has_inactive_roles(server)) {
		find_all(&active, databases, objects, &with_roles);
		if (with_roles.count == 0)
			first.count = 1;
	}
	for (size_t i = 0; i < first.count; i++)
		finding_add(out, first.list[i].object,
			    has_inactive_roles(server) && with_roles.count == 0 ?
				    role_fix(server, out->arena) :
				    first.list[i].fix,
			    "%s", first.list[i].message);
}

/* Hardened servers hide their own databases from administrators: no data is hidden. */
static bool hides_a_database(const struct observed_server *server)
{
	static const char *const own[] = { "mysql.*", "sys.*", "performance_schema.*",
					   "information_schema.*" };
	const char *revoke = "REVOKE SELECT ON ";

	for (unsigned i = 0; i < server->privileges_count; i++) {
		const char *line = server->privileges[i];
		bool of_server = false;

		if (!text_starts(line, revoke))
			continue;
		for (size_t j = 0; j < ARRAY_SIZE(own); j++)
			of_server =
				of_server || text_equal(line + strlen(revoke), own[j]);
		if (!of_server)
			return true;
	}
	return false;
}

void find_hidden_databases(const struct observed_server *server, struct findings *out)
{
	if (server->privileges_count == 0 || right_global(server, "SHOW DATABASES") ||
	    (right_global(server, "SELECT") && !hides_a_database(server)))
		return;
	finding_add(out, NULL, grant_fix(server, "SHOW DATABASES", out->arena),
		    "the administrator may not see all databases: the changes of one "
		    "that it cannot see would stop the replica");
}
