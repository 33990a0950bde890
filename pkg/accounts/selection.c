/*
 * Compares account names with the manifest's patterns and with the servers' own names.
 */
#include "accounts/selection.h"

#include <ctype.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "sql/quote.h"

static bool glob(const char *pattern, const char *text)
{
	const char *star = NULL, *resume = NULL;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = pattern++;
			resume = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star + 1;
			text = ++resume;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

bool account_is_public(const char *user, const char *host)
{
	return host == NULL && text_equal(user, "PUBLIC");
}

const char *account_name(const char *user, const char *host, struct arena *arena)
{
	const char *name = quote_name(user, arena);

	if (account_is_public(user, host))
		return user;
	return host == NULL ?
		       name :
		       arena_printf(arena, "%s@%s", name, quote_name(host, arena));
}

const char *account_label(const char *user, const char *host, struct arena *arena)
{
	return host == NULL ? user : arena_printf(arena, "%s@%s", user, host);
}

/* Servers store host names in lower case. */
static char *small_letters(const char *text, struct arena *arena)
{
	char *small = arena_copy(arena, text);

	for (char *at = small; *at != '\0'; at++)
		*at = (char)tolower((unsigned char)*at);
	return small;
}

/* The pattern with its host (after the last @) in lower case. */
static const char *small_host(const char *pattern, struct arena *arena)
{
	const char *at = strrchr(pattern, '@');

	return at == NULL ? pattern :
			    arena_printf(arena, "%.*s%s", (int)(at - pattern), pattern,
					 small_letters(at, arena));
}

bool account_like(const char *pattern, const char *user, const char *host)
{
	AUTO_ARENA *arena = arena_make();

	return glob(pattern, account_label(user, host, arena)) ||
	       (host != NULL &&
		glob(small_host(pattern, arena),
		     account_label(user, small_letters(host, arena), arena)));
}

bool account_is_labelled(const char *label, const char *user, const char *host)
{
	size_t length = strlen(user);

	return host == NULL ? text_equal(label, user) :
			      strncmp(label, user, length) == 0 && label[length] == '@' &&
				      text_equal_nocase(label + length + 1, host);
}

/* Accounts that every server creates itself. */
static bool is_builtin(const char *user, const char *host)
{
	static const char *const names[] = { "mysql.sys",        "mysql.session",
					     "mysql.infoschema", "mariadb.sys",
					     "rdsadmin",         "mysql" };

	if (host == NULL)
		return false;
	if (text_equal(user, "root"))
		return text_equal(host, "localhost") || text_equal(host, "127.0.0.1") ||
		       text_equal(host, "::1");
	return text_equal(host, "localhost") &&
	       names_among(names, ARRAY_SIZE(names), user);
}

static bool is_listed(const char *const *patterns, const char *user, const char *host,
		      bool literally)
{
	for (; patterns != NULL && *patterns != NULL; patterns++) {
		if (literally && strchr(*patterns, '*') != NULL)
			continue;
		if (account_like(*patterns, user, host))
			return true;
	}
	return false;
}

bool account_is_selected(const char *const *include, const char *const *exclude,
			 const char *user, const char *host)
{
	return is_listed(include, user, host, is_builtin(user, host)) &&
	       !is_listed(exclude, user, host, false);
}

bool account_is_reserved(const char *user)
{
	static const char *const names[] = {
		"rdsadmin",    "rdsrepladmin",       "rdsproxyadmin",
		"mysql.sys",   "mysql.session",      "mysql.infoschema",
		"mariadb.sys", "rds_superuser_role",
	};

	return names_among(names, ARRAY_SIZE(names), user);
}
