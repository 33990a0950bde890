#include "steps/steps.h"

#include "steps/execute.h"

/*
 * Seconds in which what a step did becomes visible; the copy and the health report on
 * themselves.
 */
#define SETTLE_SHORT (10 * 1000)
#define SETTLE_NONE 0

/* clang-format off */
const struct step steps[] = {
	/* name                 what it does                           needs                              settles       judge                     apply */
	{ "source.settings",    "make the source write a row binlog",  "",                                SETTLE_SHORT, judge_source_settings,    execute_actions },
	{ "source.account",     "create the replication account",      "source.settings",                 SETTLE_SHORT, judge_source_account,     execute_actions },
	{ "target.copy",        "copy the data",                       "",                                SETTLE_NONE,  judge_target_copy,        execute_actions },
	{ "target.link",        "point the target at the source",      "source.account target.copy",      SETTLE_SHORT, judge_target_link,        execute_actions },
	{ "target.replication", "start or stop replication",           "target.link",                     SETTLE_SHORT, judge_target_replication, execute_actions },
	{ "target.health",      "see that the target keeps up",        "source.account target.link target.replication",
	                                                                                                  SETTLE_NONE,  judge_target_health,      execute_actions },
};
/* clang-format on */

const size_t steps_count = ARRAY_SIZE(steps);
