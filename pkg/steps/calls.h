/*
 * The calls of RDS's procedures that several steps want, under the name that the target
 * has them.
 */
#ifndef STEPS_CALLS_H
#define STEPS_CALLS_H

#include "plan/plan.h"

/* The first of the names that the target has, or NULL. */
const char *procedure_named(const struct world *world, const char *name,
			    const char *older);

/*
 * 'admin'@'%', as a GRANT wants it; what the manifest calls it when the server has not
 * told.
 */
const char *admin_label(const struct observed_server *server, const char *field,
			struct arena *arena);

/* The name of the one that resets the link, as the target has it. */
const char *reset_procedure(const struct world *world);

/*
 * CALL mysql.rds_reset_external_*: only when a source is configured, since the
 * procedure fails otherwise.
 */
void act_reset(const struct world *world, struct judgement *out);
/*
 * A link that knows no server_uuid takes a source with a new server_id for another
 * server: how to make it look again.
 */
void hint_at_server_id(const struct observed_link *link, struct judgement *out);
/*
 * CALL mysql.rds_stop_replication, when a thread is on; what comes behind must look
 * again first.
 */
void act_stop(const struct world *world, struct judgement *out);

#endif
