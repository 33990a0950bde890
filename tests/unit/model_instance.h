/*
 * The model's RDS instance: its parameter group, its reboots and its snapshots, as
 * AWS's API would show and refuse them.
 */
#ifndef TESTS_MODEL_INSTANCE_H
#define TESTS_MODEL_INSTANCE_H

#include "model.h"

static struct observed_instance *instance_of(struct model *model)
{
	return &target_of(model)->instance;
}

/* What the target runs with. */
static struct observed_variable *target_variable(struct model *model, const char *name)
{
	return (struct observed_variable *)observed_variable(&target_of(model)->server,
							     name);
}

static struct observed_parameter *group_parameter(struct model *model, const char *name)
{
	for (unsigned i = 0; i < MODEL_PARAMETERS; i++) {
		if (text_equal(model->parameters[i].name, name))
			return &model->parameters[i];
	}
	return NULL;
}

/* Three parameters, a default group, and all that the API can report. */
static inline void model_instance(struct model *model)
{
	static const char *const names[] = { "local_infile", "innodb_sort_buffer_size",
					     "read_only" };
	static const char *const run[] = { "ON", "1048576", "OFF" };
	struct observed_server *server = &target_of(model)->server;

	for (unsigned i = 0; i < MODEL_PARAMETERS; i++) {
		model->target_variables[i] =
			(struct observed_variable){ .name = copied(model, names[i]),
						    .value = copied(model, run[i]) };
		model->parameters[i] = (struct observed_parameter){
			.name = copied(model, names[i]),
			.allowed = TEXT("0,1"),
			.dynamic = FACT_YES,
			.modifiable = FACT_YES,
		};
	}
	model->parameters[1].allowed = TEXT("65536-67108864");
	model->parameters[1].dynamic = FACT_NO;
	model->parameters[2].allowed = TEXT("0,1,{TrueIfReplica}");
	model->parameters[2].value = TEXT("{TrueIfReplica}");
	server->variables = model->target_variables;
	server->variables_count = MODEL_PARAMETERS;
	*instance_of(model) = (struct observed_instance){
		.known = FACT_YES,
		.region = TEXT("eu-west-1"),
		.id = TEXT("rds001"),
		.status = TEXT("available"),
		.usable = FACT_YES,
		.broken = FACT_NO,
		.parameter_group = TEXT("default.mysql8.4"),
		.default_group = FACT_YES,
		.parameter_status = TEXT("in-sync"),
		.parameters = model->parameters,
		.parameters_count = MODEL_PARAMETERS,
		.parameters_known = FACT_YES,
		.snapshots_known = FACT_YES,
	};
}

/*
 * What the server makes of a group's value; NULL: its default, which is the current
 * value.
 */
static void run_with(struct model *model, const struct observed_parameter *parameter)
{
	const char *value = parameter->value;

	if (value == NULL)
		return;
	if (text_equal(value, "{TrueIfReplica}") || text_equal(value, "0"))
		value = "OFF";
	else if (text_equal(value, "1"))
		value = "ON";
	target_variable(model, parameter->name)->value = copied(model, value);
}

static void set_parameter(struct model *model, const struct action_parameter *change,
			  bool in_use)
{
	struct observed_parameter *parameter = group_parameter(model, change->name);

	if (parameter == NULL || parameter->modifiable != FACT_YES ||
	    (change->immediate && parameter->dynamic != FACT_YES)) {
		fail_with(model, "RDS refuses: set %s", change->name);
		return;
	}
	if (text_equal(parameter->value, change->value) &&
	    (!change->immediate || text_equal(parameter->apply_method, "immediate")))
		fail_with(model, "set again: %s", change->name);
	parameter->value = copied(model, change->value);
	parameter->apply_method =
		change->immediate ? TEXT("immediate") : TEXT("pending-reboot");
	if (!in_use)
		return;
	model->applies = model->applies || change->immediate;
	if (!change->immediate)
		instance_of(model)->parameter_status = TEXT("pending-reboot");
	else if (text_equal(instance_of(model)->parameter_status, "in-sync"))
		instance_of(model)->parameter_status = TEXT("applying");
}

