#include "plan/check_list.h"

#include "base/attributes.h"

#define ERROR SEVERITY_ERROR
#define WARNING SEVERITY_WARNING

/* In the order in which they are shown: what stands in the way of everything first. */
/* clang-format off */
const struct check checks[] = {
	/* name                     guards              side      severity  what it finds */
	{ "flavours-differ",        "target.link",      "target", ERROR,   "MySQL on one side, MariaDB on the other", check_flavours },
	{ "target-older",           "target.link",      "target", ERROR,   "the target's release line is older than the source's", check_target_older },
	{ "version-gap",            "target.link",      "target", WARNING, "a release line left out, or an older patch of 8.0", check_version_gap },
	{ "server-id",              "target.link",      "source", ERROR,   "source and target have the same server_id", check_server_id },
	{ "server-uuid",            "target.link",      "source", ERROR,   "source and target have the same identity", check_server_uuid },
	{ "no-rds",                 "target.link",      "target", ERROR,   "the target has no mysql.rds_* procedures for replication", check_no_rds },
	{ "procedures",             "target.link",      "target", ERROR,   "a procedure that the manifest needs is not there", check_procedures },
	{ "read-replica",           "target.link",      "target", ERROR,   "the target is an RDS read replica", check_read_replica },
	{ "cluster-member",         "target.link",      "target", ERROR,   "the target is a reader of a Multi-AZ DB cluster", check_cluster_member },
	{ "endpoint",               "target.link",      "target", ERROR,   "the endpoint is not one of an instance, nor a cluster's writer", check_endpoint },
	{ "instance-state",         "target.link",      "target", ERROR,   "the instance is in a state that a human must mend", check_instance_state },

	{ "settings-privileges",    "source.settings",  "source", ERROR,   "the administrator may not set a variable", check_settings_privileges },
	{ "other-replicas",         "source.settings",  "source", WARNING, "a restart would interrupt other replicas", check_other_replicas },
	{ "account-privileges",     "source.account",   "source", ERROR,   "the administrator may not see or make the account", check_account_privileges },
	{ "account-in-use",         "source.account",   "source", ERROR,   "other replicas use the account that is to change", check_account_in_use },
	{ "source-general-log",     "source.account",   "source", WARNING, "the general log would record the password", check_source_general_log },
	{ "account-shadowed",       "target.link",      "source", WARNING, "accounts of the same name at other hosts", check_account_shadowed },
	{ "plugin-needs-tls",       "target.link",      "source", ERROR,   "the account's plugin logs in over TLS only", check_plugin_needs_tls },
	{ "source-tls",             "target.link",      "source", ERROR,   "the source offers no TLS that the link could use, or demands it", check_source_tls },

	{ "copy-privileges",        "target.copy",      "source", ERROR,   "the administrator may not read or lock what is to be copied", check_copy_privileges },
	{ "hidden-databases",       "target.copy",      "source", ERROR,   "the administrator may not see all databases", check_hidden_databases },
	{ "hidden-objects",         "target.copy",      "source", ERROR,   "the administrator may not see all that is to be copied", check_hidden_objects },
	{ "hidden-on-target",       "target.copy",      "target", ERROR,   "the administrator may not see all that is copied", check_hidden_on_target },
	{ "target-privileges",      "target.copy",      "target", ERROR,   "the administrator may not make what is to be copied", check_target_privileges },
	{ "storage",                "target.copy",      "target", ERROR,   "the source's data does not fit on the instance", check_storage },
	{ "database-extrepl",       "target.copy",      "source", ERROR,   "the source has a database of extrepl's name", check_own_database },
	{ "left-out-database",      "target.link",      "source", ERROR,   "a database is not copied, and its changes would arrive", check_left_out_database },
	{ "binlog-filter",          "target.link",      "source", ERROR,   "the binlog lacks the changes of a wanted database", check_binlog_filter },
	{ "filtered-database",      "target.link",      "target", ERROR,   "a replicate filter drops a wanted database", check_filtered_database },
	{ "filtered-table",         "target.link",      "target", WARNING, "a replicate filter drops some tables of a wanted database", check_filtered_table },
	{ "unknown-collation",      "target.copy",      "source", ERROR,   "the target does not know a collation that is used", check_collations },
	{ "table-name-case",        "target.copy",      "target", ERROR,   "the target does not tell upper from lower case in names", check_name_case },
	{ "name-case-differs",      "target.copy",      "target", WARNING, "the servers treat the case of names differently", check_name_case_differs },
	{ "primary-key-required",   "target.copy",      "source", ERROR,   "the target refuses tables without a primary key", check_required_primary_key },
	{ "loose-foreign-key",      "target.copy",      "source", ERROR,   "the target refuses foreign keys on keys that are not unique", check_loose_foreign_keys },
	{ "definer",                "target.copy",      "source", ERROR,   "the target's administrator may not set a definer", check_definers },
	{ "function-trust",         "target.copy",      "target", ERROR,   "the target refuses functions and triggers", check_trust_functions },
	{ "block-ddl",              "target.copy",      "source", ERROR,   "the source has no lock that blocks DDL alone", check_block_ddl },
	{ "source-lock",            "target.copy",      "source", ERROR,   "a table without transactions must be locked, without consent", check_source_lock },
	{ "system-versioned",       "target.copy",      "source", ERROR,   "a table has a history, which a copy would lose", check_versioned },
	{ "borrowed-rows",          "target.copy",      "source", ERROR,   "a table shows rows that are not its own", check_borrowing },
	{ "xa-prepared",            "target.copy",      "source", ERROR,   "a prepared XA transaction", check_prepared_xa },
	{ "adopted-coordinates",    "target.copy",      "source", ERROR,   "copy.adopt names coordinates that the source does not have", check_adopted_coordinates },
	{ "binlog-retention",       "target.copy",      "source", WARNING, "binlogs may expire before the replica has caught up", check_binlog_retention },
	{ "statement-session",      "target.copy",      "source", WARNING, "a session still writes statements to the binlog", check_statement_sessions },
	{ "not-innodb",             "target.copy",      "source", WARNING, "a table is not in InnoDB", check_engines },
	{ "table-without-key",      "target.copy",      "source", WARNING, "a table has neither a primary nor a unique key without NULLs", check_keys },
	{ "innodb-strict-mode",     "target.copy",      "target", WARNING, "the target is stricter about table options", check_innodb_strict },
	{ "max-allowed-packet",     "target.copy",      "target", WARNING, "the target takes smaller packets than the source", check_packet_size },
	{ "local-infile",           "target.copy",      "target", WARNING, "the target takes no LOAD DATA LOCAL", check_local_infile },
	{ "sql-mode",               "target.copy",      "target", WARNING, "sql_mode differs", check_sql_mode },
	{ "time-zone",              "target.copy",      "target", WARNING, "the servers' time zones differ", check_time_zone },
	{ "event-scheduler",        "target.copy",      "target", WARNING, "an event would run on both servers", check_events },
	{ "account-changes",        "target.copy",      "source", WARNING, "accounts whose later changes would stop the replica", check_accounts },

	{ "binlog-status",          "target.link",      "source", ERROR,   "the administrator may not read the binlog's position", check_binlog_status },
	{ "link-privileges",        "target.link",      "target", ERROR,   "the administrator may not see or use replication", check_link_privileges },
	{ "user-name-length",       "target.link",      "target", WARNING, "RDS may refuse so long a user and host", check_user_name_length },
	{ "target-general-log",     "target.link",      "target", WARNING, "the general log would record the password", check_target_general_log },
	{ "binlog-gone",            "target.link",      "source", ERROR,   "the source no longer has the binlog that the target needs", check_binlog_gone },
	{ "source-is-replica",      "target.link",      "source", ERROR,   "the source does not log what it receives from its own source", check_source_is_replica },
	{ "binlog-name",            "target.link",      "source", ERROR,   "the binlog's name is too long for RDS", check_binlog_name },
	{ "gtid-mode",              "target.link",      "target", ERROR,   "gtid_mode of the servers does not go together", check_gtid_mode },
	{ "gtid-strict-mode",       "target.link",      "target", ERROR,   "MariaDB's strict GTIDs in one domain on both servers", check_gtid_strict },
	{ "binlog-row-image",       "target.link",      "source", WARNING, "the binlog does not hold whole rows", check_row_image },
	{ "partial-json",           "target.link",      "source", WARNING, "the binlog holds parts of JSON values", check_row_options },
};
/* clang-format on */

const size_t checks_count = ARRAY_SIZE(checks);
