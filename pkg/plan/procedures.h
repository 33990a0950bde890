/*
 * RDS's procedures for replication, by purpose: the name and form that the target has.
 * Its catalogue decides, not its version.
 */
#ifndef PLAN_PROCEDURES_H
#define PLAN_PROCEDURES_H

#include "plan/plan.h"

enum call {
	CALL_SET_BY_FILE,
	CALL_SET_BY_FILE_DELAYED,
	CALL_SET_BY_GTID,
	CALL_SET_DELAY,
	CALL_SET_TLS,           /* Aurora: there TLS is not an argument */
	CALL_ADD_GTID_INTERVAL, /* uuid, first, last */
	CALL_ADD_GTID_SET,      /* Aurora: '+set' */
	CALL_START,
	CALL_STOP,
	CALL_RESET,
};

/*
 * The procedure for the manifest's channel, the newest name first. NULL: the target has
 * none, or only with unknown arguments.
 */
const struct observed_procedure *procedure_for(const struct facts *facts, enum call call);
/* Its name; if there is none, the newest name, for messages. */
const char *procedure_name(const struct facts *facts, enum call call);
/* True if the form has a delay: RDS's CALL_SET_BY_GTID does, Aurora's does not. */
bool procedure_takes_delay(const struct facts *facts, enum call call);

#endif
