/*
 * Parses the table and the key from the server's error about a stopped applier. MySQL
 * and MariaDB use the same text, and do not translate it in a replica's log.
 */
#include "link/applier_error.h"

#include <string.h>

#include "base/text.h"
#include "sql/server_errors.h"

/* The text between `before` and `after`, or NULL. */
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

/* "shop.orders", quoted for a statement. A name with another dot stays unchanged. */
static const char *quoted(const char *table, struct arena *arena)
{
	const char *dot = strchr(table, '.');

	if (dot == NULL || strchr(dot + 1, '.') != NULL || strchr(table, '`') != NULL)
		return table;
	return arena_printf(arena, "`%.*s`.`%s`", (int)(dot - table), table, dot + 1);
}

/* True if the text can be quoted without escapes. */
static bool is_plain(const char *text)
{
	return text[strcspn(text, "'\\`\n")] == '\0';
}

/* shop.orders from 'shop.orders' in the message, or NULL if it has no quotes. */
static const char *unquoted(const char *text, struct arena *arena)
{
	size_t length = text == NULL ? 0 : strlen(text);

	if (length < 2 || text[0] != '\'' || text[length - 1] != '\'')
		return NULL;
	return arena_copy_n(arena, text + 1, length - 2);
}

/*
 * A query on the target that prints the DELETE for the row in the way, with its
 * column's name. NULL if the row is uncertain: the message joins the values of a key of
 * several columns with '-', which can also be part of a value.
 */
static const char *deletion_query(const char *table, const char *key, const char *entry,
				  struct arena *arena)
{
	const char *dot = strchr(table, '.');
	const char *value = unquoted(entry, arena);
	const char *name = unquoted(key, arena);

	if (dot == NULL || strchr(dot + 1, '.') != NULL || !is_plain(table) ||
	    value == NULL || name == NULL || !is_plain(value) || !is_plain(name) ||
	    strchr(value, '-') != NULL)
		return NULL;
	/* MySQL 8 puts the table in front: 'orders.PRIMARY'. */
	if (text_starts(name, arena_printf(arena, "%s.", dot + 1)))
		name += strlen(dot + 1) + 1;
	return arena_printf(arena,
			    "SELECT CONCAT('DELETE FROM %s WHERE `', COLUMN_NAME, '` = "
			    "''%s''') AS statement FROM information_schema.STATISTICS WHERE "
			    "TABLE_SCHEMA = '%.*s' AND TABLE_NAME = '%s' AND INDEX_NAME = "
			    "'%s'",
			    quoted(table, arena), value, (int)(dot - table), table,
			    dot + 1, name);
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
	const char *query = deletion_query(table, key, entry, arena);
	out->fix = arena_printf(
		arena,
		"something wrote to %s on the target, or the position is older than "
		"the data: find out which, and compare the row on both sides. To "
		"delete it there, %s",
		table,
		query != NULL ?
			arena_printf(arena, "run what this prints on the target: %s",
				     query) :
			arena_printf(arena,
				     "DELETE FROM %s WHERE its key has that value; SHOW "
				     "KEYS FROM %s names the key's columns",
				     quoted(table, arena), quoted(table, arena)));
}

/* "; the last event of `mysqlbinlog ...` shows the row", or "". */
static const char *binlog_command(const char *message, struct arena *arena)
{
	const char *file = between(message, " log ", ", end_log_pos ", arena);
	const char *at = message == NULL ? NULL : strstr(message, ", end_log_pos ");
	size_t digits = 0;

	if (at != NULL) {
		at += strlen(", end_log_pos ");
		digits = strspn(at, "0123456789");
	}
	if (file == NULL || digits == 0 || !is_plain(file) || strchr(file, ' ') != NULL)
		return "";
	return arena_printf(arena,
			    "; the last event of `mysqlbinlog --verbose "
			    "--base64-output=decode-rows --stop-position=%.*s %s` on the "
			    "source shows the row before and after it",
			    (int)digits, at, file);
}

static void report_missing(const char *table, const char *message, struct arena *arena,
			   struct diagnosis *out)
{
	out->meaning =
		arena_printf(arena,
			     "the target lacks a row of %s that the source changed",
			     table);
	out->fix = arena_printf(
		arena,
		"something wrote to %s on the target, or its key is a generated column "
		"with another value: find the row with `extrepl verify --table %s`, and "
		"put it back there as it was before the change%s",
		table, table, binlog_command(message, arena));
}

void applier_error_explain(const char *message, struct arena *arena, struct diagnosis *out)
{
	const char *table = between(message, "event on table ", "; ", arena);

	if (out->code == SERVER_DUPLICATE_KEY && table != NULL)
		report_duplicate(table, message, arena, out);
	else if (out->code == SERVER_ROW_NOT_FOUND && table != NULL)
		report_missing(table, message, arena, out);
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
