/*
 * Carries out one action of a step, by its kind. execute_aws.c calls AWS, copying.c
 * copies; only the steps decide what to do.
 */
#include "act/execute.h"

#include <string.h>

#include "act/copying.h"
#include "act/execute_aws.h"
#include "act/given_up.h"
#include "act/host.h"
#include "act/secret_places.h"
#include "act/session.h"
#include "base/text.h"
#include "db/lock_holders.h"
#include "db/record.h"
#include "link/identity.h"
#include "secrets/password_digest.h"
#include "sql/server_errors.h"
#include "sql/statements.h"

/*
 * A stop waits for the current transaction, and an ALTER of the copy runs until it is
 * done. So only cancelling ends such a call early.
 */
#define CALL_READ_SECONDS (24 * 3600)

static bool send(struct db *db, const struct session *session,
		 const struct action *action, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	if (action->statement.secret_at == NO_SECRET &&
	    action->statement.places.count == 0)
		return db_execute(db, action->text, err) || lock_name_holders(db, err);
	char *filled =
		action->statement.places.count > 0 ?
			secret_places_fill(session, action, arena) :
			statement_fill(action->text, action->statement.secret_at,
				       &session->logins->replication_password, arena);
	if (filled == NULL)
		return error_set(err, ERROR_FAILED,
				 "%s: the password of an account is no longer known; "
				 "apply again",
				 db_label(db));
	bool sent = db_execute_secret(db, filled, err) || lock_name_holders(db, err);
	statement_wipe(filled);
	return sent;
}

/*
 * Runs a statement on the connection that is also used to observe. After a failure its
 * session may be in any state.
 */
static bool execute_sql(struct session *session, const struct action *action,
			struct error *err)
{
	bool target = action->on == ON_TARGET;
	struct db *db;

	if (!(target ? observer_target(session->observer, &db, err) :
		       observer_source(session->observer, &db, err)) ||
	    !given_up_prepare(db, err))
		return false;
	if (send(db, session, action, err))
		return given_up_forget(db, err);
	if (db_lost(db))
		given_up_end(target ? &session->logins->target : &session->logins->source,
			     db);
	if (target)
		observer_forget_target(session->observer);
	else
		observer_forget_source(session->observer);
	return false; /* err is set: by the failed statement */
}

/*
 * rds_start_replication raises an error if a thread is not running after two seconds,
 * but leaves the threads started. Only the next observation shows the result.
 */
static bool is_a_snapshot(const struct error *err)
{
	return err->code == SERVER_SIGNAL &&
	       (strstr(err->message, "has encountered an error") != NULL ||
		strstr(err->message, "Start replication failed") != NULL);
}

/*
 * On a separate connection: the session keeps the statement, with the password, in @cmd
 * until it ends.
 */
static bool execute_call(struct session *session, const struct action *action,
			 struct error *err)
{
	struct db_login login = session->logins->target;
	AUTO_DB *db = NULL;
	struct error unused = { 0 };

	login.read_seconds = CALL_READ_SECONDS;
	if (!db_connect(&login, session->run, &db, err))
		return false;
	bool done = send(db, session, action, err);
	if (action->statement.secret_at != NO_SECRET && !db_lost(db))
		(void)!db_execute(db, statement_forget_command(), &unused);
	if (done)
		return true;
	if (is_a_snapshot(err)) {
		log_fact(session->run->log, LOG_DEBUG, NULL, "%s", err->message);
		return true;
	}
	return false;
}

static bool execute_command(struct session *session, const struct action *action,
			    struct error *err)
{
	int64_t limit = session->manifest->source.config.timeout_ms;

	observer_forget_source(session->observer);
	if (!host_run(action->command.argv, limit, session->run, err))
		return false;
	session->source_back_by = run_clock() + limit;
	return true;
}

static bool execute_record(struct session *session, const struct action *action,
			   struct error *err)
{
	const struct manifest_replication *replication = &session->manifest->replication;
	const char *name = session->manifest->name;
	AUTO_ARENA *arena = arena_make();
	struct record record;
	struct db *target;

	if (!observer_target(session->observer, &target, err))
		return false;
	switch (action->record.change) {
	case RECORD_ADOPTS:
		record_of_adoption(session, action, arena, &record);
		return record_prepare(target, err) && record_write(target, &record, err);
	case RECORD_LINK_STARTS:
		return record_link_started(target, name, err);
	case RECORD_LINK_SET:
		return record_link_set(target, name,
				       link_address(replication->source_host,
						    replication->source_port, arena),
				       password_digest(&session->logins->replication_password,
						       arena),
				       observer_account_digest(session->observer, arena),
				       err);
	case RECORD_SOURCE_REPLACED:
		record = record_of_source(session);
		return record_source_replaced(target, &record, err);
	case RECORD_GTIDS:
		return record_gtids(target, name, action->record.gtid_set, err);
	case RECORD_NOTHING:
		break;
	}
	return error_set(err, ERROR_BUG, "an action records nothing");
}

static bool execute(struct session *session, const struct action *action,
		    struct error *err)
{
	log_fact(session->run->log, LOG_DEBUG, NULL, "%s", action->text);
	switch (action->kind) {
	case ACTION_SQL:
		return execute_sql(session, action, err);
	case ACTION_CALL:
		return execute_call(session, action, err);
	case ACTION_FILE:
		return host_write_file(action->file.path, action->file.content,
				       action->file.via, session->run, err);
	case ACTION_COMMAND:
		return execute_command(session, action, err);
	case ACTION_COPY:
		return execute_copy(session, action, err);
	case ACTION_RECORD:
		return execute_record(session, action, err);
	case ACTION_AWS:
		return execute_aws(session, action, err);
	}
	return error_set(err, ERROR_BUG, "an action of an unknown kind");
}

/*
 * A copy that fails reports only its own changes. The link was removed before it, so
 * that is added here.
 */
static bool wrap_failure(const struct session *session, const struct action *action,
			 const char *step, struct error *err)
{
	if (action->kind == ACTION_COPY && session->link_removed)
		error_wrap(err, "the target's link is already removed");
	return error_wrap(err, "%s", step);
}

bool execute_actions(struct session *session, const struct judgement *judgement,
		     struct error *err)
{
	for (size_t i = 0; i < judgement->actions_count; i++) {
		const struct action *action = &judgement->actions[i];

		bool replaces = action->kind == ACTION_COPY &&
				judgement->consent == CONSENT_TARGET_DATA;

		if (!run_goes_on(session->run, err) ||
		    !record_lock_held(session->lock,
				      session->manifest->replication.channel, err) ||
		    !execute(session, action, err))
			return wrap_failure(session, action, judgement->step, err);
		session->replaced = session->replaced || replaces;
		session->copied = session->copied || action->kind == ACTION_COPY;
		session->link_removed =
			(session->link_removed && action->kind != ACTION_COPY) ||
			(i + 1 < judgement->actions_count &&
			 action->kind == ACTION_CALL && action[1].kind == ACTION_COPY);
		if (action->reobserve_after)
			return true;
	}
	return true;
}
