/*
 * Finds out what moved the closed side's binlog despite the lock.
 *
 * FLUSH TABLES WITH READ LOCK allows a rotation and, on MySQL, the empty transactions
 * that the way back logs for what its filter ignores. LOCK TABLES allows everything
 * that is not in the locked tables. So each move is judged:
 *
 * 1. MySQL source with GTIDs: no new GTID may be the source's own. GTIDs that the
 *    target has came over the way back.
 * 2. MariaDB source: in gtid_binlog_state, only entries of the target may have moved.
 * 3. Else by the kind of each event, from SHOW BINLOG EVENTS.
 *
 * If the move changes nothing, the open side follows to the new coordinates. Any other
 * move ends the cut-over, which is undone.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "observed/gtid.h"
#include "observed/gtid_position.h"
#include "promote/binlog_event.h"
#include "promote/internal.h"
#include "sql/quote.h"

/* How many times the open side follows before giving up. */
#define MOST_LOOKS 5
/* Events that are read; more than that cannot be harmless. */
#define MOST_EVENTS 2000
#define EVENTS_AT_ONCE 200

static bool starts_with(const char *origin, const char *uuid)
{
	return uuid != NULL && text_starts(origin, uuid);
}

/* Not from the way back, as far as is known without a query. */
static bool is_foreign(const struct promotion *promotion, const char *origin)
{
	const char *target = promotion->facts.observed->target.server.uuid;

	return !starts_with(origin, target) &&
	       !starts_with(origin, back_uuid(promotion, promotion->arena));
}

/* *write: GTIDs that did not come from the target; NULL: none. */
static bool judge_set(struct promotion *promotion, const struct coordinates *from,
		      const struct coordinates *now, const char **write,
		      struct error *err)
{
	const char *own = promotion->facts.observed->source.server.uuid;
	struct arena *arena = promotion->arena;
	struct gtid_set before, after, executed;
	struct coordinates target;
	bool foreign = false;

	if (!gtid_set_parse(from->gtids, arena, &before) ||
	    !gtid_set_parse(now->gtids, arena, &after))
		return error_set(err, ERROR_FAILED, "gtid_executed cannot be read: %s",
				 now->gtids);
	struct gtid_set fresh = gtid_set_subtract(&after, &before, arena);
	for (size_t i = 0; i < fresh.count; i++) {
		if (starts_with(fresh.list[i].origin, own))
			*write = gtid_set_text(&fresh, arena);
		foreign = foreign || is_foreign(promotion, fresh.list[i].origin);
	}
	if (*write != NULL || !foreign)
		return true;
	/* From a third server: if the target has it, it came from there. */
	if (!coordinates_read(promotion->target, promotion->arena, &target, err))
		return false;
	promotion->trips++;
	if (!gtid_set_parse(target.gtids, arena, &executed))
		return error_set(err, ERROR_FAILED, "gtid_executed cannot be read: %s",
				 target.gtids);
	struct gtid_set lacking = gtid_set_subtract(&fresh, &executed, arena);
	for (size_t i = 0; i < lacking.count; i++) {
		if (is_foreign(promotion, lacking.list[i].origin))
			*write = gtid_set_text(&lacking, arena);
	}
	return true;
}

static void judge_state(struct promotion *promotion, const struct coordinates *from,
			const struct coordinates *now, const char **write)
{
	uint64_t target = promotion->facts.observed->target.server.server_id;

	if (gtid_state_moved(from->state, now->state, target, true))
		*write = arena_printf(promotion->arena,
				      "gtid_binlog_state %s has become %s", from->state,
				      now->state);
}

/* What the way back ignores: it changes nothing on the source. */
static struct ignored_databases ignored_on_target(const struct promotion *promotion)
{
	const struct names names = back_ignores(promotion, promotion->arena);

	return (struct ignored_databases){ names.list, names.count };
}

static bool is_before(const char *file, uint64_t position, const struct coordinates *end)
{
	return !text_equal(file, end->file) || position < end->position;
}

/* "db001-bin.000004;pos=4" */
static const char *next_file(const char *info, struct arena *arena)
{
	return info == NULL ? "" : arena_copy_n(arena, info, strcspn(info, ";"));
}

