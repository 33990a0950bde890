/*
 * Rows for the checks of which servers can be a pair: flavours, versions, identities,
 * and the instance.
 */
#ifndef TESTS_CHECKS_ROWS_SERVERS_H
#define TESTS_CHECKS_ROWS_SERVERS_H

#include "checks_pair.h"

static void source_mariadb(struct pair *pair)
{
	pair->observed.source.server.flavour = FLAVOUR_MARIADB;
}

static void target_80(struct pair *pair)
{
	target_is(pair, 80039);
}

static void from_57(struct pair *pair)
{
	source_is(pair, 50744);
}

static void older_80(struct pair *pair)
{
	source_is(pair, 80039);
	target_is(pair, 80032);
}

static void older_patch_of_84(struct pair *pair)
{
	target_is(pair, 80405);
}

static void from_calendar_to_97(struct pair *pair)
{
	source_is(pair, 260700);
	target_is(pair, 90704);
}

static void from_2610_to_267(struct pair *pair)
{
	source_is(pair, 261000);
	target_is(pair, 260701);
}

static void from_97_to_calendar(struct pair *pair)
{
	source_is(pair, 90704);
	target_is(pair, 260700);
}

static void mariadb_106(struct pair *pair)
{
	both_mariadb(pair);
	target_is(pair, 100620);
}

static void same_id(struct pair *pair)
{
	pair->observed.source.server.server_id = 807509301;
}

static void same_id_wanted(struct pair *pair)
{
	pair->manifest.source.server_id = 807509301;
}

static void same_id_to_change(struct pair *pair)
{
	same_id(pair);
	pair->manifest.source.server_id = 206;
}

static void same_uuid(struct pair *pair)
{
	pair->observed.source.server.uuid = pair->observed.target.server.uuid;
}

static void no_identity(struct pair *pair)
{
	both_mariadb(pair);
	pair->observed.source.server.uuid = pair->observed.target.server.uuid = NULL;
}

static void wants_channel(struct pair *pair)
{
	pair->manifest.replication.channel = "second";
}

static void wants_gtid(struct pair *pair)
{
	pair->manifest.replication.coordinates = COORDINATES_GTID;
	add_procedure(pair, "rds_set_external_source_with_auto_position", 6);
}

static void lacks_start(struct pair *pair)
{
	pair->observed.target.procedures[1].name = arena_copy(pair->arena, "rds_start");
}

static void is_read_replica(struct pair *pair)
{
	pair->observed.target.read_replica = FACT_YES;
}

static void is_read_replica_of(struct pair *pair)
{
	pair->observed.target.instance.replica_of = arena_copy(pair->arena, "rds000");
}

static void endpoint_of_proxy(struct pair *pair)
{
	pair->manifest.target.endpoint = "p1.proxy-abc.eu-west-1.rds.amazonaws.com";
}

static void endpoint_of_readers(struct pair *pair)
{
	pair->manifest.target.endpoint = "c1.cluster-ro-abc.eu-west-1.rds.amazonaws.com";
}

static void endpoint_of_writer(struct pair *pair)
{
	pair->manifest.target.endpoint = "c1.cluster-abc.eu-west-1.rds.amazonaws.com";
}

static void storage_full(struct pair *pair)
{
	pair->observed.target.instance.broken = FACT_YES;
	pair->observed.target.instance.status = arena_copy(pair->arena, "storage-full");
	pair->observed.target.instance.status_cause = arena_copy(pair->arena, "no room");
}

/* 25 GiB must be copied. */
static void storage(struct pair *pair, uint64_t gib, uint64_t most)
{
	pair->observed.source.server.databases[0].bytes = UINT64_C(25) << 30;
	pair->observed.target.instance.storage_gib = gib;
	pair->observed.target.instance.most_storage_gib = most;
}

static void storage_small(struct pair *pair)
{
	storage(pair, 20, 0);
}

static void storage_grows_too_little(struct pair *pair)
{
	storage(pair, 20, 30);
	pair->observed.source.server.databases[0].bytes = UINT64_C(31) << 30;
}

static void storage_grows(struct pair *pair)
{
	storage(pair, 20, 100);
}

static void is_cluster_member(struct pair *pair)
{
	pair->observed.target.cluster_member = FACT_YES;
}

static void deaf_replica(struct pair *pair)
{
	pair->observed.source.is_replica = FACT_YES;
	set_variable(pair, &pair->observed.source.server, "log_replica_updates", "OFF");
}

static void good_replica(struct pair *pair)
{
	pair->observed.source.is_replica = FACT_YES;
}

#define LONG_NAME "a-binlog-name-of-more-than-forty-three-letters"

static void long_binlog(struct pair *pair)
{
	apply_fact(pair, "source sets log_bin_basename=/data/" LONG_NAME);
}

static void long_binlog_by_gtid(struct pair *pair)
{
	long_binlog(pair);
	wants_gtid(pair);
	apply_fact(pair, "source sets gtid_mode=ON");
}

static void strict_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	apply_fact(pair, "source sets gtid_domain_id=0");
	apply_fact(pair, "target sets gtid_domain_id=0");
	apply_fact(pair, "target sets gtid_strict_mode=ON");
}

