/* Walks a table of actions from the start, or from where an earlier run stopped. */
#include <inttypes.h>

#include "base/text.h"
#include "promote/internal.h"
#include "sql/server_errors.h"

static bool drain_in_time(struct promotion *promotion, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;
	int64_t began = run_clock();
	bool reached;

	if (!drain(promotion, &promotion->frozen, outage_left(promotion), &reached, err))
		return false;
	promotion->drained_ms = run_clock() - began;
	if (reached)
		return true;
	if (promotion->applier_stands) {
		error_set(err, ERROR_WAITING,
			  "not drained to %s:%" PRIu64
			  ": the applier on the %s has stopped",
			  promotion->frozen.file, promotion->frozen.position,
			  promotion->wish == PROMOTE_REVERT ? "source" : "target");
		return error_hint(err,
				  "`extrepl status` tells why. Nothing is lost: run the "
				  "same command again once it runs.");
	}
	error_set(err, ERROR_WAITING, "not drained to %s:%" PRIu64 " within %s",
		  promotion->frozen.file, promotion->frozen.position,
		  text_duration(promotion->arena,
				(uint64_t)manifest->cutover.max_outage_ms));
	return error_hint(err, "`extrepl status` shows the applier's state; choose a "
			       "quieter hour, or raise cutover.max_outage.");
}

static bool in_time(struct promotion *promotion, struct error *err)
{
	const struct manifest *manifest = promotion->session->manifest;

	if (promotion->frozen_at == 0 || promotion->no_return ||
	    outage_left(promotion) > 0)
		return true;
	return error_set(err, ERROR_WAITING, "it took longer than cutover.max_outage, %s",
			 text_duration(promotion->arena,
				       (uint64_t)manifest->cutover.max_outage_ms));
}

static bool execute_sql(struct promotion *promotion,
			const struct promote_action *action, struct error *err)
{
	const char *text = places_fill(promotion, action->text, promotion->arena);
	struct error unused = { 0 };

	struct db *db = action_db(promotion, action);
	/* The lock ended with the run that held it. */
	if (text == NULL || db == NULL)
		return true;
	if (action->no_return && !text_empty(promotion->raise) &&
	    promotion->wish == PROMOTE_FORWARD)
		text = arena_printf(promotion->arena, "%s%s", promotion->raise, text);
	if (promotion->frozen_at != 0 && !promotion->no_return)
		promotion->trips++;
	if (action_send(promotion, db, text, err))
		return true;
	if (!db_lost(db))
		(void)!db_execute(db, "ROLLBACK", &unused);
	/* Once the other side is open, a lost lock counts as released. */
	return action->session == SESSION_LOCK && promotion->no_return && db_lost(db);
}

static bool raise_counters(struct promotion *promotion, struct error *err)
{
	promotion->raise = counters_raise(&promotion->closed_counters,
					  &promotion->open_counters, promotion->arena);
	/* Forward, they go in front of the opening statement, in one round trip. */
	if (promotion->wish == PROMOTE_FORWARD || text_empty(promotion->raise))
		return true;
	promotion->trips++;
	return action_send(promotion, promotion->source, promotion->raise, err);
}

/*
 * The source is open again, and the link's applier does not start as it stands: that
 * does not keep the revert from being recorded. restart_link mends it.
 */
static bool is_left_to_reconcile(struct promotion *promotion, const struct error *err)
{
	promotion->link_refused =
		promotion->no_return && err->code == SERVER_REPLICA_METADATA;
	return promotion->link_refused;
}

static bool execute_one(struct promotion *promotion,
			const struct promote_action *action, struct error *err)
{
	const char *text;

	switch (action->kind) {
	case PROMOTE_SQL:
		return execute_sql(promotion, action, err);
	case PROMOTE_CALL:
		text = places_fill(promotion, action->text, promotion->arena);
		return text == NULL || action_call(promotion, text, err) ||
		       is_left_to_reconcile(promotion, err);
	case PROMOTE_COORDINATES:
		return coordinates_read(promotion->target, promotion->arena,
					&promotion->other, err);
	case PROMOTE_PROOF:
		return prove_way_back(promotion, err);
	case PROMOTE_EXPECT:
		return expect_outage(promotion, err);
	case PROMOTE_DRAIN:
		return drain_in_time(promotion, err);
	case PROMOTE_COUNTERS:
		return raise_counters(promotion, err);
	case PROMOTE_FILE:
		return option_file_write(promotion, action->options, err);
	case PROMOTE_EVENTS:
		enable_events(promotion);
		return true;
	case PROMOTE_HOOKS:
		if (promotion->wish != PROMOTE_REVERT)
			return hooks_run(promotion, action->moment, err);
		hooks_undo(promotion, HOOK_OPENED);
		hooks_undo(promotion, HOOK_FROZEN);
		return true;
	case PROMOTE_SESSIONS:
		look_at_sessions(promotion);
		return true;
	case PROMOTE_WRITERS:
		end_open_writers(promotion);
		return true;
	case PROMOTE_OWN_WRITES:
		return look_for_own_writes(promotion, err);
	case PROMOTE_LOCK:
	case PROMOTE_EMPTY:
	case PROMOTE_SAME:
		break;
	}
	return error_set(err, ERROR_BUG, "%s: an action out of order", action->part);
}

static void note_phase(struct promotion *promotion, const char *part, int64_t began)
{
	struct promote_result *result = promotion->result;

	if (part == NULL || result->phases_count == PROMOTE_PHASES)
		return;
	result->phases[result->phases_count++] =
		(struct promote_phase){ part, run_clock() - began };
}

bool actions_walk(struct promotion *promotion, size_t first, struct error *err)
{
	const char *part = NULL;
	int64_t began = 0;

	for (size_t i = first; i < promotion->actions_count;) {
		const struct promote_action *action = &promotion->actions[i];
		bool done;

		if (!action_is_wanted(promotion, action)) {
			i++;
			continue;
		}
		if (!text_equal(part, action->part)) {
			if (part != NULL)
				report_part(promotion, part);
			note_phase(promotion, part, began);
			part = action->part;
			began = run_clock();
		}
		if (!run_goes_on(promotion->run, err))
			return error_wrap(err, "%s", part);
		if (action->session == SESSION_LOCK && !promotion->no_return) {
			done = walk_together(promotion, i, &i, err);
		} else {
			promotion->done[promotion->done_count++] = i++;
			done = execute_one(promotion, action, err);
		}
		if (!done || !in_time(promotion, err))
			return error_wrap(err, "%s", part);
		if (action->no_return) {
			promotion->no_return = true;
			promotion->result->outage_ms = run_clock() - promotion->frozen_at;
			promotion->result->trips = promotion->trips;
		}
	}
	if (part != NULL)
		report_part(promotion, part);
	note_phase(promotion, part, began);
	return true;
}
