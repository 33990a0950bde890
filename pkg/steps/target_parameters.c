/*
 * target.parameters: the target runs with the manifest's values, and its parameter
 * group has them. If target.read_only will need it, the instance uses a group that can
 * be changed.
 */
#include <string.h>

#include "base/text.h"
#include "sql/setting_value.h"
#include "steps/instance.h"
#include "steps/parameter_allowed.h"
#include "steps/steps.h"

enum holding {
	HOLDS,
	TO_SET,  /* must be set in the group */
	APPLIES, /* set in the group, and will take effect by itself */
	REBOOTS, /* set in the group, and will take effect after a reboot */
	UNKNOWN, /* RDS has no such parameter */
	FIXED,   /* RDS does not allow changing it */
	REFUSED, /* RDS does not allow the value */
};

struct parameter {
	const char *name;
	const char *wanted;
	const char *is;   /* the running value; else the group's; else NULL */
	const char *sent; /* the wanted value as RDS spells it */
	/* NULL: unknown to RDS, or the group was not read */
	const struct observed_parameter *known;
	enum holding holding;
};

struct parameters {
	struct parameter *list;
	size_t count;
};

static const struct observed_instance *instance_of(const struct facts *facts)
{
	return &facts->observed->target.instance;
}

static bool is_formula(const char *value)
{
	return value != NULL && strchr(value, '{') != NULL;
}

static bool group_says(const struct observed_parameter *known, const char *wanted)
{
	return known != NULL && known->value != NULL &&
	       (text_equal(known->value, wanted) || values_equal(known->value, wanted));
}

static bool status_is(const struct facts *facts, const char *status)
{
	return text_equal(instance_of(facts)->parameter_status, status);
}

/* A group that extrepl created is not in use yet. */
static bool group_arrives(const struct facts *facts)
{
	const struct observed_instance *instance = instance_of(facts);
	AUTO_ARENA *arena = arena_make();

	return instance_known(facts) &&
	       text_equal(instance->parameter_group, instance_own_group(facts, arena)) &&
	       (status_is(facts, "pending-reboot") || status_is(facts, "applying"));
}

/* The group has the value, but it is not running, or its running value is unknown. */
static enum holding judge_set(const struct facts *facts, const struct parameter *parameter)
{
	bool dynamic = parameter->known->dynamic == FACT_YES;
	bool seen = parameter->is != NULL && !is_formula(parameter->wanted);

	if (status_is(facts, "pending-reboot")) {
		/* It was set for the next reboot, although it needs none. */
		if (dynamic && seen &&
		    text_equal(parameter->known->apply_method, "pending-reboot"))
			return TO_SET;
		if (dynamic && !group_arrives(facts))
			return seen ? APPLIES : HOLDS;
		return REBOOTS;
	}
	return !seen && status_is(facts, "in-sync") ? HOLDS : APPLIES;
}

static enum holding judge_unset(const struct parameter *parameter)
{
	if (parameter->known == NULL)
		return UNKNOWN;
	if (parameter->known->modifiable == FACT_NO)
		return FIXED;
	return parameter->sent == NULL ? REFUSED : TO_SET;
}

static enum holding judge_one(const struct facts *facts, const struct parameter *parameter)
{
	const struct observed_parameter *known = parameter->known;
	bool runs = parameter->is != NULL && !is_formula(parameter->wanted) &&
		    values_equal(parameter->is, parameter->wanted);

	/* A different value in the group would take effect at the next reboot. */
	if (runs && (known == NULL || known->value == NULL ||
		     is_formula(known->value) || group_says(known, parameter->sent)))
		return HOLDS;
	if (!instance_parameters_known(facts))
		return runs ? HOLDS : TO_SET;
	if (group_says(known, parameter->sent))
		return judge_set(facts, parameter);
	return judge_unset(parameter);
}

static void look_at(const struct facts *facts, const struct manifest_setting *named,
		    struct arena *arena, struct parameter *out)
{
	const struct observed_parameter *known =
		observed_parameter(instance_of(facts), named->name);

	*out = (struct parameter){
		.name = known == NULL ? named->name : known->name,
		.wanted = named->value,
		.is = observed_value(&facts->observed->target.server, named->name),
		.sent = known == NULL ?
				named->value :
				allowed_value(known->allowed, named->value, arena),
		.known = known,
	};
	out->holding = judge_one(facts, out);
}

static struct parameters look(const struct facts *facts, struct arena *arena)
{
	const struct manifest_target *target = &facts->manifest->target;
	struct parameters all = {
		.list = arena_array(arena, target->parameters_count,
				    sizeof(struct parameter)),
		.count = target->parameters_count,
	};

	for (size_t i = 0; i < all.count; i++)
		look_at(facts, &target->parameters[i], arena, &all.list[i]);
	return all;
}

static bool any(const struct parameters *all, enum holding holding)
{
	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].holding == holding)
			return true;
	}
	return false;
}

/* True if a parameter to set is static: it takes effect only after a reboot. */
static bool sets_static(const struct parameters *all)
{
	for (size_t i = 0; i < all->count; i++) {
		if (all->list[i].holding == TO_SET && all->list[i].known != NULL &&
		    all->list[i].known->dynamic != FACT_YES)
			return true;
	}
	return false;
}

static const char *shown(const struct parameter *parameter)
{
	if (parameter->is != NULL)
		return parameter->is;
	if (parameter->known != NULL && parameter->known->value != NULL)
		return parameter->known->value;
	return "the default";
}

