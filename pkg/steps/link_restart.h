/*
 * What a link by GTID of MySQL needs before its threads can be started again. Used by
 * target.link.
 */
#ifndef STEPS_LINK_RESTART_H
#define STEPS_LINK_RESTART_H

#include "steps/steps.h"

/*
 * Judges a link whose threads, or whose receiver, have stopped. differs: it is not as
 * the manifest says. False: nothing is needed, and nothing was judged.
 */
bool judge_link_restart(const struct facts *facts, const struct observed_link *link,
			const char *differs, struct judgement *out);

#endif
