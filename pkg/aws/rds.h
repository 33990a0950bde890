/*
 * The API of Amazon RDS: instances, parameter groups, snapshots.
 *
 * Every call queries AWS again; nothing is cached. Errors are those of api.h. Unless a
 * comment says otherwise, a missing object is ERROR_FAILED, and aws_refused_with knows
 * the code. Texts in the structs are in the arena; NULL: not in RDS's reply.
 */
#ifndef AWS_RDS_H
#define AWS_RDS_H

#include <stdint.h>

#include "aws/client.h"

struct rds_instance {
	const char *id, *arn;
	const char *resource_id;  /* unique among all instances, deleted ones too */
	const char *status;       /* "available" */
	const char *status_cause; /* from StatusInfos, if one of them is not normal */
	const char *engine, *engine_version, *instance_class, *master_user;
	const char *address; /* its endpoint; NULL while it is being created */
	unsigned port;
	const char *parameter_group;  /* the first; an instance can have only one */
	const char *parameter_status; /* "in-sync", "pending-reboot", "applying", ... */
	/* "BackupRetentionPeriod: 7, MultiAZ: true"; NULL: nothing */
	const char *pending;
	const char *cluster;    /* it is a member of this cluster */
	const char *replica_of; /* it is RDS's own read replica of this */
	/* the master password that RDS manages */
	const char *secret_arn, *secret_status;
	unsigned backup_retention_days; /* 0: no automated backups, and no binlog */
	/* GiB; most: limit of autoscaling, 0: autoscaling is off */
	uint64_t storage_gib, most_storage_gib;
	bool multi_az, public_access, iam_authentication;
};

/* What a status means for using the server. */
enum rds_readiness {
	/*
	 * available, or a status that does not disturb: backing-up,
	 * storage-optimization, ...
	 */
	RDS_USABLE,
	RDS_BUSY,   /* temporary: rebooting, modifying, ... */
	RDS_BROKEN, /* needs a human: storage-full, failed, stopped, ... */
};
enum rds_readiness rds_readiness(const char *status);

/*
 * Finds the instance that a host name leads to. With an id, it is that instance; its
 * address must be the endpoint (if that is NULL: must be the host, or resolve to one of
 * the host's addresses). Without an id: for an instance's own endpoint, by its first
 * label, and the address must be the host; for a cluster's endpoint, the cluster's
 * writer; for any other name, the instance of the region with the same IP address.
 * ERROR_FAILED, with a hint to set target.aws.instance, when there is none, and for RDS
 * Proxy, reader and custom endpoints.
 */
bool rds_find_instance(struct aws *aws, const char *host, const char *id,
		       const char *endpoint, struct arena *arena,
		       struct rds_instance *out, struct error *err) MUST_CHECK;

/* DescribeDBInstances for one instance. Missing: DBInstanceNotFound. */
bool rds_instance_read(struct aws *aws, const char *id, struct arena *arena,
		       struct rds_instance *out, struct error *err) MUST_CHECK;

/* Uses ApplyImmediately. A new parameter group takes effect only after a reboot. */
bool rds_instance_use_group(struct aws *aws, const char *id, const char *group,
			    struct error *err) MUST_CHECK;

/*
 * Starts the reboot; the status may stay "available" for some seconds.
 * InvalidDBInstanceState while the instance is busy.
 */
bool rds_instance_reboot(struct aws *aws, const char *id, struct error *err) MUST_CHECK;

/*
 * Waits, at most limit_ms, until the instance is usable, nothing is pending and no
 * parameters are being applied. A recent change may not be visible yet, so an instance
 * that was never busy is watched for settle_ms. ERROR_BLOCKED with the status when it
 * is broken, ERROR_WAITING when the time is over.
 */
struct rds_await {
	int64_t settle_ms, limit_ms;
	/*
	 * wait for the parameter group's "in-sync" too, after a reboot that it needed
	 */
	bool in_sync;
};
bool rds_instance_await(struct aws *aws, const char *id, const struct rds_await *await,
			struct arena *arena, struct rds_instance *out,
			struct error *err) MUST_CHECK;

struct rds_group {
	const char *name, *family, *description;
	bool is_default; /* RDS's own: it cannot be changed */
};

bool rds_group_read(struct aws *aws, const char *name, struct arena *arena,
		    struct rds_group *out, struct error *err) MUST_CHECK;

/*
 * Succeeds also if the group already exists with the same family; ERROR_FAILED if it
 * has another family.
 */
bool rds_group_create(struct aws *aws, const struct rds_group *group,
		      struct error *err) MUST_CHECK;

struct rds_parameter {
	const char *name;  /* as RDS spells it: "gtid-mode" */
	const char *value; /* NULL: the engine's default */
	const char *data_type, *allowed, *source, *description;
	/* of a value that is not in effect yet: "pending-reboot" */
	const char *apply_method;
	bool dynamic; /* takes effect without a reboot */
	bool modifiable;
};

/* All parameters of a group, read page by page. */
bool rds_parameters_read(struct aws *aws, const char *group, struct arena *arena,
			 struct rds_parameter **out, size_t *count,
			 struct error *err) MUST_CHECK;

/* Finds a parameter by name; - and _ are equal. NULL: there is none. */
const struct rds_parameter *rds_parameter_named(const struct rds_parameter *parameters,
						size_t count, const char *name);

struct rds_change {
	const struct rds_parameter *parameter;
	const char *value;
};

/*
 * Sets the parameters, 20 per call: dynamic ones immediately, the others with the next
 * reboot. If a call fails, the earlier ones stay done. InvalidDBParameterGroupState
 * while the group is busy.
 */
bool rds_parameters_set(struct aws *aws, const char *group,
			const struct rds_change *changes, size_t count,
			struct error *err) MUST_CHECK;

struct rds_snapshot {
	const char *id, *instance, *status; /* "creating", "available", "failed" */
	const char *created_at; /* "2026-11-22T09:44:10Z"; NULL: not started yet */
	unsigned percent;
};

/* DBSnapshotAlreadyExists if the name is in use. */
bool rds_snapshot_create(struct aws *aws, const char *id, const char *instance,
			 struct error *err) MUST_CHECK;

/* True with out->status NULL if there is no snapshot of that name. */
bool rds_snapshot_read(struct aws *aws, const char *id, struct arena *arena,
		       struct rds_snapshot *out, struct error *err) MUST_CHECK;

/*
 * The newest manual snapshot of the instance whose name starts with `begins`; id NULL:
 * none. A snapshot of an earlier instance with the same name does not count.
 */
bool rds_snapshot_newest(struct aws *aws, const struct rds_instance *instance,
			 const char *begins, struct arena *arena,
			 struct rds_snapshot *out, struct error *err) MUST_CHECK;

#endif
