/*
 * Errors of an applier that an account or a role is to blame for which the target
 * lacks.
 */
#ifndef LINK_ACCOUNT_ERRORS_H
#define LINK_ACCOUNT_ERRORS_H

#include "plan/facts.h"

/* The applier stopped at a statement about an account that is not on the target. */
bool link_misses_account(const struct observed_link *link);

/*
 * That account is one of accounts.include: it is on the target by now, or the step
 * target.accounts makes it first.
 */
bool link_misses_included_account(const struct facts *facts,
				  const struct observed_link *link);

#endif
