/*
 * Carrying out what a judgement wants: its actions, in order, and nothing else.
 */
#ifndef STEPS_EXECUTE_H
#define STEPS_EXECUTE_H

#include "plan/plan.h"

/* Ends after the first action that wants a look before what comes behind it. */
apply execute_actions;

#endif
