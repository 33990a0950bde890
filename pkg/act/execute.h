/*
 * Carries out a judgement: its actions, in order, and nothing else. The step that
 * judged decided what to do.
 */
#ifndef ACT_EXECUTE_H
#define ACT_EXECUTE_H

#include "plan/plan.h"

struct session;

/* Stops after the first action that must be observed before the next one can run. */
bool execute_actions(struct session *session, const struct judgement *judgement,
		     struct error *err) MUST_CHECK;

#endif
