/*
 * Writes CREATE USER, ALTER USER and GRANT for an account, and notes where its secrets
 * go.
 */
#include "accounts/statements.h"

#include <string.h>

#include "accounts/attributes.h"
#include "accounts/definition.h"
#include "accounts/grants.h"
#include "accounts/selection.h"
#include "base/text.h"
#include "sql/quote.h"

static const char *name_of(const struct observed_login *login, struct arena *arena)
{
	return account_name(login->user, login->host, arena);
}

static void add_place(struct account_statement *out, struct text *text,
		      enum flavour flavour, const struct observed_login *login,
		      unsigned factor, const struct identification *how)
{
	struct arena *arena = text->arena;
	bool mariadb = flavour == FLAVOUR_MARIADB;

	out->places =
		arena_grow(arena, out->places, out->places_count * sizeof(*out->places),
			   (out->places_count + 1) * sizeof(*out->places));
	out->places[out->places_count++] = (struct secret_place){
		.at = text->length,
		.account = name_of(login, arena),
		.new_user = how->new_password ? login->user : NULL,
		.new_host = how->new_password ? login->host : NULL,
		.factor = factor,
		.second = how->second,
		.native_hash = how->new_password && mariadb && !how->in_clear,
	};
	text_add(text, SECRET_MARK);
}

/* " IDENTIFIED WITH 'p' AS <secret>", " IDENTIFIED VIA p USING <secret> OR ..." */
static void add_identification(struct account_statement *out, struct text *text,
			       enum flavour flavour, const struct observed_login *login,
			       const struct identification *how)
{
	bool mariadb = flavour == FLAVOUR_MARIADB;
	bool first = true;

	if (how->new_password) {
		text_add(text, mariadb && !how->in_clear ?
				       " IDENTIFIED VIA mysql_native_password USING " :
				       " IDENTIFIED BY ");
		add_place(out, text, flavour, login, 0, how);
		return;
	}
	for (unsigned i = 0; i < login->factors_count && i < 32; i++) {
		const char *factor = login->factors[i];
		const char *plugin =
			arena_copy_n(text->arena, factor, strcspn(factor, " "));
		bool empty = text_equal(factor + strlen(plugin), " empty");

		if ((how->kept & (1U << i)) == 0)
			continue;
		text_addf(text, mariadb ? "%s%s" : "%s'%s'",
			  !first  ? " OR " :
			  mariadb ? " IDENTIFIED VIA " :
				    " IDENTIFIED WITH ",
			  plugin);
		first = false;
		if (empty)
			continue;
		text_add(text, mariadb ? " USING " : " AS ");
		add_place(out, text, flavour, login, i, how);
	}
}

struct account_statement statement_create_login(enum flavour flavour,
						const struct observed_login *login,
						const struct identification *how,
						struct arena *arena)
{
	struct account_statement out = { 0 };
	struct text text = text_make(arena);
	bool role = login->host == NULL ||
		    (login->role == FACT_YES && login->options_count == 2);

	text_addf(&text, "CREATE %s %s", role ? "ROLE" : "USER", name_of(login, arena));
	if (!role) {
		add_identification(&out, &text, flavour, login, how);
		text_add(&text,
			 options_text(login->options, login->options_count, arena));
	}
	out.text = text.bytes;
	return out;
}

const char *statement_create_placeholder(enum flavour flavour,
					 const struct observed_login *login,
					 struct arena *arena)
{
	const char *name = name_of(login, arena);

	if (login->host == NULL)
		return arena_printf(arena, "CREATE ROLE %s", name);
	/* A password policy could refuse an empty one. */
	return arena_printf(arena,
			    flavour == FLAVOUR_MARIADB ?
				    "CREATE USER %s IDENTIFIED VIA "
				    "mysql_native_password USING '%s' ACCOUNT LOCK" :
				    "CREATE USER %s IDENTIFIED WITH "
				    "'caching_sha2_password' AS '%s' ACCOUNT LOCK",
			    name,
			    flavour == FLAVOUR_MARIADB ? NO_PASSWORD_MARIADB :
							 NO_PASSWORD_MYSQL);
}

