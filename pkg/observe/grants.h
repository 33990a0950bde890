/*
 * What SHOW GRANTS says, as a list of privileges that can be compared.
 */
#ifndef OBSERVE_GRANTS_H
#define OBSERVE_GRANTS_H

#include "base/arena.h"

/* Upper case and in order of appearance, each once. */
struct grants {
	struct arena *arena;
	char **list;
	unsigned count;
};

/*
 * Adds one line of SHOW GRANTS: global privileges as "REPLICATION SLAVE", those on a
 * whole database as "SELECT ON shop.*"; GRANT OPTION counts as one. MariaDB's newer
 * names are put back to those that both flavours know (BINLOG MONITOR is REPLICATION
 * CLIENT). Roles, proxies, tables and partial revokes add nothing.
 */
void grants_add(struct grants *grants, const char *line);

#endif