static void strict_mariadb_apart(struct pair *pair)
{
	strict_mariadb(pair);
	apply_fact(pair, "source sets gtid_domain_id=7");
}

/* clang-format off */
static struct check_case servers_rows[] = {
	{ "a healthy pair: nothing", { NULL }, NULL, NULL, NULL, NULL },
	{ "a healthy pair of MariaDB: nothing", { NULL }, both_mariadb, NULL, NULL, NULL },
	{ "MariaDB to MySQL", { NULL }, source_mariadb, "flavours-differ", "the source is MariaDB", "RDS for MariaDB" },
	{ "8.4 to 8.0", { NULL }, target_80, "target-older", "not supported", "upgrade the target" },
	{ "26.7, of the calendar, to 9.7", { NULL }, from_calendar_to_97, "target-older", "not supported", "upgrade the target" },
	{ "26.10 to 26.7", { NULL }, from_2610_to_267, "target-older", "not supported", "upgrade the target" },
	{ "9.7 to 26.7 is a step", { NULL }, from_97_to_calendar, NULL, NULL, NULL },
	{ "MariaDB 10.11 to 10.6", { NULL }, mariadb_106, "target-older", "not supported", "upgrade the target" },
	{ "5.7 to 8.0 is a step", { NULL }, from_57_to_80, NULL, NULL, NULL },
	{ "5.7 to 8.4 leaves a line out", { NULL }, from_57, "version-gap", "line is skipped", "in between" },
	{ "8.0.39 to 8.0.32", { NULL }, older_80, "version-gap", "older than the source's", "upgrade the target" },
	{ "8.4.8 to 8.4.5 is fine", { NULL }, older_patch_of_84, NULL, NULL, NULL },
	{ "the same server_id", { NULL }, same_id, "server-id", "both have server_id 807509301", "source.server_id" },
	{ "the same server_id is wanted", { NULL }, same_id_wanted, "server-id", "both have", "source.server_id" },
	{ "the same server_id, to be changed", { NULL }, same_id_to_change, NULL, NULL, NULL },
	{ "the same server_uuid", { NULL }, same_uuid, "server-uuid", "both have the identity", "auto.cnf" },
	{ "no identity on either side", { NULL }, no_identity, NULL, NULL, NULL },
	{ "no RDS", { NULL }, plain_server, "no-rds", "no procedure", "RDS or Aurora" },
	{ "a channel without its procedures", { NULL }, wants_channel, "procedures", "does not have it", "upgrade" },
	{ "a start without its procedure", { NULL }, lacks_start, "procedures", "does not have it", "upgrade" },
	{ "an RDS read replica", { NULL }, is_read_replica, "read-replica", "RDS ties it", "promote it" },
	{ "a Multi-AZ cluster", { NULL }, is_cluster_member, "cluster-member", "Multi-AZ", "writer" },
	{ "a read replica by AWS's word", { NULL }, is_read_replica_of, "read-replica", "RDS ties it", "promote it" },
	{ "the endpoint of a proxy", { NULL }, endpoint_of_proxy, "endpoint", "the endpoint of RDS Proxy", "of the instance" },
	{ "the endpoint of a cluster's readers", { NULL }, endpoint_of_readers, "endpoint", "a cluster's readers", "writer" },
	{ "the endpoint of a cluster's writer", { NULL }, endpoint_of_writer, NULL, NULL, NULL },
	{ "an instance whose storage is full", { NULL }, storage_full, "instance-state", "it is storage-full: no room", "RDS console" },
	{ "more data than storage", { NULL }, storage_small, "storage", "has 20 GiB", "more storage" },
	{ "more data than storage will ever be", { NULL }, storage_grows_too_little, "storage", "has 30 GiB at most", "storage autoscaling" },
	{ "storage that grows enough", { NULL }, storage_grows, NULL, NULL, NULL },
	{ "a replica that does not log", { NULL }, deaf_replica, "source-is-replica", "never arrive", "log_replica_updates" },
	{ "a replica that logs", { NULL }, good_replica, NULL, NULL, NULL },
	{ "a long binlog name", { NULL }, long_binlog, "binlog-name", "at most 43", "shorter name" },
	{ "a binlog name of 43 letters", { "source sets log_bin_basename=/data/0123456789012345678901234567890123456789012" }, NULL, NULL, NULL, NULL },
	{ "a long binlog name by GTID", { NULL }, long_binlog_by_gtid, NULL, NULL, NULL },
	{ "GTIDs and a target without", { "source sets gtid_mode=ON", "target sets gtid_mode=OFF" }, NULL, "gtid-mode", "13117", "OFF_PERMISSIVE" },
	{ "no GTIDs and a target that wants them", { "source sets gtid_mode=OFF", "target sets gtid_mode=ON" }, NULL, "gtid-mode", "without a GTID", "ON_PERMISSIVE" },
	{ "GTIDs wanted and not there", { NULL }, wants_gtid, "gtid-mode", "coordinates is gtid", "coordinates: file" },
	{ "strict GTIDs in one domain", { NULL }, strict_mariadb, "gtid-strict-mode", "1950", "gtid_strict_mode to 0" },
	{ "strict GTIDs in two domains", { NULL }, strict_mariadb_apart, NULL, NULL, NULL },
};
/* clang-format on */

#endif
