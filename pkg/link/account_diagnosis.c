/*
 * What an applier's error about accounts means, and the statements that fix it if
 * extrepl cannot: accounts.include does not select the account, or the target's
 * administrator lacks the privilege.
 */
#include "link/account_diagnosis.h"

#include <string.h>

#include "accounts/selection.h"
#include "accounts/statements.h"
#include "base/text.h"
#include "link/account_errors.h"
#include "sql/quote.h"

static struct observed_login login_of(const struct stopped_name *name, bool role)
{
	return (struct observed_login){
		.user = (char *)name->user,
		.host = role ? NULL : (char *)(name->host == NULL ? "%" : name->host),
	};
}

static const char *shown(const struct stopped_name *name, struct arena *arena)
{
	return name->host == NULL ? quote_plain(name->user, arena) :
				    quote_account(name->user, name->host, arena);
}

/* 'a'@'%', 'b'@'%' */
static const char *names_text(const struct account_stop *stop, struct arena *arena)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < stop->named_count; i++)
		text_addf(&out, "%s%s", i == 0 ? "" : ", ",
			  shown(&stop->named[i], arena));
	return stop->named_count == 0 ? "an account or role that it names" : out.bytes;
}

/* "a@%", "b@%", for the manifest. */
static const char *patterns_text(const struct account_stop *stop, struct arena *arena)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < stop->named_count; i++)
		text_addf(&out, "%s\"%s\"", i == 0 ? "" : ", ",
			  account_label(stop->named[i].user, stop->named[i].host, arena));
	return stop->named_count == 0 ? "\"*\"" : out.bytes;
}

static const char *placeholders_text(const struct facts *facts,
				     const struct account_stop *stop, struct arena *arena)
{
	enum flavour flavour = facts->observed->target.server.flavour;
	bool role = stop->role && flavour == FLAVOUR_MARIADB;
	struct text out = text_make(arena);

	for (size_t i = 0; i < stop->named_count; i++) {
		struct observed_login login = login_of(&stop->named[i], role);

		text_addf(&out, "%s%s", i == 0 ? "" : "; ",
			  statement_create_placeholder(flavour, &login, arena));
	}
	return out.bytes;
}

/* Skips only this statement, which changes nothing on the target. */
static const char *skip_text(const char *message, struct arena *arena)
{
	const char *at = message == NULL ? NULL : strstr(message, "transaction '");
	size_t length = at == NULL ? 0 : strcspn(at + 13, "'");
	bool gtid = length > 0 && strncmp(at + 13, "ANONYMOUS", 9) != 0;

	return gtid ? arena_printf(arena,
				   "CALL mysql.rds_skip_transaction_with_gtid('%.*s')",
				   (int)length, at + 13) :
		      "CALL mysql.rds_skip_repl_error()";
}

static void explain_missing(const struct facts *facts, const struct account_stop *stop,
			    struct arena *arena, struct diagnosis *out)
{
	const char *names = names_text(stop, arena);

	if (stop->renamed_to != NULL)
		out->meaning = arena_printf(
			arena,
			"RENAME USER from the source failed: %s is not on the target, or %s is there already",
			names, stop->renamed_to);
	else
		out->meaning = arena_printf(
			arena,
			"a statement about accounts from the source failed: %s is not on the target",
			names);
	if (link_account_is_in_the_way(facts, stop, arena)) {
		out->fix =
			arena_printf(arena,
				     "DROP USER %s on the target: the RENAME brings it",
				     stop->renamed_to);
		return;
	}
	if (stop->drops)
		out->fix = arena_printf(arena,
					"let extrepl create it: add %s to "
					"accounts.include (accounts: { include: [%s] "
					"}); or create one on the target for the DROP "
					"to find: %s",
					patterns_text(stop, arena),
					patterns_text(stop, arena),
					placeholders_text(facts, stop, arena));
	else
		out->fix = arena_printf(
			arena,
			"let extrepl create it: add %s to accounts.include (accounts: "
			"{ include: [%s] }); or create it on the target as SHOW "
			"CREATE USER and SHOW GRANTS print it on the source",
			patterns_text(stop, arena), patterns_text(stop, arena));
}

static void explain_no_grant(const struct facts *facts, const struct account_stop *stop,
			     const char *message, struct arena *arena,
			     struct diagnosis *out)
{
	struct text_list statements = { .arena = arena };
	struct text fix = text_make(arena);
	bool grantable = link_can_grant_needed(facts, stop, arena);

	out->meaning =
		arena_printf(arena,
			     "a statement about accounts from the source failed: on the target, %s "
			     "does not have the grant that it is about",
			     names_text(stop, arena));
	for (size_t i = 0; i < stop->named_count && grantable; i++) {
		struct observed_login login =
			login_of(&stop->named[i], stop->named[i].host == NULL);

		statements_grant(&stop->needed, &login, &statements);
	}
	for (unsigned i = 0; i < statements.count; i++)
		text_addf(&fix, "%s%s", i == 0 ? "" : "; ", statements.items[i]);
	if (statements.count > 0)
		out->fix = arena_printf(arena,
					"on the target: %s; a REVOKE takes it away again",
					fix.bytes);
	else
		out->fix = arena_printf(arena,
					"skip this one statement: %s on the target; the next plan "
					"then shows what the account lacks",
					skip_text(message, arena));
}

static void explain_plugin(const char *message, struct arena *arena, struct diagnosis *out)
{
	const char *at = message == NULL ? NULL : strstr(message, "Plugin '");
	size_t length = at == NULL ? 0 : strcspn(at + 8, "'");
	const char *plugin =
		length == 0 ? "a plugin" : arena_copy_n(arena, at + 8, length);

	out->meaning =
		arena_printf(arena,
			     "an account of the source logs in with %s, which the target does not "
			     "have",
			     plugin);
	out->fix = arena_printf(
		arena,
		"on the source: ALTER USER it IDENTIFIED by another plugin, and "
		"create no more accounts with %s; then skip this one statement: %s on "
		"the target. If accounts.include covers the account, apply creates it "
		"there",
		plugin, skip_text(message, arena));
}

static void explain_exists(const struct facts *facts, const struct account_stop *stop,
			   struct arena *arena, struct diagnosis *out)
{
	bool role =
		stop->role && facts->observed->target.server.flavour == FLAVOUR_MARIADB;
	const char *names = names_text(stop, arena);

	out->meaning =
		arena_printf(arena,
			     "CREATE %s from the source failed: %s is on the target already",
			     stop->role ? "ROLE" : "USER", names);
	out->fix =
		arena_printf(arena,
			     "DROP %s %s on the target: the source's statements make it again",
			     role ? "ROLE" : "USER", names);
}

void account_error_explain(const struct facts *facts, const struct observed_link *link,
			   struct arena *arena, struct diagnosis *out)
{
	struct account_stop stop = link_account_stop(facts, link, arena);

	switch (stop.kind) {
	case STOP_OTHER:
		break;
	case STOP_MISSING:
		explain_missing(facts, &stop, arena, out);
		break;
	case STOP_EXISTS:
		explain_exists(facts, &stop, arena, out);
		break;
	case STOP_NO_GRANT:
		explain_no_grant(facts, &stop, link->sql_error, arena, out);
		break;
	case STOP_PLUGIN:
		explain_plugin(link->sql_error, arena, out);
		break;
	}
}
