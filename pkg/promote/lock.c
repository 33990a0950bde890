/*
 * Takes the lock on the closed side, in attempts that each block its writers only
 * briefly (db/statement_timeout.h).
 */
#include <inttypes.h>

#include "base/text.h"
#include "base/wait.h"
#include "db/statement_timeout.h"
#include "promote/internal.h"
#include "sql/server_errors.h"

static bool lock_was_slow(unsigned code)
{
	return code == SERVER_QUERY_INTERRUPTED || code == SERVER_LOCK_WAIT_TIMEOUT ||
	       code == SERVER_STATEMENT_TIMEOUT;
}

static int64_t attempt_ms(const struct promotion *promotion)
{
	return lock_attempt_ms(promotion->round_trip_us / 1000);
}

static bool give_up(struct promotion *promotion, const struct wait *wait,
		    struct error *err)
{
	if (!run_goes_on(promotion->run, err))
		return false;
	error_set(err, ERROR_WAITING,
		  "%s: no lock within %s, in %u attempts of %" PRId64 " ms",
		  db_label(promotion->lock),
		  text_duration(promotion->arena, (uint64_t)wait_elapsed(wait)),
		  promotion->attempts, attempt_ms(promotion));
	return error_hint(err, "Something holds tables there for long: SHOW FULL "
			       "PROCESSLIST shows it. Wait for it or end it, or raise "
			       "copy.lock_timeout.");
}

/* One attempt. *in_time: it ended by itself, with or without the lock. */
static bool execute_briefly(struct promotion *promotion, struct db_statement *statements,
			    size_t count, bool *in_time, struct error *err)
{
	struct statement_timeout timeout;

	if (!statement_timeout_begin(&timeout, promotion->lock, promotion->killer,
				     attempt_ms(promotion), err))
		return false;
	bool done = db_batch(promotion->lock, statements, count, promotion->arena, err);
	*in_time = statement_timeout_end(&timeout);
	return done;
}

/*
 * A server does not notice that a client machine is gone. So it ends the session with
 * the lock after this long without a statement. Set at the last moment: reducing the
 * backlog, before that, may take longer.
 */
static bool limit_silence(struct promotion *promotion, struct error *err)
{
	const struct manifest_cutover *cutover = &promotion->session->manifest->cutover;
	int64_t silence = cutover->max_outage_ms / 1000 + 5;

	/*
	 * On the way back, hooks run and late clients are ended before the lock is
	 * released.
	 */
	if (promotion->wish == PROMOTE_REVERT) {
		silence += MOST_LATE_CLIENTS_MS / 1000;
		for (size_t i = 0; i < cutover->hooks_count; i++)
			silence += cutover->hooks[i].timeout_ms / 1000 + 1;
	}
	return db_executef(promotion->lock, err, "SET SESSION wait_timeout = %" PRId64,
			   silence);
}

/* The outage starts when the attempt that got the lock was sent. */
bool freeze_lock(struct promotion *promotion, struct db_statement *statements,
		 size_t count, struct error *err)
{
	struct wait wait = wait_start(promotion->run,
				      promotion->session->manifest->copy.lock_timeout_ms,
				      100, 2000);

	if (!limit_silence(promotion, err))
		return false;
	do {
		struct error unused = { 0 };
		bool in_time;

		for (size_t i = 0; i < count; i++)
			statements[i] = (struct db_statement){ .sql = statements[i].sql };
		promotion->attempts++;
		promotion->frozen_at = run_clock();
		promotion->trips = 0;
		if (!execute_briefly(promotion, statements, count, &in_time, err))
			return false;
		if (in_time && statements[0].done)
			return true;
		if (!in_time || lock_was_slow(statements[0].error.code)) {
			promotion->frozen_at = 0;
			if (!db_execute(promotion->lock, "UNLOCK TABLES", &unused) &&
			    !db_execute(promotion->lock, "UNLOCK TABLES", err))
				return false;
			continue;
		}
		*err = statements[0].error;
		return false;
	} while (wait_again(&wait));
	return give_up(promotion, &wait, err);
}

int64_t outage_left(const struct promotion *promotion)
{
	int64_t left = promotion->frozen_at +
		       promotion->session->manifest->cutover.max_outage_ms - run_clock();

	return left > 0 ? left : 0;
}
