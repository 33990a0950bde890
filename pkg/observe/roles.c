/*
 * The administrator's privileges: those active now, and those that granted but inactive
 * roles would add. So the plan can say whether a grant is missing or only an active
 * role.
 */
#include "base/text.h"
#include "observe/grants.h"
#include "observe/internal.h"

static struct grants read_grants(const struct look *look, enum query query,
				 struct arena *arena)
{
	const struct rows *rows = answer(&look->answers, query);
	struct grants grants = grants_make(arena);

	for (size_t i = 0; rows != NULL && i < rows->count; i++)
		grants_add(&grants, clean_copy(arena, rows_value(rows, i, 0)));
	return grants;
}

static struct text_list inactive_roles(const struct look *look,
				       const struct grants *grants)
{
	if (answer(&look->answers, QUERY_ROLE) == NULL)
		return (struct text_list){ 0 };
	return grants_inactive_roles(grants,
				     answer_first(&look->answers, QUERY_ROLE, "active"));
}

/*
 * MariaDB has one active role at a time. So an inactive role is read only if it is the
 * only one and no other role is active.
 */
bool ask_roles(struct db *db, struct look *look, struct error *err)
{
	static const enum query queries[] = { QUERY_ROLE_GRANTS };
	const char *active = answer_first(&look->answers, QUERY_ROLE, "active");
	struct grants grants = read_grants(look, QUERY_GRANTS, look->arena);
	struct text names = text_make(look->arena);
	struct text_list inactive = inactive_roles(look, &grants);

	if (inactive.count == 0 || (look->server.flavour == FLAVOUR_MARIADB &&
				    (inactive.count > 1 || active != NULL)))
		return true;
	/*
	 * The names are quoted as CURRENT_ROLE() writes them, so a statement can use
	 * them.
	 */
	for (unsigned i = 0; i < grants.roles.count; i++)
		text_addf(&names, "%s%s", i == 0 ? "" : ", ", grants.roles.items[i]);
	const struct query_values values = { .names = names.bytes };
	return ask(db, queries, ARRAY_SIZE(queries), &values, look->arena,
		   &look->answers, err);
}

void fill_privileges(const struct look *look, struct arena *arena,
		     struct observed_server *out)
{
	struct grants grants = read_grants(look, QUERY_GRANTS, arena);
	struct text_list inactive = inactive_roles(look, &grants);

	out->privileges = grants.privileges.items;
	out->privileges_count = grants.privileges.count;
	out->inactive_roles = inactive.items;
	out->inactive_roles_count = inactive.count;
	if (answer(&look->answers, QUERY_ROLE_GRANTS) == NULL)
		return;
	struct text_list with_roles =
		read_grants(look, QUERY_ROLE_GRANTS, arena).privileges;
	/* MariaDB lists only the role's own privileges: add the account's. */
	for (unsigned i = 0;
	     look->server.flavour == FLAVOUR_MARIADB && i < grants.privileges.count; i++)
		text_list_add(&with_roles, grants.privileges.items[i]);
	out->role_privileges = with_roles.items;
	out->role_privileges_count = with_roles.count;
}

bool observer_privileges(struct db *db, struct arena *arena, struct text_list *out,
			 struct error *err)
{
	static const enum query queries[] = { QUERY_GRANTS };
	struct look look = { .arena = arena };

	if (!ask(db, queries, ARRAY_SIZE(queries), NULL, arena, &look.answers, err))
		return false;
	if (answer(&look.answers, QUERY_GRANTS) == NULL) {
		*err = look.answers.of[QUERY_GRANTS].error;
		return error_wrap(err, "reading the administrator's privileges");
	}
	*out = read_grants(&look, QUERY_GRANTS, arena).privileges;
	return true;
}
