/*
 * Reads an instance, reboots it, sets its parameter group, and waits until it is
 * usable. The steps decide when.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "aws/rds_internal.h"
#include "base/wait.h"

#define FIRST_LOOK_MS 250
#define LOOK_EVERY_MS (10 * 1000)

/*
 * A status that is not listed counts as RDS_BUSY: so far, every status that RDS added
 * was temporary.
 */
static const struct state {
	const char *status;
	enum rds_readiness readiness;
} states[] = {
	/* clang-format off */
	{ "available",                                         RDS_USABLE },
	{ "backing-up",                                        RDS_USABLE },
	{ "storage-optimization",                              RDS_USABLE },
	{ "configuring-enhanced-monitoring",                   RDS_USABLE },
	{ "configuring-iam-database-auth",                     RDS_USABLE },
	{ "configuring-log-exports",                           RDS_USABLE },
	{ "deleting",                                          RDS_BROKEN },
	{ "delete-precheck",                                   RDS_BROKEN },
	{ "failed",                                            RDS_BROKEN },
	{ "inaccessible-encryption-credentials",               RDS_BROKEN },
	{ "inaccessible-encryption-credentials-recoverable",   RDS_BROKEN },
	{ "incompatible-network",                              RDS_BROKEN },
	{ "incompatible-option-group",                         RDS_BROKEN },
	{ "incompatible-parameters",                           RDS_BROKEN },
	{ "incompatible-restore",                              RDS_BROKEN },
	{ "insufficient-capacity",                             RDS_BROKEN },
	{ "restore-error",                                     RDS_BROKEN },
	{ "stopped",                                           RDS_BROKEN },
	{ "stopping",                                          RDS_BROKEN },
	{ "storage-full",                                      RDS_BROKEN },
	/* clang-format on */
};

enum rds_readiness rds_readiness(const char *status)
{
	for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
		if (text_equal(states[i].status, status))
			return states[i].readiness;
	}
	return RDS_BUSY;
}

static uint64_t number(const struct xml_node *node, const char *path)
{
	const char *text = xml_text(node, path);

	return text == NULL ? 0 : strtoull(text, NULL, 10);
}

static bool truth(const struct xml_node *node, const char *path)
{
	return text_equal(xml_text(node, path), "true");
}

/*
 * "MultiAZ: true, PendingCloudwatchLogsExports": for a nested element, only the name.
 */
static const char *pending_of(const struct xml_node *pending, struct arena *arena)
{
	struct text text = text_make(arena);

	if (pending == NULL)
		return NULL;
	for (const struct xml_node *node = pending->child; node != NULL;
	     node = node->next) {
		text_addf(&text, "%s%s", text.length > 0 ? ", " : "", node->name);
		/* Do not show even a masked password. */
		if (node->text[0] != '\0' && !text_equal(node->name, "MasterUserPassword"))
			text_addf(&text, ": %s", node->text);
	}
	return text.length > 0 ? text.bytes : NULL;
}

static const char *cause_of(const struct xml_node *infos)
{
	const struct xml_node *info = infos == NULL ? NULL : infos->child;

	while (info != NULL && truth(info, "Normal"))
		info = info->next;
	const char *message = xml_text(info, "Message");
	return message != NULL ? message : xml_text(info, "Status");
}

void rds_instance_parse(const struct xml_node *node, struct arena *arena,
			struct rds_instance *out)
{
	const struct xml_node *group =
		xml_find(node, "DBParameterGroups/DBParameterGroup");

