/*
 * Makes the action of the copy, and the estimate of its time, for target.copy.
 * copy_databases.c decides which databases are copied.
 */
#include "steps/copy_action.h"

#include <inttypes.h>

#include "base/text.h"
#include "plan/facts.h"
#include "steps/copy_databases.h"

/* Rate of loading and indexing, measured on two cores, for the estimate in the plan. */
#define BYTES_PER_SECOND ((uint64_t)45 * 1000 * 1000)

/* Says what happens to the data on the target. */
static const char *fate(const struct names *replaced, const struct names *ours,
			bool keeps, struct arena *arena)
{
	struct names kept = brought(replaced, ours, true, arena);
	struct names lost = brought(replaced, ours, false, arena);

	if (replaced->count == 0)
		return "nothing on the target is replaced";
	if (!keeps)
		return arena_printf(arena, "DROPPED on the target first: %s",
				    all_names_text(replaced, arena));
	const char *words = "";
	if (lost.count > 0)
		words = arena_printf(arena, "DROPPED on the target first: %s",
				     all_names_text(&lost, arena));
	if (kept.count == 0)
		return words;
	return arena_printf(arena, "%s%s%s %s kept where the source's rows are unchanged",
			    words, words[0] == '\0' ? "" : "; ",
			    names_text(&kept, arena), kept.count == 1 ? "is" : "are");
}

void act_copy(const struct facts *facts, const struct names *wanted,
	      const struct names *ours, bool keeps, struct judgement *out)
{
	const struct manifest_copy *options = &facts->manifest->copy;
	struct arena *arena = out->arena;
	struct names replaced = in_the_way(facts, wanted, ours, arena);
	unsigned locked = count_objects(&facts->observed->source.server, "engine");
	const char *longer =
		locked == 0 ? "" :
			      arena_printf(arena,
					   ", but for %u table%s without transactions, "
					   "locked while %s copied",
					   locked, locked == 1 ? "" : "s",
					   locked == 1 ? "it is" : "they are");
	struct action *action = judge_action(
		out, ON_TARGET, ACTION_COPY,
		"read lock: held for milliseconds%s, given up after %s; %u reader%s; %s",
		longer, text_duration(arena, (uint64_t)options->lock_timeout_ms),
		options->threads, options->threads == 1 ? "" : "s",
		fate(&replaced, ours, keeps, arena));
	action->copy.databases = wanted->list;
	action->copy.replaced = replaced.count == 0 ? NULL : replaced.list;
	action->copy.from_scratch = !keeps;
}

const char *estimate(const struct facts *facts, const struct names *wanted,
		     struct arena *arena)
{
	uint64_t bytes;
	const char *size =
		size_text(&facts->observed->source.server, wanted, &bytes, arena);

	if (wanted->count == 0)
		return "the source has no database yet: only its position is recorded";
	if (bytes < BYTES_PER_SECOND * 60)
		return arena_printf(arena, "%s: %s", names_text(wanted, arena), size);
	return arena_printf(arena, "%s: %s, about %" PRIu64 " min at %" PRIu64 " MB/s",
			    names_text(wanted, arena), size,
			    bytes / BYTES_PER_SECOND / 60 + 1,
			    BYTES_PER_SECOND / 1000 / 1000);
}
