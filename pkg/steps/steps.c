/*
 * THE table: the steps of a reconciliation, in the order in which they are done. Each
 * judge is in a file of its own; the columns are told at struct step (plan.h).
 */
#include "steps/steps.h"

/*
 * How long the effect of a step may take to become visible. The copy and the health
 * report their own progress.
 */
#define SETTLE_SHORT (10 * 1000)
#define SETTLE_AWS (5 * 60 * 1000)
#define SETTLE_NONE 0

/* clang-format off */
const struct step steps[] = {
	/* name                 what it does                               needs                                              settles       judge                     concerns */
	{ "source.settings",    "make the source write a row binlog",      "",                                                SETTLE_SHORT, judge_source_settings,    replicating_applies },
	{ "source.account",     "create the replication account",          "source.settings",                                 SETTLE_SHORT, judge_source_account,     replicating_applies },
	{ "target.parameters",  "hold values of the parameter group",      "",                                                SETTLE_AWS,   judge_target_parameters,  target_parameters_applies },
	{ "target.backup",      "take a DB snapshot before the copy",      "target.parameters",                               SETTLE_AWS,   judge_target_backup,      target_backup_applies },
	{ "target.writable",    "lift read_only while something is written", "target.parameters target.backup",               SETTLE_AWS,   judge_target_writable,    target_writable_applies },
	{ "target.accounts",    "make accounts and their grants",          "target.parameters target.backup target.writable", SETTLE_SHORT, judge_target_accounts,    target_accounts_applies },
	{ "target.copy",        "copy the data",                           "target.parameters target.backup target.writable", SETTLE_NONE,  judge_target_copy,        NULL },
	{ "target.link",        "point the target at the source",          "target.writable source.account target.copy",      SETTLE_SHORT, judge_target_link,        replicating_applies },
	{ "target.replication", "start or stop replication",               "target.writable target.link",                     SETTLE_SHORT, judge_target_replication, replicating_applies },
	{ "target.read_only",   "hold the target read-only, or not",       "target.parameters target.copy target.link target.replication",
	                                                                                                                      SETTLE_AWS,   judge_target_read_only,   target_read_only_applies },
	{ "target.health",      "see that the target keeps up",            "source.account target.link target.replication",   SETTLE_NONE,  judge_target_health,      replicating_applies },
	{ "target.promotion",   "let the target take the source's place",  "target.copy target.health",                       SETTLE_NONE,  judge_target_promotion,   target_promotion_applies },
};
/* clang-format on */

const size_t steps_count = ARRAY_SIZE(steps);
