/*
 * libcyaml's description of struct observed: one line per field, for printing and for
 * loading.
 */
#include "observed/schema.h"

#include "observed/observed.h"

/* clang-format off */
static const cyaml_strval_t fact_names[] = {
	{ "unknown", FACT_UNKNOWN }, { "no", FACT_NO }, { "yes", FACT_YES },
};
static const cyaml_strval_t flavour_names[] = {
	{ "unknown", FLAVOUR_UNKNOWN }, { "mysql", FLAVOUR_MYSQL }, { "mariadb", FLAVOUR_MARIADB },
};

#define OPTIONAL (CYAML_FLAG_OPTIONAL)
#define TEXT(key, type, member) \
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | OPTIONAL, type, member, 0, CYAML_UNLIMITED)
#define NUMBER(key, type, member)  CYAML_FIELD_UINT(key, OPTIONAL, type, member)
#define FACT(key, type, member) \
	CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT | OPTIONAL, type, member, fact_names, \
			 sizeof(fact_names) / sizeof(fact_names[0]))
#define FLAVOUR(key, type, member) \
	CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT | OPTIONAL, type, member, flavour_names, \
			 sizeof(flavour_names) / sizeof(flavour_names[0]))
#define LIST(key, type, member, entry) \
	CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | OPTIONAL, type, member, entry, 0, CYAML_UNLIMITED)
#define PART(key, type, member, fields) \
	CYAML_FIELD_MAPPING(key, OPTIONAL, type, member, fields)

static const cyaml_schema_value_t text_entry = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};

