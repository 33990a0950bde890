/*
 * Decides which grants of the source's accounts the target's administrator may make
 * there, and why the others are left out. fit_login.c decides how accounts can log in.
 */
#include "accounts/fit.h"

#include <string.h>

#include "accounts/grants.h"
#include "accounts/selection.h"
#include "base/text.h"
#include "sql/quote.h"

const struct observed_login *login_on(const struct observed_server *server,
				      const struct observed_login *login)
{
	for (unsigned i = 0; i < server->logins_count; i++) {
		const struct observed_login *other = &server->logins[i];

		if (text_equal(other->user, login->user) &&
		    (other->host == NULL) == (login->host == NULL) &&
		    text_equal(other->host, login->host))
			return other;
	}
	return NULL;
}

static bool own_has(const struct observed_target *target, const char *grant)
{
	return text_list_has(target->own_grants, target->own_grants_count, grant);
}

/* With the grant option on the same object. A dynamic privilege has its own. */
static bool may_grant_on(const struct observed_target *target, const char *privilege,
			 const char *object, struct arena *arena)
{
	return own_has(target, arena_printf(arena, "%s ON %s", privilege, object)) &&
	       (own_has(target, arena_printf(arena, "GRANT OPTION ON %s", object)) ||
		own_has(target, arena_printf(arena, "GRANT OPTION FOR %s", privilege)));
}

static bool may_grant(const struct observed_target *target, const char *privilege,
		      const char *object, struct arena *arena)
{
	const char *database = grant_database(object, arena);

	if (database != NULL &&
	    may_grant_on(target, privilege, arena_printf(arena, "%s.*", database), arena))
		return true;
	if (database != NULL && own_has(target, arena_printf(arena, "REVOKE %s ON %s.*",
							     privilege, database)))
		return false;
	return may_grant_on(target, privilege, "*.*", arena) ||
	       may_grant_on(target, privilege, object, arena);
}

/* Database names in grants are taken literally, not as patterns. */
static bool names_are_literal(const struct observed_server *server)
{
	return server->flavour == FLAVOUR_MYSQL &&
	       observed_is_on(server, "partial_revokes");
}

static const char *escaped(const char *name, struct arena *arena)
{
	struct text out = text_make(arena);

	for (; *name != '\0'; name++)
		text_addf(&out, "%s%c", strchr("_%", *name) != NULL ? "\\" : "", *name);
	return out.bytes;
}

/* The one database that the pattern means; NULL: more than one. */
static const char *one_database(const struct observed_server *source,
				const char *pattern, struct arena *arena)
{
	struct text name = text_make(arena);
	bool loose = false;

	for (const char *at = pattern; *at != '\0'; at++) {
		if (*at == '%')
			return NULL;
		loose = loose || *at == '_';
		if (*at == '\\' && at[1] != '\0' && strchr("_%\\", at[1]) != NULL)
			at++;
		text_add_n(&name, at, 1);
	}
	/* my_app is meant as a name, unless myXapp exists as well. */
	for (unsigned i = 0; loose && i < source->databases_count; i++) {
		if (!text_equal(source->databases[i].name, name.bytes) &&
		    text_like(source->databases[i].name, pattern))
			return NULL;
	}
	return name.bytes;
}

/* The object as a GRANT on the target must name it; NULL: impossible there. */
static const char *object_on_target(const struct observed *observed, const char *object,
				    struct arena *arena)
{
	bool from = names_are_literal(&observed->source.server);
	bool to = names_are_literal(&observed->target.server);
	const char *database = grant_database(object, arena);
	size_t length;

	if (database == NULL || from == to || grant_names_object(object))
		return object;
	const char *name = token_unquote(database, arena, &length);
	const char *other = from ? escaped(name, arena) :
				   one_database(&observed->source.server, name, arena);
	return other == NULL ? NULL :
			       arena_printf(arena, "%s.*", quote_name(other, arena));
}

