/* An applier that stopped at a statement about accounts: can extrepl fix it? */
#ifndef LINK_ACCOUNT_ERRORS_H
#define LINK_ACCOUNT_ERRORS_H

#include "accounts/stopped.h"
#include "plan/facts.h"

/* Kind STOP_OTHER if the applier did not stop at such a statement. link may be NULL. */
struct account_stop link_account_stop(const struct facts *facts,
				      const struct observed_link *link,
				      struct arena *arena);
/* accounts.include selects it, or an account that has it as a role. */
bool link_account_is_included(const struct facts *facts, const struct stopped_name *name);

/* True if the target's administrator may grant what the statement needs. */
bool link_can_grant_needed(const struct facts *facts, const struct account_stop *stop,
			   struct arena *arena);
/* The new name of a RENAME USER already exists: creating something does not help. */
bool link_account_is_in_the_way(const struct facts *facts,
				const struct account_stop *stop, struct arena *arena);

/*
 * The applier stopped at accounts of accounts.include that are not on the target, or at
 * a REVOKE of something that they do not have there. Either they have it by now, or the
 * step target.accounts provides it first.
 */
bool link_misses_included_account(const struct facts *facts,
				  const struct observed_link *link);

#endif
