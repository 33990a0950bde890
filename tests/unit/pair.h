/*
 * A pair of servers as facts: a source and a target that replicate as their manifest
 * wants. Tests change single facts.
 */
#ifndef TESTS_PAIR_H
#define TESTS_PAIR_H

#include "base/attributes.h"
#include "manifest/manifest.h"
#include "plan/plan.h"

#define SOURCE_UUID "5d0e41c2-0000-0000-0000-000000000000"
#define OTHER_UUID "99999999-0000-0000-0000-000000000000"
#define TARGET_UUID "7a7a7a7a-0000-0000-0000-000000000000"
#define COPY_FILE "db001-bin.000431"
#define NOW_FILE "db001-bin.000432"

/* The facts are texts that may be changed, since libcyaml fills them in. */
#define TEXT(literal) ((char *)(literal))

struct pair {
	struct manifest manifest;
	struct observed observed;
	struct facts facts;
	/* What the lists of both point to. */
	struct observed_variable variables[8], target_variables[3];
	struct observed_database source_databases[4], target_databases[4];
	struct observed_binlog binlogs[2];
	struct observed_procedure procedures[12];
	struct observed_link link;
	struct observed_record record;
};

static inline void pair_manifest(struct manifest *out)
{
	*out = (struct manifest){
		.path = "replication.yaml",
		.folder = ".",
		.name = "pair",
		.source = {
			.host = "10.0.0.205",
			.port = 3306,
			.admin.user = "root",
			.server_id = 205,
			.log_bin = "db001-bin",
			.config.timeout_ms = 120 * 1000,
			.replication_user = { .name = "repl", .host = "%", .label = "'repl'@'%'" },
		},
		.target = {
			.endpoint = "rds001.abc.eu-west-1.rds.amazonaws.com",
			.port = 3306,
			.admin.user = "awsuser",
			.aws = { .region = "eu-west-1", .instance = "rds001" },
		},
		.copy = { .threads = 4, .lock_timeout_ms = 60 * 1000, .chunk_size = 32 << 20 },
		.replication = {
			.source_host = "10.0.0.205",
			.source_port = 3306,
			.tls = true,
			.channel = "",
			.max_lag_ms = 30 * 1000,
			.timeout_ms = 300 * 1000,
		},
	};
}

static inline void pair_source(struct pair *pair, struct observed_source *out)
{
	const struct observed_variable variables[] = {
		{ TEXT("server_id"), TEXT("205"), FACT_YES },
		{ TEXT("log_bin"), TEXT("ON"), FACT_NO },
		{ TEXT("log_bin_basename"), TEXT("/var/lib/mysql/db001-bin"), FACT_NO },
		{ TEXT("binlog_format"), TEXT("ROW"), FACT_YES },
		{ TEXT("gtid_mode"), TEXT("OFF"), FACT_YES },
		{ TEXT("max_binlog_size"), TEXT("1073741824"), FACT_YES },
	};

	for (unsigned i = 0; i < ARRAY_SIZE(variables); i++)
		pair->variables[i] = variables[i];
	pair->source_databases[0] = (struct observed_database){ .name = TEXT("repltest"),
								.tables = 214,
								.bytes = 41200000000 };
	pair->binlogs[0] = (struct observed_binlog){ TEXT(COPY_FILE), 1073741824 };
	pair->binlogs[1] = (struct observed_binlog){ TEXT(NOW_FILE), 9000 };
	*out = (struct observed_source){
		.server = {
			.address = TEXT("10.0.0.205:3306"),
			.flavour = FLAVOUR_MYSQL,
			.version = 80408,
			.version_text = TEXT("8.4.8"),
			.uuid = TEXT(SOURCE_UUID),
			.hostname = TEXT("db001"),
			.server_id = 205,
			.user = TEXT("root@localhost"),
			.variables = pair->variables,
			.variables_count = ARRAY_SIZE(variables),
			.databases = pair->source_databases,
			.databases_count = 1,
		},
		.binlog_file = TEXT(NOW_FILE),
		.binlog_position = 9000,
		.binlogs = pair->binlogs,
		.binlogs_count = ARRAY_SIZE(pair->binlogs),
		.account = {
			.present = FACT_YES,
			.plugin = TEXT("caching_sha2_password"),
			.requires_tls = FACT_YES,
			.requires_certificate = FACT_NO,
			.replication_slave = FACT_YES,
			.locked = FACT_NO,
			.password_expired = FACT_NO,
		},
		.can_flush_tables = FACT_YES,
		.can_skip_binlog = FACT_YES,
		.is_replica = FACT_NO,
	};
}

static inline void pair_link(struct pair *pair)
{
	pair->link = (struct observed_link){
		.channel = TEXT(""),
		.source_host = TEXT("10.0.0.205"),
		.source_port = 3306,
		.source_user = TEXT("repl"),
		.tls = FACT_YES,
		.auto_position = FACT_NO,
		.io_running = TEXT("Yes"),
		.sql_running = TEXT("Yes"),
		.read_file = TEXT(NOW_FILE),
		.read_position = 9000,
		.executed_file = TEXT(NOW_FILE),
		.executed_position = 9000,
		.lag_known = FACT_YES,
		.source_server_id = 205,
		.source_uuid = TEXT(SOURCE_UUID),
	};
	pair->record = (struct observed_record){
		.name = TEXT("pair"),
		.channel = TEXT(""),
		.state = TEXT("complete"),
		.source_uuid = TEXT(SOURCE_UUID),
		.source_server_id = 205,
		.source_hostname = TEXT("db001"),
		.file = TEXT(COPY_FILE),
		.position = 700,
		.gtid_set = TEXT(""),
		.databases = TEXT("repltest"),
		.started_at = TEXT("2026-11-20 20:58:00"),
		.completed_at = TEXT("2026-11-20 21:04:00"),
		.link_started_at = TEXT("2026-11-20 21:04:05"),
		.link_address = TEXT("10.0.0.205:3306"),
		.link_password_current = FACT_YES,
	};
}