static bool is_carried(const struct observed *observed, const char *role,
		       struct arena *arena)
{
	const struct observed_server *source = &observed->source.server;

	for (unsigned i = 0; i < source->logins_count; i++) {
		const struct observed_login *login = &source->logins[i];

		if (text_equal(account_name(login->user, login->host, arena), role))
			return !account_is_reserved(login->user);
	}
	return false;
}

/*
 * On MariaDB only an account with the role's ADMIN OPTION may. The target's
 * administrator has it for roles that extrepl created, not for those that came through
 * the binlog.
 */
static bool may_grant_role(const struct observed *observed, const char *role,
			   struct arena *arena)
{
	const struct observed_target *target = &observed->target;

	if (own_has(target, "ROLE_ADMIN ON *.*") ||
	    own_has(target, arena_printf(arena, "ADMIN OPTION FOR %s", role)))
		return true;
	for (unsigned i = 0; i < target->server.logins_count; i++) {
		const struct observed_login *login = &target->server.logins[i];

		if (text_equal(account_name(login->user, login->host, arena), role))
			return false;
	}
	return true;
}

/* The privilege is partially revoked on some database; the target cannot do that. */
static bool has_revoke(const struct observed *observed,
		       const struct observed_login *login, const char *privilege,
		       struct arena *arena)
{
	const char *begin = arena_printf(arena, "REVOKE %s ON `", privilege);

	if (names_are_literal(&observed->target.server))
		return false;
	for (unsigned i = 0; i < login->grants_count; i++) {
		if (text_starts(login->grants[i], begin))
			return true;
	}
	return false;
}

/* Privileges that later servers split up. */
static const char *privilege_on_target(const struct observed_target *target,
				       const char *privilege)
{
	if (text_equal(privilege, "SET_USER_ID") &&
	    !own_has(target, "SET_USER_ID ON *.*") &&
	    own_has(target, "SET_ANY_DEFINER ON *.*"))
		return "SET_ANY_DEFINER";
	return privilege;
}

static enum left_out fit_on_object(const struct observed *observed,
				   const struct observed_login *login,
				   const struct account_grant *grant,
				   const char *object, struct arena *arena)
{
	const struct observed_target *target = &observed->target;
	const char *database = grant_database(grant->object, arena);
	bool global = text_equal(object, "*.*");

	if (text_equal(database, "`mysql`"))
		return LEFT_OUT_SYSTEM_DATABASE;
	if (object == NULL)
		return LEFT_OUT_PATTERN;
	if (grant->kind == GRANT_OPTION && grant->privilege == NULL)
		return own_has(target, "GRANT OPTION ON *.*") ||
				       own_has(target,
					       arena_printf(arena, "GRANT OPTION ON %s",
							    object)) ?
			       LEFT_OUT_NOT :
			       LEFT_OUT_NOT_GRANTABLE;
	const char *privilege =
		privilege_on_target(target,
				    grant_base_privilege(grant->privilege, arena));
	if (!may_grant(target, privilege, object, arena))
		return LEFT_OUT_NOT_GRANTABLE;
	if (global && has_revoke(observed, login, privilege, arena))
		return LEFT_OUT_REVOKE;
	return LEFT_OUT_NOT;
}

/* Writes the grant into *text, as the target must be given it. */
static enum left_out fit_one(const struct observed *observed,
			     const struct observed_login *login,
			     const struct account_grant *grant, const char **text,
			     struct arena *arena)
{
	const struct observed_target *target = &observed->target;
	const char *object = NULL;
	enum left_out reason;

