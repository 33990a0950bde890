/*
 * Turns the output of SHOW GRANTS into a list of privileges that can be compared.
 */
#ifndef OBSERVE_GRANTS_H
#define OBSERVE_GRANTS_H

#include "accounts/tokens.h"

struct grants {
	struct text_list privileges; /* in upper case */
	/* granted to the account itself, active or not: "`reader`@`%`", "`reader`" */
	struct text_list roles;
};
struct grants grants_make(struct arena *arena);

/*
 * Adds one line of SHOW GRANTS: global privileges as "REPLICATION SLAVE", those on a
 * whole database as "SELECT ON shop.*" (the name may be a pattern), a partial revoke as
 * "REVOKE SELECT ON shop.*", those on a whole table or procedure of the database mysql
 * as "SELECT ON mysql.proc"; GRANT OPTION counts as one. MariaDB's newer names are
 * replaced by those that both flavours know (BINLOG MONITOR becomes REPLICATION
 * CLIENT). Grants on proxies, columns, routines and other tables add nothing: they
 * cover only a part.
 */
void grants_add(struct grants *grants, const char *line);

/*
 * The granted roles that are not active. active is CURRENT_ROLE(): a list as MySQL
 * writes it, the bare name on MariaDB, NULL or "NONE".
 */
struct text_list grants_inactive_roles(const struct grants *grants, const char *active);

#endif
