/* How a run ended: what the command prints last, and what `status` says about it. */
#include <inttypes.h>

#include "base/text.h"
#include "promote/internal.h"

bool promote_is_cut_short(const struct promotion_row *row)
{
	return text_equal(row->state, PROMOTION_PREPARING) ||
	       text_equal(row->state, PROMOTION_FREEZING) ||
	       text_equal(row->state, PROMOTION_UNDOING) ||
	       text_equal(row->state, PROMOTION_OPENED) ||
	       text_equal(row->state, PROMOTION_REVERTING);
}

/* clang-format off */
static const struct {
	const char *state;
	const char *text;
} states[] = {
	{ PROMOTION_PREPARING, "a promote was interrupted before anything was frozen; the source takes writes" },
	{ PROMOTION_FREEZING,  "a promote was interrupted during the freeze: the source may be read-only" },
	{ PROMOTION_UNDOING,   "a promote was interrupted, and so was its undo: the "
			       "source may be read-only" },
	{ PROMOTION_OPENED,    "the target takes writes; the rest of the promote was not done" },
	{ PROMOTION_PROMOTED,  "the target takes writes, the source was made read-only" },
	{ PROMOTION_REVERTING, "a revert was interrupted: the target takes writes, or "
			       "the source already does" },
	{ PROMOTION_REVERTED,  "reverted: the source takes writes; the way back is kept for another promote" },
	{ PROMOTION_FINALIZED, "finalized: the target takes writes, and there is no way back" },
};
static const struct {
	const char *state;
	const char *next; /* options for `extrepl promote` */
} commands[] = {
	{ PROMOTION_PREPARING, "--revert undoes what is left of it" },
	{ PROMOTION_FREEZING,  "--revert makes the source writable again" },
	{ PROMOTION_UNDOING,   "--revert makes the source writable again" },
	{ PROMOTION_OPENED,    "--allow promote does the rest, --revert goes back to the source" },
	{ PROMOTION_PROMOTED,  "--revert goes back to the source, --finalize removes the way back" },
	{ PROMOTION_REVERTING, "--revert completes it" },
	{ PROMOTION_REVERTED,  "--finalize removes the way back" },
};
/* clang-format on */

const char *promote_state_text(const struct promotion_row *row, struct arena *arena)
{
	bool alone = text_equal(row->state, PROMOTION_PROMOTED) &&
		     text_equal(row->way_back, "no");

	for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
		if (!text_equal(states[i].state, row->state))
			continue;
		if (alone)
			return arena_printf(arena,
					    "%s, and there is no way back; "
					    "extrepl promote --finalize ends the promotion",
					    states[i].text);
		for (size_t j = 0; j < ARRAY_SIZE(commands); j++) {
			if (text_equal(commands[j].state, row->state))
				return arena_printf(arena, "%s; extrepl promote %s",
						    states[i].text, commands[j].next);
		}
		return states[i].text;
	}
	return NULL;
}

static const char *place_text(const char *file, uint64_t position, struct arena *arena)
{
	return text_empty(file) ? NULL :
				  arena_printf(arena, "%s:%" PRIu64, file, position);
}

/* How to create by hand the way back that the manifest did not ask for. */
static const char *by_hand(const struct promotion *promotion)
{
	const struct promotion_row *row = &promotion->facts.row;
	const struct manifest *manifest = promotion->session->manifest;
	bool mariadb =
		promotion->facts.observed->source.server.flavour == FLAVOUR_MARIADB;

	return arena_printf(promotion->arena,
			    "There is no way back. To make the source follow the target from here:\n"
			    "  CHANGE %s TO %s_HOST = '%s', %s_PORT = %u,\n"
			    "    %s_LOG_FILE = '%s', %s_LOG_POS = %" PRIu64 ", ...\n",
			    mariadb ? "MASTER" : "REPLICATION SOURCE",
			    mariadb ? "MASTER" : "SOURCE", manifest->cutover.back_host,
			    mariadb ? "MASTER" : "SOURCE", manifest->cutover.back_port,
			    mariadb ? "MASTER" : "SOURCE",
			    text_empty(row->target_file) ? "-" : row->target_file,
			    mariadb ? "MASTER" : "SOURCE", row->target_position);
}

static const char *promoted_text(const struct promotion *promotion)
{
	const struct way_back *back = &promotion->result->way_back;
	const char *path = promotion->session->manifest->path;
	const char *follows = back->there != FACT_YES ?
				      "" :
			      back->running != FACT_YES ?
				      ", but the way back does not run" :
				      arena_printf(promotion->arena,
						   " and follows %s (lag %" PRIu64 " s)",
						   target_name(promotion), back->lag);
	const char *revert =
		arena_printf(promotion->arena,
			     "  back:   extrepl promote --revert   -f %s   nothing is lost\n",
			     path);

	return arena_printf(promotion->arena,
			    "Promoted. %s is read-only%s.\n"
			    "%s"
			    "  final:  extrepl promote --finalize -f %s   %s\n",
			    source_name(promotion), follows,
			    back->there == FACT_YES ? revert : by_hand(promotion), path,
			    back->there == FACT_YES ? "removes the way back" :
						      "ends the promotion");
}

const char *finalized_text(const struct promotion *promotion)
{
	return arena_printf(promotion->arena, "Finalized. %s takes writes; %s.\n",
			    target_name(promotion),
			    promotion->alone ? "there is no way back" :
					       "the way back is removed");
}

void result_fill(struct promotion *promotion, bool done)
{
	struct promote_result *out = promotion->result;
	const char *name = promotion->session->manifest->name;
	struct promotion_row *row = &promotion->facts.row;
	struct error unused = { 0 };
	bool found = false;

	if (!run_goes_on(promotion->run, &unused) || promotion->facts.observed == NULL)
		return;
	if (ensure_target(promotion, &unused) &&
	    promotion_read(promotion->target, name, promotion->arena, row, &found,
			   &unused) &&
	    found) {
		out->state = row->state;
		out->source_at = place_text(row->source_file, row->source_position,
					    promotion->arena);
		out->target_at = place_text(row->target_file, row->target_position,
					    promotion->arena);
	}
	if (!promotion->alone && ensure_source(promotion, &unused))
		(void)!way_back_read(promotion->source, promotion->arena,
				     back_channel(promotion->session->manifest,
						  promotion->arena),
				     &out->way_back, &unused);
	if (!done)
		return;
	if (text_equal(out->state, PROMOTION_PROMOTED))
		out->summary = promoted_text(promotion);
	else if (text_equal(out->state, PROMOTION_REVERTED) && promotion->done_count == 0)
		out->summary = arena_printf(promotion->arena,
					    "Reverted earlier. %s takes writes; `extrepl "
					    "status` shows the link and the way back.\n",
					    source_name(promotion));
	else if (text_equal(out->state, PROMOTION_REVERTED))
		out->summary = arena_printf(
			promotion->arena,
			"Reverted. %s takes writes, and %s replicates from it again.\n"
			"  The way back is kept: writes that still reach %s are replicated to %s.\n"
			"  final:  extrepl promote --finalize -f %s   removes the way back\n",
			source_name(promotion), target_name(promotion),
			target_name(promotion), source_name(promotion),
			promotion->session->manifest->path);
	else if (text_equal(out->state, PROMOTION_FINALIZED))
		out->summary = finalized_text(promotion);
	else
		out->summary = arena_printf(promotion->arena,
					    "Nothing is promoted. %s takes writes.\n",
					    source_name(promotion));
}
