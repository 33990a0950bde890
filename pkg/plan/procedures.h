/*
 * RDS's procedures for replication, by what they do: under which name, and in which
 * form, the target has them. Its catalogue tells; no version does.
 */
#ifndef PLAN_PROCEDURES_H
#define PLAN_PROCEDURES_H

#include "plan/plan.h"

enum call {
	CALL_SET_BY_FILE,
	CALL_SET_BY_FILE_DELAYED,
	CALL_SET_BY_GTID,
	CALL_SET_DELAY,
	CALL_SET_TLS,           /* Aurora: TLS is no argument there */
	CALL_ADD_GTID_INTERVAL, /* uuid, first, last */
	CALL_ADD_GTID_SET,      /* Aurora: '+set' */
	CALL_START,
	CALL_STOP,
	CALL_RESET,
};

/*
 * The one for the manifest's channel, the newest name first. NULL: the target has none,
 * or only with other arguments than are known here.
 */
const struct observed_procedure *procedure_for(const struct facts *facts, enum call call);
/* Its name; where there is none, the newest name, for messages. */
const char *procedure_name(const struct facts *facts, enum call call);
/* The form takes a delay: CALL_SET_BY_GTID of RDS does, Aurora's does not. */
bool procedure_takes_delay(const struct facts *facts, enum call call);

#endif
