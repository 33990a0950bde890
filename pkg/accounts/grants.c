/*
 * Splits lines of SHOW GRANTS into single grants, and a grant into its parts. fit.c
 * decides which of them the target can have.
 */
#include "accounts/grants.h"

#include <string.h>

#include "base/text.h"

/* What ALL PRIVILEGES includes, for each level. */
/* clang-format off */
enum level { ON_ALL = 1, ON_DATABASE = 2, ON_TABLE = 4, ON_ROUTINE = 8 };
#define EACH_LEVEL (ON_ALL | ON_DATABASE | ON_TABLE)
static const struct privilege {
	const char *name;
	unsigned levels;
	enum flavour flavour; /* FLAVOUR_UNKNOWN: both flavours have it */
} privileges[] = {
	{ "SELECT",                   EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "INSERT",                   EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "UPDATE",                   EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "DELETE",                   EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "CREATE",                   EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "DROP",                     EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "REFERENCES",               EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "INDEX",                    EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "ALTER",                    EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "CREATE VIEW",              EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "SHOW VIEW",                EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "TRIGGER",                  EACH_LEVEL,                          FLAVOUR_UNKNOWN },
	{ "DELETE HISTORY",           EACH_LEVEL,                          FLAVOUR_MARIADB },
	{ "CREATE TEMPORARY TABLES",  ON_ALL | ON_DATABASE,                FLAVOUR_UNKNOWN },
	{ "LOCK TABLES",              ON_ALL | ON_DATABASE,                FLAVOUR_UNKNOWN },
	{ "CREATE ROUTINE",           ON_ALL | ON_DATABASE,                FLAVOUR_UNKNOWN },
	{ "EVENT",                    ON_ALL | ON_DATABASE,                FLAVOUR_UNKNOWN },
	{ "EXECUTE",                  ON_ALL | ON_DATABASE | ON_ROUTINE,   FLAVOUR_UNKNOWN },
	{ "ALTER ROUTINE",            ON_ALL | ON_DATABASE | ON_ROUTINE,   FLAVOUR_UNKNOWN },
	{ "RELOAD",                   ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "SHUTDOWN",                 ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "PROCESS",                  ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "FILE",                     ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "SHOW DATABASES",           ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "SUPER",                    ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "REPLICATION SLAVE",        ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "REPLICATION CLIENT",       ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "CREATE USER",              ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "CREATE TABLESPACE",        ON_ALL,                              FLAVOUR_UNKNOWN },
	{ "CREATE ROLE",              ON_ALL,                              FLAVOUR_MYSQL },
	{ "DROP ROLE",                ON_ALL,                              FLAVOUR_MYSQL },
	{ "BINLOG ADMIN",             ON_ALL,                              FLAVOUR_MARIADB },
	{ "BINLOG REPLAY",            ON_ALL,                              FLAVOUR_MARIADB },
	{ "CONNECTION ADMIN",         ON_ALL,                              FLAVOUR_MARIADB },
	{ "FEDERATED ADMIN",          ON_ALL,                              FLAVOUR_MARIADB },
	{ "READ_ONLY ADMIN",          ON_ALL,                              FLAVOUR_MARIADB },
	{ "REPLICATION SLAVE ADMIN",  ON_ALL,                              FLAVOUR_MARIADB },
	{ "REPLICATION MASTER ADMIN", ON_ALL,                              FLAVOUR_MARIADB },
	{ "SET USER",                 ON_ALL,                              FLAVOUR_MARIADB },
	{ "SLAVE MONITOR",            ON_ALL,                              FLAVOUR_MARIADB },
};
/* clang-format on */

const char *grant_common_privilege(const char *name)
{
	static const struct {
		const char *newer, *common;
	} names[] = {
		{ "BINLOG MONITOR", "REPLICATION CLIENT" },
		{ "REPLICATION REPLICA", "REPLICATION SLAVE" },
		{ "REPLICA MONITOR", "SLAVE MONITOR" },
		{ "REPLICATION REPLICA ADMIN", "REPLICATION SLAVE ADMIN" },
		{ "DELETE VERSIONING ROWS", "DELETE HISTORY" },
		{ "ALL", "ALL PRIVILEGES" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(name, names[i].newer) == 0)
			return names[i].common;
	}
	return name;
}

