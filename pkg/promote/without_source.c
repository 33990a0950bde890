/*
 * Ends a promotion whose old source was switched off before --finalize: on the target
 * alone. That the source is gone is the user's word; one that answers is refused.
 */
#include "base/text.h"
#include "promote/internal.h"

static bool refuse_present_source(const struct promotion *promotion, struct error *err)
{
	error_set(err, ERROR_BLOCKED, "%s answers: it is not gone",
		  source_name(promotion));
	return error_hint(err,
			  "Leave out --without-source; then the way back is removed there, "
			  "too.");
}

/* Undoes nothing: only of a pair that is promoted the source does not matter. */
static bool refuse_other_states(const struct promotion *promotion, struct error *err)
{
	if (promotion_state_is(promotion, PROMOTION_PROMOTED))
		return true;
	error_set(err, ERROR_BLOCKED,
		  "the pair is not promoted, and %s does not answer: which side takes "
		  "writes is not known",
		  source_name(promotion));
	return error_hint(err, "`extrepl status` shows what is known.");
}

bool look_without_source(struct promotion *promotion, struct round *round,
			 struct error *err)
{
	struct session *session = promotion->session;
	struct look_failures failed = { 0 };

	arena_release(session->round);
	session->round = arena_make();
	if (!reconcile_look_in_part(session, round, &failed, err))
		return false;
	if (failed.target_failed) {
		*err = failed.target;
		return false;
	}
	if (!failed.source_failed || failed.source.kind != ERROR_UNREACHABLE)
		return refuse_present_source(promotion, err);
	struct observed *observed = arena_alloc(promotion->arena, sizeof(*observed));
	*observed = *round->observed;
	/* The table's statements are chosen by it. */
	observed->source.server.flavour = observed->target.server.flavour;
	observed->source.server.version = observed->target.server.version;
	promotion->facts =
		(struct cutover_facts){ .observed = observed, .source_gone = true };
	return facts_read_of_target(promotion, err) &&
	       refuse_other_states(promotion, err);
}

void say_what_source_keeps(struct promotion *promotion)
{
	enum flavour flavour = promotion->facts.observed->source.server.flavour;

	log_fact(promotion->run->log, LOG_INFO, "way.back",
		 "%s did not answer: it is left as it was, read-only. If it comes back, "
		 "keep it so, and remove the way back there:",
		 source_name(promotion));
	for (size_t i = 0; i < promotion->actions_count; i++) {
		const struct promote_action *action = &promotion->actions[i];

		if (action->on == ON_SOURCE && action->kind == PROMOTE_SQL &&
		    (action->flavour == FLAVOUR_UNKNOWN || action->flavour == flavour))
			log_fact(promotion->run->log, LOG_INFO, "way.back", "  %s",
				 places_fill(promotion, action->text, promotion->arena));
	}
}
