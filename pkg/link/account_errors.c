/*
 * What can be done if an applier stopped at a statement about accounts.
 * accounts/stopped.c parses the error; account_diagnosis.c has the text for it.
 */
#include "link/account_errors.h"

#include "accounts/fit.h"
#include "accounts/selection.h"
#include "base/text.h"

struct account_stop link_account_stop(const struct facts *facts,
				      const struct observed_link *link,
				      struct arena *arena)
{
	if (link == NULL)
		return (struct account_stop){ .needed.arena = arena };
	return account_stop_parse(link->sql_errno, link->sql_error,
				  facts->observed->target.server.flavour, arena);
}

static bool is_selected(const struct facts *facts, const struct stopped_name *name)
{
	const struct manifest_accounts *accounts = &facts->manifest->accounts;

	return account_is_selected(accounts->include, accounts->exclude, name->user,
				   name->host) &&
	       !account_is_reserved(name->user);
}

/* Roles of accounts are copied with them, even if they are not selected. */
static bool is_carried(const struct facts *facts, const struct stopped_name *name)
{
	const struct observed_server *source = &facts->observed->source.server;
	const struct account_stop one = { .named = (struct stopped_name *)name,
					  .named_count = 1 };

	for (unsigned i = 0; i < source->logins_count; i++) {
		if (account_stop_names(&one, source->logins[i].user,
				       source->logins[i].host))
			return !account_is_reserved(name->user);
	}
	return false;
}

bool link_account_is_included(const struct facts *facts, const struct stopped_name *name)
{
	const struct stopped_name everywhere = { .user = name->user, .host = "%" };

	return facts->manifest->accounts.include != NULL &&
	       (is_carried(facts, name) || is_selected(facts, name) ||
		(name->host == NULL && is_selected(facts, &everywhere)));
}

bool link_account_is_in_the_way(const struct facts *facts,
				const struct account_stop *stop, struct arena *arena)
{
	const struct observed_server *target = &facts->observed->target.server;

	for (unsigned i = 0; stop->renamed_to != NULL && i < target->logins_count; i++) {
		const struct observed_login *login = &target->logins[i];

		if (text_equal(account_name(login->user, login->host, arena),
			       stop->renamed_to))
			return true;
	}
	return false;
}

bool link_can_grant_needed(const struct facts *facts, const struct account_stop *stop,
			   struct arena *arena)
{
	for (unsigned i = 0; i < stop->needed.count; i++) {
		if (!grant_may_be_made(facts->observed, stop->needed.items[i], arena))
			return false;
	}
	return stop->needed.count > 0;
}

bool link_misses_included_account(const struct facts *facts,
				  const struct observed_link *link)
{
	AUTO_ARENA *arena = arena_make();
	struct account_stop stop = link_account_stop(facts, link, arena);

	if (facts->manifest->accounts.include == NULL ||
	    (stop.kind != STOP_MISSING && stop.kind != STOP_NO_GRANT) ||
	    link_account_is_in_the_way(facts, &stop, arena))
		return false;
	for (size_t i = 0; i < stop.named_count; i++) {
		if (!link_account_is_included(facts, &stop.named[i]))
			return false;
	}
	if (stop.kind == STOP_NO_GRANT)
		return stop.named_count > 0 && link_can_grant_needed(facts, &stop, arena);
	/* If the server names no account, assume that it means all of them. */
	return stop.named_count > 0 || facts->observed->source.server.logins_count > 0;
}
