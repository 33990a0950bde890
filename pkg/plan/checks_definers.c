/*
 * Definers that copy.definers keeps: does the target accept objects with these
 * definers, and would the objects work there? An object runs with its definer's
 * privileges, so it is not enough that the account exists (1143, 1370, 1142).
 */
#include <string.h>

#include "accounts/fit.h"
#include "accounts/grants.h"
#include "accounts/ready.h"
#include "accounts/statements.h"
#include "base/names.h"
#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"
#include "sql/quote.h"

/* The account as observed on that side; NULL: absent, or unknown. */
static const struct observed_login *seen_on(const struct observed_server *server,
					    const char *account, struct arena *arena)
{
	for (unsigned i = 0; i < server->definers_count; i++) {
		const struct observed_login *login = &server->definers[i];

		if (text_equal(quote_account(login->user, login->host, arena), account))
			return login;
	}
	return NULL;
}

/* It is on the target, or the step target.accounts creates it before the copy. */
static bool is_there(const struct facts *facts, const char *account, struct arena *arena)
{
	const struct observed *observed = facts->observed;
	const struct observed_server *target = &observed->target.server;
	unsigned listed = count_objects(target, "account");

	if (login_labelled(&observed->source.server, account) != NULL)
		return true;
	if (target->definers_known == FACT_YES)
		return seen_on(target, account, arena) != NULL;
	/* The list is cut off at 200 entries. */
	return listed == 0 || listed >= 200 || has_object(target, "account", account);
}

/* Privileges that stored objects of a database can use. */
static bool is_for_objects(const char *privilege)
{
	static const char *const names[] = {
		"SELECT",      "INSERT",         "UPDATE",
		"DELETE",      "EXECUTE",        "CREATE",
		"DROP",        "ALTER",          "INDEX",
		"REFERENCES",  "TRIGGER",        "EVENT",
		"CREATE VIEW", "SHOW VIEW",      "CREATE TEMPORARY TABLES",
		"LOCK TABLES", "CREATE ROUTINE", "ALTER ROUTINE",
	};

	return names_among(names, ARRAY_SIZE(names), privilege);
}

/*
 * The same privilege on a wider object: on all databases, or on the table's database.
 */
static bool is_covered(const struct observed_login *there,
		       const struct account_grant *grant, struct arena *arena)
{
	const char *privilege = grant_base_privilege(grant->privilege, arena);
	const char *database = grant_database(grant->object, arena);

	if (there == NULL)
		return false;
	return text_list_has(there->grants, there->grants_count,
			     arena_printf(arena, "%s ON *.*", privilege)) ||
	       (database != NULL &&
		text_list_has(there->grants, there->grants_count,
			      arena_printf(arena, "%s ON %s.*", privilege, database)));
}

/* Privileges that the target's account must be granted, and can be granted. */
struct definer_needs {
	struct text_list grants; /* in pkg/accounts' form */
	struct text_list statements;
	bool more; /* needs roles too, or objects that the copy will create */
};

static void add_needs(const struct text_list *from, const struct observed_login *there,
		      struct definer_needs *needs)
{
	struct arena *arena = needs->grants.arena;

	for (unsigned i = 0; i < from->count; i++) {
		struct account_grant grant = account_grant_of(from->items[i], arena);

		if (grant.kind == GRANT_PRIVILEGE &&
		    is_for_objects(grant_base_privilege(grant.privilege, arena)) &&
		    !is_covered(there, &grant, arena))
			text_list_add(&needs->grants, from->items[i]);
	}
}

static void find_needs(const struct facts *facts, const struct observed_login *login,
		       const struct observed_login *there, struct arena *arena,
		       struct definer_needs *out)
{
	/* grants_fit() compares the accounts of accounts.include. */
	struct observed observed = *facts->observed;
	struct fitted_grants fitted;
	struct definer_needs after = { .grants.arena = arena };

	*out = (struct definer_needs){ .grants.arena = arena, .statements.arena = arena };
	observed.target.server.logins = observed.target.server.definers;
	observed.target.server.logins_count = observed.target.server.definers_count;
	grants_fit(&observed, login, true, arena, &fitted);
	add_needs(&fitted.missing, there, out);
	add_needs(&fitted.after_copy, there, &after);
	out->more = after.grants.count > 0 || fitted.left_out[LEFT_OUT_ROLE].count > 0;
	statements_grant(&out->grants, login, &out->statements);
}

/* A definer does not need to log in. */
static const char *creation(const struct facts *facts, const char *account,
			    struct arena *arena)
{
	const struct observed_server *target = &facts->observed->target.server;
	const struct observed_login *login =
		seen_on(&facts->observed->source.server, account, arena);
	bool makes_passwords =
		target->flavour == FLAVOUR_MYSQL && target->version >= 80018;
	struct text text = text_make(arena);
	struct definer_needs needs;

