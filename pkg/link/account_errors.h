/*
 * Errors of an applier that an account or a role is to blame for which the target
 * lacks.
 */
#ifndef LINK_ACCOUNT_ERRORS_H
#define LINK_ACCOUNT_ERRORS_H

#include "observed/observed.h"

/* The applier stopped at a statement about an account that is not on the target. */
bool link_misses_account(const struct observed_link *link);

#endif