bool login_is_placeholder(const struct observed_login *login)
{
	for (unsigned i = 0; i < login->factors_count; i++) {
		const char *form = strchr(login->factors[i], ' ');

		if (form == NULL ||
		    (!text_equal(form, NO_PASSWORD_FORM) && !text_equal(form, " empty")))
			return false;
	}
	return text_list_has(login->options, login->options_count, "ACCOUNT LOCK");
}

struct account_statement statement_identify_login(enum flavour flavour,
						  const struct observed_login *login,
						  const struct identification *how,
						  bool retain, struct arena *arena)
{
	struct account_statement out = { 0 };
	struct text text = text_make(arena);

	text_addf(&text, "ALTER USER %s", name_of(login, arena));
	add_identification(&out, &text, flavour, login, how);
	if (retain)
		text_add(&text, " RETAIN CURRENT PASSWORD");
	out.text = text.bytes;
	return out;
}

static bool has_class(const struct observed_login *login, const char *class)
{
	for (unsigned i = 0; i < login->options_count; i++) {
		if (text_equal(option_class(login->options[i]), class))
			return true;
	}
	return false;
}

/* True if ALTER USER with the option would change nothing. */
static bool has_option(const struct observed_login *there, const char *option,
		       struct arena *arena)
{
	bool attribute = text_equal(option_class(option), "ATTRIBUTE");

	for (unsigned i = 0; i < there->options_count; i++) {
		if (text_equal(there->options[i], option))
			return true;
		if (attribute &&
		    text_equal(option_class(there->options[i]), "ATTRIBUTE") &&
		    attributes_include(there->options[i], option, arena))
			return true;
	}
	return false;
}

bool login_has_more_attributes(const struct observed_login *there,
			       const struct observed_login *login, struct arena *arena)
{
	for (unsigned i = 0; i < there->options_count; i++) {
		if (text_equal(option_class(there->options[i]), "ATTRIBUTE") &&
		    !has_option(login, there->options[i], arena))
			return true;
	}
	return false;
}

const char *statement_alter_options(const struct observed_login *login,
				    const struct observed_login *there,
				    struct arena *arena)
{
	struct text_list changed = { .arena = arena };

	if (login->role == FACT_YES && there->role == FACT_YES)
		return NULL;
	for (unsigned i = 0; i < login->options_count; i++) {
		if (!has_option(there, login->options[i], arena))
			text_list_add(&changed, login->options[i]);
	}
	for (unsigned i = 0; i < there->options_count; i++) {
		const char *class = option_class(there->options[i]);

		/* Attributes are merged: ALTER USER cannot remove one. */
		if (!has_class(login, class) && !text_equal(class, "ATTRIBUTE"))
			text_list_add(&changed, option_default(there->options[i]));
	}
	if (changed.count == 0)
		return NULL;
	return arena_printf(arena, "ALTER USER %s%s", name_of(login, arena),
			    options_text(changed.items, changed.count, arena));
}

/* All privileges on one object, in one statement. */
static void grant_on_object(const struct text_list *grants, const char *object,
			    const char *name, struct text_list *out)
{
	struct arena *arena = out->arena;
	struct text privileges = text_make(arena);
	bool option = false;

	for (unsigned i = 0; i < grants->count; i++) {
		struct account_grant grant = account_grant_of(grants->items[i], arena);

		if (!text_equal(grant.object, object))
			continue;
		if (grant.kind == GRANT_OPTION && grant.privilege == NULL)
			option = true;
		else if (grant.kind == GRANT_PRIVILEGE)
			text_addf(&privileges, "%s%s",
				  privileges.length == 0 ? "" : ", ", grant.privilege);
	}
	if (privileges.length > 0 || option)
		text_list_add(out, arena_printf(arena, "GRANT %s ON %s TO %s%s",
						privileges.length > 0 ? privileges.bytes :
									"USAGE",
						object, name,
						option ? " WITH GRANT OPTION" : ""));
}

