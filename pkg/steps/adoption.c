/*
 * Judges copy.adopt: data that was loaded by hand is recorded as if extrepl had copied
 * it.
 */
#include "steps/adoption.h"

#include <inttypes.h>

#include "base/names.h"
#include "base/text.h"
#include "observed/gtid.h"
#include "steps/copy_databases.h"

/* The coordinates of the adopted data: "db001-bin.000431:700", or its GTIDs. */
static const char *adopted_place(const struct facts *facts, struct arena *arena)
{
	const struct manifest *manifest = facts->manifest;

	if (manifest->copy.adopt.file != NULL)
		return arena_printf(arena, "%s:%" PRIu64, manifest->copy.adopt.file,
				    manifest->copy.adopt.position);
	return manifest->copy.adopt.gtid;
}

static bool blocked_by_adopted_place(const struct facts *facts, struct judgement *out)
{
	const struct observed_source *source = &facts->observed->source;
	const char *file = facts->manifest->copy.adopt.file;
	const char *gtid = facts->manifest->copy.adopt.gtid;

	if (file != NULL && observed_binlog(source, file) < 0) {
		judge_blocked(out,
			      "copy.adopt names %s, which is not among the source's binlogs",
			      file);
		judge_fix(out,
			  "compare with SHOW BINARY LOGS on the source: a dump whose binlog "
			  "is gone cannot be adopted");
		return true;
	}
	if (gtid != NULL && !source_has_gtids(source, gtid)) {
		judge_blocked(out,
			      "copy.adopt names GTIDs that the source does not have: it has %s",
			      text_empty(source->gtid_set) ? "none" : source->gtid_set);
		judge_fix(out, "is it the dump of this source? correct copy.adopt.gtid");
		return true;
	}
	return false;
}

void judge_adoption(const struct facts *facts, struct judgement *out)
{
	if (blocked_by_adopted_place(facts, out))
		return;
	struct names wanted = databases_to_copy(facts, out->arena);
	for (size_t i = 0; i < wanted.count; i++) {
		if (observed_database(&facts->observed->target.server, wanted.list[i]) ==
		    NULL) {
			judge_blocked(out,
				      "copy.adopt is set, but the target has no database %s",
				      wanted.list[i]);
			judge_fix(out,
				  "load the dump first, or take copy.adopt out and let "
				  "extrepl copy");
			return;
		}
	}
	const char *place = adopted_place(facts, out->arena);
	judge_create(out, "%s: loaded by hand, adopted at %s",
		     names_text(&wanted, out->arena), place);
	struct action *action = judge_action(out, ON_TARGET, ACTION_RECORD,
					     "record in the database extrepl: adopted, %s"
					     "; no row is written",
					     place);
	action->record.change = RECORD_ADOPTS;
	action->record.databases = wanted.list;
}
