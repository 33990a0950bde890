/*
 * The named locks on the target: one against a second apply, and one for each session
 * that writes. Locks on tables are left to lock_holders.c and pkg/copy.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wait.h"
#include "db/record.h"
#include "sql/quote.h"

/*
 * Names have at most 64 characters: "extrepl" for the default channel, else a digest of
 * the channel's name, which can itself be that long.
 */
static const char *lock_name(const char *channel, struct arena *arena)
{
	if (text_empty(channel))
		return "'extrepl'";
	return arena_printf(arena, "CONCAT('extrepl:', LEFT(SHA2(LOWER(%s), 256), 40))",
			    quote_text(channel, arena));
}

static const char *writer_name(const char *channel, unsigned number, struct arena *arena)
{
	return arena_printf(arena, "CONCAT(%s, '/%u')", lock_name(channel, arena),
			    number);
}

/* "10.1.4.9:53412" without the port; an IPv6 address keeps its own colons. */
static const char *bare_host(const char *host, struct arena *arena)
{
	const char *colon = host == NULL ? NULL : strrchr(host, ':');

	if (host == NULL)
		return "an unknown host";
	return colon == NULL ? host : arena_copy_n(arena, host, (size_t)(colon - host));
}

/*
 * Describes the session that holds the lock, as far as this account may see it: from
 * the process list (needs PROCESS or the same user). The time comes from the holder's
 * user variable, which is visible only if the performance schema is on.
 */
static bool describe_holder(struct db *target, const char *name, uint64_t holder,
			    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct db_statement look[] = {
		{ .sql = arena_printf(arena,
				      "SELECT user, host, time FROM information_schema.processlist"
				      " WHERE id = %" PRIu64,
				      holder) },
		{ .sql = arena_printf(
			  arena,
			  "SELECT UNIX_TIMESTAMP() - CAST(v.variable_value AS CHAR)"
			  " FROM performance_schema.user_variables_by_thread v"
			  " JOIN performance_schema.threads t ON t.thread_id = v.thread_id"
			  " WHERE v.variable_name = 'extrepl_since' AND t.processlist_id = %" PRIu64,
			  holder) },
	};
	struct error unused = { 0 };

	if (holder == 0 || !db_batch(target, look, ARRAY_SIZE(look), arena, &unused) ||
	    !look[0].done || look[0].rows.count == 0) {
		error_set(err, ERROR_LOCKED,
			  "%s: another extrepl is running, but this account cannot see "
			  "its session (lock %s)",
			  db_label(target), name);
		return error_hint(err, "Wait for it to end.");
	}
	uint64_t since = rows_number(rows_value(&look[0].rows, 0, 2), 0);
	if (look[1].done && look[1].rows.count == 1)
		since = rows_number(rows_value(&look[1].rows, 0, 0), since);
	error_set(err, ERROR_LOCKED,
		  "%s: another extrepl is running: %s from %s, since %s",
		  db_label(target), rows_value(&look[0].rows, 0, 0),
		  bare_host(rows_value(&look[0].rows, 0, 1), arena),
		  text_duration(arena, since * 1000));
	return error_hint(err,
			  "Wait for it, or end its session: CALL mysql.rds_kill(%" PRIu64
			  ").",
			  holder);
}

static bool take(struct db *target, const char *name, bool *got, uint64_t *holder,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(target,
		      arena_printf(arena,
				   "SELECT GET_LOCK(%s, 0), IS_USED_LOCK(%s),"
				   " @extrepl_since := COALESCE(@extrepl_since, UNIX_TIMESTAMP())",
				   name, name),
		      arena, &rows, err))
		return false;
	*got = rows_number(rows_value(&rows, 0, 0), 0) == 1;
	*holder = rows_number(rows_value(&rows, 0, 1), 0);
	return true;
}

bool record_lock(struct db *target, const char *channel, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *name = lock_name(channel, arena);
	uint64_t holder;
	bool got;

	/*
	 * This session is idle while a copy runs, which may take longer than RDS's
	 * eight hours.
	 */
	if (!db_execute(target, "SET SESSION wait_timeout = 2147483", err) ||
	    !take(target, name, &got, &holder, err))
		return false;
	return got || describe_holder(target, name, holder, err);
}

bool record_lock_held(struct db *target, const char *channel, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(target,
		      arena_printf(arena, "SELECT IS_USED_LOCK(%s) = CONNECTION_ID()",
				   lock_name(channel, arena)),
		      arena, &rows, err))
		return error_wrap(err, "the lock against a second extrepl was lost");
	if (rows_number(rows_value(&rows, 0, 0), 0) == 1)
		return true;
	return error_set(err, ERROR_LOCKED,
			 "%s: the lock against a second extrepl was lost",
			 db_label(target));
}

bool record_writer_lock(struct db *target, const char *channel, unsigned number,
			struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *name = writer_name(channel, number, arena);
	uint64_t holder;
	bool got;

	if (!take(target, name, &got, &holder, err))
		return false;
	return got || describe_holder(target, name, holder, err);
}

/* Counts the writers' locks that any session holds. */
static bool count_writers(struct db *target, const char *channel, uint64_t *count,
			  struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text sql = text_make(arena);
	struct rows rows;

	text_add(&sql, "SELECT 0");
	for (unsigned i = 0; i < RECORD_WRITERS; i++)
		text_addf(&sql, " + (IS_USED_LOCK(%s) IS NOT NULL)",
			  writer_name(channel, i, arena));
	if (!db_query(target, sql.bytes, arena, &rows, err))
		return false;
	*count = rows_number(rows_value(&rows, 0, 0), RECORD_WRITERS);
	return true;
}

bool record_writers_gone(struct db *target, const char *channel, struct run *run,
			 int64_t limit_ms, struct error *err)
{
	struct wait wait = wait_start(run, limit_ms, 50, 1000);
	uint64_t count;

	do {
		if (!count_writers(target, channel, &count, err))
			return false;
		if (count == 0)
			return true;
	} while (wait_again(&wait));
	(void)wait_over(&wait, err, "statements of an earlier extrepl to end");
	return error_wrap(err, "%s", db_label(target));
}
