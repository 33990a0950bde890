/*
 * Errors of an applier that stopped at a statement about accounts: whether extrepl can
 * see to them.
 */
#ifndef LINK_ACCOUNT_ERRORS_H
#define LINK_ACCOUNT_ERRORS_H

#include "accounts/stopped.h"
#include "plan/facts.h"

/* Of kind STOP_OTHER where nothing of the kind has stopped it. link may be NULL. */
struct account_stop link_account_stop(const struct facts *facts,
				      const struct observed_link *link,
				      struct arena *arena);
/* accounts.include is about it, or about an account that has it as a role. */
bool link_account_is_included(const struct facts *facts, const struct stopped_name *name);

/* The target's administrator may grant what the statement needs. */
bool link_can_grant_needed(const struct facts *facts, const struct account_stop *stop,
			   struct arena *arena);
/* The new name of a RENAME USER is there already: nothing that could be made helps. */
bool link_account_is_in_the_way(const struct facts *facts,
				const struct account_stop *stop, struct arena *arena);

/*
 * The applier stopped at accounts of accounts.include that are not on the target, or at
 * a REVOKE of what they do not have there: they are given it by now, or the step
 * target.accounts does so first.
 */
bool link_misses_included_account(const struct facts *facts,
				  const struct observed_link *link);

#endif
