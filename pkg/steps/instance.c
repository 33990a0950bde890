/*
 * Makes the actions on the RDS instance, or the commands for a human if AWS's API
 * cannot be used. The steps decide which values are wanted.
 */
#include "steps/instance.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

#define DEFAULT_PREFIX "default."

static const struct observed_instance *instance_of(const struct facts *facts)
{
	return &facts->observed->target.instance;
}

bool instance_known(const struct facts *facts)
{
	return instance_of(facts)->known == FACT_YES;
}

bool instance_parameters_known(const struct facts *facts)
{
	return instance_known(facts) && instance_of(facts)->parameters_known == FACT_YES;
}

static const char *family_of(const struct facts *facts)
{
	const char *group = instance_of(facts)->parameter_group;

	return group == NULL || !text_starts(group, DEFAULT_PREFIX) ?
		       NULL :
		       group + strlen(DEFAULT_PREFIX);
}

/* mysql84 for 8.4.8: RDS names its families without the dot. */
static const char *line_of(const struct facts *facts, struct arena *arena)
{
	const struct observed_server *server = &facts->observed->target.server;

	return arena_printf(arena, "%s%u%u",
			    server->flavour == FLAVOUR_MARIADB ? "mariadb" : "mysql",
			    server->version / 10000, server->version / 100 % 100);
}

const char *instance_own_group(const struct facts *facts, struct arena *arena)
{
	struct text name = text_make(arena);

	text_addf(&name, "extrepl-%s-", instance_of(facts)->id);
	for (const char *at = line_of(facts, arena); *at != '\0'; at++) {
		if (isalnum((unsigned char)*at))
			text_add_n(&name, at, 1);
	}
	return name.bytes;
}

const char *instance_group(const struct facts *facts, struct arena *arena)
{
	const struct observed_instance *instance = instance_of(facts);

	if (instance->default_group == FACT_YES)
		return instance_own_group(facts, arena);
	return instance->parameter_group;
}

static const char *instance_name(const struct facts *facts)
{
	const char *id = instance_of(facts)->id;

	if (id == NULL)
		id = facts->manifest->target.aws.instance;
	return id == NULL ? "INSTANCE" : id;
}

/* The group name in the commands for a human if the manifest has none. */
static const char *group_name(const struct facts *facts, struct arena *arena)
{
	const char *group = instance_group(facts, arena);

	return group == NULL ? "GROUP" : group;
}

static struct action *act(struct judgement *out, enum aws_order order,
			  const char *subject, const char *text)
{
	struct action *action = judge_action(out, ON_AWS, ACTION_AWS, "%s %s",
					     order_permission(order), text);

	action->aws.order = order;
	action->aws.subject = subject;
	return action;
}

void act_create_group(const struct facts *facts, struct judgement *out)
{
	const char *family = family_of(facts);
	const char *group = group_name(facts, out->arena);
	struct action *action =
		act(out, AWS_CREATE_GROUP, group,
		    arena_printf(out->arena, "%s, of the family %s", group, family));

	action->aws.family = family;
}

void act_use_group(const struct facts *facts, struct judgement *out)
{
	const char *group = group_name(facts, out->arena);

	act(out, AWS_USE_GROUP, group,
	    arena_printf(out->arena, "%s uses %s after a reboot", instance_name(facts),
			 group))
		->reobserve_after = true;
}

static void add_values(struct text *text, const struct action_parameter *parameters,
		       size_t count, bool immediate)
{
	bool first = true;

	for (size_t i = 0; i < count; i++) {
		if (parameters[i].immediate != immediate)
			continue;
		text_addf(text, "%s %s=%s", first ? "" : ",", parameters[i].name,
			  parameters[i].value);
		first = false;
	}
}

static size_t count_immediate(const struct action_parameter *parameters, size_t count)
{
	size_t immediate = 0;

	for (size_t i = 0; i < count; i++)
		immediate += parameters[i].immediate;
	return immediate;
}

void act_set_parameters(const struct facts *facts,
			const struct action_parameter *parameters, size_t count,
			struct judgement *out)
{
	bool in_use = instance_of(facts)->default_group != FACT_YES;
	size_t immediate = count_immediate(parameters, count);
	const char *group = group_name(facts, out->arena);
	struct text text = text_make(out->arena);

	text_add(&text, group);
	if (immediate > 0) {
		text_add(&text, in_use ? ", immediate, no reboot:" : ":");
		add_values(&text, parameters, count, true);
	}
	if (immediate < count) {
		text_addf(&text, "%s",
			  in_use         ? ", with the next reboot:" :
			  immediate == 0 ? ":" :
					   ",");
		add_values(&text, parameters, count, false);
	}
	struct action *action = act(out, AWS_SET_PARAMETERS, group, text.bytes);
	action->aws.parameters = (struct action_parameters){ parameters, count };
	/* If the group is not in use yet, its values are unknown. */
	action->reobserve_after = in_use;
}

void act_reboot(const struct facts *facts, struct judgement *out)
{
	act(out, AWS_REBOOT, instance_name(facts),
	    arena_printf(out->arena, "%s, unavailable for a minute or two",
			 instance_name(facts)))
		->reobserve_after = true;
	out->consent = CONSENT_TARGET_REBOOT;
	judge_fix(out, "the target is rebooted: --allow target-reboot");
}

void act_snapshot(const char *name, struct judgement *out)
{
	act(out, AWS_SNAPSHOT, name, name)->reobserve_after = true;
}

/* ---- commands for a human */

