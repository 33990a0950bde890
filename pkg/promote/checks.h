/*
 * The checks of a cut-over: pure functions, facts in, findings out.
 */
#ifndef PROMOTE_CHECKS_H
#define PROMOTE_CHECKS_H

#include "promote/internal.h"

struct look {
	const struct cutover_facts *facts;
	enum promote_wish wish;
	const struct plan *plan; /* the pair's plan, as `apply` sees it */
	struct arena *arena;
	bool mariadb; /* both sides are MariaDB */
};

typedef void look_run(const struct look *look, struct findings *out);

/* these are in client_checks.c */
look_run clients_settings;
look_run clients_time_zone;
look_run clients_packet;
look_run clients_secure_transport;
look_run clients_accounts;
look_run clients_logins;
look_run clients_events;

#endif