static bool is_routine(const char *object)
{
	return text_starts(object, "PROCEDURE ") || text_starts(object, "FUNCTION ") ||
	       text_starts(object, "PACKAGE ") || text_starts(object, "LIBRARY ");
}

/* The place after the first quoted name of an object. */
static const char *after_name(const char *at)
{
	if (*at != '`')
		return at;
	for (at++; *at != '\0'; at++) {
		if (at[0] == '`' && at[1] == '`')
			at++;
		else if (*at == '`')
			return at + 1;
	}
	return at;
}

static enum level level_of(const char *object)
{
	if (strcmp(object, "*.*") == 0)
		return ON_ALL;
	if (is_routine(object))
		return ON_ROUTINE;
	return strcmp(after_name(object), ".*") == 0 ? ON_DATABASE : ON_TABLE;
}

bool grant_names_object(const char *object)
{
	return (level_of(object) & (ON_TABLE | ON_ROUTINE)) != 0;
}

const char *grant_database(const char *object, struct arena *arena)
{
	if (strcmp(object, "*.*") == 0)
		return NULL;
	const char *name = strchr(object, '`');
	if (name == NULL)
		return NULL;
	return arena_copy_n(arena, name, (size_t)(after_name(name) - name));
}

const char *grant_base_privilege(const char *privilege, struct arena *arena)
{
	const char *bracket = strstr(privilege, " (");

	return bracket == NULL ?
		       privilege :
		       arena_copy_n(arena, privilege, (size_t)(bracket - privilege));
}

/* MySQL's dynamic privileges: only these have an underscore and no blank. */
static bool is_dynamic(const char *privilege, enum flavour flavour)
{
	return flavour == FLAVOUR_MYSQL && strchr(privilege, '_') != NULL &&
	       strchr(privilege, ' ') == NULL;
}

/* Positions of the parts of a line. */
struct line {
	struct tokens tokens;
	const char *object;
	bool revoke, option;
	enum flavour flavour;
	struct text_list *grants;
};

static void add_one(const struct line *line, const char *privilege, const char *column)
{
	struct arena *arena = line->grants->arena;
	const char *name = grant_common_privilege(privilege);

	if (strcmp(name, "USAGE") == 0)
		return;
	if (strcmp(name, "ALL PRIVILEGES") == 0) {
		enum level level = level_of(line->object);

		for (size_t i = 0; i < ARRAY_SIZE(privileges); i++) {
			if ((privileges[i].levels & level) != 0 &&
			    (privileges[i].flavour == FLAVOUR_UNKNOWN ||
			     privileges[i].flavour == line->flavour))
				add_one(line, privileges[i].name, NULL);
		}
		return;
	}
	text_list_add(line->grants,
		      arena_printf(arena, "%s%s%s%s%s ON %s",
				   line->revoke ? "REVOKE " : "", name,
				   column == NULL ? "" : " (",
				   column == NULL ? "" : column,
				   column == NULL ? "" : ")", line->object));
	if (line->option && is_dynamic(name, line->flavour))
		text_list_add(line->grants,
			      arena_printf(arena, "GRANT OPTION FOR %s", name));
}

/* Adds "SELECT, INSERT (`a`, `b`), CREATE VIEW", from the word `from` on. */
static void add_privileges(const struct line *line, size_t from, size_t end)
{
	struct arena *arena = line->grants->arena;

	for (size_t i = from; i < end;) {
		size_t end_of_name = i;

		while (end_of_name < end &&
		       strcmp(token_at(&line->tokens, end_of_name), ",") != 0 &&
		       strcmp(token_at(&line->tokens, end_of_name), "(") != 0)
			end_of_name++;
		const char *name = tokens_join(&line->tokens, i, end_of_name, arena);
		if (strcmp(token_at(&line->tokens, end_of_name), "(") != 0)
			add_one(line, name, NULL);
		else
			for (end_of_name++;
			     end_of_name < end &&
			     strcmp(token_at(&line->tokens, end_of_name), ")") != 0;
			     end_of_name++) {
				if (strcmp(token_at(&line->tokens, end_of_name), ",") != 0)
					add_one(line, name,
						token_at(&line->tokens, end_of_name));
			}
		while (end_of_name < end &&
		       strchr(",)", *token_at(&line->tokens, end_of_name)))
			end_of_name++;
		i = end_of_name;
	}
}

