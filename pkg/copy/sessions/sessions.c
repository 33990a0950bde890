/*
 * Opens, renews and closes the copy's sessions on both servers, and takes the lock that
 * keeps a second run out. The other folders decide what runs in them.
 */
#include "copy/sessions/sessions.h"

#include <inttypes.h>

#include "base/text.h"
#include "base/wait.h"
#include "copy/state.h"

/*
 * Longer than any statement of a copy takes; TCP keepalive detects a dead peer instead.
 */
#define SILENCE_SECONDS (7 * 24 * 3600)

/* How long to try to reconnect to a lost target. */
#define STALL_TIMEOUT_MS 60000

static bool open_source(struct copy *copy, struct db **out, struct error *err)
{
	struct db_login login = *copy->job->source;

	login.session = SESSION_READ;
	login.read_seconds = SILENCE_SECONDS;
	login.compress = copy->job->compress;
	return db_connect(&login, &copy->pool.run, out, err);
}

/* Others wait for it, so it must not wait for their locks. */
static bool open_killer(struct copy *copy, struct db **out, struct error *err)
{
	struct db *fresh = NULL;

	if (!open_source(copy, &fresh, err))
		return false;
	if (!db_execute(fresh, "SET SESSION lock_wait_timeout = 2", err)) {
		db_close(fresh);
		return false;
	}
	*out = fresh;
	return true;
}

static bool open_target(struct copy *copy, struct run *run, struct db **out,
			struct error *err)
{
	struct db_login login = *copy->job->target;

	login.session = SESSION_WRITE;
	login.read_seconds = SILENCE_SECONDS;
	login.compress = copy->job->compress;
	login.load_data = true;
	return db_connect(&login, run, out, err);
}

static bool look_at_target(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(copy->target,
		      "SELECT @@GLOBAL.local_infile, @@SESSION.max_allowed_packet,"
		      " @@GLOBAL.read_only, @@GLOBAL.innodb_default_row_format",
		      arena, &rows, err))
		return false;
	copy->can.load_data = rows_number(rows_value(&rows, 0, 0), 0) == 1;
	copy->queue.one_writer = db_server(copy->target)->flavour == FLAVOUR_MARIADB;
	copy->can.row_format = arena_copy(copy->arena, rows_value(&rows, 0, 3));
	copy->can.packet = rows_number(rows_value(&rows, 0, 1), 1024 * 1024);
	if (rows_number(rows_value(&rows, 0, 2), 0) == 0)
		return true;
	error_set(err, ERROR_FAILED, "%s: the server is read-only",
		  db_label(copy->target));
	return error_hint(err,
			  "Set read_only to 0 in its parameter group for the time of the copy.");
}

/* After an earlier run died, waits until that run's statements have ended. */
static bool await_earlier_writers(struct copy *copy, struct error *err)
{
	static const int64_t stall_timeout_ms = 10 * 60 * 1000;
	const char *channel = copy->job->record.channel;

	if (record_writers_gone(copy->target, channel, &copy->pool.run, 1, err))
		return true;
	if (err->kind != ERROR_WAITING || !run_goes_on(&copy->pool.run, err))
		return false;
	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
		 "waiting for statements of an earlier extrepl to end on the target");
	return record_writers_gone(copy->target, channel, &copy->pool.run,
				   stall_timeout_ms, err);
}

static bool claim_writers(struct copy *copy, struct error *err)
{
	const char *channel = copy->job->record.channel;

	if (!await_earlier_writers(copy, err))
		return false;
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!record_writer_lock(copy->workers.list[i].writer, channel, i, err))
			return false;
	}
	return record_writer_lock(copy->target, channel, copy->workers.threads, err);
}

