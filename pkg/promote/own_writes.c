/*
 * What the old source itself has written since the freeze: by a user with SUPER on
 * MariaDB, or after read_only was lifted. The target is already open, so nothing can be
 * undone. The writes are replicated while the link still runs, and always reported.
 */
#include <string.h>

#include "base/text.h"
#include "observed/gtid.h"
#include "observed/gtid_position.h"
#include "promote/internal.h"

/* How long to wait for the target. */
#define BRING_OVER_MS (10 * 1000)

static const char *own_gtids(const struct observed_server *source,
			     const struct coordinates *since,
			     const struct coordinates *now, struct arena *arena)
{
	struct gtid_set before, after, own = { .count = 0 };

	if (source->uuid == NULL || text_empty(since->gtids) ||
	    !gtid_set_parse(since->gtids, arena, &before) ||
	    !gtid_set_parse(now->gtids, arena, &after))
		return NULL;
	struct gtid_set fresh = gtid_set_subtract(&after, &before, arena);
	own.list = fresh.list;
	for (size_t i = 0; i < fresh.count; i++) {
		if (text_starts(fresh.list[i].origin, source->uuid))
			own.list[own.count++] = fresh.list[i];
	}
	return own.count == 0 ? NULL : gtid_set_text(&own, arena);
}

const char *own_writes(const struct observed_server *source,
		       const struct coordinates *since, const struct coordinates *now,
		       struct arena *arena)
{
	if (source->flavour == FLAVOUR_MYSQL)
		return own_gtids(source, since, now, arena);
	if (since->state == NULL || now->state == NULL ||
	    !gtid_state_moved(since->state, now->state, source->server_id, false))
		return NULL;
	return arena_printf(arena, "gtid_binlog_state was %s and is %s", since->state,
			    now->state);
}

struct coordinates frozen_of_row(const struct promotion_row *row, enum flavour flavour)
{
	bool mysql = flavour == FLAVOUR_MYSQL;

	return (struct coordinates){ .file = row->source_file,
				     .position = row->source_position,
				     .gtids = mysql ? row->source_gtids : NULL,
				     .state = mysql ? NULL : row->source_gtids };
}

bool look_for_own_writes(struct promotion *promotion, struct error *err)
{
	const struct observed_server *source = &promotion->facts.observed->source.server;
	struct coordinates since = promotion->frozen, now;
	bool brought = false;

	if (since.file == NULL)
		since = frozen_of_row(&promotion->facts.row, source->flavour);
	if (!coordinates_read(promotion->source, promotion->arena, &now, err))
		return false;
	promotion->own_writes = own_writes(source, &since, &now, promotion->arena);
	if (promotion->own_writes == NULL)
		return true;
	if (!link_runs(&promotion->facts))
		return true;
	struct coordinates other = promotion->other;
	bool asked = drain(promotion, &now, BRING_OVER_MS, &brought, err);
	promotion->other = other;
	promotion->own_writes_arrived = brought;
	return asked;
}

bool own_writes_said(struct promotion *promotion, struct error *err)
{
	if (promotion->own_writes == NULL)
		return true;
	error_set(err, ERROR_FAILED,
		  "%s has written itself since it was made read-only (%s): %s %s",
		  source_name(promotion), promotion->own_writes,
		  promotion->own_writes_arrived ? "replication has brought that to" :
						  "that is not on",
		  target_name(promotion));
	return error_hint(err,
			  "%s accepts writes, and stays open. Find out what may write "
			  "on the source despite read_only, and stop it; mysqlbinlog "
			  "shows what it wrote.",
			  target_name(promotion));
}
