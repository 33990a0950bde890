/*
 * Calls of RDS's procedures that several steps need, with the names that the target's
 * version has. They become actions, which pkg/act carries out.
 */
#ifndef LINK_CALLS_H
#define LINK_CALLS_H

#include "plan/plan.h"
#include "plan/procedures.h"

/* "CALL mysql.rds_stop_replication()", for those that take only a channel. */
const char *procedure_call(const struct facts *facts, enum call call,
			   struct arena *arena);

/*
 * 'admin'@'%', as a GRANT needs it. If the server was not reached: the name from the
 * manifest.
 */
const char *admin_label(const struct observed_server *server, const char *field,
			struct arena *arena);

/*
 * Calls rds_reset_external_*, but only if a source is configured: otherwise the
 * procedure fails.
 */
void act_reset(const struct facts *facts, struct judgement *out);
/*
 * A link that does not know the server_uuid takes a source with a new server_id for
 * another server. Adds to the judgement how to make the link read it again.
 */
void hint_at_server_id(const struct facts *facts, const struct observed_link *link,
		       struct judgement *out);
/*
 * Calls rds_stop_replication if a thread runs. Later actions must observe the link
 * again first.
 */
void act_stop(const struct facts *facts, struct judgement *out);
/* Calls rds_start_replication. The link may be one that an earlier action sets. */
void act_start(const struct facts *facts, struct judgement *out);

#endif
