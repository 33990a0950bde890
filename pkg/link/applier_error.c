/*
 * What the server's text on a stopped applier names: the table, the key, the account.
 * Its wording is the same in MySQL and MariaDB, and not translated in a replica's log.
 */
#include "link/applier_error.h"

#include <string.h>

#include "base/text.h"
#include "sql/server_errors.h"

/* What stands between two marks, or NULL. */
static const char *between(const char *text, const char *before, const char *after,
			   struct arena *arena)
{
	const char *at = text == NULL ? NULL : strstr(text, before);

	if (at == NULL)
		return NULL;
	at += strlen(before);
	const char *end = strstr(at, after);
	return end == NULL ? NULL : arena_copy_n(arena, at, (size_t)(end - at));
}

/* "shop.orders" as it is written in a statement. A name with a dot stays as it is. */
static const char *quoted(const char *table, struct arena *arena)
{
	const char *dot = strchr(table, '.');

	if (dot == NULL || strchr(dot + 1, '.') != NULL || strchr(table, '`') != NULL)
		return table;
	return arena_printf(arena, "`%.*s`.`%s`", (int)(dot - table), table, dot + 1);
}

static void report_duplicate(const char *table, const char *message,
			     struct arena *arena, struct diagnosis *out)
{
	const char *entry = between(message, "Duplicate entry ", " for key", arena);
	const char *key = between(message, " for key ", ", Error_code", arena);

	out->meaning =
		arena_printf(arena,
			     "the target already has a row with this key in %s: %s "
			     "for key %s",
			     table, entry == NULL ? "?" : entry, key == NULL ? "?" : key);
	out->fix = arena_printf(
		arena,
		"something wrote to %s on the target, or the position is older than the "
		"data: find out which, compare the row on both sides, and take it away "
		"there: DELETE FROM %s WHERE <the columns of %s> = %s",
		table, quoted(table, arena), key == NULL ? "the key" : key,
		entry == NULL ? "<its value>" : entry);
}

static void report_missing(const char *table, struct arena *arena, struct diagnosis *out)
{
	out->meaning =
		arena_printf(arena,
			     "the target lacks a row of %s that the source changed",
			     table);
	out->fix = arena_printf(
		arena,
		"something wrote to %s on the target, or its key is a generated column "
		"with another value: find the row with `extrepl verify --table %s`, and "
		"put it back there as it was before the change",
		table, table);
}

/* "Operation ALTER USER failed for 'app'@'%'" */
static void report_account(const char *message, struct arena *arena, struct diagnosis *out)
{
	const char *operation = between(message, "Operation ", " failed for", arena);
	char *account =
		arena_copy(arena, between(message, " failed for ", "' on query", arena));

	if (operation == NULL || account == NULL)
		return;
	/* MySQL 9 says why, in brackets behind the name. */
	char *why = strstr(account, " (");
	if (why != NULL)
		*why = '\0';
	if (text_starts(operation, "CREATE")) {
		out->meaning = arena_printf(arena,
					    "%s from the source failed: %s is on the "
					    "target already",
					    operation, account);
		out->fix = arena_printf(arena, "DROP USER %s on the target", account);
		return;
	}
	out->meaning =
		arena_printf(arena, "%s from the source failed: %s is not on the target",
			     operation, account);
	out->fix = arena_printf(arena,
				"create it on the target as SHOW CREATE USER %s and SHOW "
				"GRANTS FOR %s print it on the source",
				account, account);
}

void applier_error_explain(const char *message, struct arena *arena, struct diagnosis *out)
{
	const char *table = between(message, "event on table ", "; ", arena);

	if (out->code == SERVER_DUPLICATE_KEY && table != NULL)
		report_duplicate(table, message, arena, out);
	else if (out->code == SERVER_ROW_NOT_FOUND && table != NULL)
		report_missing(table, arena, out);
	else if (out->code == SERVER_CANNOT_USER)
		report_account(message, arena, out);
}

unsigned applier_error_known_as(unsigned code, const char *message)
{
	static const char mark[] = "fatal error ";
	const char *at = message == NULL ? NULL : strstr(message, mark);
	unsigned inner = 0;

	if (at == NULL)
		return code;
	for (at += strlen(mark); *at >= '0' && *at <= '9' && inner < 100000; at++)
		inner = inner * 10 + (unsigned)(*at - '0');
	return inner == 0 ? code : inner;
}
