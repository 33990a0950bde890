/*
 * Carrying out what a judgement wants: its actions, in order, and nothing else.
 */
#ifndef ACT_EXECUTE_H
#define ACT_EXECUTE_H

#include "plan/plan.h"

struct session;

/* Ends after the first action that wants a look before what comes behind it. */
bool execute_actions(struct session *session, const struct judgement *judgement,
		     struct error *err) MUST_CHECK;

#endif