static const char *describe(const struct rows *events, size_t row, struct arena *arena)
{
	const char *info = rows_named(events, row, "Info");
	const char *secret = info == NULL ? NULL : strstr(info, "IDENTIFIED");
	int length = secret == NULL ? 80 : (int)(secret - info);

	return arena_printf(arena, "%s at %s:%s: %.*s",
			    rows_named(events, row, "Event_type"),
			    rows_named(events, row, "Log_name"),
			    rows_named(events, row, "Pos"), length > 80 ? 80 : length,
			    info == NULL ? "" : info);
}

static bool judge_events(struct promotion *promotion, struct db *db,
			 const struct coordinates *from, const struct coordinates *now,
			 const char **write, struct error *err)
{
	const struct ignored_databases none = { NULL, 0 };
	const struct ignored_databases ignored =
		promotion->wish == PROMOTE_REVERT ? ignored_on_target(promotion) : none;
	struct arena *arena = promotion->arena;
	const char *file = from->file;
	uint64_t position = from->position;

	for (unsigned seen = 0; is_before(file, position, now);) {
		const char *sql =
			arena_printf(arena,
				     "SHOW BINLOG EVENTS IN %s FROM %" PRIu64 " LIMIT %d",
				     quote_text(file, arena), position, EVENTS_AT_ONCE);
		struct rows events;

		if (!db_query(db, sql, arena, &events, err))
			return error_wrap(err, "what was written there cannot be read");
		promotion->trips++;
		if (events.count == 0 || (seen += (unsigned)events.count) > MOST_EVENTS) {
			*write = "more than can be examined";
			return true;
		}
		for (size_t i = 0; i < events.count; i++) {
			const char *type = rows_named(&events, i, "Event_type");
			const char *info = rows_named(&events, i, "Info");

			if (!is_before(file, position, now))
				return true;
			if (binlog_event_writes(type, info, &ignored)) {
				*write = describe(&events, i, arena);
				return true;
			}
			position = rows_number(rows_named(&events, i, "End_log_pos"), 0);
			if (text_equal(type, "Rotate")) {
				file = next_file(info, arena);
				position = 4;
				break;
			}
		}
	}
	return true;
}

/* *write NULL: the move changes nothing. */
static bool judge_move(struct promotion *promotion, const struct coordinates *from,
		       const struct coordinates *now, const char **write,
		       struct error *err)
{
	const struct observed_server *source = &promotion->facts.observed->source.server;
	bool forward = promotion->wish == PROMOTE_FORWARD;

	*write = NULL;
	if (forward && source->flavour == FLAVOUR_MARIADB && from->state != NULL) {
		judge_state(promotion, from, now, write);
		return true;
	}
	if (forward && text_equal_nocase(observed_value(source, "gtid_mode"), "ON"))
		return judge_set(promotion, from, now, write, err);
	return judge_events(promotion, promotion->lock, from, now, write, err);
}

static bool was_written(struct promotion *promotion, const char *write, struct error *err)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;

	error_set(err, ERROR_FAILED, "the %s was written to despite the lock: %s",
		  forward ? "source" : "target", write);
	return error_hint(err,
			  "Stop what writes there, then run the same command again.");
}

static bool keeps_moving(const struct coordinates *at, struct error *err)
{
	error_set(err, ERROR_WAITING,
		  "the binlog keeps moving despite the lock, without a write: it is "
		  "at %s:%" PRIu64,
		  at->file, at->position);
	return error_hint(err, "Run the same command again.");
}

bool moved_follow(struct promotion *promotion, const struct coordinates *now,
		  struct error *err)
{
	struct coordinates at = *now;

	for (unsigned looks = 0; looks < MOST_LOOKS; looks++) {
		struct coordinates again;
		const char *write;
		bool reached;

		if (!judge_move(promotion, &promotion->frozen, &at, &write, err))
			return false;
		if (write != NULL)
			return was_written(promotion, write, err);
		if (!drain(promotion, &at, outage_left(promotion), &reached, err) ||
		    !coordinates_read(promotion->lock, promotion->arena, &again, err))
			return false;
		promotion->trips++;
		if (reached && coordinates_equal(&at, &again)) {
			promotion->frozen = at;
			return true;
		}
		at = again;
	}
	return keeps_moving(&at, err);
}
