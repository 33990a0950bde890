/*
 * The list of a server's accounts, which of them are looked at, and the statements that
 * read these. login_facts.c interprets the answers.
 */
#include "observe/login_list.h"

#include <string.h>

#include "accounts/grants.h"
#include "accounts/selection.h"
#include "base/text.h"

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void fill_listed(const struct rows *rows, struct login_list *list)
{
	list->listed = arena_array(list->arena, rows->count, sizeof(*list->listed));
	for (size_t i = 0; i < rows->count; i++) {
		bool is_role = text_equal(rows_named(rows, i, "is_role"), "Y");
		const char *user = or_empty(rows_named(rows, i, "user"));
		const char *host = is_role ? NULL : rows_named(rows, i, "host");

		list->listed[list->listed_count++] = (struct listed_login){
			.user = user,
			.host = host,
			.name = account_name(user, host, list->arena),
			.rows = rows,
			.row = i,
		};
	}
}

struct login_list login_list_make(const struct look *look, struct arena *arena)
{
	const struct rows *rows = answer(&look->answers, QUERY_LOGINS);
	struct login_list list = { .server = look->server,
				   .arena = arena,
				   .known = rows != NULL };

	if (rows != NULL)
		fill_listed(rows, &list);
	list.logins = arena_array(arena, list.listed_count + 1, sizeof(*list.logins));
	list.secrets = arena_array(arena, list.listed_count + 1, sizeof(*list.secrets));
	return list;
}

struct listed_login *login_list_find(const struct login_list *list, const char *name)
{
	for (size_t i = 0; i < list->listed_count; i++) {
		if (strcmp(list->listed[i].name, name) == 0)
			return &list->listed[i];
	}
	return NULL;
}

/* `reader`@`%`, or `reader` if it has no host. */
static const char *edge_name(const struct rows *rows, size_t i, const char *user,
			     const char *host, struct arena *arena)
{
	const char *of = rows_named(rows, i, host);

	return account_name(or_empty(rows_named(rows, i, user)),
			    text_empty(of) ? NULL : of, arena);
}

void login_list_select_roles(struct login_list *list, const struct look *look)
{
	const struct rows *edges = answer(&look->answers, QUERY_ROLE_EDGES);
	bool more = edges != NULL;

	while (more) {
		more = false;
		for (size_t i = 0; i < edges->count; i++) {
			const struct listed_login *to =
				login_list_find(list, edge_name(edges, i, "user",
								"host", list->arena));
			struct listed_login *role =
				login_list_find(list,
						edge_name(edges, i, "role", "role_host",
							  list->arena));

			if (to == NULL || role == NULL || !to->selected || role->selected)
				continue;
			role->selected = true;
			more = true;
		}
	}
}

static bool is_open(const struct listed_login *listed)
{
	return listed->selected && !listed->looked_at;
}

size_t login_list_most(const struct login_list *list)
{
	return 2 * list->listed_count + 1;
}

size_t login_list_ask(struct login_list *list, struct db_statement *statements)
{
	const char *as_hex =
		query_text(QUERY_HASHES_AS_HEX, &list->server, NULL, list->arena);
	size_t count = 0;

	for (size_t i = 0; i < list->listed_count; i++) {
		const struct listed_login *listed = &list->listed[i];
		const struct query_values values = { .names = listed->name };

		if (!is_open(listed))
			continue;
		if (count == 0 && as_hex != NULL)
			statements[count++].sql = as_hex;
		if (listed->host != NULL)
			statements[count++].sql =
				query_text(QUERY_LOGIN_CREATED, &list->server, &values,
					   list->arena);
		statements[count++].sql = query_text(QUERY_LOGIN_GRANTS, &list->server,
						     &values, list->arena);
	}
	return count;
}

void login_list_read(struct login_list *list, const struct db_statement *statements)
{
	bool as_hex = query_text(QUERY_HASHES_AS_HEX, &list->server, NULL,
				 list->arena) != NULL;
	size_t at = as_hex ? 1 : 0;

	for (size_t i = 0; i < list->listed_count; i++) {
		struct listed_login *listed = &list->listed[i];

		if (!is_open(listed))
			continue;
		const struct db_statement *created =
			listed->host != NULL ? &statements[at++] : NULL;
		listed->looked_at = true;
		if (login_facts_fill(list, listed, created, &statements[at++],
				     &list->logins[list->logins_count],
				     &list->secrets[list->logins_count]))
			list->logins_count++;
		else
			list->known = false;
	}
}

bool login_list_select_granted(struct login_list *list)
{
	bool more = false;

	for (size_t i = 0; i < list->logins_count; i++) {
		for (unsigned g = 0; g < list->logins[i].grants_count; g++) {
			struct account_grant grant =
				account_grant_of(list->logins[i].grants[g], list->arena);
			struct listed_login *role =
				grant.kind == GRANT_ROLE ?
					login_list_find(list, grant.privilege) :
					NULL;

			if (role == NULL || role->selected)
				continue;
			role->selected = true;
			more = true;
		}
	}
	return more;
}
