/*
 * Takes the lines of SHOW GRANTS apart into privileges and roles. Which privileges are
 * needed is left to the checks.
 */
#include "observe/grants.h"

#include <ctype.h>
#include <string.h>

#include "accounts/grants.h"
#include "base/text.h"

struct grants grants_make(struct arena *arena)
{
	return (struct grants){ .privileges = { .arena = arena },
				.roles = { .arena = arena } };
}

/*
 * "*.*", "shop.*", "mysql.proc" or "mysql.rds_x", a procedure; NULL for an object that
 * covers only a part.
 */
static const char *whole_object(const struct tokens *tokens, size_t on, size_t to,
				struct arena *arena)
{
	size_t at = tokens_are(tokens, on, "PROCEDURE") ? on + 1 : on;
	const char *object = token_at(tokens, at);
	size_t length;

	if (at + 1 != to)
		return NULL;
	if (strcmp(object, "*.*") == 0)
		return object;
	if (*object != '`')
		return NULL; /* ''@'': a proxy */
	const char *database = token_unquote(object, arena, &length);
	const char *rest = object + strlen(grant_database(object, arena));
	if (strcmp(rest, ".*") == 0)
		return arena_printf(arena, "%s.*", database);
	if (strcmp(database, "mysql") != 0 || *rest != '.')
		return NULL;
	return arena_printf(arena, "mysql.%s", token_unquote(rest + 1, arena, &length));
}

/* GRANT `reader`@`%`,`writer`@`%` TO `admin`@`%`; MariaDB prints one role per line. */
static void add_roles(struct grants *grants, const struct tokens *tokens, size_t to)
{
	/* MariaDB also shows the roles' own grants. A role has no host: skip those. */
	if (strstr(token_at(tokens, to + 1), "`@`") == NULL)
		return;
	for (size_t i = 1; i < to; i++) {
		if (strcmp(token_at(tokens, i), ",") != 0)
			text_list_add(&grants->roles, token_at(tokens, i));
	}
}

static const char *upper(const char *text, struct arena *arena)
{
	char *copy = arena_copy(arena, text);

	for (char *c = copy; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return copy;
}

/*
 * The comma that ends the privilege at `from`, outside its columns' brackets; or `on`.
 */
static size_t end_of_privilege(const struct tokens *tokens, size_t from, size_t on)
{
	bool columns = false;

	for (; from < on; from++) {
		const char *token = token_at(tokens, from);

		if (!columns && strcmp(token, ",") == 0)
			break;
		columns = strcmp(token, "(") == 0 || (columns && strcmp(token, ")") != 0);
	}
	return from;
}

void grants_add(struct grants *grants, const char *line)
{
	struct arena *arena = grants->privileges.arena;
	const struct tokens tokens = tokens_make(line, arena);
	bool revoke = tokens_are(&tokens, 0, "REVOKE");

	if (!revoke && !tokens_are(&tokens, 0, "GRANT"))
		return;
	size_t to = tokens_find(&tokens, 1, revoke ? "FROM" : "TO");
	size_t on = tokens_find(&tokens, 1, "ON");
	if (on > to && !revoke)
		add_roles(grants, &tokens, to);
	const char *object = on > to ? NULL : whole_object(&tokens, on + 1, to, arena);
	if (object == NULL)
		return;
	bool global = strcmp(object, "*.*") == 0;
	for (size_t i = 1, end; i < on; i = end + 1) {
		end = end_of_privilege(&tokens, i, on);
		const char *privilege = grant_common_privilege(
			upper(tokens_join(&tokens, i, end, arena), arena));
		if (strchr(privilege, '(') != NULL)
			continue; /* of columns */
		text_list_add(&grants->privileges,
			      global ? privilege :
				       arena_printf(arena, "%s%s ON %s",
						    revoke ? "REVOKE " : "", privilege,
						    object));
	}
	if (global && tokens_find(&tokens, to, "WITH GRANT OPTION") < tokens.count)
		text_list_add(&grants->privileges, "GRANT OPTION");
}

/* active: `reader`@`%`,`writer`@`%` of MySQL, the bare name of MariaDB. */
static bool is_active(const char *role, const char *active, struct arena *arena)
{
	size_t length;

	if (active == NULL)
		return false;
	if (text_equal(token_unquote(role, arena, &length), active))
		return true;
	const struct tokens tokens = tokens_make(active, arena);
	for (size_t i = 0; i < tokens.count; i++) {
		if (text_equal(tokens.list[i], role))
			return true;
	}
	return false;
}

struct text_list grants_inactive_roles(const struct grants *grants, const char *active)
{
	struct text_list inactive = { .arena = grants->roles.arena };

	for (unsigned i = 0; i < grants->roles.count; i++) {
		if (!is_active(grants->roles.items[i], active, inactive.arena))
			text_list_add(&inactive, grants->roles.items[i]);
	}
	return inactive;
}
