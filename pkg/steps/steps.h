/*
 * The steps of a reconciliation, in the order in which they are done: THE table.
 *
 * judge_x is pure; execute_actions carries out what it judged, and nothing else. A step
 * counts as done only when a later round observes it done.
 */
#ifndef STEPS_STEPS_H
#define STEPS_STEPS_H

#include "plan/plan.h"

extern const struct step steps[];
extern const size_t steps_count;

judge judge_source_settings;
judge judge_source_account;
judge judge_target_parameters;
judge judge_target_backup;
judge judge_target_writable;
judge judge_target_accounts;
judge judge_target_copy;
judge judge_target_link;
judge judge_target_replication;
judge judge_target_read_only;
judge judge_target_health;
judge judge_target_promotion;

/* True if the step is needed at all with these facts. */
bool target_parameters_applies(const struct facts *facts);
bool target_backup_applies(const struct facts *facts);
bool target_writable_applies(const struct facts *facts);
bool target_accounts_applies(const struct facts *facts);
bool target_read_only_applies(const struct facts *facts);
/* False for a target that stays promoted. */
bool replicating_applies(const struct facts *facts);
bool target_promotion_applies(const struct facts *facts);
/* The target was promoted, and nobody has consented to losing its data. */
bool stays_promoted(const struct facts *facts);

#endif
