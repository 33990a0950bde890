/*
 * Why an applier has stopped, as its worker reports it. On MySQL, the replica status
 * shows only the coordinator's text, which says no more than where to look.
 */
#include <string.h>

#include "accounts/stopped.h"
#include "base/text.h"
#include "observe/internal.h"
#include "sql/quote.h"

char *applier_error_text(const char *message, struct arena *arena)
{
	return account_stop_text(clean_copy(arena, message), arena);
}

bool look_at_applier_errors(struct observer *observer, struct arena *arena,
			    struct observed *observed, struct error *err)
{
	static const enum query queries[] = { QUERY_APPLIER_ERRORS };
	const char *channel = observer->manifest->replication.channel;
	const struct observed_link *found = observed_link(&observed->target, channel);
	AUTO_ARENA *scratch = arena_make();
	struct answers answers = { 0 };

	if (found == NULL || found->sql_errno == 0 ||
	    query_text(QUERY_APPLIER_ERRORS, db_server(observer->target), NULL,
		       scratch) == NULL)
		return true;
	const struct query_values values = { .channel = quote_text(channel, scratch) };
	if (!ask(observer->target, queries, ARRAY_SIZE(queries), &values, scratch,
		 &answers, err))
		return false;
	const char *message = answer_first(&answers, QUERY_APPLIER_ERRORS, "message");
	if (!text_empty(message))
		observed->target.links[found - observed->target.links].sql_error =
			applier_error_text(message, arena);
	return true;
}