#define T struct observed_variable
static const cyaml_schema_field_t variable_fields[] = {
	TEXT("name", T, name), TEXT("value", T, value), FACT("dynamic", T, dynamic), CYAML_FIELD_END,
};
static const cyaml_schema_value_t variable_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, variable_fields) };
#undef T
#define T struct observed_database
static const cyaml_schema_field_t database_fields[] = {
	TEXT("name", T, name), NUMBER("tables", T, tables), NUMBER("views", T, views),
	NUMBER("bytes", T, bytes), CYAML_FIELD_END,
};
static const cyaml_schema_value_t database_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, database_fields) };
#undef T
#define T struct observed_object
static const cyaml_schema_field_t object_fields[] = {
	TEXT("kind", T, kind), TEXT("name", T, name), TEXT("detail", T, detail), CYAML_FIELD_END,
};
static const cyaml_schema_value_t object_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, object_fields) };
#undef T
#define T struct observed_login
static const cyaml_schema_field_t login_fields[] = {
	TEXT("user", T, user), TEXT("host", T, host), FACT("role", T, role),
	LIST("factors", T, factors, &text_entry), FACT("every_factor", T, every_factor),
	FACT("second_password", T, second_password), LIST("options", T, options, &text_entry),
	LIST("grants", T, grants, &text_entry), TEXT("default_roles", T, default_roles),
	FACT("same_password", T, same_password), CYAML_FIELD_END,
};
static const cyaml_schema_value_t login_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, login_fields) };
#undef T
#define T struct observed_server
static const cyaml_schema_field_t server_fields[] = {
	TEXT("address", T, address),
	FLAVOUR("flavour", T, flavour),
	NUMBER("version", T, version),
	TEXT("version_text", T, version_text),
	TEXT("uuid", T, uuid),
	TEXT("hostname", T, hostname),
	NUMBER("server_id", T, server_id),
	TEXT("user", T, user),
	TEXT("client", T, client),
	TEXT("tls", T, tls),
	TEXT("utc_offset", T, utc_offset),
	LIST("variables", T, variables, &variable_entry),
	LIST("privileges", T, privileges, &text_entry),
	LIST("inactive_roles", T, inactive_roles, &text_entry),
	LIST("role_privileges", T, role_privileges, &text_entry),
	LIST("databases", T, databases, &database_entry),
	LIST("objects", T, objects, &object_entry),
	FACT("logins_known", T, logins_known),
	LIST("logins", T, logins, &login_entry),
	FACT("definers_known", T, definers_known),
	LIST("definers", T, definers, &login_entry),
	CYAML_FIELD_END,
};
#undef T
#define T struct observed_binlog
static const cyaml_schema_field_t binlog_fields[] = {
	TEXT("file", T, file), NUMBER("size", T, size), CYAML_FIELD_END,
};
static const cyaml_schema_value_t binlog_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, binlog_fields) };
#undef T
#define T struct observed_account
static const cyaml_schema_field_t account_fields[] = {
	FACT("present", T, present),
	TEXT("plugin", T, plugin),
	FACT("requires_tls", T, requires_tls),
	FACT("requires_certificate", T, requires_certificate),
	FACT("replication_slave", T, replication_slave),
	FACT("locked", T, locked),
	FACT("password_expired", T, password_expired),
	FACT("password_works", T, password_works),
	FACT("second_password", T, second_password),
	FACT("password_is_second", T, password_is_second),
	TEXT("password_note", T, password_note),
	TEXT("other_hosts", T, other_hosts),
	FACT("ended_at_login", T, ended_at_login),
	CYAML_FIELD_END,
};
#undef T
#define T struct observed_source
static const cyaml_schema_field_t source_fields[] = {
	PART("server", T, server, server_fields),
	TEXT("binlog_file", T, binlog_file),
	NUMBER("binlog_position", T, binlog_position),
	TEXT("binlog_do_db", T, binlog_do_db),
	TEXT("binlog_ignore_db", T, binlog_ignore_db),
	TEXT("gtid_set", T, gtid_set),
	TEXT("gtid_purged", T, gtid_purged),
	TEXT("gtid_state", T, gtid_state),
	TEXT("gtid_replicated", T, gtid_replicated),
	TEXT("gtid_at_applied", T, gtid_at_applied),
	FACT("binlog_kept", T, binlog_kept),
	FACT("gtid_mode_kept", T, gtid_mode_kept),
	LIST("binlogs", T, binlogs, &binlog_entry),
	PART("account", T, account, account_fields),
	FACT("can_flush_tables", T, can_flush_tables),
	FACT("can_skip_binlog", T, can_skip_binlog),
	FACT("is_replica", T, is_replica),
	TEXT("way_back", T, way_back),
	NUMBER("way_back_server_id", T, way_back_server_id),
	NUMBER("replicas", T, replicas),
	NUMBER("replicas_as_account", T, replicas_as_account),
	CYAML_FIELD_END,
};
#undef T
#define T struct observed_procedure
static const cyaml_schema_field_t procedure_fields[] = {
	TEXT("name", T, name), NUMBER("parameters", T, parameters), CYAML_FIELD_END,
};
static const cyaml_schema_value_t procedure_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, procedure_fields) };
#undef T
#define T struct observed_link
static const cyaml_schema_field_t link_fields[] = {
	TEXT("channel", T, channel),
	TEXT("source_host", T, source_host),
	NUMBER("source_port", T, source_port),
	TEXT("source_user", T, source_user),
	FACT("tls", T, tls),
	FACT("auto_position", T, auto_position),
	FACT("workers_ahead", T, workers_ahead),
	TEXT("io_running", T, io_running),
	TEXT("sql_running", T, sql_running),
	NUMBER("io_errno", T, io_errno),
	NUMBER("sql_errno", T, sql_errno),
	TEXT("io_error", T, io_error),
	TEXT("sql_error", T, sql_error),
	TEXT("read_file", T, read_file),
	NUMBER("read_position", T, read_position),
	TEXT("executed_file", T, executed_file),
	NUMBER("executed_position", T, executed_position),
	TEXT("retrieved_gtid_set", T, retrieved_gtid_set),
	FACT("lag_known", T, lag_known),
	NUMBER("lag", T, lag),
	NUMBER("delay", T, delay),
	NUMBER("source_server_id", T, source_server_id),
	TEXT("source_uuid", T, source_uuid),
	TEXT("replicate_filters", T, replicate_filters),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t link_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, link_fields) };