/* Logs the compression method; a server that does not name it uses zlib. */
static bool say_compression(struct copy *copy, struct db *db, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *method = NULL;
	struct rows rows;

	if (!copy->job->compress)
		return true;
	if (!db_query(db,
		      "SHOW SESSION STATUS WHERE Variable_name IN ('Compression',"
		      " 'Compression_algorithm')",
		      arena, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const char *value = rows_value(&rows, i, 1);

		if (text_equal(rows_value(&rows, i, 0), "Compression_algorithm") &&
		    !text_empty(value))
			method = value;
		else if (text_equal(value, "ON") && method == NULL)
			method = "zlib";
	}
	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step, "%s: %s%s", db_label(db),
		 method == NULL ? "the connections cannot be compressed" :
				  "the connections are compressed by ",
		 method == NULL ? "" : method);
	return true;
}

/*
 * Records the connection ids of one side's sessions, to kill them later if necessary.
 */
static bool identify(struct copy *copy, struct db *by, bool target, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct db **sessions =
		arena_array(arena, copy->workers.threads + 1, sizeof(*sessions));
	size_t count = 0;

	for (unsigned i = 0; i < copy->workers.threads; i++)
		sessions[count++] = target ? copy->workers.list[i].writer :
					     copy->workers.list[i].reader;
	if (!target)
		sessions[count++] = copy->killer;
	return db_identify(by, sessions, count, err);
}

static void close_worker(struct worker *worker)
{
	db_close(worker->reader);
	db_close(worker->writer);
	worker->reader = worker->writer = NULL;
}

/*
 * The server's or the account's connection limit is reached at worker `failed`; the
 * workers before it do the work. If there are several, it gives up one more, because
 * the server may still count a lost session when its replacement is opened.
 */
static bool go_on_with_fewer(struct copy *copy, unsigned failed, struct error *err)
{
	unsigned left = failed > 1 ? failed - 1 : failed;

	if (!db_is_full(err) || left == 0)
		return false; /* err is set: by the caller */
	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
		 "continuing with %u of the %u sessions of copy.threads: %s", left,
		 copy->job->threads, err->message);
	for (unsigned i = left; i < copy->workers.threads; i++)
		close_worker(&copy->workers.list[i]);
	copy->workers.threads = left;
	return true;
}

bool sessions_open_target(struct copy *copy, struct error *err)
{
	if (!open_target(copy, &copy->pool.run, &copy->target, err) ||
	    !look_at_target(copy, err))
		return false;
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		struct worker *worker = &copy->workers.list[i];

		if (!open_target(copy, &worker->writing, &worker->writer, err) &&
		    !go_on_with_fewer(copy, i, err))
			return false;
	}
	return identify(copy, copy->target, true, err) &&
	       say_compression(copy, copy->target, err) && claim_writers(copy, err);
}

/*
 * On MariaDB, readers without the privilege to bypass the binlog keep metadata locks.
 */
static bool say_waiting_ddl(struct copy *copy, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (db_server(copy->control)->flavour != FLAVOUR_MARIADB)
		return true;
	if (!db_query(copy->control, "SELECT @@SESSION.sql_log_bin", arena, &rows, err))
		return false;
	if (rows_number(rows_value(&rows, 0, 0), 0) == 1)
		log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
			 "DDL on the source waits for the copy: the account has no"
			 " BINLOG ADMIN there");
	return true;
}

bool sessions_open(struct copy *copy, struct error *err)
{
	if (!open_source(copy, &copy->control, err) ||
	    !open_killer(copy, &copy->killer, err))
		return false;
	for (unsigned i = 0; i < copy->workers.threads; i++) {
		if (!open_source(copy, &copy->workers.list[i].reader, err) &&
		    !go_on_with_fewer(copy, i, err))
			return false;
	}
	return identify(copy, copy->control, false, err) &&
	       say_compression(copy, copy->control, err) && say_waiting_ddl(copy, err);
}

/* The old session holds the lock of its number until its statement has ended. */
static bool claim_again(struct copy *copy, struct db *db, const struct db_identity *old,
			unsigned number, struct wait *wait, struct error *err)
{
	struct error unused = { 0 };

	/* A session that cannot be killed ends by itself later. */
	if (!db_kill(db, old, 1, DB_KILL_SESSION, &unused) && db_lost(db)) {
		*err = unused;
		return false;
	}
	if (!db_identify(db, NULL, 0, err))
		return false;
	while (!record_writer_lock(db, copy->job->record.channel, number, err)) {
		if (err->kind != ERROR_LOCKED || !wait_again(wait))
			return false;
	}
	return true;
}

