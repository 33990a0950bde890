/*
 * The calls of RDS's procedures that several steps need, by the names that the target's
 * version has for them. They become actions; pkg/act carries them out.
 */
#ifndef LINK_CALLS_H
#define LINK_CALLS_H

#include "plan/plan.h"
#include "plan/procedures.h"

/* "CALL mysql.rds_stop_replication()", of those that take nothing but a channel. */
const char *procedure_call(const struct facts *facts, enum call call,
			   struct arena *arena);

/*
 * 'admin'@'%', as a GRANT needs it. If the server was not reached: the name from the
 * manifest.
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
 * server. Adds to the judgement how to make the link read it again.
 */
void hint_at_server_id(const struct facts *facts, const struct observed_link *link,
		       struct judgement *out);
/*
 * The call of rds_stop_replication, when a thread is on. What comes after it must look
 * at the link again first.
 */
void act_stop(const struct facts *facts, struct judgement *out);
/*
 * The call of rds_start_replication. The link that the step before it sets counts, too.
 */
void act_start(const struct facts *facts, struct judgement *out);

#endif