#undef T
#define T struct observed_record
static const cyaml_schema_field_t record_fields[] = {
	TEXT("name", T, name),
	TEXT("channel", T, channel),
	TEXT("state", T, state),
	TEXT("source_uuid", T, source_uuid),
	NUMBER("source_server_id", T, source_server_id),
	TEXT("source_hostname", T, source_hostname),
	TEXT("file", T, file),
	NUMBER("position", T, position),
	TEXT("gtid_set", T, gtid_set),
	NUMBER("snapshot_time", T, snapshot_time),
	NUMBER("source_start", T, source_start),
	NUMBER("source_resets", T, source_resets),
	TEXT("databases", T, databases),
	TEXT("started_at", T, started_at),
	TEXT("completed_at", T, completed_at),
	TEXT("link_started_at", T, link_started_at),
	TEXT("link_address", T, link_address),
	FACT("link_password_current", T, link_password_current),
	FACT("account_unchanged", T, account_unchanged),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t record_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, record_fields) };
#undef T
#define T struct observed_parameter
static const cyaml_schema_field_t parameter_fields[] = {
	TEXT("name", T, name),
	TEXT("value", T, value),
	TEXT("allowed", T, allowed),
	FACT("dynamic", T, dynamic),
	FACT("modifiable", T, modifiable),
	TEXT("apply_method", T, apply_method),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t parameter_entry = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, T, parameter_fields) };
#undef T
#define T struct observed_instance
static const cyaml_schema_field_t instance_fields[] = {
	FACT("known", T, known),
	TEXT("note", T, note),
	LIST("denied", T, denied, &text_entry),
	TEXT("region", T, region),
	TEXT("id", T, id),
	TEXT("class", T, class),
	TEXT("address", T, address),
	TEXT("status", T, status),
	TEXT("status_cause", T, status_cause),
	FACT("usable", T, usable),
	FACT("broken", T, broken),
	TEXT("engine", T, engine),
	TEXT("engine_version", T, engine_version),
	NUMBER("backup_retention_days", T, backup_retention_days),
	FACT("multi_az", T, multi_az),
	FACT("iam_authentication", T, iam_authentication),
	TEXT("pending", T, pending),
	NUMBER("storage_gib", T, storage_gib),
	NUMBER("most_storage_gib", T, most_storage_gib),
	TEXT("cluster", T, cluster),
	TEXT("replica_of", T, replica_of),
	TEXT("parameter_group", T, parameter_group),
	FACT("default_group", T, default_group),
	TEXT("parameter_status", T, parameter_status),
	LIST("parameters", T, parameters, &parameter_entry),
	FACT("parameters_known", T, parameters_known),
	FACT("snapshots_known", T, snapshots_known),
	TEXT("snapshot", T, snapshot),
	TEXT("snapshot_status", T, snapshot_status),
	TEXT("snapshot_at", T, snapshot_at),
	NUMBER("snapshot_percent", T, snapshot_percent),
	CYAML_FIELD_END,
};
#undef T
#define T struct observed_target
static const cyaml_schema_field_t target_fields[] = {
	PART("server", T, server, server_fields),
	TEXT("service", T, service),
	LIST("procedures", T, procedures, &procedure_entry),
	FACT("read_replica", T, read_replica),
	FACT("cluster_member", T, cluster_member),
	TEXT("last_start_at", T, last_start_at),
	LIST("links", T, links, &link_entry),
	FACT("links_known", T, links_known),
	TEXT("gtid_set", T, gtid_set),
	FACT("own_writes", T, own_writes),
	TEXT("own_write", T, own_write),
	LIST("records", T, records, &record_entry),
	LIST("collations", T, collations, &text_entry),
	LIST("login_plugins", T, login_plugins, &text_entry),
	FACT("knows_pbkdf2", T, knows_pbkdf2),
	LIST("own_grants", T, own_grants, &text_entry),
	LIST("granted_objects", T, granted_objects, &text_entry),
	FACT("logins_caught_up", T, logins_caught_up),
	PART("instance", T, instance, instance_fields),
	CYAML_FIELD_END,
};
#undef T
static const cyaml_schema_field_t observed_fields[] = {
	TEXT("format", struct observed, format),
	TEXT("observed_at", struct observed, observed_at),
	PART("source", struct observed, source, source_fields),
	PART("target", struct observed, target, target_fields),
	CYAML_FIELD_END,
};
/* clang-format on */

const cyaml_schema_value_t observed_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct observed, observed_fields),
};
