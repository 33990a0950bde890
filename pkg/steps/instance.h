/*
 * What steps do to the RDS instance through AWS's API: the actions, or, if the API
 * cannot be used, the commands for a human. pkg/act carries the actions out.
 */
#ifndef STEPS_INSTANCE_H
#define STEPS_INSTANCE_H

#include "plan/plan.h"

#define STALL_TIMEOUT_PARAMETERS_MS ((int64_t)15 * 60 * 1000)
#define STALL_TIMEOUT_SNAPSHOT_MS ((int64_t)12 * 3600 * 1000)

/*
 * True if the facts are known: of the instance; for _parameters, the values of its
 * group.
 */
bool instance_known(const struct facts *facts);
bool instance_parameters_known(const struct facts *facts);

/* The group that is or will be used: RDS's default group cannot be changed. */
const char *instance_group(const struct facts *facts, struct arena *arena);
/* "extrepl-rds001-mysql84": the name of a group that extrepl creates. */
const char *instance_own_group(const struct facts *facts, struct arena *arena);

void act_create_group(const struct facts *facts, struct judgement *out);
void act_use_group(const struct facts *facts, struct judgement *out);
/* Later actions need a new observation first. */
void act_set_parameters(const struct facts *facts,
			const struct action_parameter *parameters, size_t count,
			struct judgement *out);
/* Also sets the consent. */
void act_reboot(const struct facts *facts, struct judgement *out);
void act_snapshot(const char *name, struct judgement *out);

/*
 * Completes a judgement with such actions. Blocks it, with commands instead of actions,
 * if the API cannot be used or denies one of the actions. Makes it wait while the
 * instance is busy.
 */
void instance_settle(const struct facts *facts, struct judgement *out);

#endif