static void add_roles(struct text_list *grants, const struct tokens *tokens, size_t to)
{
	bool admin = tokens_find(tokens, to, "WITH ADMIN OPTION") < tokens->count;

	for (size_t i = 1; i < to; i++) {
		const char *role = token_at(tokens, i);

		if (strcmp(role, ",") == 0)
			continue;
		text_list_add(grants, arena_printf(grants->arena, "ROLE %s", role));
		if (admin)
			text_list_add(grants, arena_printf(grants->arena,
							   "ADMIN OPTION FOR %s", role));
	}
}

void account_grants_add(struct text_list *grants, const char *text, const char *name,
			enum flavour flavour)
{
	struct line line = { .tokens = tokens_make(text, grants->arena),
			     .flavour = flavour,
			     .grants = grants };
	const struct tokens *tokens = &line.tokens;

	line.revoke = tokens_are(tokens, 0, "REVOKE");
	if (!line.revoke && !tokens_are(tokens, 0, "GRANT"))
		return;
	size_t to = tokens_find(tokens, 1, line.revoke ? "FROM" : "TO");
	size_t on = tokens_find(tokens, 1, "ON");
	if (name != NULL && strcmp(token_at(tokens, to + 1), name) != 0)
		return;
	if (on > to) {
		if (!line.revoke)
			add_roles(grants, tokens, to);
		return;
	}
	line.object = tokens_join(tokens, on + 1, to, grants->arena);
	if (tokens_are(tokens, 1, "PROXY")) {
		text_list_add(grants,
			      arena_printf(grants->arena, "PROXY ON %s", line.object));
		return;
	}
	line.option = tokens_find(tokens, to, "GRANT OPTION") < tokens->count;
	add_privileges(&line, 1, on);
	if (line.option && !is_dynamic(token_at(tokens, 1), flavour))
		text_list_add(grants, arena_printf(grants->arena, "GRANT OPTION ON %s",
						   line.object));
}

struct account_grant account_grant_of(const char *text, struct arena *arena)
{
	struct tokens tokens = tokens_make(text, arena);
	struct account_grant grant = { .kind = GRANT_PRIVILEGE };
	size_t on = tokens_find(&tokens, 0, "ON");
	size_t from = 0;

	if (tokens_are(&tokens, 0, "ROLE") || tokens_are(&tokens, 0, "ADMIN OPTION")) {
		grant.kind = tokens_are(&tokens, 0, "ROLE") ? GRANT_ROLE : GRANT_ADMIN;
		grant.privilege = token_at(&tokens, tokens.count - 1);
		return grant;
	}
	if (tokens_are(&tokens, 0, "GRANT OPTION")) {
		grant.kind = GRANT_OPTION;
		if (tokens_are(&tokens, 2, "FOR"))
			grant.privilege = token_at(&tokens, 3);
		grant.object = tokens_are(&tokens, 2, "FOR") ?
				       "*.*" :
				       tokens_join(&tokens, on + 1, tokens.count, arena);
		return grant;
	}
	if (tokens_are(&tokens, 0, "REVOKE")) {
		grant.kind = GRANT_REVOKED;
		from = 1;
	} else if (tokens_are(&tokens, 0, "PROXY")) {
		grant.kind = GRANT_PROXY;
	}
	const char *close = strstr(text, ") ON ");
	/* Keep "SELECT (`a`)" as it was written, not joined from its words. */
	grant.privilege = close != NULL && grant.kind == GRANT_PRIVILEGE &&
					  strchr(text, '(') < close ?
				  arena_copy_n(arena, text, (size_t)(close + 1 - text)) :
				  tokens_join(&tokens, from, on, arena);
	grant.object = tokens_join(&tokens, on + 1, tokens.count, arena);
	return grant;
}
