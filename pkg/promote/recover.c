/*
 * Undoes what a failed run began, and what an earlier run left that was killed before
 * the point of no return.
 */
#include "base/text.h"
#include "promote/internal.h"

bool promotion_state_is(const struct promotion *promotion, const char *state)
{
	return promotion->facts.found && text_equal(promotion->facts.row.state, state);
}

bool promote_use_table(struct promotion *promotion)
{
	static const struct promote_table *const tables[] = {
		[PROMOTE_FORWARD] = &promote_forward,
		[PROMOTE_REVERT] = &promote_backward,
		[PROMOTE_FINALIZE] = &promote_finally,
	};

	promotion->actions = tables[promotion->wish]->actions;
	promotion->actions_count = tables[promotion->wish]->count;
	promotion->done_count = 0;
	return true;
}

/* Undoes everything that this run began. Uses a new run, which is not cancelled. */
static bool take_back(struct promotion *promotion, struct error *err)
{
	struct error ended = { 0 }, fencing = { 0 };
	bool cancelled = !run_goes_on(promotion->session->run, &ended);

	if (promotion->run != &promotion->undo_run) {
		run_init(&promotion->undo_run, promotion->session->run->log);
		promotion->run = &promotion->undo_run;
	}
	/* If one server does not answer, still undo on the other. */
	bool fenced = fence(promotion, cancelled, &fencing);
	bool undone = actions_undo(promotion, err);
	if (undone && !fenced)
		*err = fencing;
	return undone && fenced;
}

static void say_undone(struct promotion *promotion, const char *part)
{
	bool forward = promotion->wish != PROMOTE_REVERT;
	const char *closed = forward ? source_name(promotion) : target_name(promotion);

	if (promotion->frozen_at == 0)
		log_fact(promotion->run->log, LOG_INFO, part,
			 "undone: everything is as before");
	else
		log_fact(promotion->run->log, LOG_INFO, part,
			 "undone: %s takes writes again after %s", closed,
			 text_duration(promotion->arena,
				       (uint64_t)(run_clock() - promotion->frozen_at)));
}

bool fail_and_take_back(struct promotion *promotion, struct error *err)
{
	struct error undoing = { 0 };

	if (take_back(promotion, &undoing)) {
		say_undone(promotion, "promote");
		return false; /* err is set: by the failure that is undone */
	}
	log_fact(promotion->run->log, LOG_ERROR, "promote",
		 "not everything was undone: %s", undoing.message);
	return error_hint(err,
			  "Not everything was undone (%s): the source may still be "
			  "read-only. Once both servers answer: %s",
			  undoing.message, promote_command(promotion, " --revert"));
}

/*
 * A statement that opens the target takes effect in state "freezing" only. Leaving that
 * state blocks one that is still on its way. *opened: it took effect before.
 */
static bool forbid_opening(struct promotion *promotion, bool *opened, struct error *err)
{
	struct promotion_row row = { 0 };
	bool found;

	if (!db_executef(promotion->target, err,
			 "UPDATE `extrepl`.`promotion` SET `state` = '" PROMOTION_UNDOING
			 "' WHERE `name` = '%s' AND `state` = '" PROMOTION_FREEZING "'",
			 promotion->session->manifest->name) ||
	    !promotion_read(promotion->target, promotion->session->manifest->name,
			    promotion->arena, &row, &found, err))
		return false;
	*opened = text_equal(row.state, PROMOTION_OPENED);
	return true;
}

/*
 * Undoes what a run that was killed before the point of no return left: the same table,
 * backward.
 */
bool promote_recover(struct promotion *promotion, struct error *err)
{
	bool opened;

	if (!forbid_opening(promotion, &opened, err))
		return false;
	if (opened)
		return true;
	enum promote_wish wish = promotion->wish;
	bool kept = text_equal(promotion->facts.row.way_back, "kept");
	bool frozen = !promotion_state_is(promotion, PROMOTION_PREPARING);

	promotion->wish = PROMOTE_FORWARD;
	promotion->recovering = true;
	(void)promote_use_table(promotion);
	for (size_t i = 0; i < promotion->actions_count; i++) {
		const struct promote_action *action = &promotion->actions[i];
		enum flavour flavour = promotion->facts.observed->source.server.flavour;

		if (action->undo == NULL || action->kind == PROMOTE_LOCK ||
		    (action->flavour != FLAVOUR_UNKNOWN && action->flavour != flavour) ||
		    (kept && text_equal(action->part, "way.back")) ||
		    (!frozen && text_equal(action->part, "source.freeze")))
			continue;
		promotion->done[promotion->done_count++] = i;
	}
	bool undone = actions_undo(promotion, err);
	promotion->recovering = false;
	promotion->wish = wish;
	if (!undone) {
		(void)error_wrap(err, "undoing what an earlier promote left");
		return error_hint(err, "Run %s again once both servers answer.",
				  promote_command(promotion, " --revert"));
	}
	log_fact(promotion->run->log, LOG_INFO, "promote",
		 "undone: what the interrupted promote of %s UTC left; %s takes "
		 "writes",
		 promotion->facts.row.began_at == NULL ? "an unknown time" :
							 promotion->facts.row.began_at,
		 source_name(promotion));
	return true;
}
