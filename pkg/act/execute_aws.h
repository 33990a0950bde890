/*
 * Carrying out an ACTION_AWS: one call of AWS's API. What it starts is waited for by
 * looking.
 */
#ifndef ACT_EXECUTE_AWS_H
#define ACT_EXECUTE_AWS_H

#include "plan/plan.h"

struct session;

/*
 * A refusal that the next look can tell of is no failure: an action that is denied is
 * noted in the session, an instance that is busy is looked at again. session->refused
 * is then set, false is returned and err says why.
 */
bool execute_aws(struct session *session, const struct action *action,
		 struct error *err) MUST_CHECK;

#endif
