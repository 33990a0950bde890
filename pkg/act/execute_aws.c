/*
 * Carries out the actions that need AWS's API: parameters, groups, the instance,
 * reboots. pkg/aws is the client.
 */
#include "act/execute_aws.h"

#include "act/session.h"
#include "aws/rds.h"
#include "base/text.h"

/* A reboot takes a minute or two, but longer if there is much to recover. */
#define BACK_MS ((int64_t)15 * 60 * 1000)

static bool create_group(struct session *session, struct aws *aws,
			 const struct action *action, struct error *err)
{
	const struct rds_group group = {
		.name = action->aws.subject,
		.family = action->aws.family,
		.description = arena_printf(session->round, "extrepl: %s",
					    session->manifest->name),
	};

	return rds_group_create(aws, &group, err);
}

static bool set_parameters(struct session *session, struct aws *aws,
			   const struct action *action, struct error *err)
{
	size_t count = action->aws.parameters.count;
	struct rds_parameter *parameters =
		arena_array(session->round, count, sizeof(*parameters));
	struct rds_change *changes = arena_array(session->round, count, sizeof(*changes));

	for (size_t i = 0; i < count; i++) {
		parameters[i].name = action->aws.parameters.list[i].name;
		parameters[i].dynamic = action->aws.parameters.list[i].immediate;
		changes[i] = (struct rds_change){
			.parameter = &parameters[i],
			.value = action->aws.parameters.list[i].value,
		};
	}
	return rds_parameters_set(aws, action->aws.subject, changes, count, err);
}

/* The reboot ends the lock's session: the next action takes the lock again. */
static bool reboot(struct session *session, struct aws *aws,
		   const struct action *action, struct error *err)
{
	if (!rds_instance_reboot(aws, action->aws.subject, err))
		return false;
	db_close(session->lock);
	session->lock = NULL;
	observer_forget_target(session->observer);
	session->target_back_by = run_clock() + BACK_MS;
	return true;
}

static bool call(struct session *session, struct aws *aws, const struct action *action,
		 struct error *err)
{
	const char *instance = session->observed->target.instance.id;

	switch (action->aws.order) {
	case AWS_CREATE_GROUP:
		return create_group(session, aws, action, err);
	case AWS_SET_PARAMETERS:
		return set_parameters(session, aws, action, err);
	case AWS_USE_GROUP:
		return rds_instance_use_group(aws, instance, action->aws.subject, err);
	case AWS_REBOOT:
		return reboot(session, aws, action, err);
	case AWS_SNAPSHOT:
		return rds_snapshot_create(aws, action->aws.subject, instance, err);
	case AWS_NOTHING:
		break;
	}
	return error_set(err, ERROR_BUG, "an action without an AWS request");
}

/* Kept until the session ends: the next judgement says what to do. */
static void note_denied(struct session *session, const char *permission)
{
	session->denied =
		arena_grow(session->arena, session->denied,
			   session->denied_count * sizeof(*session->denied),
			   (session->denied_count + 1) * sizeof(*session->denied));
	session->denied[session->denied_count++] = arena_copy(session->arena, permission);
}

static bool is_busy(const struct aws *aws)
{
	return aws_refused_with(aws, "InvalidDBInstanceState") ||
	       aws_refused_with(aws, "InvalidDBParameterGroupState");
}

bool execute_aws(struct session *session, const struct action *action, struct error *err)
{
	struct aws *aws;

	if (!observer_aws(session->observer, &aws, err))
		return false;
	bool done = call(session, aws, action, err);
	observer_expect_instance(session->observer);
	if (done)
		return true;
	if (aws->fault.kind == FAULT_DENIED) {
		note_denied(session, order_permission(action->aws.order));
		session->refused = true;
	} else if (is_busy(aws)) {
		session->refused = true;
	}
	return false;
}
