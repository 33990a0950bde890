/*
 * What the plan reports about accounts in addition to the statements: what they lack on
 * the target, and why.
 */
#ifndef STEPS_ACCOUNT_NOTES_H
#define STEPS_ACCOUNT_NOTES_H

#include "accounts/fit.h"
#include "plan/plan.h"

/* 'app'@'%'; `reader` for a role of MariaDB. */
const char *account_shown(const struct observed_login *login, struct arena *arena);
/* Notes the grants that the account will not have on the target. */
void account_note_grants(struct judgement *out, const struct observed_login *login,
			 bool is_there, const struct fitted_grants *fitted);
/* Notes its ways to log in that do not work there; kept: bit i for factor i. */
void account_note_factors(struct judgement *out, const struct observed_login *login,
			  unsigned kept);
/*
 * Notes what server settings give to every login on the source, but not on the target.
 */
void account_note_settings(const struct facts *facts, struct judgement *out);

#endif