	text_addf(&text, "CREATE USER %s%s ACCOUNT LOCK", account,
		  makes_passwords ? " IDENTIFIED BY RANDOM PASSWORD" : "");
	if (login == NULL)
		return text.bytes;
	find_needs(facts, login, NULL, arena, &needs);
	for (unsigned i = 0; i < needs.statements.count; i++)
		text_addf(&text, "; %s", needs.statements.items[i]);
	return text.bytes;
}

static const char *include_text(const char *definer, struct arena *arena)
{
	return arena_printf(arena, "carry the account: accounts: { include: [\"%s\"] }",
			    definer);
}

/*
 * Why the target's administrator may not create objects of this definer; NULL: it may.
 */
static const char *definer_refused(const struct facts *facts, const char *definer,
				   struct arena *arena)
{
	static const char *const set_any[] = {
		"SUPER", "SET_ANY_DEFINER", "SET_USER_ID", "SET USER", NULL,
	};
	static const char *const set_absent[] = { "SUPER", "ALLOW_NONEXISTENT_DEFINER",
						  NULL };
	const struct observed_server *target = &facts->observed->target.server;

	if (target->privileges_count == 0 || text_equal(definer, target->user))
		return NULL;
	if (text_starts(definer, "rdsadmin@"))
		return "may not make objects of RDS's own administrator";
	if (!has_any(target, set_any))
		return "may make objects of its own only";
	/* From 8.2 on, a definer that does not exist needs one more privilege. */
	if (target->flavour == FLAVOUR_MYSQL && target->version >= 80200 &&
	    !has_any(target, set_absent) &&
	    !is_there(facts, quote_account_text(definer, arena), arena))
		return "may make objects of existing accounts only";
	return NULL;
}

void check_definers(const struct facts *facts, struct findings *out)
{
	const struct observed_server *target = &facts->observed->target.server;
	enum definers policy = facts->manifest->copy.definers;

	if (policy == DEFINERS_ADMIN)
		return;
	FOR_OBJECTS(definer, &facts->observed->source.server, "definer")
	{
		const char *refused = definer_refused(facts, definer->detail, out->arena);

		if (policy == DEFINERS_FAIL && !text_equal(definer->detail, target->user))
			finding_add(out, definer->name,
				    "set copy.definers: admin, or change the definer",
				    "its definer is %s, and copy.definers is fail",
				    definer->detail);
		else if (refused != NULL)
			finding_add(out, definer->name,
				    strstr(refused, "existing") == NULL ?
					    "set copy.definers: admin" :
					    arena_printf(out->arena,
							 "set copy.definers: admin, or %s, or on "
							 "the target: %s",
							 include_text(definer->detail,
								      out->arena),
							 creation(facts,
								  quote_account_text(
									  definer->detail,
									  out->arena),
								  out->arena)),
				    "its definer is %s, but %s %s (1227)",
				    definer->detail, target->user, refused);
	}
}

static void find_grants(const struct facts *facts, const struct observed_object *object,
			struct findings *out)
{
	struct arena *arena = out->arena;
	const char *account = quote_account_text(object->detail, arena);
	const struct observed_login *login =
		seen_on(&facts->observed->source.server, account, arena);
	const struct observed_login *there =
		seen_on(&facts->observed->target.server, account, arena);
	struct definer_needs needs;

	/* What does not work on the source does not have to work on the target. */
	if (login == NULL ||
	    login_labelled(&facts->observed->source.server, account) != NULL)
		return;
	if (there == NULL) {
		finding_add(out, object->name,
			    arena_printf(arena, "%s, or on the target: %s",
					 include_text(object->detail, arena),
					 creation(facts, account, arena)),
			    "its definer %s is not on the target: it fails there when it is "
			    "used (1449)",
			    object->detail);
		return;
	}
	find_needs(facts, login, there, arena, &needs);
	for (unsigned i = 0; i < needs.statements.count; i++)
		finding_add(out, object->name,
			    arena_printf(arena, "%s on the target",
					 needs.statements.items[i]),
			    "its definer %s lacks privileges on the target that it has on "
			    "the source: it fails there when it is used (1143, 1370, 1142)",
			    object->detail);
	if (needs.more)
		finding_add(out, object->name, include_text(object->detail, arena),
			    "its definer %s has roles, or privileges on tables or routines, "
			    "on the source that it lacks on the target: it may fail there "
			    "when it is used (1143, 1370, 1142)",
			    object->detail);
}

/* Reports only what check_definers has not reported. */
void check_definer_grants(const struct facts *facts, struct findings *out)
{
	const struct observed *observed = facts->observed;

	if (facts->manifest->copy.definers != DEFINERS_KEEP ||
	    observed->source.server.definers_known != FACT_YES ||
	    observed->target.server.definers_known != FACT_YES)
		return;
	FOR_OBJECTS(definer, &observed->source.server, "definer")
	{
		if (definer_refused(facts, definer->detail, out->arena) == NULL &&
		    !text_equal(definer->detail, observed->target.server.user))
			find_grants(facts, definer, out);
	}
}
