/*
 * A trigger that names a column that its table no longer has cannot work, but the
 * source keeps it. No server would create it again (1054), so it is found here, before
 * the rows are copied.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "sql/quote.h"
#include "tables/scan.h"

static bool in_name(char byte)
{
	return isalnum((unsigned char)byte) || byte == '_' || byte == '$' ||
	       (unsigned char)byte >= 0x80;
}

/* The place after a comment that begins at text, or text. */
static const char *skip_comment(const char *text)
{
	const char *end;

	if (text_starts(text, "/*")) {
		end = strstr(text + 2, "*/");
		return end == NULL ? text + strlen(text) : end + 2;
	}
	if (*text == '#' || (text_starts(text, "--") && !in_name(text[2]))) {
		end = strchr(text, '\n');
		return end == NULL ? text + strlen(text) : end;
	}
	return text;
}

static const char *skip_blanks(const char *text)
{
	while (isspace((unsigned char)*text))
		text++;
	return text;
}

/*
 * The column in "NEW.column" or "OLD.column" at text, and the place after it; NULL if
 * there is none.
 */
static const char *column_at(const char *text, const char **end, struct arena *arena)
{
	const char *at = skip_blanks(text + 3);

	if ((strncasecmp(text, "NEW", 3) != 0 && strncasecmp(text, "OLD", 3) != 0) ||
	    *at != '.')
		return NULL;
	at = skip_blanks(at + 1);
	*end = at;
	if (*at == '`') {
		*end = scan_skip(at);
		return arena_copy_n(arena, at + 1, (size_t)(*end - at - 2));
	}
	while (in_name(**end))
		(*end)++;
	return arena_copy_n(arena, at, (size_t)(*end - at));
}

static bool has_column(const struct table *table, const char *name)
{
	for (const char *at = name; *at != '\0'; at++) {
		/* Such names are not compared here. */
		if ((unsigned char)*at >= 0x80 || *at == '`')
			return true;
	}
	for (size_t i = 0; i < table->columns_count; i++) {
		if (strcasecmp(table->columns[i].name, name) == 0)
			return true;
	}
	return *name == '\0';
}

/* The first column that the trigger names and the table lacks, or NULL. */
static const char *find_missing(const struct stored_object *trigger,
				const struct table *table, struct arena *arena)
{
	const char *at = strcasestr(trigger->create, "FOR EACH ROW");
	char before = ' ';

	if (at == NULL)
		return NULL;

	while (*at != '\0') {
		const char *end = skip_comment(at);

		if (end == at && in_name(*at)) {
			bool alone = before != '.' && before != '@' && before != '`' &&
				     !in_name(before);
			const char *name = alone ? column_at(at, &end, arena) : NULL;

			if (name != NULL && !has_column(table, name))
				return name;
			while (name == NULL && in_name(*end))
				end++;
		} else if (end == at) {
			end = *at == '(' ? at + 1 : scan_skip(at);
		}
		before = end[-1];
		at = end;
	}
	return NULL;
}

/* With such a database, new.t may be a table. */
static bool has_database_new_or_old(const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->databases_count; i++) {
		if (strcasecmp(catalog->databases[i].name, "new") == 0 ||
		    strcasecmp(catalog->databases[i].name, "old") == 0)
			return true;
	}
	return false;
}

/*
 * Quotes are read as in the usual SQL modes and charsets; other modes are not covered.
 */
static bool is_readable(const struct stored_object *stored)
{
	return stored->kind == STORED_TRIGGER &&
	       strstr(stored->sql_mode, "NO_BACKSLASH_ESCAPES") == NULL &&
	       (text_starts(stored->charset, "utf8") ||
		text_starts(stored->charset, "latin1"));
}

bool trigger_columns_check(const struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	if (has_database_new_or_old(&copy->catalog))
		return true;
	for (size_t i = 0; i < copy->catalog.stored_objects_count; i++) {
		const struct stored_object *stored = &copy->catalog.stored_objects[i];
		const struct table *table =
			!is_readable(stored) ?
				NULL :
				catalog_table(&copy->catalog, stored->database,
					      stored->table);
		const char *missing =
			table == NULL ? NULL : find_missing(stored, table, arena);

		if (missing == NULL)
			continue;
		error_set(err, ERROR_FAILED,
			  "%s: %s is broken: it names the column %s, which the table %s does"
			  " not have (1054)",
			  db_label(copy->control), stored_objects_label(stored, arena),
			  missing, quote_table(stored->database, stored->table, arena));
		return error_hint(err,
				  "Repair it on the source, or drop it: DROP TRIGGER %s",
				  quote_table(stored->database, stored->name, arena));
	}
	return true;
}
