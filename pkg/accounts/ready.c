/* Finds the first account that could not log in on the target. */
#include "accounts/ready.h"

#include "accounts/fit.h"
#include "accounts/selection.h"
#include "base/text.h"
#include "sql/quote.h"

static const char *label_of(const struct observed_login *login, struct arena *arena)
{
	return login->host == NULL ? quote_name(login->user, arena) :
				     quote_account(login->user, login->host, arena);
}

const struct observed_login *login_labelled(const struct observed_server *server,
					    const char *label)
{
	AUTO_ARENA *arena = arena_make();

	for (unsigned i = 0; i < server->logins_count; i++) {
		if (text_equal(label_of(&server->logins[i], arena), label))
			return &server->logins[i];
	}
	return NULL;
}

static bool is_locked(const struct observed_login *login)
{
	return text_list_has(login->options, login->options_count, "ACCOUNT LOCK");
}

static const char *fault_of(const struct observed *observed,
			    const struct observed_login *login)
{
	const struct observed_login *there = login_on(&observed->target.server, login);

	if (account_is_public(login->user, login->host))
		return NULL;
	if (there == NULL)
		return "is not on the target";
	if (there->same_password == FACT_NO && login->role != FACT_YES)
		return "has a different password on the target";
	if (is_locked(there) && !is_locked(login))
		return "is locked on the target";
	return NULL;
}

const char *accounts_not_ready(const struct observed *observed, struct arena *arena)
{
	const struct observed_server *source = &observed->source.server;
	const struct observed_server *target = &observed->target.server;

	if (source->logins_known == FACT_UNKNOWN)
		return NULL;
	if (source->logins_known == FACT_NO || target->logins_known != FACT_YES)
		return "the accounts cannot be read";
	for (unsigned i = 0; i < source->logins_count; i++) {
		const struct observed_login *login = &source->logins[i];
		const char *fault = fault_of(observed, login);

		if (fault != NULL &&
		    !text_equal(target->user,
				account_label(login->user, login->host, arena)))
			return arena_printf(arena, "%s %s", label_of(login, arena),
					    fault);
	}
	return NULL;
}
