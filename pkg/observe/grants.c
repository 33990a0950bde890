/*
 * Parses SHOW GRANTS of both flavours into one list of privileges. Which privileges are
 * needed is left to the checks.
 */
#include "observe/grants.h"

#include <ctype.h>
#include <string.h>

#include "base/attributes.h"
#include "base/text.h"

/* The first place outside quotes and parentheses where word begins, or NULL. */
static const char *find_plain(const char *text, const char *word)
{
	size_t length = strlen(word);
	char quote = '\0';
	int depth = 0;

	for (; *text != '\0'; text++) {
		if (quote != '\0') {
			if (*text == quote)
				quote = '\0';
		} else if (depth == 0 && strncmp(text, word, length) == 0) {
			return text;
		} else if (*text == '`' || *text == '\'' || *text == '"') {
			quote = *text;
		} else if (*text == '(') {
			depth++;
		} else if (*text == ')') {
			depth--;
		}
	}
	return NULL;
}

static const char *common_name(const char *privilege)
{
	static const struct {
		const char *newer;
		const char *common;
	} names[] = {
		{ "BINLOG MONITOR", "REPLICATION CLIENT" },
		{ "REPLICATION REPLICA", "REPLICATION SLAVE" },
		{ "REPLICA MONITOR", "SLAVE MONITOR" },
		{ "REPLICATION REPLICA ADMIN", "REPLICATION SLAVE ADMIN" },
		{ "ALL", "ALL PRIVILEGES" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (text_equal(privilege, names[i].newer))
			return names[i].common;
	}
	return privilege;
}

static void add_to(struct arena *arena, char ***list, unsigned *count, const char *text)
{
	for (unsigned i = 0; i < *count; i++) {
		if (text_equal((*list)[i], text))
			return;
	}
	*list = arena_grow(arena, *list, *count * sizeof(**list),
			   (*count + 1) * sizeof(**list));
	(*list)[(*count)++] = arena_copy(arena, text);
}

void grants_add_privilege(struct grants *grants, const char *privilege)
{
	add_to(grants->arena, &grants->list, &grants->count, privilege);
}

static char *upper_trimmed(struct arena *arena, const char *text, size_t length)
{
	while (length > 0 && text[0] == ' ') {
		text++;
		length--;
	}
	while (length > 0 && text[length - 1] == ' ')
		length--;
	char *copy = arena_copy_n(arena, text, length);
	for (char *c = copy; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return copy;
}

/* A name in backticks at *at, which is moved past it; NULL when there is none. */
static const char *quoted_name(struct arena *arena, const char **at)
{
	struct text name = text_make(arena);
	const char *from = *at;

	if (*from++ != '`')
		return NULL;
	for (; *from != '\0'; from++) {
		if (from[0] == '`' && from[1] == '`')
			from++;
		else if (from[0] == '`')
			break;
		text_add_n(&name, from, 1);
	}
	if (*from != '`')
		return NULL;
	*at = from + 1;
	return name.bytes;
}

/*
 * "*.*", "shop.*", "mysql.proc" or "mysql.rds_x", a procedure; NULL for what shows a
 * part only.
 */
static const char *whole_object(struct arena *arena, const char *object, size_t length)
{
	const char *end = object + length;

	if (length == 3 && strncmp(object, "*.*", 3) == 0)
		return "*.*";
	if (text_starts(object, "PROCEDURE "))
		object += strlen("PROCEDURE ");
	const char *database = quoted_name(arena, &object);
	if (database == NULL || end - object < 2 || *object++ != '.')
		return NULL;
	if (end - object == 1 && *object == '*')
		return arena_printf(arena, "%s.*", database);
	const char *table = quoted_name(arena, &object);
	if (table == NULL || object != end || !text_equal(database, "mysql"))
		return NULL;
	return arena_printf(arena, "%s.%s", database, table);
}

/* GRANT `reader`@`%`,`writer`@`%` TO `admin`@`%`; MariaDB names a role a line. */
static void add_roles(struct grants *grants, const char *line)
{
	const char *to = find_plain(line, " TO ");

	/* MariaDB shows what is granted to the roles, too: a role has no host. */
	if (to == NULL || *line != '`' || find_plain(to, "@") == NULL)
		return;
	for (const char *at = line, *end; at < to; at = end + 1) {
		end = find_plain(at, ",");
		if (end == NULL || end > to)
			end = to;
		add_to(grants->arena, &grants->roles, &grants->roles_count,
		       arena_copy_n(grants->arena, at, (size_t)(end - at)));
	}
}

void grants_add(struct grants *grants, const char *line)
{
	bool revoke = text_starts(line, "REVOKE ");
	const char *on, *to, *object, *end;

	if (!revoke && !text_starts(line, "GRANT "))
		return;
	line += revoke ? 7 : 6;
	on = find_plain(line, " ON ");
	to = on == NULL ? NULL : find_plain(on, revoke ? " FROM " : " TO ");
	if (on == NULL && !revoke)
		add_roles(grants, line);
	if (to == NULL)
		return;
	object = whole_object(grants->arena, on + 4, (size_t)(to - on - 4));
	if (object == NULL)
		return;
	bool global = text_equal(object, "*.*");
	for (const char *at = line; at < on; at = end + 1) {
		end = find_plain(at, ",");
		if (end == NULL || end > on)
			end = on;
		const char *privilege =
			common_name(upper_trimmed(grants->arena, at, (size_t)(end - at)));
		if (strchr(privilege, '(') != NULL)
			continue; /* of columns */
		grants_add_privilege(grants,
				     global ? privilege :
					      arena_printf(grants->arena, "%s%s ON %s",
							   revoke ? "REVOKE " : "",
							   privilege, object));
	}
	if (global && find_plain(to, " WITH GRANT OPTION") != NULL)
		grants_add_privilege(grants, "GRANT OPTION");
}

static bool is_active(const char *role, const char *active, struct arena *arena)
{
	const char *at = role;
	const char *name = quoted_name(arena, &at);

	if (active == NULL)
		return false;
	if (text_equal(name, active))
		return true;
	for (const char *found = strstr(active, role); found != NULL;
	     found = strstr(found + 1, role)) {
		char after = found[strlen(role)];

		if ((found == active || found[-1] == ',') &&
		    (after == '\0' || after == ','))
			return true;
	}
	return false;
}

void grants_inactive_roles(const struct grants *grants, const char *active, char ***out,
			   unsigned *count)
{
	*out = NULL;
	*count = 0;
	for (unsigned i = 0; i < grants->roles_count; i++) {
		if (!is_active(grants->roles[i], active, grants->arena))
			add_to(grants->arena, out, count, grants->roles[i]);
	}
}
