/*
 * The calls of RDS's procedures that several steps want, under the name that the target
 * has them.
 */
#ifndef LINK_CALLS_H
#define LINK_CALLS_H

#include "plan/plan.h"
#include "plan/procedures.h"

/* "CALL mysql.rds_stop_replication()", of those that take nothing but a channel. */
const char *procedure_call(const struct facts *facts, enum call call,
			   struct arena *arena);

/*
 * 'admin'@'%', as a GRANT wants it; what the manifest calls it when the server has not
 * told.
 */
const char *admin_label(const struct observed_server *server, const char *field,
			struct arena *arena);

/*
 * The call of rds_reset_external_*: only when a source is configured, since the
 * procedure fails otherwise.
 */
void act_reset(const struct facts *facts, struct judgement *out);
/*
 * A link that knows no server_uuid takes a source with a new server_id for another
 * server: how to make it look again.
 */
void hint_at_server_id(const struct facts *facts, const struct observed_link *link,
		       struct judgement *out);
/*
 * The call of rds_stop_replication, when a thread is on; what comes behind must look
 * again first.
 */
void act_stop(const struct facts *facts, struct judgement *out);
/*
 * The call of rds_start_replication. The link that the step before it sets counts, too.
 */
void act_start(const struct facts *facts, struct judgement *out);

#endif