	*out = (struct rds_instance){
		.id = xml_text(node, "DBInstanceIdentifier"),
		.arn = xml_text(node, "DBInstanceArn"),
		.resource_id = xml_text(node, "DbiResourceId"),
		.status = xml_text(node, "DBInstanceStatus"),
		.status_cause = cause_of(xml_find(node, "StatusInfos")),
		.engine = xml_text(node, "Engine"),
		.engine_version = xml_text(node, "EngineVersion"),
		.instance_class = xml_text(node, "DBInstanceClass"),
		.master_user = xml_text(node, "MasterUsername"),
		.address = xml_text(node, "Endpoint/Address"),
		.port = (unsigned)number(node, "Endpoint/Port"),
		.parameter_group = xml_text(group, "DBParameterGroupName"),
		.parameter_status = xml_text(group, "ParameterApplyStatus"),
		.pending = pending_of(xml_find(node, "PendingModifiedValues"), arena),
		.cluster = xml_text(node, "DBClusterIdentifier"),
		.replica_of = xml_text(node, "ReadReplicaSourceDBInstanceIdentifier"),
		.secret_arn = xml_text(node, "MasterUserSecret/SecretArn"),
		.secret_status = xml_text(node, "MasterUserSecret/SecretStatus"),
		.backup_retention_days = (unsigned)number(node, "BackupRetentionPeriod"),
		.storage_gib = number(node, "AllocatedStorage"),
		.most_storage_gib = number(node, "MaxAllocatedStorage"),
		.multi_az = truth(node, "MultiAZ"),
		.public_access = truth(node, "PubliclyAccessible"),
		.iam_authentication = truth(node, "IAMDatabaseAuthenticationEnabled"),
	};
	if (out->replica_of == NULL)
		out->replica_of = xml_text(node, "ReadReplicaSourceDBClusterIdentifier");
}

bool rds_instance_read(struct aws *aws, const char *id, struct arena *arena,
		       struct rds_instance *out, struct error *err)
{
	struct text form = text_make(arena);
	const struct xml_node *result;

	form_add(&form, "DBInstanceIdentifier", id);
	if (!rds_call(aws, "DescribeDBInstances", &form, false, arena, &result, err))
		return false;
	const struct xml_node *node = xml_find(result, "DBInstances/DBInstance");
	if (xml_text(node, "DBInstanceStatus") == NULL)
		return error_set(err, ERROR_FAILED,
				 "rds:DescribeDBInstances: no instance in the reply");
	rds_instance_parse(node, arena, out);
	return true;
}

bool rds_instance_use_group(struct aws *aws, const char *id, const char *group,
			    struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text form = text_make(arena);
	const struct xml_node *result;

	form_add(&form, "DBInstanceIdentifier", id);
	form_add(&form, "DBParameterGroupName", group);
	form_add(&form, "ApplyImmediately", "true");
	return rds_call(aws, "ModifyDBInstance", &form, false, arena, &result, err);
}

bool rds_instance_reboot(struct aws *aws, const char *id, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text form = text_make(arena);
	const struct xml_node *result;

	form_add(&form, "DBInstanceIdentifier", id);
	return rds_call(aws, "RebootDBInstance", &form, true, arena, &result, err);
}

static bool is_ready(const struct rds_instance *instance, bool in_sync)
{
	return rds_readiness(instance->status) == RDS_USABLE &&
	       instance->pending == NULL &&
	       !text_equal(instance->parameter_status, "applying") &&
	       (!in_sync || text_equal(instance->parameter_status, "in-sync"));
}

static bool fail_broken(const struct rds_instance *instance, struct error *err)
{
	return error_set(err, ERROR_BLOCKED, "the instance %s is %s%s%s", instance->id,
			 instance->status, instance->status_cause == NULL ? "" : ": ",
			 instance->status_cause == NULL ? "" : instance->status_cause);
}

bool rds_instance_await(struct aws *aws, const char *id, const struct rds_await *await,
			struct arena *arena, struct rds_instance *out, struct error *err)
{
	struct wait wait =
		wait_start(aws->api.run, await->limit_ms, FIRST_LOOK_MS, LOOK_EVERY_MS);
	bool was_busy = false;

	do {
		AUTO_ARENA *look = arena_make();
		struct rds_instance instance;

		/* Keep waiting if one query fails temporarily. */
		if (!rds_instance_read(aws, id, look, &instance, err)) {
			if (err->kind != ERROR_UNREACHABLE)
				return false;
			continue;
		}
		if (rds_readiness(instance.status) == RDS_BROKEN)
			return fail_broken(&instance, err);
		if (is_ready(&instance, await->in_sync) &&
		    (was_busy || wait_elapsed(&wait) >= await->settle_ms))
			return rds_instance_read(aws, id, arena, out, err);
		was_busy = was_busy || rds_readiness(instance.status) == RDS_BUSY;
	} while (wait_again(&wait));
	return wait_over(&wait, err,
			 arena_printf(arena, "the instance %s to be ready", id));
}
