/*
 * Accounts that would take over the administrator's logins on the target. A server
 * picks the account with the most specific host: for a login as awsuser from 10.9.1.1,
 * the anonymous account ''@'10.9.%' comes before 'awsuser'@'%'.
 */
#include <string.h>

#include "accounts/host.h"
#include "base/text.h"
#include "steps/account_changes.h"

/* The host in awsuser@%; the name itself may contain an @. */
static const char *host_of(const char *account)
{
	const char *at = text_empty(account) ? NULL : strrchr(account, '@');

	return at == NULL ? NULL : at + 1;
}

enum lockout account_lockout(const struct facts *facts,
			     const struct observed_login *login, struct arena *arena)
{
	const struct observed_server *target = &facts->observed->target.server;
	const char *host = host_of(target->user);

	if (host == NULL || login->host == NULL || !host_more_specific(login->host, host))
		return LOCKOUT_NONE;
	const char *user =
		arena_copy_n(arena, target->user, (size_t)(host - 1 - target->user));
	if (!text_empty(login->user) && !text_equal(login->user, user))
		return LOCKOUT_NONE;
	return host_covers(login->host, target->client) == FACT_NO ? LOCKOUT_OTHERS :
								     LOCKOUT_OURS;
}
