/*
 * Carries out an ACTION_AWS: one call to AWS's API. Later rounds observe if the result
 * is there.
 */
#ifndef ACT_EXECUTE_AWS_H
#define ACT_EXECUTE_AWS_H

#include "plan/plan.h"

struct session;

/*
 * A refusal that the next round can report is not a failure. A denied action is noted
 * in the session; a busy instance is observed again. Then session->refused is set,
 * false is returned, and err says why.
 */
bool execute_aws(struct session *session, const struct action *action,
		 struct error *err) MUST_CHECK;

#endif