	switch (grant->kind) {
	case GRANT_PROXY:
		return LEFT_OUT_PROXY;
	case GRANT_ROLE:
	case GRANT_ADMIN:
		if (!is_carried(observed, grant->privilege, arena))
			return LEFT_OUT_ROLE;
		return may_grant_role(observed, grant->privilege, arena) ?
			       LEFT_OUT_NOT :
			       LEFT_OUT_ROLE_ADMIN;
	case GRANT_REVOKED:
		/*
		 * Like the target administrator's own: what it may not do, it cannot
		 * grant.
		 */
		return text_equal(grant_database(grant->object, arena), "`mysql`") ?
			       LEFT_OUT_SYSTEM_DATABASE :
		       names_are_literal(&observed->target.server) ? LEFT_OUT_NOT :
								     LEFT_OUT_REVOKE;
	case GRANT_PRIVILEGE:
	case GRANT_OPTION:
		break;
	}
	object = object_on_target(observed, grant->object, arena);
	reason = fit_on_object(observed, login, grant, object, arena);
	if (reason != LEFT_OUT_NOT)
		return reason;
	if (grant->kind == GRANT_OPTION)
		*text = grant->privilege == NULL ?
				arena_printf(arena, "GRANT OPTION ON %s", object) :
				arena_printf(arena, "GRANT OPTION FOR %s",
					     privilege_on_target(target,
								 grant->privilege));
	else
		*text = arena_printf(arena, "%s ON %s",
				     privilege_on_target(target, grant->privilege),
				     object);
	return LEFT_OUT_NOT;
}

bool grant_may_be_made(const struct observed *observed, const char *text,
		       struct arena *arena)
{
	struct account_grant grant = account_grant_of(text, arena);
	const char *base;

	switch (grant.kind) {
	case GRANT_PROXY:
	case GRANT_REVOKED:
		return false;
	case GRANT_ROLE:
	case GRANT_ADMIN:
		return may_grant_role(observed, grant.privilege, arena);
	case GRANT_PRIVILEGE:
	case GRANT_OPTION:
		break;
	}
	if (text_equal(grant_database(grant.object, arena), "`mysql`"))
		return false;
	if (grant.privilege == NULL)
		return own_has(&observed->target, "GRANT OPTION ON *.*");
	base = grant_base_privilege(grant.privilege, arena);
	return may_grant(&observed->target, base, grant.object, arena);
}

static void find_extra(const struct observed_login *there,
		       const struct text_list *wanted, struct text_list *extra)
{
	for (unsigned i = 0; there != NULL && i < there->grants_count; i++) {
		if (!text_starts(there->grants[i], "REVOKE ") &&
		    !text_list_has(wanted->items, wanted->count, there->grants[i]))
			text_list_add(extra, there->grants[i]);
	}
}

void grants_fit(const struct observed *observed, const struct observed_login *login,
		bool copy_open, struct arena *arena, struct fitted_grants *out)
{
	const struct observed_target *target = &observed->target;
	const struct observed_login *there = login_on(&target->server, login);
	struct text_list wanted = { .arena = arena };

	*out = (struct fitted_grants){ .missing.arena = arena,
				       .after_copy.arena = arena,
				       .extra.arena = arena };
	for (size_t i = 0; i < LEFT_OUT_REASONS; i++)
		out->left_out[i].arena = arena;
	for (unsigned i = 0; i < login->grants_count; i++) {
		const char *text = login->grants[i];
		struct account_grant grant = account_grant_of(text, arena);
		enum left_out reason = fit_one(observed, login, &grant, &text, arena);
		bool there_already =
			there != NULL &&
			text_list_has(there->grants, there->grants_count, text);
		bool names_object = grant.object != NULL && reason == LEFT_OUT_NOT &&
				    grant_names_object(grant.object);

		text_list_add(&wanted, text);
		if (there_already)
			continue;
		if (names_object &&
		    !text_list_has(target->granted_objects,
				   target->granted_objects_count, grant.object)) {
			text_list_add(copy_open ? &out->after_copy :
						  &out->left_out[LEFT_OUT_OBJECT],
				      text);
			continue;
		}
		text_list_add(reason == LEFT_OUT_NOT ? &out->missing :
						       &out->left_out[reason],
			      reason == LEFT_OUT_NOT ? text : login->grants[i]);
	}
	find_extra(there, &wanted, &out->extra);
}
