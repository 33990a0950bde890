/*
 * The table of all checks. The functions are in checks_*.c, by subject (check_list.h).
 */
#include "plan/check_list.h"

#include "base/attributes.h"

#define ERROR SEVERITY_ERROR
#define WARNING SEVERITY_WARNING

/*
 * In display order: what blocks everything comes first. The columns:
 *
 * name      used by checks.accept and the output; it never changes
 * guards    the step that the check protects: the earliest one that would do harm.
 *           The check runs while that step is open, so a converged plan runs few
 * side      the server that must be changed to make the check pass
 * severity  ERROR blocks the plan. WARNING is shown, unless it is accepted
 * what      one line for the documentation
 * the last  the function, in the file that check_list.h names
 */
/* clang-format off */
const struct check checks[] = {
	/* name                     guards              side      severity  what it finds */
	{ "flavours-differ",        "target.link",      "target", ERROR,   "MySQL on one side, MariaDB on the other", check_flavours },
	{ "target-older",           "target.link",      "target", ERROR,   "the target's release line is older than the source's", check_target_older },
	{ "version-gap",            "target.link",      "target", WARNING, "a release line is skipped, or "
									   "the target has an older patch "
									   "of 8.0", check_version_gap },
	{ "server-id",              "target.link",      "source", ERROR,   "source and target have the same server_id", check_server_id },
	{ "server-uuid",            "target.link",      "source", ERROR,   "source and target have the same identity", check_server_uuid },
	{ "no-rds",                 "target.link",      "target", ERROR,   "the target has no mysql.rds_* procedures for replication", check_no_rds },
	{ "procedures",             "target.link",      "target", ERROR,   "a procedure that the manifest "
									   "needs is missing", check_procedures },
	{ "read-replica",           "target.link",      "target", ERROR,   "the target is an RDS read replica", check_read_replica },
	{ "cluster-member",         "target.link",      "target", ERROR,   "the target is a reader of a Multi-AZ DB cluster", check_cluster_member },
	{ "endpoint",               "target.link",      "target", ERROR,   "the endpoint is not one of an instance, nor a cluster's writer", check_endpoint },
	{ "instance-state",         "target.link",      "target", ERROR,   "the instance is in a state "
									   "that somebody must repair", check_instance_state },

	{ "settings-privileges",    "source.settings",  "source", ERROR,   "the administrator may not set a variable", check_settings_privileges },
	{ "other-replicas",         "source.settings",  "source", WARNING, "a restart would interrupt other replicas", check_other_replicas },
	{ "account-privileges",     "source.account",   "source", ERROR,   "the administrator may not see "
									   "or create the account", check_account_privileges },
	{ "account-in-use",         "source.account",   "source", ERROR,   "other replicas use the account that is to change", check_account_in_use },
	{ "source-general-log",     "source.account",   "source", WARNING, "the general log would record the password", check_source_general_log },
	{ "password-policy",        "source.account",  "source", ERROR,   "the source's password policy "
									  "refuses the replication "
									  "password", check_password_policy },
	{ "source-read-only",       "source.account",  "source", ERROR,   "the source is read-only, and "
									  "the account must be created", check_source_read_only },
	{ "accounts-privileges",    "target.accounts",  "target", ERROR,   "the administrator may not "
									   "create accounts", check_accounts_privileges },
	{ "account-passwords",      "target.accounts",  "target", ERROR,   "the target's password policy "
									   "refuses the password of an "
									   "account", check_target_passwords },
	{ "account-shadowed",       "target.link",      "source", WARNING, "accounts of the same name at other hosts", check_account_shadowed },
	{ "plugin-needs-tls",       "target.link",      "source", ERROR,   "the account's plugin logs in over TLS only", check_plugin_needs_tls },
	{ "source-tls",             "target.link",      "source", ERROR,   "the source offers no TLS that the link could use, or demands it", check_source_tls },

	{ "copy-privileges",        "target.copy",      "source", ERROR,   "the administrator may not read or lock what is to be copied", check_copy_privileges },
	{ "source-unanswered",      "target.copy",      "source", ERROR,   "a query to the source was "
									   "refused or cut off", check_source_answers },
	{ "target-unanswered",      "target.copy",      "target", ERROR,   "a query to the target was "
									   "refused or cut off", check_target_answers },
	{ "hidden-databases",       "target.copy",      "source", ERROR,   "the administrator may not see all databases", check_hidden_databases },
	{ "hidden-objects",         "target.copy",      "source", ERROR,   "the administrator may not see all that is to be copied", check_hidden_objects },
	{ "hidden-on-target",       "target.copy",      "target", ERROR,   "the administrator may not see all that is copied", check_hidden_on_target },
	{ "target-privileges",      "target.copy",      "target", ERROR,   "the administrator may not "
									   "create what is to be copied", check_target_privileges },
	{ "storage",                "target.copy",      "target", ERROR,   "the source's data does not fit on the instance", check_storage },
	{ "database-extrepl",       "target.copy",      "source", ERROR,   "the source has a database "
									   "named extrepl", check_own_database },
	{ "left-out-database",      "target.link",      "source", ERROR,   "a database is not copied, but "
									   "its changes would arrive", check_left_out_database },
	{ "binlog-filter",          "target.link",      "source", ERROR,   "the binlog lacks the changes of a wanted database", check_binlog_filter },
	{ "filtered-database",      "target.link",      "target", ERROR,   "a replicate filter drops a wanted database", check_filtered_database },
	{ "filtered-table",         "target.link",      "target", WARNING, "a replicate filter drops some tables of a wanted database", check_filtered_table },
	{ "unknown-collation",      "target.copy",      "source", ERROR,   "the target does not know a collation that is used", check_collations },
	{ "table-name-case",        "target.copy",      "target", ERROR,   "table names are case-sensitive "
									   "on the source only", check_name_case },
	{ "name-case-differs",      "target.copy",      "target", WARNING, "the servers treat the case of names differently", check_name_case_differs },
	{ "primary-key-required",   "target.copy",      "source", ERROR,   "the target refuses tables without a primary key", check_required_primary_key },
	{ "read-only-sessions",     "target.copy",      "target", ERROR,   "all sessions on the target are "
									   "read-only, even the replica's "
									   "own", check_read_only_sessions },
	{ "statement-target",       "target.copy",      "target", ERROR,   "the target's binlog format "
									   "refuses a replica's rows", check_statement_target },
	{ "select-limit-zero",      "target.copy",      "source", ERROR,   "no SELECT on the source "
									   "returns a row", check_select_limit },
	{ "init-connect",           "target.copy",      "source", ERROR,   "init_connect of the source "
									   "blocks the replica's login", check_init_connect },
	{ "join-limit",             "target.copy",      "source", ERROR,   "the source refuses the first "
									   "queries of a replica", check_join_size },
	{ "wide-results",           "target.copy",      "source", ERROR,   "the source answers in a charset that a replica cannot read", check_wide_results },
	{ "enforced-engine",        "target.copy",      "target", ERROR,   "the target creates every table "
									   "in an engine without "
									   "transactions", check_enforced_engine },
	{ "loose-foreign-key",      "target.copy",      "source", ERROR,   "the target refuses foreign keys on keys that are not unique", check_loose_foreign_keys },
	{ "definer",                "target.copy",      "source", ERROR,   "the target's administrator may not set a definer", check_definers },
	{ "function-trust",         "target.copy",      "target", ERROR,   "the target refuses functions and triggers", check_trust_functions },
	{ "block-ddl",              "target.copy",      "source", ERROR,   "the source has no lock that blocks DDL alone", check_block_ddl },
	{ "source-lock",            "target.copy",      "source", ERROR,   "a table without transactions must be locked, without consent", check_source_lock },
	{ "system-versioned",       "target.copy",      "source", ERROR,   "a table has a history, which a copy would lose", check_versioned },
	{ "borrowed-rows",          "target.copy",      "source", ERROR,   "a table shows rows that are not its own", check_borrowing },
	{ "refers-elsewhere",       "target.copy",      "source", ERROR,   "a view or foreign key refers to a database that is not copied", check_elsewhere },
	{ "old-database-name",      "target.copy",      "source", ERROR,   "a database still has its name of MySQL 5.0", check_old_names },
	{ "database-sys",           "target.copy",      "source", ERROR,   "a database has the name of a "
									   "system database of the target", check_sys_is_taken },
	{ "tablespace",             "target.copy",      "source", ERROR,   "a table is in a general tablespace", check_tablespaces },
	{ "data-directory",         "target.copy",      "source", ERROR,   "a table has a file outside the data directory", check_data_directories },
	{ "reference-system",       "target.copy",      "source", ERROR,   "the source has spatial reference systems of its own", check_reference_systems },
	{ "library",                "target.copy",      "source", ERROR,   "a library, which the target\'s release does not have", check_libraries },
	{ "foreign-language",       "target.copy",      "source", WARNING, "a routine that is not written "
									   "in SQL", check_foreign_languages },
	{ "event-time-zone",        "target.copy",     "source", ERROR,   "an event is in a time zone that the target does not know", check_event_zones },
	{ "broken-view",            "target.copy",      "source", ERROR,   "a view whose tables or columns are gone", check_broken_views },
	{ "corrupt-routine",        "target.copy",     "source", ERROR,   "a routine whose text the source cannot read", check_corrupt_routines },
	{ "memory-table",           "target.copy",     "source", ERROR,   "a MEMORY table is larger than "
									  "the target allows", check_memory_tables },
	{ "engine-unknown",         "target.copy",     "source", ERROR,   "a table's engine is not one of the target's", check_engine_known },
	{ "large-row",              "target.copy",     "source", ERROR,   "a row is larger than the "
									  "target accepts in an INSERT", check_large_rows },
	{ "long-key",               "target.copy",     "source", ERROR,   "a key is longer than the "
									  "target's pages allow", check_long_keys },
	{ "row-format",             "target.copy",     "target", WARNING, "tables that are created later get a row format with short keys", check_row_format },
	{ "default-engine",         "target.copy",      "target", WARNING, "tables that are created later get another engine", check_default_engine },
	{ "compressed-table",       "target.copy",     "source", ERROR,   "a compressed table that the "
									  "target could not keep "
									  "compressed", check_compressed },
	{ "computed-by-setting",    "target.copy",     "source", ERROR,   "a value that replication would "
									  "compute with a different "
									  "setting", check_computed },
	{ "fulltext-setting",       "target.copy",     "source", WARNING, "FULLTEXT keys that would have "
									  "other words",
									  check_fulltext },
	{ "cascade-on-source",      "target.link",      "source", ERROR,   "foreign keys where a DELETE "
									   "leaves rows that the replica "
									   "deletes", check_cascades_of_source },
	{ "errors-skipped",         "target.link",     "target", ERROR,   "the target's applier ignores "
									  "errors", check_errors_skipped },
	{ "exec-mode",              "target.link",     "target", ERROR,   "the target's applier ignores "
									  "rows that differ", check_exec_mode },
	{ "skipping-event",         "target.link",     "target", ERROR,   "an event on the target skips errors of replication", check_skipping_events },
	{ "binlog-cache",           "target.copy",      "target", ERROR,   "a chunk may be larger than one "
									   "transaction in the target's "
									   "binlog", check_binlog_cache },
	{ "source-sessions",        "target.copy",     "source", ERROR,   "the source has too few free "
									  "connections for a copy", check_source_sessions },
	{ "target-sessions",        "target.copy",     "target", ERROR,   "the target has too few free "
									  "connections for a copy", check_target_sessions },
	{ "xa-prepared",            "target.copy",      "source", ERROR,   "a prepared XA transaction", check_prepared_xa },
	{ "adopted-coordinates",    "target.copy",      "source", ERROR,   "copy.adopt names coordinates that the source does not have", check_adopted_coordinates },
	{ "binlog-retention",       "target.copy",      "source", WARNING, "binlogs may expire before the replica has caught up", check_binlog_retention },
	{ "statement-session",      "target.copy",      "source", WARNING, "a session still writes statements to the binlog", check_statement_sessions },
	{ "not-innodb",             "target.copy",      "source", WARNING, "a table is not in InnoDB", check_engines },
	{ "table-without-key",      "target.copy",      "source", WARNING, "a table has neither a primary nor a unique key without NULLs", check_keys },
	{ "innodb-strict-mode",     "target.copy",      "target", WARNING, "the target is stricter about table options", check_innodb_strict },
	{ "max-allowed-packet",     "target.copy",      "target", WARNING, "the target accepts smaller "
									   "packets than the source", check_packet_size },
	{ "local-infile",           "target.copy",      "target", WARNING, "the target does not allow LOAD "
									   "DATA LOCAL", check_local_infile },
	{ "sql-mode",               "target.copy",      "target", WARNING, "sql_mode differs", check_sql_mode },
	{ "time-zone",              "target.copy",      "target", WARNING, "the servers' time zones differ", check_time_zone },
	{ "event-scheduler",        "target.copy",      "target", WARNING, "an event would run on both servers", check_events },
	{ "cascade-on-target",      "target.link",      "target", WARNING, "foreign keys where a DELETE on "
									   "the target would leave rows", check_cascades_of_target },
	{ "source-backup-lock",     "target.copy",     "source", WARNING, "another session holds a lock that stops DDL or writes", check_source_backup_lock },
	{ "target-backup-lock",     "target.copy",     "target", WARNING, "another session holds a lock that stops DDL or writes", check_target_backup_lock },
	{ "source-threads",         "target.copy",     "source", WARNING, "the source has fewer free "
									  "connections than copy.threads "
									  "needs", check_source_sessions },
	{ "target-threads",         "target.copy",     "target", WARNING, "the target has fewer free "
									  "connections than copy.threads "
									  "needs", check_target_sessions },
	{ "page-size",              "target.copy",     "target", WARNING, "the target's InnoDB pages are smaller", check_page_size },
	{ "replica-packet",         "target.link",     "target", WARNING, "the target's link accepts "
									  "smaller packets than the "
									  "source", check_replica_packet },
	{ "server-time-zone",       "target.link",     "source", WARNING, "the source's time zone is not known to the target", check_server_zone },
	{ "stray-directory",        "target.copy",      "source", WARNING, "a folder that is not a "
									   "database", check_stray_directories },
	{ "in-mysql",               "target.copy",      "source", WARNING, "a table or stored object of "
									   "yours in a system database", check_in_mysql },
	{ "loadable-function",      "target.copy",      "source", WARNING, "a loadable function (UDF)", check_loadable_functions },
	{ "foreign-server",         "target.copy",      "source", WARNING, "a foreign server (CREATE "
									   "SERVER)", check_foreign_servers },
	{ "database-options",       "target.copy",      "source", WARNING, "a database is read-only, or encrypts its tables", check_database_options },
	{ "resource-group",         "target.copy",      "source", WARNING, "a resource group", check_resource_groups },
	{ "source-incomplete",      "target.copy",      "source", WARNING, "a query to the source that "
									   "only warnings depend on was "
									   "refused", check_source_answers_in_part },
	{ "target-incomplete",      "target.copy",      "target", WARNING, "a query to the target that "
									   "only warnings depend on was "
									   "refused", check_target_answers_in_part },
	{ "definer-privileges",     "target.copy",      "source", WARNING, "a definer lacks privileges on the target", check_definer_grants },
	{ "account-changes",        "target.copy",      "source", WARNING, "accounts whose later changes would stop the replica", check_accounts },

	{ "binlog-status",          "target.link",      "source", ERROR,   "the administrator may not read the binlog's position", check_binlog_status },
	{ "link-privileges",        "target.link",      "target", ERROR,   "the administrator may not see or use replication", check_link_privileges },
	{ "user-name-length",       "target.link",      "target", WARNING, "RDS may refuse a user and host "
									   "this long", check_user_name_length },
	{ "target-general-log",     "target.link",      "target", WARNING, "the general log would record the password", check_target_general_log },
	{ "binlog-gone",            "target.link",      "source", ERROR,   "the source no longer has the binlog that the target needs", check_binlog_gone },
	{ "source-is-replica",      "target.link",      "source", ERROR,   "the source does not log what it receives from its own source", check_source_is_replica },
	{ "binlog-name",            "target.link",      "source", ERROR,   "the binlog's name is too long for RDS", check_binlog_name },
	{ "gtid-mode",              "target.link",      "target", ERROR,   "the servers' gtid_mode values "
									   "do not fit together", check_gtid_mode },
	{ "gtid-strict-mode",       "target.link",      "target", ERROR,   "MariaDB's strict GTIDs in one domain on both servers", check_gtid_strict },
	{ "binlog-row-image",       "target.link",      "source", WARNING, "the binlog does not hold whole rows", check_row_image },
	{ "partial-json",           "target.link",      "source", WARNING, "the binlog holds only parts of "
									   "JSON values", check_row_options },
};
/* clang-format on */

const size_t checks_count = ARRAY_SIZE(checks);
