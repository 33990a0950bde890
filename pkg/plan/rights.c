/*
 * Decides from SHOW GRANTS if a privilege is granted, as the server does. The checks
 * handle missing privileges.
 */
#include "plan/rights.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

bool right_global(const struct observed_server *server, const char *privilege)
{
	for (unsigned i = 0; i < server->privileges_count; i++) {
		if (text_equal(server->privileges[i], privilege) ||
		    (text_equal(server->privileges[i], "ALL PRIVILEGES") &&
		     !text_equal(privilege, "GRANT OPTION")))
			return true;
	}
	return false;
}

/* Compares names of databases as the server does. */
static bool same_name(const struct observed_server *server, const char *a, const char *b)
{
	const char *lower = observed_value(server, "lower_case_table_names");
	bool folds = lower != NULL && !text_equal(lower, "0");

	return folds ? strcasecmp(a, b) == 0 : strcmp(a, b) == 0;
}

bool right_revoked(const struct observed_server *server, const char *privilege,
		   const char *database)
{
	size_t length = strlen(privilege);

	for (unsigned i = 0; i < server->privileges_count; i++) {
		const char *line = server->privileges[i];

		if (text_starts(line, "REVOKE ") &&
		    strncmp(line + 7, privilege, length) == 0 &&
		    text_starts(line + 7 + length, " ON ")) {
			const char *name = line + 7 + length + 4;
			size_t name_length = strlen(name);

			if (name_length > 2 && strlen(database) == name_length - 2 &&
			    strncmp(name, database, name_length - 2) == 0)
				return true;
		}
	}
	return false;
}

/* % matches any characters, _ any one character; a backslash escapes the next. */
static bool fits(const struct observed_server *server, const char *pattern,
		 const char *database)
{
	for (; *pattern != '\0'; pattern++, database++) {
		if (*pattern == '%') {
			for (; *database != '\0'; database++) {
				if (fits(server, pattern + 1, database))
					return true;
			}
			return fits(server, pattern + 1, database);
		}
		bool any = *pattern == '_';

		if (*pattern == '\\' && pattern[1] != '\0')
			pattern++;
		const char letter[2] = { *pattern }, other[2] = { *database };
		if (*database == '\0' || (!any && !same_name(server, letter, other)))
			return false;
	}
	return *database == '\0';
}

enum match { MATCH_NONE, MATCH_PATTERN, MATCH_EXACT };

/* Matches a pattern of GRANT: % and _, and a backslash as escape. */
static enum match match(const struct observed_server *server, const char *pattern,
			const char *database, struct arena *arena)
{
	struct text plain = text_make(arena);
	bool wild = false;

	if (observed_is_on(server, "partial_revokes"))
		return same_name(server, pattern, database) ? MATCH_EXACT : MATCH_NONE;
	for (const char *at = pattern; *at != '\0'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		else if (*at == '%' || *at == '_')
			wild = true;
		text_add_n(&plain, at, 1);
	}
	if (!wild)
		return same_name(server, plain.bytes, database) ? MATCH_EXACT :
								  MATCH_NONE;
	return fits(server, pattern, database) ? MATCH_PATTERN : MATCH_NONE;
}

/* The database in "SELECT ON shop.*"; NULL: not a grant on a database. */
static const char *granted_database(const char *line, struct arena *arena)
{
	const char *on = strstr(line, " ON ");
	size_t length = on == NULL ? 0 : strlen(on + 4);

	if (length < 3 || text_starts(line, "REVOKE ") ||
	    !text_equal(on + 4 + length - 2, ".*"))
		return NULL;
	return arena_copy_n(arena, on + 4, length - 2);
}

static bool names_privilege(const char *line, const char *privilege)
{
	const char *on = strstr(line, " ON ");
	size_t length = (size_t)(on - line);

	return (strlen(privilege) == length && strncmp(line, privilege, length) == 0) ||
	       text_starts(line, "ALL PRIVILEGES ON ");
}

/* True if one of the grants is for exactly this pattern and privilege. */
static bool granted_as(const struct observed_server *server, const char *privilege,
		       const char *pattern, struct arena *arena)
{
	for (unsigned i = 0; i < server->privileges_count; i++) {
		const char *line = server->privileges[i];
		const char *name = granted_database(line, arena);

		if (name != NULL && text_equal(name, pattern) &&
		    names_privilege(line, privilege))
			return true;
	}
	return false;
}

/*
 * If several patterns match, it is unknown which one the server uses: the privilege
 * must be in each of them.
 */
static bool granted_on(const struct observed_server *server, const char *privilege,
		       const char *database, struct arena *arena)
{
	enum match best = MATCH_NONE;
	bool all = true;

	for (unsigned i = 0; i < server->privileges_count; i++) {
		const char *name = granted_database(server->privileges[i], arena);
		enum match how = name == NULL ? MATCH_NONE :
						match(server, name, database, arena);

		if (how == MATCH_NONE || how < best)
			continue;
		if (how > best)
			all = true;
		best = how;
		all = all && granted_as(server, privilege, name, arena);
	}
	return best != MATCH_NONE && all;
}

bool right_on(const struct observed_server *server, const char *privilege,
	      const char *database, struct arena *arena)
{
	if (right_global(server, privilege) && !right_revoked(server, privilege, database))
		return true;
	return granted_on(server, privilege, database, arena);
}

struct observed_server with_roles_active(const struct observed_server *server)
{
	struct observed_server copy = *server;

	if (has_inactive_roles(server)) {
		copy.privileges = server->role_privileges;
		copy.privileges_count = server->role_privileges_count;
	}
	return copy;
}

bool has_inactive_roles(const struct observed_server *server)
{
	return server->inactive_roles_count > 0 && server->role_privileges_count > 0;
}