static const char *what_differs(const struct parameters *all, struct judgement *out)
{
	struct text text = text_make(out->arena);

	for (size_t i = 0; i < all->count; i++) {
		const struct parameter *parameter = &all->list[i];

		if (parameter->holding == HOLDS)
			continue;
		judge_difference(out, parameter->name, shown(parameter),
				 parameter->wanted);
		text_addf(&text, "%s%s: %s -> %s", text.length == 0 ? "" : "\n",
			  parameter->name, shown(parameter), parameter->wanted);
	}
	return text.bytes;
}

static const char *summary(const struct parameters *all, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < all->count; i++)
		text_addf(&text, "%s%s %s", i == 0 ? "" : ", ", all->list[i].name,
			  all->list[i].is == NULL ? all->list[i].wanted :
						    all->list[i].is);
	return all->count == 0 ? "the parameter group can be changed" : text.bytes;
}

static void say_fault(const struct facts *facts, const struct parameter *parameter,
		      struct judgement *out)
{
	const char *group = instance_of(facts)->parameter_group;

	if (parameter->holding == UNKNOWN) {
		judge_blocked(out, "RDS has no parameter %s in %s", parameter->name,
			      group);
		judge_fix(out, "correct its name in target.parameters, or take it out; "
			       "extrepl does not set parameters of a cluster's group");
	} else if (parameter->holding == FIXED) {
		judge_blocked(out, "%s is %s, and RDS does not let it be changed",
			      parameter->name, shown(parameter));
		judge_fix(out, "take %s out of target.parameters", parameter->name);
	} else {
		judge_blocked(out, "%s may not be %s: RDS allows %s", parameter->name,
			      parameter->wanted, parameter->known->allowed);
		judge_fix(out, "correct its value in target.parameters");
	}
}

static bool blocked_by_faults(const struct facts *facts, const struct parameters *all,
			      struct judgement *out)
{
	for (size_t i = 0; i < all->count; i++) {
		enum holding holding = all->list[i].holding;

		if (holding == UNKNOWN || holding == FIXED || holding == REFUSED) {
			say_fault(facts, &all->list[i], out);
			return true;
		}
	}
	return false;
}

static void act_set(const struct facts *facts, const struct parameters *all,
		    struct judgement *out)
{
	struct action_parameter *changes =
		arena_array(out->arena, all->count, sizeof(*changes));
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct parameter *parameter = &all->list[i];

		if (parameter->holding == TO_SET)
			changes[count++] = (struct action_parameter){
				.name = parameter->name,
				.value = parameter->sent,
				.immediate = parameter->known != NULL &&
					     parameter->known->dynamic == FACT_YES,
			};
	}
	if (count > 0)
		act_set_parameters(facts, changes, count, out);
}

/*
 * Creates a separate group for the instance, as RDS's default group cannot be changed.
 * Using it needs a reboot.
 */
static void make_group(const struct facts *facts, const struct parameters *all,
		       const char *reason, struct judgement *out)
{
	judge_update(out, "%s\nthe default group cannot be changed",
		     reason[0] == '\0' ? "read_only is wanted" : reason);
	act_create_group(facts, out);
	act_set(facts, all, out);
	act_use_group(facts, out);
	act_reboot(facts, out);
}

static void set(const struct facts *facts, const struct parameters *all,
		const char *reason, struct judgement *out)
{
	judge_update(out, "%s", reason);
	act_set(facts, all, out);
	if (sets_static(all) || any(all, REBOOTS) ||
	    (group_arrives(facts) && status_is(facts, "pending-reboot")))
		act_reboot(facts, out);
}

static void wait_for_rds(const char *reason, const char *what, struct judgement *out)
{
	judge_wait(out, "%s%s%s", reason, reason[0] == '\0' ? "" : ", ", what);
	judge_fix(out, "RDS applies them by itself: wait, or check the events of the "
		       "instance; a newly assigned group needs a reboot");
	out->stall_timeout_ms = STALL_TIMEOUT_PARAMETERS_MS;
}

static bool needs_group(const struct facts *facts, const struct parameters *all)
{
	return instance_of(facts)->default_group == FACT_YES &&
	       (any(all, TO_SET) || facts->manifest->target.read_only);
}

bool target_parameters_applies(const struct facts *facts)
{
	const struct manifest_target *target = &facts->manifest->target;

	return target->parameters_count > 0 ||
	       (target->read_only &&
		(instance_of(facts)->default_group == FACT_YES || group_arrives(facts)));
}

void judge_target_parameters(const struct facts *facts, struct judgement *out)
{
	struct parameters all = look(facts, out->arena);
	bool read_only_waits = facts->manifest->target.read_only && group_arrives(facts);

	if (blocked_by_faults(facts, &all, out))
		return;
	const char *reason = what_differs(&all, out);
	if (needs_group(facts, &all)) {
		make_group(facts, &all, reason, out);
	} else if (any(&all, TO_SET)) {
		set(facts, &all, reason, out);
	} else if (any(&all, REBOOTS) ||
		   (read_only_waits && status_is(facts, "pending-reboot"))) {
		judge_update(out, "%s%sit is set, and takes effect after a reboot",
			     reason[0] == '\0' ? "the group is new" : reason,
			     reason[0] == '\0' ? ": " : "\n");
		act_reboot(facts, out);
	} else if (any(&all, APPLIES) || read_only_waits) {
		wait_for_rds(reason, "set, and not in effect yet", out);
	} else if (text_equal(instance_of(facts)->status, "rebooting")) {
		wait_for_rds("", "the instance is rebooting", out);
	} else {
		judge_done(out, "%s", summary(&all, out->arena));
	}
	instance_settle(facts, out);
}
