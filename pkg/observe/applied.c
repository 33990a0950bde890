/*
 * Which GTIDs a link by file and position has applied. Queried only when the link will
 * change to GTID.
 *
 * A MariaDB source reports the GTIDs at any binlog position. MySQL reports them only
 * for the end of the binlog. Once the link is past that position, it has applied
 * everything that the source had then. Later transactions have their GTIDs in the
 * target's own set, because gtid_mode was ON there by then.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "observe/internal.h"
#include "sql/quote.h"

void gtid_checkpoint_forget(struct gtid_checkpoint *checkpoint)
{
	free(checkpoint->file);
	free(checkpoint->gtid_set);
	*checkpoint = (struct gtid_checkpoint){ 0 };
}

/*
 * The look queries the set before the position, so the set never contains a transaction
 * after that position.
 */
static void set_checkpoint(struct gtid_checkpoint *checkpoint,
			   const struct observed_source *source)
{
	checkpoint->file = strdup(source->binlog_file);
	checkpoint->position = source->binlog_position;
	checkpoint->gtid_set = strdup(source->gtid_set);
	if (checkpoint->file == NULL || checkpoint->gtid_set == NULL)
		abort(); /* out of memory, as in the arena */
}

static void compare_with_checkpoint(struct gtid_checkpoint *checkpoint,
				    const struct observed_link *link,
				    struct arena *arena, struct observed_source *source)
{
	if (!text_equal_nocase(observed_value(&source->server, "gtid_mode"), "ON") ||
	    text_empty(source->binlog_file) || source->gtid_set == NULL) {
		gtid_checkpoint_forget(checkpoint);
		return;
	}
	if (checkpoint->file == NULL)
		set_checkpoint(checkpoint, source);
	if (coordinates_compare(link->executed_file, link->executed_position,
				checkpoint->file, checkpoint->position) >= 0)
		source->gtid_at_applied = arena_copy(arena, checkpoint->gtid_set);
}

static bool ask_mariadb(struct observer *observer, const struct observed_link *link,
			struct arena *arena, struct observed_source *source,
			struct error *err)
{
	static const enum query at[] = { QUERY_GTIDS_AT };
	AUTO_ARENA *scratch = arena_make();
	struct answers answers = { 0 };
	const struct query_values values = {
		.names = arena_printf(scratch, "%s, %" PRIu64,
				      quote_text(link->executed_file, scratch),
				      link->executed_position),
	};

	if (!ask(observer->source, at, ARRAY_SIZE(at), &values, scratch, &answers, err))
		return false;
	source->gtid_at_applied =
		gtid_copy(arena, answer_first(&answers, QUERY_GTIDS_AT, "position"));
	return true;
}

bool look_at_applied(struct observer *observer, struct arena *arena,
		     struct observed *observed, struct error *err)
{
	enum coordinates_mode wanted = observer->manifest->replication.coordinates;
	const struct observed_link *link =
		observed_link(&observed->target, observer->manifest->replication.channel);
	bool differs = link != NULL && !text_empty(link->executed_file) &&
		       wanted != COORDINATES_AUTO &&
		       (wanted == COORDINATES_GTID) != (link->auto_position == FACT_YES);

	if (differs && observed->source.server.flavour == FLAVOUR_MARIADB)
		return ask_mariadb(observer, link, arena, &observed->source, err);
	if (differs && wanted == COORDINATES_GTID)
		compare_with_checkpoint(&observer->checkpoint, link, arena,
					&observed->source);
	else
		gtid_checkpoint_forget(&observer->checkpoint);
	return true;
}
