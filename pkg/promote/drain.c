/*
 * Reads coordinates, and waits until the other side has applied everything up to them.
 * The server itself does the waiting: that costs one round trip and ends at once.
 */
#include <inttypes.h>
#include <time.h>

#include "base/text.h"
#include "base/wait.h"
#include "db/queries.h"
#include "promote/internal.h"
#include "sql/quote.h"

/* Limit for reducing the backlog before the freeze. */
#define DRIVE_LIMIT_MS (60 * 1000)
/* A backlog that is applied in less time counts as zero. */
#define NOTHING_MS 100
/*
 * With file and position, MySQL's parallel applier reports its progress only every 300
 * ms. So after SETTLED_LOOKS checks, SETTLED_MS counts as zero, too.
 */
#define SETTLED_MS 400
#define SETTLED_LOOKS 6
/*
 * Estimated cost of the statements inside the freeze, in addition to their round trips.
 */
#define STATEMENTS_MS 20
#define TRIPS_EXPECTED 5

bool coordinates_equal(const struct coordinates *a, const struct coordinates *b)
{
	return text_equal(a->file, b->file) && a->position == b->position;
}

const char *coordinates_query(const struct db_server *server, struct arena *arena)
{
	return query_text(QUERY_BINLOG_STATUS, server, NULL, arena);
}

const char *gtids_query(const struct db_server *server, struct arena *arena)
{
	return query_text(QUERY_GTIDS_SOURCE, server, NULL, arena);
}

void coordinates_parse(const struct db_statement *status,
		       const struct db_statement *gtids, struct coordinates *out)
{
	*out = (struct coordinates){ 0 };
	if (status->done && status->rows.count > 0) {
		out->file = rows_named(&status->rows, 0, "File");
		out->position = rows_number(rows_named(&status->rows, 0, "Position"), 0);
	}
	if (gtids->done && gtids->rows.count > 0) {
		out->gtids = rows_named(&gtids->rows, 0, "executed");
		out->state = rows_named(&gtids->rows, 0, "state");
	}
}

bool coordinates_read(struct db *db, struct arena *arena, struct coordinates *out,
		      struct error *err)
{
	struct db_statement look[] = {
		{ .sql = coordinates_query(db_server(db), arena) },
		{ .sql = gtids_query(db_server(db), arena) },
	};

	if (!db_batch(db, look, ARRAY_SIZE(look), arena, err))
		return false;
	coordinates_parse(&look[0], &look[1], out);
	if (out->file != NULL)
		return true;
	if (!look[0].done) {
		*err = look[0].error;
		return false;
	}
	error_set(err, ERROR_BLOCKED, "%s: the binlog is off", db_label(db));
	return error_hint(err, "Without a binlog there is nothing to follow: turn it on "
			       "(RDS: a backup retention of a day or more).");
}

/* GTIDs can be waited for: MySQL, auto position, and forward. */
static bool by_gtids(const struct promotion *promotion)
{
	const struct observed_link *link =
		observed_link(&promotion->facts.observed->target,
			      promotion->session->manifest->replication.channel);

	return promotion->wish == PROMOTE_FORWARD && link != NULL &&
	       link->auto_position == FACT_YES &&
	       promotion->facts.observed->source.server.flavour == FLAVOUR_MYSQL;
}

