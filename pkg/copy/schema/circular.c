/*
 * Refuses a copy from a source that replicates from the target: each DROP on the target
 * would reach the source, and the rows would be gone on both sides.
 */
#include "base/text.h"
#include "copy/schema/schema.h"
#include "copy/state.h"
#include "db/promotion.h"
#include "db/queries.h"
#include "db/replica_status.h"

static bool refuse(const char *where, struct error *err)
{
	error_set(err, ERROR_BLOCKED,
		  "the source follows the target (%s): what the copy drops there would be "
		  "dropped on the source, too",
		  where);
	return error_hint(err,
			  "End that first: `extrepl promote --finalize` for a way back "
			  "of extrepl, else RESET REPLICA ALL on the source. Nothing was "
			  "changed.");
}

static bool is_the_target(const struct replica_status *status, const struct rows *target)
{
	const char *uuid = rows_named(target, 0, "uuid");
	uint64_t id = rows_number(rows_named(target, 0, "id"), 0);

	if (status->server_id == 0 && text_starts(status->channel, PROMOTION_WAY_BACK))
		return true; /* it has not connected yet */
	if (!text_empty(uuid) && !text_empty(status->uuid))
		return text_equal_nocase(status->uuid, uuid);
	return id != 0 && status->server_id == id;
}

/*
 * A way back of this target has its account there. That tells where the source's
 * channels cannot be seen, or where the target's server_id has changed since.
 */
static bool check_account(struct copy *copy, struct error *err)
{
	struct rows rows;

	if (!db_query(copy->target,
		      "SELECT COUNT(*) FROM mysql.user WHERE user LIKE 'extrepl\\_back%'",
		      copy->arena, &rows, err))
		return false;
	return rows_number(rows_value(&rows, 0, 0), 0) == 0 ||
	       refuse("its account for the way back is there", err);
}

bool circular_check(struct copy *copy, struct error *err)
{
	const struct db_server *source = db_server(copy->control);
	bool mysql = db_server(copy->target)->flavour == FLAVOUR_MYSQL;
	struct rows target, channels;
	bool way_back = false;

	if (!db_query(copy->target,
		      mysql ? "SELECT @@server_id AS id, @@server_uuid AS uuid" :
			      "SELECT @@server_id AS id",
		      copy->arena, &target, err))
		return false;
	if (!db_query(copy->control,
		      query_text(QUERY_REPLICA_STATUS, source, NULL, copy->arena),
		      copy->arena, &channels, err))
		return !db_lost(copy->control) && check_account(copy, err);
	for (size_t i = 0; i < channels.count; i++) {
		struct replica_status status;

		if (!replica_status_read(&channels, i, &status))
			continue;
		if (is_the_target(&status, &target))
			return refuse(text_empty(status.channel) ?
					      "the default channel" :
					      arena_printf(copy->arena, "channel %s",
							   status.channel),
				      err);
		if (text_starts(status.channel, PROMOTION_WAY_BACK))
			way_back = true;
	}
	return !way_back || check_account(copy, err);
}
