/*
 * target.read_only: the target is read-only while it replicates, if the manifest wants
 * that. target.writable: it is writable while extrepl must write there.
 *
 * With read_only on, RDS's master user cannot write either, and only the parameter
 * group can turn it off.
 */
#include <string.h>

#include "base/text.h"
#include "sql/setting_value.h"
#include "steps/instance.h"
#include "steps/steps.h"

#define LIFTED "{TrueIfReplica}"

static bool is_read_only(const struct facts *facts)
{
	return observed_is_on(&facts->observed->target.server, "read_only");
}

static const struct observed_parameter *parameter_of(const struct facts *facts)
{
	return observed_parameter(&facts->observed->target.instance, "read_only");
}

/* True if the group sets it: 1 always, {TrueIfReplica} only for RDS's own replicas. */
static bool group_holds_it(const struct facts *facts)
{
	const struct observed_parameter *parameter = parameter_of(facts);

	return parameter != NULL && parameter->value != NULL &&
	       values_equal(parameter->value, "1");
}

static const char *lifted_value(const struct facts *facts)
{
	const struct observed_parameter *parameter = parameter_of(facts);
	bool has_formula = parameter != NULL && parameter->allowed != NULL &&
			   strstr(parameter->allowed, LIFTED) != NULL;

	return has_formula ? LIFTED : "0";
}

static void act(const struct facts *facts, const char *value, struct judgement *out)
{
	struct action_parameter *change = arena_alloc(out->arena, sizeof(*change));

	*change = (struct action_parameter){ .name = "read_only",
					     .value = value,
					     .immediate = true };
	act_set_parameters(facts, change, 1, out);
}

static void wait_for_it(const char *what, struct judgement *out)
{
	judge_wait(out, "%s", what);
	judge_fix(out, "RDS applies it by itself: wait, or check the events of the "
		       "instance");
	out->stall_timeout_ms = STALL_TIMEOUT_PARAMETERS_MS;
}

/* True if extrepl sends any of it to the target as a statement. */
static bool writes(const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->actions_count; i++) {
		const struct action *action = &judgement->actions[i];

		if (action->on == ON_TARGET &&
		    (action->kind == ACTION_COPY || action->kind == ACTION_RECORD ||
		     action->kind == ACTION_SQL))
			return true;
	}
	return false;
}

/*
 * The first wrapped step that is about to write to the target; NULL: none, or an
 * earlier one is blocked.
 */
static const char *writer(const struct facts *facts)
{
	for (const struct judgement *const *at = facts->wrapped; *at != NULL; at++) {
		if ((*at)->verdict == VERDICT_TODO && writes(*at))
			return (*at)->step;
		if ((*at)->verdict == VERDICT_BLOCKED)
			return NULL;
	}
	return NULL;
}

bool target_writable_applies(const struct facts *facts)
{
	return is_read_only(facts) && !stays_promoted(facts) && writer(facts) != NULL;
}

void judge_target_writable(const struct facts *facts, struct judgement *out)
{
	if (instance_parameters_known(facts) && !group_holds_it(facts)) {
		wait_for_it("the parameter group no longer sets read_only, but the "
			    "target still runs with it",
			    out);
		return;
	}
	judge_update(out, "the target is read-only (read_only), and %s writes to it",
		     writer(facts));
	judge_difference(out, "read_only", "1", lifted_value(facts));
	act(facts, lifted_value(facts), out);
	instance_settle(facts, out);
}

bool target_read_only_applies(const struct facts *facts)
{
	return !stays_promoted(facts) &&
	       (facts->manifest->target.read_only || is_read_only(facts));
}

/*
 * The manifest does not want it: undoes what the group sets, but leaves unknown values
 * unchanged.
 */
static void judge_unwanted(const struct facts *facts, struct judgement *out)
{
	if (!is_read_only(facts) || out->after != NULL ||
	    !instance_parameters_known(facts)) {
		judge_done(out, "%s",
			   is_read_only(facts) ? "1, which the manifest does not ask "
						 "for" :
						 "0");
		return;
	}
	if (!group_holds_it(facts)) {
		wait_for_it("1 -> 0: the parameter group does not set it, but the "
			    "target still runs with it",
			    out);
		return;
	}
	judge_update(out, "1 -> 0");
	judge_difference(out, "read_only", "1", "0");
	act(facts, lifted_value(facts), out);
	instance_settle(facts, out);
}

void judge_target_read_only(const struct facts *facts, struct judgement *out)
{
	bool lifted_now = is_read_only(facts) && writer(facts) != NULL;

	if (!facts->manifest->target.read_only) {
		judge_unwanted(facts, out);
		return;
	}
	if (is_read_only(facts) && !lifted_now) {
		judge_done(out, "1");
		return;
	}
	if (group_holds_it(facts) && !lifted_now && out->after == NULL) {
		wait_for_it("set, and not in effect yet", out);
		return;
	}
	judge_update(out, "0 -> 1%s",
		     out->after == NULL ?
			     "" :
			     arena_printf(out->arena, ", once %s is done", out->after));
	judge_difference(out, "read_only", "0", "1");
	act(facts, "1", out);
	instance_settle(facts, out);
}