static const char *wait_statement(const struct promotion *promotion, struct db *db,
				  const char *channel, const struct coordinates *at,
				  int64_t limit_ms, struct arena *arena)
{
	const struct db_server *server = db_server(db);
	bool mysql = server->flavour == FLAVOUR_MYSQL;
	/*
	 * Old versions take whole seconds only; the time limit is also checked
	 * afterwards.
	 */
	const char *seconds =
		mysql && server->version < 80000 ?
			arena_printf(arena, "%" PRId64, (limit_ms + 999) / 1000) :
			arena_printf(arena, "%" PRId64 ".%03" PRId64, limit_ms / 1000,
				     limit_ms % 1000);

	if (by_gtids(promotion) && !text_empty(at->gtids))
		return arena_printf(arena,
				    "SELECT WAIT_FOR_EXECUTED_GTID_SET("
				    "GTID_SUBTRACT(%s, '%s:1-9223372036854775806'), %s) = 0",
				    quote_text(at->gtids, arena),
				    back_uuid(promotion, arena), seconds);
	return arena_printf(arena, "SELECT %s(%s, %" PRIu64 ", %s, %s) >= 0",
			    mysql && server->version >= 80026 ? "SOURCE_POS_WAIT" :
								"MASTER_POS_WAIT",
			    quote_text(at->file, arena), at->position, seconds,
			    quote_text(channel, arena));
}

static bool wait_for(struct promotion *promotion, struct db *db, const char *channel,
		     const struct coordinates *at, int64_t limit_ms, bool *reached,
		     struct error *err)
{
	struct db_statement wait[] = {
		{ .sql = wait_statement(promotion, db, channel, at,
					limit_ms < 1 ? 1 : limit_ms, promotion->arena) },
		{ .sql = coordinates_query(db_server(db), promotion->arena) },
		{ .sql = gtids_query(db_server(db), promotion->arena) },
		{ .sql = counters_query(promotion, db, promotion->arena) },
	};

	if (!db_batch(db, wait, ARRAY_SIZE(wait), promotion->arena, err))
		return false;
	promotion->trips++;
	for (size_t i = 0; i < ARRAY_SIZE(wait); i++) {
		if (!wait[i].done) {
			*err = wait[i].error;
			return false;
		}
	}
	const char *answer =
		wait[0].rows.count == 0 ? NULL : rows_value(&wait[0].rows, 0, 0);
	/*
	 * A server does not wait for an applier that is not running: it returns NULL.
	 */
	promotion->applier_stands = answer == NULL;
	*reached = rows_number(answer, 0) == 1;
	coordinates_parse(&wait[1], &wait[2], &promotion->other);
	counters_parse(&wait[3].rows, promotion->arena, &promotion->open_counters);
	return true;
}

bool drain(struct promotion *promotion, const struct coordinates *at, int64_t limit_ms,
	   bool *reached, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;
	bool forward = promotion->wish == PROMOTE_FORWARD;
	struct db *open = forward ? promotion->target : promotion->source;

	return wait_for(promotion, open,
			forward ? manifest->replication.channel :
				  back_channel(manifest, promotion->arena),
			at, limit_ms, reached, err);
}

/* Reports why the way back does not make progress, as its own threads report it. */
static bool back_fails(struct promotion *promotion, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;
	struct way_back back;

	if (!way_back_read(promotion->source, promotion->arena,
			   back_channel(manifest, promotion->arena), &back, err))
		return false;
	error_set(err, ERROR_BLOCKED,
		  "the way back does not work: the source as a replica of %s:%u did not pass "
		  "a write of extrepl's%s%s",
		  manifest->cutover.back_host, manifest->cutover.back_port,
		  back.error == NULL ? "" : ": ", back.error == NULL ? "" : back.error);
	if (promotion->wish == PROMOTE_REVERT)
		return error_hint(err, "The target takes writes as before. Fix on the "
				       "source what its applier stopped at, then run the "
				       "same command again.");
	return error_hint(err,
			  "Can the source reach the target there (cutover.back)? Without a "
			  "way back: cutover: { way_back: false }.");
}

/* An error that is still there after some seconds does not go away by itself. */
static bool back_is_hopeless(struct promotion *promotion, const struct wait *wait)
{
	struct way_back back;
	struct error unused = { 0 };

	return wait_elapsed(wait) > 3000 &&
	       way_back_read(promotion->source, promotion->arena,
			     back_channel(promotion->session->manifest, promotion->arena),
			     &back, &unused) &&
	       back.error != NULL && back.running != FACT_YES;
}

