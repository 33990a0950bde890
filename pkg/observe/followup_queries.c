/*
 * Further queries to the source, sent because of what the first look at both sides has
 * shown.
 */
#include "base/text.h"
#include "observe/internal.h"
#include "observed/gtid.h"
#include "sql/quote.h"

static bool target_is_ahead(const struct observer *observer,
			    const struct observed *observed)
{
	AUTO_ARENA *arena = arena_make();
	const struct observed_link *link =
		observed_link(&observed->target, observer->manifest->replication.channel);

	return gtids_unknown_to_source(observed, arena).count > 0 ||
	       (link != NULL && observed_link_is_ahead(&observed->source, link));
}

/*
 * Both servers are queried at the same time, so the replica of a busy source can seem
 * to be ahead of it. By now the source's answer includes everything that the replica
 * had applied then.
 */
static bool look_at_binlog_again(struct observer *observer, struct arena *arena,
				 struct observed *observed, struct error *err)
{
	static const enum query again[] = { QUERY_GTIDS_SOURCE, QUERY_BINLOG_STATUS,
					    QUERY_BINLOGS };
	AUTO_ARENA *scratch = arena_make();
	struct look look = { .arena = scratch, .server = *db_server(observer->source) };

	if (!ask(observer->source, again, ARRAY_SIZE(again), NULL, scratch,
		 &look.answers, err))
		return false;
	fill_binlogs(&look, arena, &observed->source);
	return true;
}

/* True for a link by GTID to a source that another server has replaced since. */
static bool wants_history(const struct manifest *manifest, const struct observed *observed)
{
	const struct observed_link *link =
		observed_link(&observed->target, manifest->replication.channel);
	const struct observed_record *record =
		observed_record(&observed->target, manifest->name);

	return observed->source.server.flavour == FLAVOUR_MARIADB && link != NULL &&
	       record != NULL && link->auto_position == FACT_YES &&
	       observed->source.binlogs_count > 0 &&
	       !observed_record_is_of(record, &observed->source.server);
}

static bool look_at_history(struct observer *observer, struct arena *arena,
			    struct observed *observed, struct error *err)
{
	static const enum query history[] = { QUERY_GTIDS_HISTORY };
	struct observed_source *source = &observed->source;
	AUTO_ARENA *scratch = arena_make();
	struct answers answers = { 0 };

	if (!wants_history(observer->manifest, observed))
		return true;
	const struct query_values values = {
		.names = quote_text(source->binlogs[0].file, scratch),
	};
	if (!ask(observer->source, history, ARRAY_SIZE(history), &values, scratch,
		 &answers, err))
		return false;
	source->gtid_state =
		gtid_copy(arena, answer_first(&answers, QUERY_GTIDS_HISTORY, "state"));
	source->gtid_replicated =
		gtid_copy(arena,
			  answer_first(&answers, QUERY_GTIDS_HISTORY, "replicated"));
	source->gtid_purged =
		gtid_copy(arena, answer_first(&answers, QUERY_GTIDS_HISTORY, "purged"));
	return true;
}

bool look_further(struct observer *observer, struct arena *arena,
		  struct observed *observed, struct error *err)
{
	if (target_is_ahead(observer, observed) &&
	    !look_at_binlog_again(observer, arena, observed, err))
		return false;
	return look_at_applier_errors(observer, arena, observed, err) &&
	       look_at_own_writes(observer, arena, observed, err) &&
	       look_at_binlog_kept(observer, observed, err) &&
	       look_at_applied(observer, arena, observed, err) &&
	       look_at_history(observer, arena, observed, err);
}
