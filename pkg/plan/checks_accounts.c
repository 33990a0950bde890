/*
 * Accounts of the source that the target lacks: later statements about them are
 * replicated and stop the replica. Also passwords that the target's password rules
 * would refuse.
 */
#include "accounts/fit.h"
#include "accounts/ready.h"
#include "accounts/selection.h"
#include "base/text.h"
#include "plan/check_list.h"
#include "plan/facts.h"

static bool is_local_root(const char *account)
{
	return text_starts(account, "'root'@'localhost'") ||
	       text_starts(account, "'root'@'127.") ||
	       text_starts(account, "'root'@'::1'");
}

/* An account that nobody can log in to, so that a later ALTER USER finds it. */
static const char *locked_account(const struct observed_server *target,
				  const char *account, struct arena *arena)
{
	bool makes_passwords =
		target->flavour == FLAVOUR_MYSQL && target->version >= 80018;

	return arena_printf(arena, "CREATE USER %s%s ACCOUNT LOCK", account,
			    makes_passwords ? " IDENTIFIED BY RANDOM PASSWORD" : "");
}

/*
 * extrepl keeps its own changes to this account out of the binlog; other users may not.
 * The check also runs before the account exists on the source, as the first plan is the
 * one that users read with care.
 */
static void find_replication_account(const struct facts *facts, struct findings *out)
{
	const char *name = facts->manifest->source.replication_user.name;
	const char *host = facts->manifest->source.replication_user.host;
	const char *label = facts->manifest->source.replication_user.label;
	const struct manifest_accounts *accounts = &facts->manifest->accounts;
	const struct observed_server *target = &facts->observed->target.server;
	const char *pattern = account_label(name, host, out->arena);

	if (has_object(target, "account", label) ||
	    login_labelled(&facts->observed->source.server, label) != NULL ||
	    (accounts->include != NULL &&
	     account_is_selected(accounts->include, accounts->exclude, name, host)))
		return;
	finding_add(out, label,
		    arena_printf(out->arena,
				 "carry it: accounts: { include: [\"%s\"] }; or on the "
				 "target: %s",
				 pattern, locked_account(target, label, out->arena)),
		    "it is not on the target: when its password is changed later by ALTER "
		    "USER on the source, the replica stops (1396)");
}

/*
 * Statements about accounts are replicated: ALTER USER of a missing account stops the
 * replica (1396).
 */
void check_accounts(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;
	const char *first = NULL;
	unsigned count = 0;

	/* Aurora does not replicate such statements. */
	if (text_equal(facts->observed->target.service, "aurora") ||
	    count_objects(target, "account") == 0)
		return;
	find_replication_account(facts, out);
	FOR_OBJECTS(account, source, "account")
	{
		if (is_local_root(account->name) ||
		    text_equal(account->name,
			       facts->manifest->source.replication_user.label) ||
		    has_object(target, "account", account->name) ||
		    login_labelled(source, account->name) != NULL)
			continue;
		first = first == NULL ? account->name : first;
		count++;
	}
	if (count > 0)
		finding_add(out, first,
			    "carry them: accounts: { include: [\"*\"] }; or do not change accounts while it "
			    "replicates",
			    "%s of the source not on the target: a later ALTER USER, "
			    "GRANT or DROP USER for one of them stops the replica "
			    "(1396)",
			    counted(count, "account", out->arena));
}

/* It is created with the password hash of the source. */
static bool is_made_by_hash(const struct facts *facts, const struct observed_login *login)
{
	const struct manifest_accounts *accounts = &facts->manifest->accounts;

	if (login->host == NULL || login->role == FACT_YES ||
	    login_on(&facts->observed->target.server, login) != NULL)
		return false;
	for (size_t i = 0; i < accounts->passwords_count; i++) {
		if (account_is_labelled(accounts->passwords[i].account, login->user,
					login->host))
			return false;
	}
	return true;
}

static void find_refused_hashes(const struct facts *facts, struct findings *out)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct observed_server *target = &facts->observed->target.server;

	if (!target_refuses_hashes(target))
		return;
	for (unsigned i = 0; i < source->logins_count; i++) {
		if (!is_made_by_hash(facts, &source->logins[i]))
			continue;
		finding_add(out, "strict_password_validation",
			    "set strict_password_validation to 0 by target.parameters, or in "
			    "the parameter group, while the accounts are made",
			    "ON on the target: it refuses accounts whose password is "
			    "carried as a hash (1290), such as %s",
			    account_label(source->logins[i].user,
					  source->logins[i].host, out->arena));
		return;
	}
}

void check_target_passwords(const struct facts *facts, struct findings *out)
{
	FOR_OBJECTS(refused, &facts->observed->target.server, "account-password-refused")
	{
		finding_add(out, refused->name,
			    "give it another password in accounts.passwords",
			    "the target would refuse its new password: %s is not met (1819)",
			    refused->detail);
	}
	find_refused_hashes(facts, out);
}

/* What else it may grant is reported by the step itself, account by account. */
void check_accounts_privileges(const struct facts *facts, struct findings *out)
{
	static const char *const needed[] = { "CREATE USER", "SUPER", NULL };
	const struct observed_server *target = &facts->observed->target.server;

	if (target->privileges_count == 0 || has_any(target, needed))
		return;
	finding_add(out, NULL, grant_fix(target, "CREATE USER", out->arena),
		    "%s lacks CREATE USER: accounts.include cannot be created (1227)",
		    target->user);
}