static void set_parameters(struct model *model, const struct action *action)
{
	struct observed_instance *instance = instance_of(model);
	bool in_use = text_equal(action->aws.subject, instance->parameter_group);

	if (in_use ? instance->default_group == FACT_YES : !model->group_made)
		fail_with(model, "RDS refuses: set in %s", action->aws.subject);
	for (size_t i = 0; i < action->aws.parameters.count; i++)
		set_parameter(model, &action->aws.parameters.list[i], in_use);
}

static void reboot(struct model *model)
{
	struct observed_instance *instance = instance_of(model);

	if ((model->allowed & CONSENT_TARGET_REBOOT) == 0)
		fail_with(model, "the target was rebooted without consent");
	if (text_equal(instance->parameter_status, "in-sync"))
		fail_with(model, "rebooted for nothing");
	instance->status = TEXT("rebooting");
	instance->usable = FACT_NO;
}

static void model_aws(struct model *model, const struct action *action)
{
	struct observed_instance *instance = instance_of(model);

	if (instance->known != FACT_YES)
		fail_with(model, "the API cannot be reached: %s", action->text);
	if (instance->usable != FACT_YES)
		fail_with(model, "the instance is busy: %s", action->text);
	switch (action->aws.order) {
	case AWS_CREATE_GROUP:
		if (instance->default_group != FACT_YES ||
		    !text_equal(action->aws.family, "mysql8.4"))
			fail_with(model, "a group for nothing: %s", action->text);
		model->group_made = true;
		return;
	case AWS_SET_PARAMETERS:
		set_parameters(model, action);
		return;
	case AWS_USE_GROUP:
		if (!model->group_made)
			fail_with(model, "RDS refuses: there is no %s",
				  action->aws.subject);
		instance->parameter_group = copied(model, action->aws.subject);
		instance->default_group = FACT_NO;
		instance->parameter_status = TEXT("pending-reboot");
		return;
	case AWS_REBOOT:
		reboot(model);
		return;
	case AWS_SNAPSHOT:
		instance->snapshot = copied(model, action->aws.subject);
		instance->snapshot_status = TEXT("creating");
		instance->snapshot_at = NULL;
		return;
	case AWS_NOTHING:
		break;
	}
	fail_with(model, "without an AWS request: %s", action->text);
}

static void end_reboot(struct model *model)
{
	struct observed_instance *instance = instance_of(model);

	for (unsigned i = 0; i < MODEL_PARAMETERS; i++)
		run_with(model, &model->parameters[i]);
	instance->status = TEXT("available");
	instance->usable = FACT_YES;
	instance->parameter_status = TEXT("in-sync");
}

/* True when time has changed something. */
static bool instance_tick(struct model *model)
{
	struct observed_instance *instance = instance_of(model);

	if (text_equal(instance->status, "rebooting")) {
		end_reboot(model);
		return true;
	}
	if (text_equal(instance->parameter_status, "applying") || model->applies) {
		for (unsigned i = 0; i < MODEL_PARAMETERS; i++) {
			if (text_equal(model->parameters[i].apply_method, "immediate"))
				run_with(model, &model->parameters[i]);
		}
		if (text_equal(instance->parameter_status, "applying"))
			instance->parameter_status = TEXT("in-sync");
		model->applies = false;
		return true;
	}
	if (text_equal(instance->snapshot_status, "creating")) {
		instance->snapshot_status = TEXT("available");
		instance->snapshot_at = TEXT("2026-11-22T09:44:09Z");
		return true;
	}
	return false;
}

/* While it is read-only, only RDS's own administrator writes to it. */
static void check_writable(struct model *model, const struct action *action)
{
	bool writes = action->kind == ACTION_COPY || action->kind == ACTION_RECORD ||
		      (action->kind == ACTION_SQL && action->on == ON_TARGET);

	if (writes && observed_is_on(&target_of(model)->server, "read_only"))
		fail_with(model, "the target is read-only: %s", action->text);
	if (action->kind == ACTION_COPY && model->pair.manifest.copy.backup_first &&
	    !record_is(model, "unfinished") &&
	    !text_equal(instance_of(model)->snapshot_status, "available"))
		fail_with(model, "copied without a snapshot");
}

#endif