/* In the command line's short form, a value with a comma needs quotes. */
static const char *shorthand(const char *value, struct arena *arena)
{
	return strpbrk(value, ",={}[] ") == NULL ? value :
						   arena_printf(arena, "'%s'", value);
}

/* One command for each value, as two do not fit in a line. */
static void add_set_commands(struct text *text, const struct action *action)
{
	for (size_t i = 0; i < action->aws.parameters.count; i++) {
		const struct action_parameter *parameter =
			&action->aws.parameters.list[i];

		text_addf(text,
			  "\n  aws rds modify-db-parameter-group \\\n"
			  "    --db-parameter-group-name %s --parameters \\\n"
			  "    \"ParameterName=%s,ParameterValue=%s,ApplyMethod=%s\"",
			  action->aws.subject, parameter->name,
			  shorthand(parameter->value, text->arena),
			  parameter->immediate ? "immediate" : "pending-reboot");
	}
}

/* Adds the action as a command, in lines that fit. */
static void add_command(struct text *text, const struct facts *facts,
			const struct action *action)
{
	const char *instance = instance_name(facts);

	switch (action->aws.order) {
	case AWS_CREATE_GROUP:
		text_addf(text,
			  "\n  aws rds create-db-parameter-group \\\n"
			  "    --db-parameter-group-name %s \\\n"
			  "    --db-parameter-group-family %s --description extrepl",
			  action->aws.subject, action->aws.family);
		break;
	case AWS_SET_PARAMETERS:
		add_set_commands(text, action);
		break;
	case AWS_USE_GROUP:
		text_addf(text,
			  "\n  aws rds modify-db-instance --apply-immediately \\\n"
			  "    --db-instance-identifier %s \\\n"
			  "    --db-parameter-group-name %s",
			  instance, action->aws.subject);
		break;
	case AWS_REBOOT:
		text_addf(text,
			  "\n  aws rds reboot-db-instance \\\n"
			  "    --db-instance-identifier %s",
			  instance);
		break;
	case AWS_SNAPSHOT:
		text_addf(text,
			  "\n  aws rds create-db-snapshot \\\n"
			  "    --db-instance-identifier %s \\\n"
			  "    --db-snapshot-identifier %s",
			  instance, action->aws.subject);
		break;
	case AWS_NOTHING:
		break;
	}
}

/* What the reader of the commands must know. */
static const char *about_commands(const struct facts *facts, const struct judgement *out)
{
	const struct action *first = &out->actions[0];

	if (instance_of(facts)->parameter_group != NULL ||
	    first->aws.order != AWS_SET_PARAMETERS)
		return "";
	return count_immediate(first->aws.parameters.list, first->aws.parameters.count) ==
			       first->aws.parameters.count ?
		       ", where GROUP is its parameter group" :
		       ", where GROUP is its parameter group, and then a reboot where RDS "
		       "asks for one";
}

static void leave_to_human(const struct facts *facts, const char *why,
			   struct judgement *out)
{
	struct text commands = text_make(out->arena);

	for (size_t i = 0; i < out->actions_count; i++)
		add_command(&commands, facts, &out->actions[i]);
	judge_blocked(out, "%s\n%s", out->reason, why);
	judge_note(out, "by hand%s:%s", about_commands(facts, out), commands.bytes);
	/* A consent would not help, as the API cannot be used. */
	out->actions_count = 0;
	out->consent = CONSENT_NONE;
	out->fixes_count = 0;
	judge_fix(out, "then plan again");
}

/* The IAM action of the first order that AWS has denied, or NULL. */
static const char *denied(const struct facts *facts, const struct judgement *out)
{
	for (size_t i = 0; i < out->actions_count; i++) {
		const char *permission = order_permission(out->actions[i].aws.order);

		if (observed_denied(instance_of(facts), permission))
			return permission;
	}
	return NULL;
}

/* Values are set only if the current ones were observed. */
static bool is_seen(const struct facts *facts, const struct judgement *out)
{
	bool known = instance_known(facts);

	for (size_t i = 0; i < out->actions_count; i++)
		known = known && (out->actions[i].aws.order != AWS_SET_PARAMETERS ||
				  instance_parameters_known(facts));
	return known;
}

void instance_settle(const struct facts *facts, struct judgement *out)
{
	const struct observed_instance *instance = instance_of(facts);
	const char *permission = denied(facts, out);

	if (out->actions_count == 0)
		return;
	if (instance_known(facts) && instance->broken == FACT_YES) {
		out->actions_count = 0;
		judge_blocked(out, "%s\nthe instance %s is %s%s%s", out->reason,
			      instance->id, instance->status,
			      text_empty(instance->status_cause) ? "" : ": ",
			      text_empty(instance->status_cause) ?
				      "" :
				      instance->status_cause);
		judge_fix(out, "check it in the RDS console");
	} else if (permission != NULL) {
		leave_to_human(facts,
			       arena_printf(out->arena, "AWS denies %s", permission),
			       out);
	} else if (instance_known(facts) && instance->usable == FACT_NO) {
		out->actions_count = 0;
		out->consent = CONSENT_NONE;
		out->fixes_count = 0;
		judge_wait(out, "the instance %s is %s", instance->id, instance->status);
		judge_fix(out, "this ends by itself: wait");
		out->stall_timeout_ms = STALL_TIMEOUT_PARAMETERS_MS;
	} else if (!is_seen(facts, out)) {
		leave_to_human(facts,
			       instance->note == NULL ?
				       "AWS's API is not known: set target.aws.region and "
				       "target.aws.instance" :
				       instance->note,
			       out);
	}
}
