/* Rows for the checks of the administrators' privileges and the replication account. */
#ifndef TESTS_CHECKS_ROWS_ACCESS_H
#define TESTS_CHECKS_ROWS_ACCESS_H

#include "checks_pair.h"

static void set_dynamic(struct pair *pair, const char *name, enum fact dynamic)
{
	struct observed_server *server = &pair->observed.source.server;

	for (unsigned i = 0; i < server->variables_count; i++) {
		if (text_equal(server->variables[i].name, name))
			server->variables[i].dynamic = dynamic;
	}
}

static void change_dynamic(struct pair *pair)
{
	set_dynamic(pair, "binlog_format", FACT_YES);
}

static void change_dynamic_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	change_dynamic(pair);
}

static void change_dynamic_mariadb_allowed(struct pair *pair)
{
	change_dynamic_mariadb(pair);
	add_privilege(pair, &pair->observed.source.server, "BINLOG ADMIN");
}

static void restart_beside_replica(struct pair *pair)
{
	set_dynamic(pair, "log_replica_updates", FACT_NO);
	pair->observed.source.replicas = 1;
}

static void beside_replica(struct pair *pair)
{
	pair->observed.source.replicas = 1;
}

static void account_shared(struct pair *pair)
{
	struct observed_source *source = &pair->observed.source;

	source->replicas = source->replicas_as_account = 2;
	source->account.present = FACT_YES;
	source->account.requires_tls = FACT_YES;
	source->account.password_works = FACT_NO;
}

static void account_shared_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	account_shared(pair);
}

static void account_shared_no_tls(struct pair *pair)
{
	account_shared(pair);
	pair->observed.source.account.password_works = FACT_YES;
	pair->observed.source.account.requires_tls = FACT_NO;
}

static void account_elsewhere(struct pair *pair)
{
	pair->observed.source.account.other_hosts = arena_copy(pair->arena, "10.1.%");
}

static void account_elsewhere_exact(struct pair *pair)
{
	account_elsewhere(pair);
	pair->manifest.source.replication_user.host = "10.1.4.9";
}

static void without_tls(struct pair *pair)
{
	pair->manifest.replication.tls = false;
}

static void native_without_tls(struct pair *pair)
{
	without_tls(pair);
	pair->observed.source.account.plugin =
		arena_copy(pair->arena, "mysql_native_password");
}

static void no_flush(struct pair *pair)
{
	pair->observed.source.can_flush_tables = FACT_NO;
}

static void no_position(struct pair *pair)
{
	pair->observed.source.binlog_file = NULL;
}

static void no_status(struct pair *pair)
{
	pair->observed.target.links_known = FACT_NO;
}

static void long_client(struct pair *pair)
{
	pair->observed.target.server.client =
		arena_copy(pair->arena,
			   "ip-172-31-100-200.ap-southeast-1.compute.internal");
}

static void see_databases_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	add_privilege(pair, &pair->observed.source.server, "SHOW DATABASES");
}

/* A role with all privileges of the account, and TRIGGER. */
static void reader_role(struct pair *pair)
{
	struct observed_server *source = &pair->observed.source.server;

	source->inactive_roles = arena_array(pair->arena, 1, sizeof(char *));
	source->inactive_roles[0] = arena_copy(pair->arena, "`reader`");
	source->inactive_roles_count = 1;
	source->role_privileges =
		arena_array(pair->arena, source->privileges_count + 1, sizeof(char *));
	for (unsigned i = 0; i < source->privileges_count; i++)
		source->role_privileges[i] = source->privileges[i];
	source->role_privileges[source->privileges_count] =
		arena_copy(pair->arena, "TRIGGER");
	source->role_privileges_count = source->privileges_count + 1;
}

static void reader_role_mariadb(struct pair *pair)
{
	both_mariadb(pair);
	reader_role(pair);
}

