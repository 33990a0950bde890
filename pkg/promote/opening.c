/*
 * The point of no return: a failure before it undoes everything, a failure after it
 * undoes nothing. If the answer to the statement that opens the other side was lost,
 * the server is queried for it.
 */
#include "base/text.h"
#include "promote/internal.h"

/* The answer to the opening statement was lost: did it take effect? */
static bool was_opened(struct promotion *promotion, bool *opened, struct error *err)
{
	struct promotion_row row = { 0 };
	struct rows rows;
	bool found;

	run_init(&promotion->undo_run, promotion->session->run->log);
	promotion->run = &promotion->undo_run;
	if (!fence(promotion, true, err))
		return false;
	if (promotion->wish == PROMOTE_REVERT) {
		if (!db_query(promotion->source, "SELECT @@GLOBAL.read_only",
			      promotion->arena, &rows, err))
			return false;
		*opened = text_equal(rows_value(&rows, 0, 0), "0");
		return true;
	}
	if (!promotion_read(promotion->target, promotion->session->manifest->name,
			    promotion->arena, &row, &found, err))
		return false;
	*opened = text_equal(row.state, PROMOTION_OPENED);
	return true;
}

static bool ends_at_opening(const struct promotion *promotion)
{
	return promotion->done_count > 0 &&
	       promotion->actions[promotion->done[promotion->done_count - 1]].no_return;
}

static bool not_known(struct promotion *promotion, struct error *err)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;

	(void)error_wrap(err, "it is not known whether %s was opened",
			 forward ? target_name(promotion) : source_name(promotion));
	return error_hint(err,
			  "Neither side accepts writes until that is known. Once it "
			  "answers: %s",
			  promote_command(promotion,
					  forward ? " --allow promote" : " --revert"));
}

static bool goes_on_later(struct promotion *promotion, struct error *err)
{
	bool forward = promotion->wish == PROMOTE_FORWARD;

	return error_hint(err,
			  "%s accepts writes, and stays open. To finish the rest: "
			  "%s%s%s",
			  forward ? target_name(promotion) : source_name(promotion),
			  promote_command(promotion,
					  forward ? " --allow promote" : " --revert"),
			  err->hint[0] == '\0' ? "" : ". ", err->hint);
}

/*
 * Walks the table from the action `first`. On failure undoes, unless the other side is
 * open.
 */
bool promote_walk(struct promotion *promotion, size_t first, struct error *err)
{
	while (!actions_walk(promotion, first, err)) {
		struct error asking = { 0 };
		bool opened;

		if (promotion->no_return)
			return goes_on_later(promotion, err);
		bool ambiguous =
			ends_at_opening(promotion) && (err->kind == ERROR_UNREACHABLE ||
						       err->kind == ERROR_INTERRUPTED ||
						       err->kind == ERROR_TERMINATED);
		if (!ambiguous)
			return fail_and_take_back(promotion, err);
		if (!was_opened(promotion, &opened, &asking))
			return not_known(promotion, err);
		if (!opened)
			return fail_and_take_back(promotion, err);
		promotion->no_return = true;
		promotion->result->outage_ms = run_clock() - promotion->frozen_at;
		if (!ensure_source(promotion, err) || !ensure_target(promotion, err))
			return goes_on_later(promotion, err);
		first = promotion->done[promotion->done_count - 1] + 1;
	}
	return true;
}
