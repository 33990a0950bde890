/*
 * Meaning and fix of an applier's error about accounts.
 */
#ifndef LINK_ACCOUNT_DIAGNOSIS_H
#define LINK_ACCOUNT_DIAGNOSIS_H

#include "link/errors.h"

/* Changes nothing if the applier stopped for another reason. */
void account_error_explain(const struct facts *facts, const struct observed_link *link,
			   struct arena *arena, struct diagnosis *out);

#endif
