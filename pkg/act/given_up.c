/*
 * Limits the time of a statement on an account. If extrepl gives the statement up, ends
 * its session on the server.
 */
#include "act/given_up.h"

/*
 * MariaDB's CREATE USER and GRANT ignore lock_wait_timeout: they wait for a global read
 * lock as long as it is held. max_statement_time ends this wait, too.
 */
#define BOUND "SET SESSION max_statement_time = 4"
#define NO_BOUND "SET SESSION max_statement_time = 0"
#define PATIENCE_SECONDS 3

bool given_up_prepare(struct db *db, struct error *err)
{
	return db_identify(db, NULL, 0, err) &&
	       (db_server(db)->flavour != FLAVOUR_MARIADB || db_execute(db, BOUND, err));
}

bool given_up_forget(struct db *db, struct error *err)
{
	return db_server(db)->flavour != FLAVOUR_MARIADB || db_execute(db, NO_BOUND, err);
}

void given_up_end(const struct db_login *login, const struct db *db)
{
	struct db_login brief = *login;
	struct error unused = { 0 };
	struct run run; /* a separate one: the other run may have ended */
	AUTO_DB *killer = NULL;

	run_init(&run, NULL);
	brief.connect_seconds = PATIENCE_SECONDS;
	brief.read_seconds = PATIENCE_SECONDS;
	if (db_connect(&brief, &run, &killer, &unused))
		(void)!db_kill(killer, db_identity(db), 1, DB_KILL_SESSION, &unused);
}
