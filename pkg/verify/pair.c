#include "base/text.h"
#include "verify/internal.h"

/* One statement may take that long: a table without a key is one digest. */
#define STATEMENT_SECONDS 3600

/* clang-format off */
static const struct {
	bool required; /* else a refusal, or an unknown name, is no harm */
	const char *sql;
} settings[] = {
	{ true,  "SET SESSION TRANSACTION READ ONLY" },
	{ true,  "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ" },
	{ true,  "SET SESSION autocommit = 1, wait_timeout = 28800, sql_select_limit = 18446744073709551615,"
		 " sql_big_selects = 1, group_concat_max_len = 16777216" },
	{ false, "SET SESSION max_execution_time = 3600000" }, /* MySQL */
	{ false, "SET SESSION max_statement_time = 3600" },    /* MariaDB */
	{ false, "SET SESSION use_secondary_engine = OFF" },
};
/* clang-format on */

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
	AUTO_ARENA *arena = arena_make();
	struct db_statement statements[ARRAY_SIZE(settings)] = { 0 };
	struct db_login slow = *login;

	slow.read_seconds = STATEMENT_SECONDS + 60;
	if (!db_connect(&slow, &verify->run, out, err) ||
	    !catalog_prepare_session(*out, err))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
		statements[i].sql = settings[i].sql;
	if (!db_batch(*out, statements, ARRAY_SIZE(settings), arena, err))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
		if (settings[i].required && !statements[i].done) {
			*err = statements[i].error;
			return false;
		}
	}
	return check_packet(*out, err);
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
	struct error second;

	if (!db_start(worker->db[SOURCE], sql[SOURCE], err) ||
	    !db_start(worker->db[TARGET], sql[TARGET], err))
		return false;
	/* Both answers are taken, whatever the first one is. */
	bool ok = db_await_rows(worker->db[SOURCE], arena, &out[SOURCE], err);
	if (db_await_rows(worker->db[TARGET], arena, &out[TARGET], &second))
		return ok;
	if (ok)
		*err = second;
	return false;
}
