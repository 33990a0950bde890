/* Reports what each finished part did, one line for each fact. */
#include <inttypes.h>

#include "base/text.h"
#include "promote/internal.h"

static PRINTF_LIKE(3, 4) void say(struct promotion *promotion, const char *part,
				  const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const char *words = arena_vprintf(promotion->arena, format, args);
	va_end(args);
	log_fact(promotion->session->run->log, LOG_INFO, part, "%s", words);
}

static void report_open(struct promotion *promotion, const char *part)
{
	const struct cutover_facts *facts = &promotion->facts;

	if (facts->retention == NULL)
		say(promotion, part, "takes writes");
	else
		say(promotion, part, "binlog retention %s h; takes writes",
		    rows_number(facts->retention, 0) < rows_number(RETENTION_HOURS, 0) ?
			    RETENTION_HOURS :
			    facts->retention);
}

static void report_way_back(struct promotion *promotion, const char *part)
{
	struct way_back *back = &promotion->result->way_back;
	struct error unused = { 0 };

	if (promotion->source == NULL ||
	    !way_back_read(promotion->source, promotion->arena,
			   back_channel(promotion->session->manifest, promotion->arena),
			   back, &unused))
		return;
	if (back->there == FACT_YES)
		say(promotion, part,
		    "%s follows %s on the channel %s: works, lag %" PRIu64 " s",
		    source_name(promotion), target_name(promotion),
		    back_channel(promotion->session->manifest, promotion->arena),
		    back->lag);
	else
		say(promotion, part, "ended: its channel, filter and account are gone");
}

static void report_freeze(struct promotion *promotion, const char *part)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;
	bool mysql = promotion->facts.observed->source.server.flavour == FLAVOUR_MYSQL;

	say(promotion, part, "writers stopped at %s:%" PRIu64 "%s",
	    promotion->frozen.file, promotion->frozen.position,
	    promotion->attempts <= 1 ? "" :
				       arena_printf(promotion->arena, ", in attempt %u",
						    promotion->attempts));
	say(promotion, part, "drained in %" PRId64 " ms%s", promotion->drained_ms,
	    !forward ? "" :
	    mysql    ? "; super_read_only persisted" :
		       "; read_only set");
}

static void report_opened(struct promotion *promotion, const char *part)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;
	const struct promote_result *result = promotion->result;
	const char *open = forward ? target_name(promotion) : source_name(promotion);
	const char *closed = forward ? source_name(promotion) : target_name(promotion);

	if (result->outage_ms >= 0)
		say(promotion, part, "%s takes writes. Outage %" PRId64 " ms.", open,
		    result->outage_ms);
	else
		say(promotion, part, "%s takes writes.", open);
	if (result->sessions == NULL)
		return;
	if (!forward || promotion->session->manifest->cutover.end_sessions)
		say(promotion, part, "%s of applications on %s ended: %s",
		    text_counted(promotion->arena, promotion->sessions_count, "session"),
		    closed, result->sessions);
	else
		say(promotion, part, "%s of applications still connected to %s: %s",
		    text_counted(promotion->arena, promotion->sessions_count, "session"),
		    closed, result->sessions);
}

void report_part(struct promotion *promotion, const char *part)
{
	if (text_equal(part, "target.open"))
		report_open(promotion, part);
	else if (text_equal(part, "way.back"))
		report_way_back(promotion, part);
	else if (text_equal(part, "expected outage"))
		say(promotion, part,
		    "about %" PRId64 " ms (round trip %" PRId64 ".%" PRId64 " ms)",
		    promotion->expected_ms, promotion->round_trip_us / 1000,
		    promotion->round_trip_us / 100 % 10);
	else if (text_equal(part, "source.freeze") || text_equal(part, "target.freeze"))
		report_freeze(promotion, part);
	else if (text_equal(part, "target.opened") || text_equal(part, "source.opened"))
		report_opened(promotion, part);
	else if (text_equal(part, "replication"))
		say(promotion, part, "%s",
		    promotion->wish == PROMOTE_FORWARD ?
			    "stopped; kept as it was, for --revert" :
		    promotion->wish == PROMOTE_REVERT ?
			    "started again from where it stood" :
		    text_equal(promotion->facts.row.state, PROMOTION_REVERTED) ?
			    "left unchanged: the target follows the source" :
			    "ended for good");
}
