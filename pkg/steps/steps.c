/*
 * THE table: the steps of a reconciliation, in the order in which they are done. Each
 * judge has its own file; struct step (plan.h) describes the columns.
 */
#include "steps/steps.h"

/*
 * Milliseconds until the effect of a step must be visible. The copy and the health
 * report their own progress.
 */
#define SETTLE_SHORT (10 * 1000)
#define SETTLE_AWS (5 * 60 * 1000)
#define SETTLE_NONE 0

/* Steps in which extrepl itself writes to the target by statements. */
#define WRITERS "target.accounts target.copy target.link target.replication"

/* clang-format off */
const struct step steps[] = {
	/* name                   what it does                                   settles       judge                     applies                    wraps          needs */
	{ "source.settings",     "make the source write a row binlog",          SETTLE_SHORT, judge_source_settings,    replicating_applies,       "",            "" },
	{ "source.account",      "create the replication account",              SETTLE_SHORT, judge_source_account,     replicating_applies,       "",            "source.settings" },
	{ "target.parameters",   "set values of the parameter group",          SETTLE_AWS,   judge_target_parameters,  target_parameters_applies, "",            "" },
	{ "target.backup",       "take a DB snapshot before the copy",          SETTLE_AWS,   judge_target_backup,      target_backup_applies,     "target.copy", "target.parameters" },
	{ "target.writable",     "lift read_only before anything is written",   SETTLE_AWS,   judge_target_writable,    target_writable_applies,   WRITERS,       "target.parameters target.backup" },
	{ "target.accounts",     "create accounts and their grants",              SETTLE_SHORT, judge_target_accounts,    target_accounts_applies,   "",            "target.parameters target.backup target.writable" },
	{ "target.copy",         "copy the data",                               SETTLE_NONE,  judge_target_copy,        NULL,                      "",            "target.parameters target.backup target.writable" },
	{ "target.link",         "point the target at the source",              SETTLE_SHORT, judge_target_link,        replicating_applies,       "",            "target.writable source.account target.copy" },
	{ "target.replication",  "start or stop replication",                   SETTLE_SHORT, judge_target_replication, replicating_applies,       "",            "target.writable target.link" },
	{ "target.read_only",    "make the target read-only or writable",           SETTLE_AWS,   judge_target_read_only,   target_read_only_applies,  WRITERS,       "target.parameters target.copy target.link target.replication" },
	{ "target.health",       "check that the target keeps up",                SETTLE_NONE,  judge_target_health,      replicating_applies,       "",            "source.account target.link target.replication" },
	{ "target.promotion",    "make the target take the source's place",      SETTLE_NONE,  judge_target_promotion,   target_promotion_applies,  "",            "target.copy target.health" },
};
/* clang-format on */

const size_t steps_count = ARRAY_SIZE(steps);
