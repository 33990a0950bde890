/*
 * A worker's two read-only sessions, one on each side: opens them, and runs a statement
 * on both at the same time.
 */
#include "base/text.h"
#include "verify/internal.h"

/* Time limit of one statement. It is long: a table without a key is one digest. */
#define STATEMENT_SECONDS 3600

static bool check_packet(struct db *db, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct rows rows;

	if (!db_query(db, "SELECT @@SESSION.max_allowed_packet", arena, &rows, err))
		return false;
	if (rows_number(rows_value(&rows, 0, 0), 0) >= DIGEST_PACKET_BYTES)
		return true;
	error_set(err, ERROR_FAILED,
		  "%s: max_allowed_packet is too small to compare rows", db_label(db));
	return error_hint(err, "Set it to 1 MiB or more.");
}

static bool open_side(struct verify *verify, const struct db_login *login,
		      struct db **out, struct error *err)
{
	struct db_login slow = *login;

	slow.read_seconds = STATEMENT_SECONDS + 60;
	slow.session = SESSION_VERIFY;
	return db_connect(&slow, &verify->pool.run, out, err) && check_packet(*out, err);
}

bool pair_open(struct verify *verify, struct worker *worker, struct error *err)
{
	return open_side(verify, verify->job->source, &worker->db[SOURCE], err) &&
	       open_side(verify, verify->job->target, &worker->db[TARGET], err);
}

void pair_close(struct worker *worker)
{
	for (enum side side = SOURCE; side < SIDES; side++) {
		db_close(worker->db[side]);
		worker->db[side] = NULL;
	}
}

bool pair_ask(struct worker *worker, const char *const sql[SIDES], struct arena *arena,
	      struct rows out[SIDES], struct error *err)
{
	struct error second = { 0 };

	if (!db_start(worker->db[SOURCE], sql[SOURCE], err) ||
	    !db_start(worker->db[TARGET], sql[TARGET], err))
		return false;
	/* Read both answers, even if the first is an error. */
	bool ok = db_await_rows(worker->db[SOURCE], arena, &out[SOURCE], err);
	if (db_await_rows(worker->db[TARGET], arena, &out[TARGET], &second))
		return ok;
	if (ok)
		*err = second;
	return false;
}