/* A dynamic privilege with the grant option needs its own statement. */
static void grant_dynamic_option(const char *privilege, const char *name,
				 struct text_list *out)
{
	text_list_add(out, arena_printf(out->arena,
					"GRANT %s ON *.* TO %s WITH GRANT OPTION",
					privilege, name));
}

static bool is_privilege_on(const struct account_grant *grant)
{
	return grant->kind == GRANT_PRIVILEGE ||
	       (grant->kind == GRANT_OPTION && grant->privilege == NULL);
}

/*
 * Static privileges with the grant option cannot share a statement with dynamic ones
 * without it: split them.
 */
static void split_dynamic(const struct text_list *grants, struct text_list *fixed,
			  struct text_list *dynamic)
{
	for (unsigned i = 0; i < grants->count; i++) {
		const char *text = grants->items[i];
		const char *blank = strchr(text, ' ');
		const char *underscore = strchr(text, '_');
		bool is_dynamic = underscore != NULL && blank != NULL &&
				  underscore < blank && text_equal(blank, " ON *.*");

		text_list_add(is_dynamic ? dynamic : fixed, text);
	}
}

static void grant_on_objects(const struct text_list *grants, const char *name,
			     struct text_list *out)
{
	struct text_list objects = { .arena = out->arena };

	for (unsigned i = 0; i < grants->count; i++) {
		struct account_grant grant =
			account_grant_of(grants->items[i], out->arena);

		if (is_privilege_on(&grant))
			text_list_add(&objects, grant.object);
	}
	for (unsigned i = 0; i < objects.count; i++)
		grant_on_object(grants, objects.items[i], name, out);
}

void statements_grant(const struct text_list *grants,
		      const struct observed_login *login, struct text_list *out)
{
	struct arena *arena = out->arena;
	const char *name = name_of(login, arena);
	struct text_list fixed = { .arena = arena }, dynamic = { .arena = arena };

	split_dynamic(grants, &fixed, &dynamic);
	grant_on_objects(&fixed, name, out);
	grant_on_objects(&dynamic, name, out);
	for (unsigned i = 0; i < grants->count; i++) {
		struct account_grant grant = account_grant_of(grants->items[i], arena);

		if (grant.kind == GRANT_OPTION && grant.privilege != NULL)
			grant_dynamic_option(grant.privilege, name, out);
		else if (grant.kind == GRANT_REVOKED)
			text_list_add(out,
				      arena_printf(arena, "REVOKE %s ON %s FROM %s",
						   grant.privilege, grant.object, name));
		else if (grant.kind == GRANT_ROLE &&
			 !text_list_has(grants->items, grants->count,
					arena_printf(arena, "ADMIN OPTION FOR %s",
						     grant.privilege)))
			text_list_add(out, arena_printf(arena, "GRANT %s TO %s",
							grant.privilege, name));
		else if (grant.kind == GRANT_ADMIN)
			text_list_add(out, arena_printf(arena,
							"GRANT %s TO %s WITH ADMIN OPTION",
							grant.privilege, name));
	}
}

const char *statement_default_roles(enum flavour flavour,
				    const struct observed_login *login,
				    const struct observed_login *there,
				    struct arena *arena)
{
	if (text_empty(login->default_roles) ||
	    (there != NULL && text_equal(there->default_roles, login->default_roles)))
		return NULL;
	if (flavour == FLAVOUR_MARIADB)
		return arena_printf(arena, "SET DEFAULT ROLE %s FOR %s",
				    login->default_roles, name_of(login, arena));
	return arena_printf(arena, "ALTER USER %s DEFAULT ROLE %s",
			    name_of(login, arena), login->default_roles);
}
