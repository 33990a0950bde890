/*
 * The API of Amazon RDS: instances, parameter groups, snapshots.
 *
 * Every call asks AWS again; nothing is cached. Errors are those of api.h; a thing that
 * is not there is ERROR_FAILED and aws_refused_with says its code, where nothing else
 * is said. Text in the structs is in the arena, NULL when RDS does not say it.
 */
#ifndef AWS_RDS_H
#define AWS_RDS_H

#include <stdint.h>

#include "aws/client.h"

struct rds_instance {
	const char *id, *arn;
	const char *resource_id;  /* unique among all instances, deleted ones too */
	const char *status;       /* "available" */
	const char *status_cause; /* of StatusInfos, when one of them is not normal */
	const char *engine, *engine_version, *instance_class, *master_user;
	const char *address; /* its endpoint; NULL while it is being made */
	unsigned port;
	const char *parameter_group;  /* the first, which is all there can be */
	const char *parameter_status; /* "in-sync", "pending-reboot", "applying", ... */
	/* "BackupRetentionPeriod: 7, MultiAZ: true"; NULL: nothing */
	const char *pending;
	const char *cluster;    /* it is a member of this cluster */
	const char *replica_of; /* it is RDS's own read replica of this */
	/* the master password that RDS manages */
	const char *secret_arn, *secret_status;
	unsigned backup_retention_days; /* 0: no automated backups, and no binlog */
	/* most: 0 when it does not grow by itself */
	uint64_t storage_gib, most_storage_gib;
	bool multi_az, public_access, iam_authentication;
};

/* What a status means for somebody who wants to use the server. */
enum rds_readiness {
	/*
	 * available, and what does not disturb it: backing-up, storage-optimization,
	 * ...
	 */
	RDS_USABLE,
	RDS_BUSY,   /* ends without help: rebooting, modifying, ... */
	RDS_BROKEN, /* needs a human: storage-full, failed, stopped, ... */
};
enum rds_readiness rds_readiness(const char *status);

/*
 * The instance that a host name leads to. With an id it is that one, whose address must
 * be the endpoint (NULL: be the host, or resolve to an address of the host's). Else by
 * the first label of an instance's own endpoint, whose address must then be the host;
 * by the cluster's writer for a cluster's endpoint; and for any other name by what it
 * resolves to, among all instances of the region. ERROR_FAILED when there is none, with
 * a hint to set target.aws.instance; so too for RDS Proxy and for reader and custom
 * endpoints.
 */
bool rds_find_instance(struct aws *aws, const char *host, const char *id,
		       const char *endpoint, struct arena *arena,
		       struct rds_instance *out, struct error *err) MUST_CHECK;

/* DescribeDBInstances of one; DBInstanceNotFound. */
bool rds_instance_read(struct aws *aws, const char *id, struct arena *arena,
		       struct rds_instance *out, struct error *err) MUST_CHECK;

/*
 * With ApplyImmediately. A group that is new to an instance is used only after a
 * reboot.
 */
bool rds_instance_use_group(struct aws *aws, const char *id, const char *group,
			    struct error *err) MUST_CHECK;

/*
 * Starts it; "available" may be shown for some seconds more. InvalidDBInstanceState
 * while it is busy.
 */
bool rds_instance_reboot(struct aws *aws, const char *id, struct error *err) MUST_CHECK;

/*
 * Waits, at most limit_ms, until the instance is usable, nothing is pending and no
 * parameters are being applied. A change that was asked for a moment ago may not show
 * yet: settle_ms is how long an instance that has not been seen busy is watched.
 * ERROR_BLOCKED with the status when it is broken, ERROR_WAITING when the time is over.
 */
struct rds_await {
	int64_t settle_ms, limit_ms;
	/* the parameter group too: for the end of a reboot that it was pending for */
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
 * One that is there already is as good, when it has the same family; ERROR_FAILED when
 * it has another.
 */
bool rds_group_create(struct aws *aws, const struct rds_group *group,
		      struct error *err) MUST_CHECK;

struct rds_parameter {
	const char *name;  /* as RDS spells it: "gtid-mode" */
	const char *value; /* NULL: the engine's default */
	const char *data_type, *allowed, *source, *description;
	const char *apply_method; /* of a value that waits: "pending-reboot" */
	bool dynamic;             /* takes effect without a reboot */
	bool modifiable;
};

/* All of a group, page by page. */
bool rds_parameters_read(struct aws *aws, const char *group, struct arena *arena,
			 struct rds_parameter **out, size_t *count,
			 struct error *err) MUST_CHECK;

/* By name; - and _ are one. NULL: there is none. */
const struct rds_parameter *rds_parameter_named(const struct rds_parameter *parameters,
						size_t count, const char *name);

struct rds_change {
	const struct rds_parameter *parameter;
	const char *value;
};

/*
 * Sets them, 20 a call: dynamic ones at once, the others with the next reboot. When a
 * later call fails, the earlier ones have been done. InvalidDBParameterGroupState while
 * the group is busy.
 */
bool rds_parameters_set(struct aws *aws, const char *group,
			const struct rds_change *changes, size_t count,
			struct error *err) MUST_CHECK;

struct rds_snapshot {
	const char *id, *instance, *status; /* "creating", "available", "failed" */
	const char *created_at; /* "2026-11-22T09:44:10Z"; NULL: it has not begun yet */
	unsigned percent;
};

/* One of that name that is there already is an error: DBSnapshotAlreadyExists. */
bool rds_snapshot_create(struct aws *aws, const char *id, const char *instance,
			 struct error *err) MUST_CHECK;

/* True and out->status NULL when there is none of that name. */
bool rds_snapshot_read(struct aws *aws, const char *id, struct arena *arena,
		       struct rds_snapshot *out, struct error *err) MUST_CHECK;

/*
 * The newest of an instance whose name begins so, made by hand; its id is NULL when
 * there is none. One of an earlier instance of the same name does not count.
 */
bool rds_snapshot_newest(struct aws *aws, const struct rds_instance *instance,
			 const char *begins, struct arena *arena,
			 struct rds_snapshot *out, struct error *err) MUST_CHECK;

#endif
