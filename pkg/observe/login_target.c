/*
 * What the target and its administrator can do with the source's accounts, and which of
 * the objects in the grants exist there.
 */
#include "observe/login_target.h"

#include <string.h>

#include "accounts/grants.h"
#include "base/text.h"
#include "sql/quote.h"

void login_target_abilities(const struct look *look, struct arena *arena,
			    struct observed_target *out)
{
	struct text_list plugins = { .arena = arena };
	struct text_list grants = { .arena = arena };
	const struct rows *rows = answer(&look->answers, QUERY_LOGIN_PLUGINS);

	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		text_list_add(&plugins, rows_value(rows, i, 0));
	rows = answer(&look->answers, QUERY_GRANTS);
	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		account_grants_add(&grants, rows_value(rows, i, 0), NULL,
				   look->server.flavour);
	rows = answer(&look->answers, QUERY_KNOWS_PBKDF2);
	out->knows_pbkdf2 = rows != NULL && rows->count > 0 ? FACT_YES : FACT_NO;
	out->login_plugins = login_texts(&plugins, &out->login_plugins_count, arena);
	out->own_grants = login_texts(&grants, &out->own_grants_count, arena);
}

/* Appends a (database, name) pair for an IN list. */
static void name_object(const struct account_grant *grant, struct arena *arena,
			struct text *out)
{
	const char *database = grant_database(grant->object, arena);
	const char *name = strstr(grant->object, database) + strlen(database) + 1;
	size_t length;

	text_addf(out, "%s(%s, %s)", out->length == 0 ? "" : ", ",
		  quote_text(token_unquote(database, arena, &length), arena),
		  quote_text(token_unquote(name, arena, &length), arena));
}

static void name_objects(const struct login_list *source, struct text *tables,
			 struct text *routines)
{
	struct arena *arena = source->arena;
	struct text_list named = { .arena = arena };

	for (size_t i = 0; i < source->logins_count; i++) {
		for (unsigned g = 0; g < source->logins[i].grants_count; g++) {
			struct account_grant grant =
				account_grant_of(source->logins[i].grants[g], arena);

			if (grant.object == NULL || grant.kind == GRANT_PROXY ||
			    !grant_names_object(grant.object) ||
			    text_list_has(named.items, named.count, grant.object))
				continue;
			text_list_add(&named, grant.object);
			name_object(&grant, arena,
				    grant.object[0] == '`' ? tables : routines);
		}
	}
}

size_t login_target_ask_objects(const struct login_list *source,
				const struct db_server *target,
				struct db_statement *statements)
{
	struct text tables = text_make(source->arena);
	struct text routines = text_make(source->arena);
	size_t count = 0;

	name_objects(source, &tables, &routines);
	const struct query_values of_tables = { .names = tables.bytes };
	const struct query_values of_routines = { .names = routines.bytes };
	if (tables.length > 0)
		statements[count++].sql = query_text(QUERY_GRANTED_TABLES, target,
						     &of_tables, source->arena);
	if (routines.length > 0)
		statements[count++].sql = query_text(QUERY_GRANTED_ROUTINES, target,
						     &of_routines, source->arena);
	return count;
}

void login_target_read_objects(const struct db_statement *statements, size_t count,
			       struct arena *arena, struct observed_target *out)
{
	struct text_list found = { .arena = arena };

	for (size_t s = 0; s < count; s++) {
		const struct rows *rows = &statements[s].rows;

		for (size_t i = 0; statements[s].done && i < rows->count; i++) {
			const char *type = rows_named(rows, i, "type");
			const char *object =
				quote_table(rows_named(rows, i, "database"),
					    rows_named(rows, i, "name"), arena);

			text_list_add(&found, type == NULL ? object :
							     arena_printf(arena, "%s %s",
									  type, object));
		}
	}
	out->granted_objects = login_texts(&found, &out->granted_objects_count, arena);
}
