/*
 * Whether the target was written to since its link was removed. Queried only if the
 * record shows that a link was started, and there is none now.
 *
 * mysql.rds_history shows when replication was first stopped or reset after its last
 * start; nothing from the source is applied after that. InnoDB keeps in memory when
 * each table was last changed, until the server restarts or the table has to leave a full
 * cache. Both times are whole seconds: a change in the second of the stop can come from
 * either server.
 */
#include <inttypes.h>
#include <time.h>

#include "base/text.h"
#include "observe/internal.h"

static bool is_asked(const struct observer *observer, const struct observed *observed)
{
	const struct observed_target *target = &observed->target;
	const struct observed_record *record =
		observed_record(target, observer->manifest->name);

	return record != NULL && !text_equal(record->state, "unfinished") &&
	       target->links_known == FACT_YES &&
	       observed_link(target, observer->manifest->replication.channel) == NULL &&
	       (!text_empty(record->link_started_at) ||
		!text_empty(target->last_start_at));
}

static const char *time_text(uint64_t at, struct arena *arena)
{
	char text[32];
	struct tm parts;
	time_t seconds = (time_t)at;

	if (gmtime_r(&seconds, &parts) == NULL)
		return "";
	(void)strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S UTC", &parts);
	return arena_copy(arena, text);
}

static void fill(const struct answers *answers, struct arena *arena,
		 struct observed_target *out)
{
	uint64_t gone = rows_number(answer_first(answers, QUERY_LINK_GONE, "gone_at"), 0);
	uint64_t now = rows_number(answer_first(answers, QUERY_LINK_GONE, "now"), 0);
	uint64_t uptime = rows_number(answer_first(answers, QUERY_UPTIME, "Value"), 0);
	const char *object = answer_first(answers, QUERY_LAST_WRITE, "object");
	uint64_t written =
		rows_number(answer_first(answers, QUERY_LAST_WRITE, "written_at"), 0);
	const char *forgotten =
		answer_first(answers, QUERY_WRITES_FORGOTTEN, "forgotten");

	out->own_writes = FACT_UNKNOWN;
	if (answer(answers, QUERY_LAST_WRITE) == NULL) {
		out->own_write = arena_copy(arena, "information_schema cannot be read");
	} else if (gone == 0) {
		out->own_write =
			arena_copy(arena,
				   "mysql.rds_history does not say when it was stopped");
	} else if (written == gone) {
		out->own_write =
			arena_printf(arena,
				     "%s was changed at %s, in the second in which "
				     "replication was stopped",
				     clean_copy(arena, object),
				     time_text(written, arena));
	} else if (written > gone) {
		out->own_writes = FACT_YES;
		out->own_write =
			arena_printf(arena, "%s at %s", clean_copy(arena, object),
				     time_text(written, arena));
	} else if (uptime + gone <= now) {
		out->own_write = arena_copy(arena, "the server was restarted since");
	} else if (!text_equal(forgotten, "0")) {
		out->own_write =
			arena_copy(arena,
				   "the server forgets when a table was changed if there are "
				   "more of them than its table_definition_cache");
	} else {
		out->own_writes = FACT_NO;
	}
}

bool look_at_own_writes(struct observer *observer, struct arena *arena,
			struct observed *observed, struct error *err)
{
	static const enum query queries[] = { QUERY_FRESH_SIZES, QUERY_LINK_GONE,
					      QUERY_UPTIME, QUERY_LAST_WRITE,
					      QUERY_WRITES_FORGOTTEN };
	AUTO_ARENA *scratch = arena_make();
	struct answers answers = { 0 };

	if (!is_asked(observer, observed))
		return true;
	if (!ask(observer->target, queries, ARRAY_SIZE(queries), NULL, scratch,
		 &answers, err))
		return false;
	fill(&answers, arena, &observed->target);
	return true;
}
