/* What the target can do with the source's accounts. */
#ifndef OBSERVE_LOGIN_TARGET_H
#define OBSERVE_LOGIN_TARGET_H

#include "observe/login_list.h"

/* From the first look: the target's plugins, and what its administrator may grant. */
void login_target_abilities(const struct look *look, struct arena *arena,
			    struct observed_target *out);

enum { OBJECT_STATEMENTS = 2 }; /* the most that login_target_ask_objects appends */
/*
 * Queries which of the tables and routines in the source's grants exist on the target:
 * appends statements, whose answers login_target_read_objects then reads.
 */
size_t login_target_ask_objects(const struct login_list *source,
				const struct db_server *target,
				struct db_statement *statements);
void login_target_read_objects(const struct db_statement *statements, size_t count,
			       struct arena *arena, struct observed_target *out);

#endif