bool prove_way_back(struct promotion *promotion, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;
	const char *channel = back_channel(manifest, promotion->arena);
	struct wait wait = wait_start(promotion->run, 15 * 1000, 50, 500);
	struct coordinates at, kept = promotion->other;
	bool reached = false;

	if (!db_executef(promotion->target, err,
			 "UPDATE `extrepl`.`promotion` SET `beat` = `beat` + 1"
			 " WHERE `name` = %s",
			 quote_text(manifest->name, promotion->arena)) ||
	    !coordinates_read(promotion->target, promotion->arena, &at, err))
		return false;
	at.gtids = NULL;
	do {
		enum promote_wish wish = promotion->wish;

		/* Use the way back's direction: by file and position. */
		promotion->wish = PROMOTE_REVERT;
		bool asked = wait_for(promotion, promotion->source, channel, &at, 1000,
				      &reached, err);
		promotion->wish = wish;
		promotion->other = kept;
		if (!asked)
			return false;
		if (!reached && back_is_hopeless(promotion, &wait))
			break;
	} while (!reached && wait_again(&wait));
	if (!run_goes_on(promotion->run, err))
		return false;
	return reached || back_fails(promotion, err);
}

static int64_t round_trip_us(struct db *db, struct error *err)
{
	struct timespec began, ended;

	(void)clock_gettime(CLOCK_MONOTONIC, &began);
	if (!db_execute(db, "DO 1", err))
		return -1;
	(void)clock_gettime(CLOCK_MONOTONIC, &ended);
	return (ended.tv_sec - began.tv_sec) * 1000000 +
	       (ended.tv_nsec - began.tv_nsec) / 1000;
}

/*
 * Reads the closed side's coordinates repeatedly, until the other side reaches them at
 * once. What remains then is what the freeze must wait for.
 */
static bool drive_backlog(struct promotion *promotion, int64_t *last_ms, struct error *err)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;
	struct db *closing = forward ? promotion->source : promotion->target;
	int64_t limit = run_clock() + DRIVE_LIMIT_MS;
	unsigned quick = 0, looks = 0;

	do {
		struct coordinates at;
		bool reached;

		if (!coordinates_read(closing, promotion->arena, &at, err))
			return false;
		int64_t began = run_clock();
		if (!drain(promotion, &at, limit - began, &reached, err))
			return false;
		*last_ms = run_clock() - began;
		if (!reached)
			break;
		quick = *last_ms <= NOTHING_MS ? quick + 1 : 0;
		looks++;
		if (quick >= 2 || (looks >= SETTLED_LOOKS && *last_ms <= SETTLED_MS))
			return true;
	} while (run_clock() < limit && run_goes_on(promotion->run, err));
	return run_goes_on(promotion->run, err);
}

bool expect_outage(struct promotion *promotion, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;
	int64_t last_ms = 0;
	int64_t source = round_trip_us(promotion->source, err);
	int64_t target = source < 0 ? -1 : round_trip_us(promotion->target, err);

	if (target < 0 || !drive_backlog(promotion, &last_ms, err))
		return false;
	promotion->round_trip_us = source > target ? source : target;
	promotion->expected_ms = last_ms + STATEMENTS_MS +
				 TRIPS_EXPECTED * promotion->round_trip_us / 1000;
	if (promotion->expected_ms <= manifest->cutover.max_outage_ms)
		return true;
	error_set(err, ERROR_WAITING,
		  "an outage of %s is expected, and cutover.max_outage is %s: the backlog took "
		  "%s to be applied, a round trip takes %" PRId64 ".%" PRId64 " ms",
		  text_duration(promotion->arena, (uint64_t)promotion->expected_ms),
		  text_duration(promotion->arena,
				(uint64_t)manifest->cutover.max_outage_ms),
		  text_duration(promotion->arena, (uint64_t)last_ms),
		  promotion->round_trip_us / 1000, promotion->round_trip_us / 100 % 10);
	return error_hint(err, "Choose a quieter hour, or raise cutover.max_outage.");
}