/*
 * Explains the failure: the server is unreachable, or it has not ended the lost
 * session's statement. In the second case this copy holds the lock, not another run.
 */
static bool not_renewed(struct copy *copy, int64_t stall_timeout, struct error *err)
{
	AUTO_ARENA *arena = arena_make();

	if (!run_goes_on(&copy->pool.run, err))
		return false;
	if (err->kind == ERROR_LOCKED) {
		err->kind = ERROR_UNREACHABLE;
		(void)error_hint(err, "The statement of the lost session has not ended on "
				      "the target. Wait for it; the same command then "
				      "continues.");
	}
	return error_wrap(err,
			  "a session on the target was lost, and no new one could be "
			  "opened within %s",
			  text_duration(arena, (uint64_t)stall_timeout));
}

static bool renew(struct copy *copy, struct run *run, struct db **slot, unsigned number,
		  struct error *err)
{
	int64_t stall_timeout = copy->job->stall_timeout_ms == 0 ?
					STALL_TIMEOUT_MS :
					copy->job->stall_timeout_ms;
	struct wait wait = wait_start(&copy->pool.run, stall_timeout, 100, 2000);
	const struct db_identity old = *db_identity(*slot);

	log_fact(copy->pool.run.log, LOG_INFO, copy->job->step,
		 "a session on the target was lost; connecting again");
	do {
		struct db *fresh = NULL;

		if (open_target(copy, run, &fresh, err) &&
		    claim_again(copy, fresh, &old, number, &wait, err)) {
			db_close(*slot);
			*slot = fresh;
			return true;
		}
		bool lost = fresh == NULL || db_lost(fresh);
		db_close(fresh);
		if (err->kind != ERROR_LOCKED && !db_is_full(err) &&
		    (!lost || err->kind == ERROR_DENIED))
			return false;
	} while (wait_again(&wait));
	return not_renewed(copy, stall_timeout, err);
}

bool sessions_renew_writer(struct worker *worker, struct error *err)
{
	return renew(worker->copy, &worker->writing, &worker->writer, worker->number,
		     err);
}

bool sessions_renew_target(struct copy *copy, struct error *err)
{
	if (db_execute(copy->target, "DO 0", err))
		return true;
	return db_lost(copy->target) &&
	       renew(copy, &copy->pool.run, &copy->target, copy->workers.threads, err);
}

bool sessions_renew_killer(struct copy *copy, struct error *err)
{
	struct db *fresh = NULL;

	if (!open_killer(copy, &fresh, err))
		return false;
	db_close(copy->killer);
	copy->killer = fresh;
	return true;
}

bool sessions_kill_query(struct copy *copy, const struct db *reader, struct error *err)
{
	(void)pthread_mutex_lock(&copy->pool.lock);
	bool ok = db_kill_query(copy->killer, db_server(reader)->connection_id, err);
	/* After a restart of the server, the ids are different. */
	if (!ok && db_lost(copy->killer))
		ok = sessions_renew_killer(copy, err) &&
		     db_kill(copy->killer, db_identity(reader), 1, DB_KILL_QUERY, err);
	(void)pthread_mutex_unlock(&copy->pool.lock);
	return ok;
}

bool sessions_open_table_lock(struct copy *copy, struct error *err)
{
	if (copy->table_lock.db != NULL)
		return true;
	/*
	 * While it waits for locks, all other sessions wait for it, so the server
	 * limits that wait.
	 */
	return open_source(copy, &copy->table_lock.db, err) &&
	       db_identify(copy->table_lock.db, NULL, 0, err) &&
	       db_execute(copy->table_lock.db,
			  "SET SESSION lock_wait_timeout = 2, wait_timeout = 600", err);
}

void sessions_close(struct copy *copy)
{
	for (unsigned i = 0; i < copy->workers.threads; i++)
		close_worker(&copy->workers.list[i]);
	db_close(copy->control);
	db_close(copy->killer);
	db_close(copy->target);
	copy->control = copy->killer = copy->target = NULL;
}