/* clang-format off */
static struct check_case access_rows[] = {
	{ "a change of a variable that is not allowed", { "source lacks SYSTEM_VARIABLES_ADMIN" }, change_dynamic, "settings-privileges", "SYSTEM_VARIABLES_ADMIN", "GRANT SYSTEM_VARIABLES_ADMIN ON *.* TO 'root'@'%'" },
	{ "a change of a variable that is allowed", { NULL }, change_dynamic, NULL, NULL, NULL },
	{ "MariaDB: binlog_format takes SUPER", { "source lacks SYSTEM_VARIABLES_ADMIN" }, change_dynamic_mariadb, "settings-privileges", "SUPER", "GRANT SUPER" },
	{ "MariaDB: or BINLOG ADMIN", { "source lacks SYSTEM_VARIABLES_ADMIN" }, change_dynamic_mariadb_allowed, NULL, NULL, NULL },
	{ "a restart beside other replicas", { NULL }, restart_beside_replica, "other-replicas", "1 other replica, which", "lag" },
	{ "other replicas and no restart", { NULL }, beside_replica, NULL, NULL, NULL },
	{ "no CREATE USER", { "source lacks CREATE USER" }, NULL, "account-privileges", "lacks CREATE USER", "GRANT CREATE USER ON *.* TO 'root'@'%'" },
	{ "no GRANT OPTION", { "source lacks GRANT OPTION" }, NULL, "account-privileges", "GRANT OPTION", "GRANT" },
	{ "another replica's account, its password kept", { NULL }, account_shared, NULL, NULL, NULL },
	{ "another replica's account, its password changed", { NULL }, account_shared_mariadb, "account-in-use", "used by 2 other replicas", "account of its own" },
	{ "another replica's account, TLS to be required", { NULL }, account_shared_no_tls, "account-in-use", "TLS requirement", "account of its own" },
	{ "MariaDB's general log", { "source sets general_log=ON" }, both_mariadb, "source-general-log", "records", "general_log = 0" },
	{ "MySQL's general log hides it", { "source sets general_log=ON" }, NULL, NULL, NULL, NULL },
	{ "the name at another host", { NULL }, account_elsewhere, "account-shadowed", "10.1.%", "drop the other" },
	{ "the name at another host, ours exact", { NULL }, account_elsewhere_exact, NULL, NULL, NULL },
	{ "caching_sha2_password without TLS", { NULL }, without_tls, "plugin-needs-tls", "2061", "replication.tls: true" },
	{ "a native password without TLS", { NULL }, native_without_tls, NULL, NULL, NULL },
	{ "a source without TLS", { "source sets have_ssl=DISABLED" }, NULL, "source-tls", "offers no TLS", "ssl_cert" },
	{ "a source with old TLS", { "source sets tls_version=TLSv1,TLSv1.1" }, NULL, "source-tls", "TLSv1.1 only", "TLSv1.2" },
	{ "a source that demands TLS", { "source sets require_secure_transport=ON" }, native_without_tls, "source-tls", "3159", "replication.tls: true" },
	{ "no SHOW VIEW", { "source lacks SHOW VIEW" }, NULL, "hidden-objects", "lacks SHOW VIEW", "GRANT SHOW VIEW ON *.* TO 'root'@'%'" },
	{ "no SELECT", { "source lacks SELECT", "source gets SHOW DATABASES", "source gets SHOW_ROUTINE" }, NULL, "hidden-objects", "lacks SELECT", "GRANT SELECT ON *.* TO 'root'@'%'" },
	{ "no TRIGGER and EVENT, told at once", { "source lacks TRIGGER", "source lacks EVENT" }, NULL, "hidden-objects", "lacks TRIGGER, EVENT: triggers, events", "GRANT TRIGGER, EVENT ON *.* TO 'root'@'%'" },
	{ "a partial revoke", { "source gets REVOKE TRIGGER ON shop.*" }, NULL, "hidden-objects", "a partial revoke takes TRIGGER", "GRANT TRIGGER ON `shop`.* TO 'root'@'%'" },
	{ "a partial revoke of another database", { "source gets REVOKE TRIGGER ON crm.*" }, NULL, NULL, NULL, NULL },
	{ "a partial revoke, granted on the database again", { "source gets REVOKE TRIGGER ON shop.*", "source gets TRIGGER ON shop.*" }, NULL, NULL, NULL, NULL },
	{ "a partial revoke that hides a database", { "source gets REVOKE SELECT ON crm.*" }, NULL, "hidden-databases", "would stop the replica", "GRANT SHOW DATABASES ON *.* TO 'root'@'%'" },
	{ "a partial revoke on the server's own", { "source gets REVOKE SELECT ON mysql.*" }, NULL, NULL, NULL, NULL },
	{ "databases listed and all others filtered", { "source gets REVOKE SELECT ON crm.*", "target has filter|REPLICATE_DO_DB|shop" }, only_shop, NULL, NULL, NULL },
	{ "routines of a database only", { "source lacks SELECT", "source gets SHOW DATABASES", "source gets SELECT ON shop.*" }, NULL, "hidden-objects", "all functions and procedures", "GRANT SHOW_ROUTINE ON *.* TO 'root'@'%'" },
	{ "MariaDB: routines of a database only", { "source lacks SELECT", "source gets SHOW DATABASES", "source gets SELECT ON shop.*" }, both_mariadb, "hidden-objects", "all functions and procedures", "GRANT SELECT ON mysql.proc TO 'root'@'%'" },
	{ "MariaDB: routines by mysql.proc", { "source lacks SELECT", "source gets SELECT ON shop.*", "source gets SELECT ON mysql.proc" }, see_databases_mariadb, NULL, NULL, NULL },
	{ "a role that is not active", { "source lacks TRIGGER" }, reader_role, "hidden-objects", "lacks TRIGGER", "SET DEFAULT ROLE ALL TO 'root'@'%'" },
	{ "a role that is not active and would not help", { "source lacks TRIGGER", "source lacks EVENT" }, reader_role, "hidden-objects", "lacks TRIGGER, EVENT", "GRANT TRIGGER, EVENT ON *.* TO 'root'@'%'" },
	{ "MariaDB: a role that is not active", { "source lacks TRIGGER" }, reader_role_mariadb, "hidden-objects", "lacks TRIGGER", "SET DEFAULT ROLE `reader` FOR 'root'@'%'" },
	{ "no SHOW VIEW on the target", { "target lacks SHOW VIEW" }, NULL, "hidden-on-target", "lacks SHOW VIEW", "GRANT SHOW VIEW ON *.* TO 'awsuser'@'%'" },
	{ "neither flush nor lock", { "source lacks LOCK TABLES" }, no_flush, "copy-privileges", "lacks RELOAD, which", "GRANT RELOAD ON *.*" },
	{ "lock instead of flush", { NULL }, no_flush, NULL, NULL, NULL },
	{ "no XA RECOVER", { "source lacks XA_RECOVER_ADMIN" }, NULL, "copy-privileges", "lacks XA_RECOVER_ADMIN", "GRANT XA_RECOVER_ADMIN" },
	{ "5.7 shows prepared XA to all", { "source lacks XA_RECOVER_ADMIN" }, from_57_to_80, NULL, NULL, NULL },
	{ "block_ddl without BACKUP_ADMIN", { NULL }, wants_block_ddl, "copy-privileges", "BACKUP_ADMIN", "GRANT BACKUP_ADMIN" },
	{ "no TRIGGER on the target", { "target lacks TRIGGER" }, NULL, "target-privileges", "awsuser@% lacks TRIGGER", "master user" },
	{ "databases that were not told", { "source has unanswered|the databases|3024 Query execution was interrupted" }, NULL, "source-unanswered", "does not report them (3024", "plan again" },
	{ "a record that was not told", { "target has unanswered|the record of earlier runs|1142 SELECT command denied" }, NULL, "target-unanswered", "might be replaced", "GRANT SELECT ON extrepl.* TO 'awsuser'@'%'" },
	{ "tablespaces that were denied", { "source has unanswered-part|the tablespaces|1227 Access denied" }, NULL, "source-incomplete", "1227", "GRANT PROCESS ON *.* TO 'root'@'%'" },
	{ "accounts that were denied", { "target has unanswered-part|the accounts|1142 denied" }, NULL, "target-incomplete", "1142", "GRANT SELECT ON mysql.user TO 'awsuser'@'%'" },
	{ "no binlog position to be seen", { NULL }, no_position, "binlog-status", "position of the binlog", "GRANT REPLICATION CLIENT" },
	{ "the binlog is off", { "source sets log_bin=OFF" }, no_position, NULL, NULL, NULL },
	{ "no replica status to be seen", { NULL }, no_status, "link-privileges", "status of the replication", "GRANT REPLICATION CLIENT" },
	{ "procedures seen, not to be called", { "target lacks EXECUTE" }, NULL, "link-privileges", "may not call them (1370)", "GRANT EXECUTE ON mysql.* TO 'awsuser'@'%'" },
	{ "procedures granted one by one", { "target lacks EXECUTE", "target gets EXECUTE ON mysql.rds_start_replication" }, NULL, NULL, NULL, NULL },
	{ "no EXECUTE, reported once", { "target lacks EXECUTE" }, plain_server, "link-privileges", "lacks EXECUTE", "master user" },
	{ "a long user and host", { NULL }, long_client, "user-name-length", "1406", "shorter user" },
	{ "the target's general log", { "target sets general_log=ON" }, NULL, "target-general-log", "records", "general_log to 0" },
	{ "a password shorter than the source's rules want", { "source has password-refused|the replication password|validate_password length 12" }, NULL, "password-policy", "validate_password length 12", "another password" },
	{ "a source that is super_read_only", { "source sets super_read_only=ON" }, NULL, "source-read-only", "1290", "SET GLOBAL super_read_only = 0" },
	{ "a source that is read_only", { "source sets read_only=ON" }, NULL, "source-read-only", "1290", "SET GLOBAL read_only = 0" },
	{ "a source that is read_only for others", { "source sets read_only=ON", "source gets CONNECTION_ADMIN" }, NULL, NULL, NULL, NULL },
};
/* clang-format on */

#endif
