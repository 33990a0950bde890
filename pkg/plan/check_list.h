/*
 * The check functions, grouped by their file. checks.c has the table with their names,
 * steps and severities.
 */
#ifndef PLAN_CHECK_LIST_H
#define PLAN_CHECK_LIST_H

#include "plan/checks.h"

/* checks_access.c: privileges of both administrators, and how the target can log in */
check_run check_settings_privileges, check_other_replicas;
check_run check_account_privileges, check_account_in_use, check_source_general_log;
check_run check_copy_privileges, check_target_privileges;
check_run check_binlog_status, check_link_privileges, check_user_name_length;
check_run check_plugin_needs_tls, check_source_tls;
check_run check_account_shadowed, check_target_general_log;

/* checks_hidden.c: what the administrators may be unable to see */
check_run check_hidden_databases, check_hidden_objects, check_hidden_on_target;

/* checks_unanswered.c: queries that a server did not answer */
check_run check_source_answers, check_target_answers;
check_run check_source_answers_in_part, check_target_answers_in_part;

/* checks_objects.c: objects that a copy does not carry */
check_run check_stray_directories, check_old_names, check_sys_is_taken, check_in_mysql;
check_run check_elsewhere, check_loadable_functions, check_foreign_servers;
check_run check_tablespaces, check_data_directories, check_reference_systems;
check_run check_database_options, check_resource_groups, check_libraries,
	check_foreign_languages, check_corrupt_routines, check_broken_views;

/* checks_computed.c: values that a replica computes again */
check_run check_computed;
check_run check_fulltext;

/* checks_zones.c: time zones of events and of the servers */
check_run check_event_zones, check_server_zone;

/* checks_limits.c: limits of the target: memory, packets, keys, pages, sessions */
check_run check_memory_tables, check_replica_packet, check_engine_known;
check_run check_long_keys, check_row_format, check_page_size, check_compressed;
check_run check_large_rows, check_binlog_cache;
check_run check_source_sessions, check_target_sessions;

/* checks_applier.c: how the target applies rows, and what cascades do */
check_run check_default_engine;
check_run check_errors_skipped, check_exec_mode, check_skipping_events;
check_run check_cascades_of_source, check_cascades_of_target;

/* checks_account.c: the replication account */
check_run check_password_policy, check_source_read_only;

/* checks_pairing.c: can these two servers be a pair? */
check_run check_flavours, check_target_older, check_version_gap;
check_run check_server_id, check_server_uuid;
check_run check_no_rds, check_procedures, check_read_replica, check_cluster_member;
check_run check_gtid_mode, check_gtid_strict, check_binlog_name;
check_run check_source_is_replica;

/* checks_instance.c: what AWS reports about the instance */
check_run check_endpoint, check_instance_state, check_storage;

/* checks_binlog.c: the source's binlog: settings, filters, coordinates */
check_run check_row_image, check_row_options, check_statement_sessions;
check_run check_binlog_filter, check_filtered_database, check_filtered_table;
check_run check_left_out_database, check_binlog_retention, check_adopted_coordinates;
check_run check_binlog_gone;

/* checks_accounts.c: accounts to copy; checks_definers.c: owners of objects */
check_run check_accounts, check_target_passwords, check_accounts_privileges;
check_run check_definers, check_definer_grants;

/* checks_data.c: tables and their definitions */
check_run check_collations, check_name_case, check_name_case_differs;
check_run check_sql_mode, check_time_zone, check_packet_size;
check_run check_keys, check_required_primary_key;
check_run check_innodb_strict, check_loose_foreign_keys;
check_run check_trust_functions, check_local_infile;
check_run check_prepared_xa, check_events, check_own_database;

/* checks_sessions.c: effects of other sessions */
check_run check_source_backup_lock, check_target_backup_lock;
check_run check_read_only_sessions, check_enforced_engine, check_select_limit,
	check_statement_target, check_wide_results, check_join_size, check_init_connect;

/* checks_copy.c: problems that the copy would meet */
check_run check_block_ddl, check_source_lock, check_engines, check_versioned,
	check_borrowing;

#endif
