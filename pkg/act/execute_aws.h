/*
 * Carries out an ACTION_AWS: one call of AWS's API. Later rounds observe whether what
 * it has started is done.
 */
#ifndef ACT_EXECUTE_AWS_H
#define ACT_EXECUTE_AWS_H

#include "plan/plan.h"

struct session;

/*
 * A refusal that the next round can report is no failure: an action that is denied is
 * noted in the session, an instance that is busy is observed again. session->refused is
 * then set, false is returned and err says why.
 */
bool execute_aws(struct session *session, const struct action *action,
		 struct error *err) MUST_CHECK;

#endif
