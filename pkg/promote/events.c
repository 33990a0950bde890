/*
 * Enables events once the other side is open. A failure is reported with the statement
 * to run by hand; nothing is undone because of it.
 */
#include <string.h>

#include "base/text.h"
#include "promote/internal.h"
#include "sql/quote.h"

#define NOT_SYSTEM "event_schema NOT IN ('mysql', 'sys', 'extrepl')"

static const char closed_events[] =
	"SELECT event_schema, event_name FROM information_schema.events"
	" WHERE status = 'ENABLED' AND " NOT_SYSTEM;

static const char open_events[] =
	"SELECT event_schema, event_name, definer, sql_mode, time_zone, status"
	" FROM information_schema.events WHERE " NOT_SYSTEM;

static void trouble(struct promotion *promotion, const char *what, const struct error *err)
{
	promotion->events_missed++;
	log_fact(promotion->session->run->log, LOG_ERROR, "events", "%s: %s", what,
		 err->message);
}

bool missed_events_said(struct promotion *promotion, struct error *err)
{
	bool forward = promotion->wish != PROMOTE_REVERT;
	const char *side = forward ? target_name(promotion) : source_name(promotion);

	if (promotion->events_missed == 0)
		return true;
	error_set(err, ERROR_FAILED, "%zu %s of %s not enabled, above",
		  promotion->events_missed,
		  promotion->events_missed == 1 ? "event" : "events",
		  arena_printf(promotion->arena, "%s %s", side,
			       promotion->events_missed == 1 ? "is" : "are"));
	return error_hint(err,
			  "%s takes writes, and that is not taken back. Enable what is "
			  "named above as an account that may, or with a definer that is "
			  "there: ALTER EVENT ... ENABLE.",
			  side);
}

static bool is_among(const struct rows *rows, const char *database, const char *name)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (text_equal(rows_value(rows, i, 0), database) &&
		    text_equal(rows_value(rows, i, 1), name))
			return true;
	}
	return false;
}

/* "app@10.%": the host is the part after the last @. */
static const char *account_literal(const char *definer, struct arena *arena)
{
	const char *at = strrchr(definer, '@');

	if (at == NULL)
		return quote_text(definer, arena);
	return quote_account(arena_copy_n(arena, definer, (size_t)(at - definer)),
			     at + 1, arena);
}

/*
 * On the way back: the source's own definer, unchanged. Forward: the definer that the
 * event has on the target, or the target's administrator if the copy made that the
 * definer. An ALTER EVENT on the source, such as that of a revert, brings the source's
 * definer to the target.
 */
static const char *definer_of(struct promotion *promotion, const struct rows *events,
			      size_t row)
{
	const char *before = promotion->facts.row.events_before;
	const char *wanted =
		arena_printf(promotion->arena, "%s\t%s\t", rows_value(events, row, 0),
			     rows_value(events, row, 1));
	size_t length = strlen(wanted);

	if (promotion->wish != PROMOTE_REVERT &&
	    promotion->session->manifest->copy.definers == DEFINERS_ADMIN)
		return promotion->facts.observed->target.server.user;
	while (promotion->wish == PROMOTE_REVERT && !text_empty(before)) {
		size_t line = strcspn(before, "\n");

		if (line > length && strncmp(before, wanted, length) == 0)
			return arena_copy_n(promotion->arena, before + length,
					    line - length);
		before += line + (before[line] == '\n');
	}
	return rows_value(events, row, 2);
}

/*
 * A plain ALTER EVENT would make its caller the definer, and store the session's
 * sql_mode and time zone in the event.
 */
static bool enable(struct promotion *promotion, struct db *db,
		   const struct rows *events, size_t row, struct error *err)
{
	struct arena *arena = promotion->arena;
	const char *sql =
		arena_printf(arena, "ALTER DEFINER = %s EVENT %s ENABLE",
			     account_literal(definer_of(promotion, events, row), arena),
			     quote_table(rows_value(events, row, 0),
					 rows_value(events, row, 1), arena));

	if (db_executef(db, err, "SET SESSION sql_mode = %s, time_zone = %s",
			quote_text(rows_value(events, row, 3), arena),
			quote_text(rows_value(events, row, 4), arena)) &&
	    db_execute(db, sql, err))
		return true;
	return error_wrap(err, "%s", sql);
}

void enable_events(struct promotion *promotion)
{
	bool forward = promotion->wish != PROMOTE_REVERT;
	const struct logins *logins = promotion->session->logins;
	struct db *closed_db = forward ? promotion->source : promotion->target;
	struct rows closed, open;
	AUTO_DB *db = NULL;
	struct error err = { 0 };

	/*
	 * The event's settings come from the session, which is not used for anything
	 * else.
	 */
	if (!db_query(closed_db, closed_events, promotion->arena, &closed, &err) ||
	    (closed.count > 0 &&
	     (!db_connect(forward ? &logins->target : &logins->source, promotion->run,
			  &db, &err) ||
	      !db_query(db, open_events, promotion->arena, &open, &err)))) {
		trouble(promotion, "which events were enabled cannot be read", &err);
		return;
	}
	for (size_t i = 0; closed.count > 0 && i < open.count; i++) {
		if (is_among(&closed, rows_value(&open, i, 0), rows_value(&open, i, 1)) &&
		    !text_equal(rows_value(&open, i, 5), "ENABLED") &&
		    !enable(promotion, db, &open, i, &err))
			trouble(promotion,
				"an event was not enabled; enable it by "
				"hand",
				&err);
	}
}
