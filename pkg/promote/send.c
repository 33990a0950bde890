/*
 * Sends a statement of the tables to its server: picks the connection, inserts the
 * generated password where needed, and opens a separate connection for an rds_*
 * procedure.
 */
#include "base/text.h"
#include "promote/internal.h"
#include "sql/server_errors.h"
#include "sql/statements.h"

/* RDS's procedures sleep, and wait for the current transaction. */
#define CALL_READ_SECONDS 600

static bool connected(struct promotion *promotion, const struct db_login *login,
		      struct db **db, struct error *err)
{
	if (*db != NULL && !db_lost(*db))
		return true;
	db_close(*db);
	*db = NULL;
	return db_connect(login, promotion->run, db, err);
}

bool ensure_source(struct promotion *promotion, struct error *err)
{
	return connected(promotion, &promotion->session->logins->source,
			 &promotion->source, err);
}

bool ensure_target(struct promotion *promotion, struct error *err)
{
	return connected(promotion, &promotion->session->logins->target,
			 &promotion->target, err);
}

struct db *action_db(struct promotion *promotion, const struct promote_action *action)
{
	if (action->session == SESSION_LOCK)
		return promotion->lock;
	return action->on == ON_TARGET ? promotion->target : promotion->source;
}

/* Logs the statement to the trace; sends it with the password where needed. */
bool action_send(struct promotion *promotion, struct db *db, const char *text,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	size_t secret_at = statement_secret_at(text);

	log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "%s", text);
	if (secret_at == NO_SECRET)
		return db_execute_all(db, text, err);
	char *filled = statement_fill(text, secret_at, &promotion->back_password, arena);
	bool sent = db_execute_secret(db, filled, err);
	statement_wipe(filled);
	return sent;
}

/*
 * On a separate connection, autocommit on and nothing locked. The result of an rds_*
 * procedure proves nothing: check the server afterwards.
 */
bool action_call(struct promotion *promotion, const char *text, struct error *err)
{
	struct db_login login = promotion->session->logins->target;
	AUTO_DB *db = NULL;

	login.read_seconds = CALL_READ_SECONDS;
	if (!db_connect(&login, promotion->run, &db, err))
		return false;
	if (action_send(promotion, db, text, err))
		return true;
	if (err->code != SERVER_SIGNAL)
		return false;
	log_fact(promotion->session->run->log, LOG_DEBUG, NULL, "%s", err->message);
	return true;
}
