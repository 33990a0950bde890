/*
 * What an applier needs that stopped at a statement about accounts, in addition to the
 * accounts of the source:
 *
 * 1. An account that the source no longer has, so that a DROP USER or RENAME USER finds
 *    it: it is created locked, with a password that nobody can know.
 * 2. A privilege that a REVOKE removes, or a role that SET DEFAULT ROLE needs, if the
 *    target never had it: it is granted, and the REVOKE removes it again.
 */
#include "accounts/selection.h"
#include "link/account_errors.h"
#include "link/identity.h"
#include "steps/account_changes.h"
#include "steps/account_notes.h"

/* Finds it on this server; NULL: it does not exist. */
static const struct observed_login *find_login(const struct observed_server *server,
					       const struct stopped_name *name)
{
	const struct account_stop one = { .named = (struct stopped_name *)name,
					  .named_count = 1 };

	for (unsigned i = 0; i < server->logins_count; i++) {
		if (account_stop_names(&one, server->logins[i].user,
				       server->logins[i].host))
			return &server->logins[i];
	}
	return NULL;
}

static void add_placeholder(struct account_changes *found, const struct stopped_name *name)
{
	const struct observed *observed = found->facts->observed;
	enum flavour flavour = observed->target.server.flavour;
	bool role = found->stop.role && flavour == FLAVOUR_MARIADB;
	struct observed_login login = {
		.user = (char *)name->user,
		.host = role ? NULL : (char *)(name->host == NULL ? "%" : name->host),
	};
	const struct account_statement statement = {
		.text = statement_create_placeholder(flavour, &login, found->arena)
	};

	if (find_login(&observed->source.server, name) != NULL ||
	    find_login(&observed->target.server, name) != NULL ||
	    !link_account_is_included(found->facts, name))
		return;
	account_changes_create(found, statement);
	text_list_add(&found->created, account_shown(&login, found->arena));
	judge_note(found->out,
		   "%s is no longer on the source: it is created locked and without a "
		   "usable password, so that the statement at which the applier "
		   "stopped finds it",
		   account_shown(&login, found->arena));
}

static void grant_again(struct account_changes *found, const struct stopped_name *name)
{
	const struct observed *observed = found->facts->observed;
	const struct observed_login *there = find_login(&observed->target.server, name);
	const struct observed_login *login =
		there != NULL ? there : find_login(&observed->source.server, name);
	struct text_list missing = { .arena = found->arena };

	for (unsigned i = 0; login != NULL && i < found->stop.needed.count; i++) {
		const char *text = found->stop.needed.items[i];

		if (there == NULL ||
		    !text_list_has(there->grants, there->grants_count, text))
			text_list_add(&missing, text);
	}
	if (missing.count == 0)
		return;
	statements_grant(&missing, login, &found->grants);
	text_list_add(&found->changed, account_shown(login, found->arena));
	judge_note(found->out,
		   "%s is granted what the statement needs at which the applier "
		   "stopped: a REVOKE takes it away again",
		   account_shown(login, found->arena));
}

void account_changes_for_stop(struct account_changes *found)
{
	const struct observed_link *link = our_link(found->facts);

	if (link == NULL || !link_misses_included_account(found->facts, link))
		return;
	for (size_t i = 0; i < found->stop.named_count; i++) {
		add_placeholder(found, &found->stop.named[i]);
		if (found->stop.kind == STOP_NO_GRANT)
			grant_again(found, &found->stop.named[i]);
	}
}
