/*
 * Finds the text of a named query for a server, and fills its {places}. The texts are
 * in queries_server.c and queries_data.c; sending them is left to the callers.
 */
#include "db/queries.h"

#include <string.h>

#include "base/text.h"
#include "db/query_rows.h"
#include "sql/quote.h"

static const struct query_row *row_for(enum query query, const struct db_server *server,
				       const struct query_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].query == query && server->version >= rows[i].since &&
		    (rows[i].flavour == ANY || rows[i].flavour == server->flavour))
			return &rows[i];
	}
	return NULL;
}

static const char *find(enum query query, const struct db_server *server)
{
	const struct query_row *row =
		row_for(query, server, queries_server, queries_server_count);

	if (row == NULL)
		row = row_for(query, server, queries_data, queries_data_count);
	return row == NULL ? NULL : row->sql;
}

/* The system databases. MariaDB had no sys before 10.6; innodb is a user database. */
static const char *system_databases(const struct db_server *server)
{
	bool has_sys = server->flavour == FLAVOUR_MARIADB ? server->version >= 100600 :
							    server->version >= 50707;

	return has_sys ? "'information_schema', 'performance_schema', 'mysql', 'sys'" :
			 "'information_schema', 'performance_schema', 'mysql'";
}

/* The value for a {place}; *length is the length of the place with its braces. */
static const char *value_at(const char *place, const struct db_server *server,
			    const struct query_values *values, size_t *length)
{
	const struct {
		const char *name;
		const char *value;
	} known[] = {
		{ "{user}", values->user },
		{ "{names}", values->names },
		{ "{databases}", values->databases },
		{ "{channel}", values->channel },
		{ "{system}", system_databases(server) },
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++) {
		*length = strlen(known[i].name);
		if (strncmp(place, known[i].name, *length) == 0)
			return known[i].value;
	}
	return NULL;
}

const char *query_text(enum query query, const struct db_server *server,
		       const struct query_values *values, struct arena *arena)
{
	const char *sql = find(query, server);
	const char *place;
	static const struct query_values none;
	struct text out = text_make(arena);

	if (sql == NULL || strchr(sql, '{') == NULL)
		return sql;
	if (values == NULL)
		values = &none;
	while ((place = strchr(sql, '{')) != NULL) {
		size_t length;
		const char *value = value_at(place, server, values, &length);

		text_add_n(&out, sql, (size_t)(place - sql));
		text_add(&out, value == NULL ? "NULL" : value);
		sql = place + length;
	}
	text_add(&out, sql);
	return out.bytes;
}

const char *query_names(const char *const *names, size_t count, struct arena *arena)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < count; i++)
		text_addf(&out, "%s%s", i == 0 ? "" : ", ", quote_text(names[i], arena));
	return out.bytes;
}

const char *query_databases(const struct db_server *server, const char *const *names,
			    struct arena *arena)
{
	bool exact = server->flavour == FLAVOUR_MYSQL && server->version >= 80000;
	struct text out = text_make(arena);

	for (size_t i = 0; names[i] != NULL; i++)
		text_addf(&out,
			  exact ? "%s%s" : "%sCONVERT(%s USING utf8) COLLATE utf8_bin",
			  i == 0 ? "" : ", ", quote_text(names[i], arena));
	return out.length == 0 ? "''" : out.bytes;
}

bool query_is_stray(const char *database)
{
	return text_starts(database, "#mysql50#");
}