static inline void pair_target(struct pair *pair, struct observed_target *out)
{
	const struct observed_procedure procedures[] = {
		{ TEXT("rds_set_external_source"), 7 },
		{ TEXT("rds_reset_external_source"), 0 },
		{ TEXT("rds_start_replication"), 0 },
		{ TEXT("rds_stop_replication"), 0 },
		{ TEXT("rds_set_source_delay"), 1 },
	};

	for (unsigned i = 0; i < ARRAY_SIZE(procedures); i++)
		pair->procedures[i] = procedures[i];
	pair->target_variables[0] =
		(struct observed_variable){ TEXT("gtid_mode"), TEXT("OFF_PERMISSIVE"),
					    FACT_UNKNOWN };
	pair->target_databases[0] = pair->source_databases[0];
	pair_link(pair);
	*out = (struct observed_target){
		.own_writes = FACT_NO,
		.server = {
			.address = TEXT("rds001.abc.eu-west-1.rds.amazonaws.com:3306"),
			.flavour = FLAVOUR_MYSQL,
			.version = 80408,
			.version_text = TEXT("8.4.8"),
			.uuid = TEXT(TARGET_UUID),
			.hostname = TEXT("ip-10-1-2-3"),
			.server_id = 1111,
			.user = TEXT("awsuser@%"),
			.variables = pair->target_variables,
			.variables_count = 1,
			.databases = pair->target_databases,
			.databases_count = 1,
		},
		.service = TEXT("rds"),
		.procedures = pair->procedures,
		.procedures_count = ARRAY_SIZE(procedures),
		.read_replica = FACT_NO,
		.cluster_member = FACT_NO,
		.last_start_at = TEXT("2026-11-20 21:04:06"),
		.links = &pair->link,
		.links_count = 1,
		.links_known = FACT_YES,
		.records = &pair->record,
		.records_count = 1,
	};
}

/* In sync: every step is in place. */
static inline void pair_make(struct pair *pair)
{
	*pair = (struct pair){ 0 };
	pair_manifest(&pair->manifest);
	pair->observed.format = TEXT(OBSERVED_FORMAT);
	pair->observed.observed_at = TEXT("2026-11-22T09:44:10Z");
	pair_source(pair, &pair->observed.source);
	pair_target(pair, &pair->observed.target);
	pair->facts = (struct facts){ .manifest = &pair->manifest,
				      .observed = &pair->observed };
}

/* The other flavour: no server_uuid, the old names of procedures. */
static inline void pair_make_mariadb(struct pair *pair)
{
	struct observed_source *source = &pair->observed.source;
	struct observed_target *target = &pair->observed.target;

	pair_make(pair);
	source->server.flavour = target->server.flavour = FLAVOUR_MARIADB;
	source->server.version = target->server.version = 101119;
	source->server.version_text = target->server.version_text =
		TEXT("10.11.19-MariaDB");
	source->server.uuid = target->server.uuid = pair->link.source_uuid = NULL;
	source->account.plugin = TEXT("mysql_native_password");
	pair->record.source_uuid = TEXT("");
	pair->procedures[0].name = TEXT("rds_set_external_master");
	pair->procedures[1].name = TEXT("rds_reset_external_master");
}

static inline void pair_add_procedure(struct pair *pair, const char *name,
				      unsigned parameters)
{
	pair->procedures[pair->observed.target.procedures_count++] =
		(struct observed_procedure){ TEXT(name), parameters };
}

/*
 * The same with GTIDs on both sides: the copy has 1-700 of the source; source and
 * target have reached 1-900.
 */
static inline void pair_number(struct pair *pair)
{
	pair->variables[4].value = TEXT("ON");
	pair->observed.source.gtid_set = TEXT(SOURCE_UUID ":1-900");
	pair->observed.source.gtid_purged = TEXT(SOURCE_UUID ":1-500");
	pair->observed.target.gtid_set = TEXT(SOURCE_UUID ":1-900," TARGET_UUID ":1-3");
	pair->record.gtid_set = TEXT(SOURCE_UUID ":1-700");
	pair_add_procedure(pair, "rds_set_external_source_with_auto_position", 6);
	pair_add_procedure(pair, "rds_set_external_source_gtid_purged", 3);
}

/* The same on MariaDB. */
static inline void pair_number_mariadb(struct pair *pair)
{
	pair->observed.source.gtid_set = TEXT("0-205-900");
	pair->observed.target.gtid_set = TEXT("0-205-900");
	pair->record.gtid_set = TEXT("0-205-700");
	pair_add_procedure(pair, "rds_set_external_master_gtid", 6);
}

/* A target that has only its procedures. */
static inline void pair_begin(struct pair *pair)
{
	pair->observed.target.links_count = 0;
	pair->observed.target.records_count = 0;
	pair->observed.target.last_start_at = NULL;
	pair->observed.target.server.databases_count = 0;
}

static inline struct observed_variable *pair_variable(struct pair *pair, const char *name)
{
	return (struct observed_variable *)observed_variable(&pair->observed.source.server,
							     name);
}

#endif
