/*
 * Whether the source's binlog still goes on from the copy's coordinates. Queried only
 * until the link was started: from then on the coordinates are not used again.
 *
 * After RESET MASTER (RESET BINARY LOGS AND GTIDS) the same file names, positions and
 * GTIDs are used again, for other transactions. The server counts RESET statements, of
 * all kinds, since its start. And if gtid_mode was off for a while, transactions of that
 * time have no GTID, so a link by GTID would skip them.
 */
#include "base/text.h"
#include "observe/internal.h"

static const struct observed_record *unused_record(const struct observer *observer,
						   const struct observed *observed)
{
	const struct observed_record *record =
		observed_record(&observed->target, observer->manifest->name);

	return record != NULL && text_equal(record->state, "complete") &&
			       text_empty(record->link_started_at) &&
			       record->snapshot_time != 0 &&
			       observed_record_is_of(record, &observed->source.server) ?
		       record :
		       NULL;
}

/* A restart forgets what was counted and set before. */
static bool still_runs(const struct answers *answers, const struct observed_record *record)
{
	return record->source_start != 0 &&
	       rows_number(answer_first(answers, QUERY_SERVER_START, "start"), 0) ==
		       record->source_start;
}

static enum fact binlog_kept(const struct answers *answers,
			     const struct observed_record *record)
{
	const char *resets = answer_first(answers, QUERY_RESETS, "Value");

	if (resets == NULL)
		return FACT_UNKNOWN;
	return rows_number(resets, 0) == record->source_resets ? FACT_YES : FACT_NO;
}

static enum fact gtid_mode_kept(const struct answers *answers,
				const struct observed_record *record)
{
	const char *set_at = answer_first(answers, QUERY_GTID_MODE_SET, "set_at");

	if (set_at == NULL)
		return FACT_UNKNOWN;
	return rows_number(set_at, 0) < record->snapshot_time ? FACT_YES : FACT_NO;
}

bool look_at_binlog_kept(struct observer *observer, struct observed *observed,
			 struct error *err)
{
	static const enum query queries[] = { QUERY_SERVER_START, QUERY_RESETS,
					      QUERY_GTID_MODE_SET };
	const struct observed_record *record = unused_record(observer, observed);
	AUTO_ARENA *scratch = arena_make();
	struct answers answers = { 0 };

	if (record == NULL)
		return true;
	if (!ask(observer->source, queries, ARRAY_SIZE(queries), NULL, scratch,
		 &answers, err))
		return false;
	if (!still_runs(&answers, record))
		return true;
	observed->source.binlog_kept = binlog_kept(&answers, record);
	observed->source.gtid_mode_kept = gtid_mode_kept(&answers, record);
	return true;
}
