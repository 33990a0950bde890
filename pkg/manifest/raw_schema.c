/*
 * The structs that libcyaml fills, and its table that describes them. What must be
 * present is left to fields[].
 */
#include "manifest/raw.h"

#include <stddef.h>

struct raw_admin {
	char *user;
	struct raw_password *password;
};

struct raw_tls {
	char *mode, *ca, *cert, *key;
};

struct raw_config {
	char *file, *timeout;
	char **restart, **via;
	unsigned restart_count, via_count;
};

struct raw_user {
	char *name, *host;
	struct raw_password *password;
};

struct raw_source {
	char *host, *port, *socket, *server_id, *log_bin;
	struct raw_admin *admin;
	struct raw_tls *tls;
	struct raw_setting *settings;
	unsigned settings_count;
	struct raw_config *config;
	struct raw_user *replication_user;
};

struct raw_aws {
	char *region, *instance, *endpoint, *endpoint_url;
};

struct raw_target {
	char *endpoint, *port, *read_only;
	struct raw_admin *admin;
	struct raw_tls *tls;
	struct raw_aws *aws;
	struct raw_setting *parameters;
	unsigned parameters_count;
};

struct raw_adopt {
	char *file, *position, *gtid;
};

struct raw_copy {
	char *threads, *lock_timeout, *chunk_size, *definers, *block_ddl, *backup_first,
		*compress;
	char **databases;
	unsigned databases_count;
	struct raw_adopt *adopt;
};

struct raw_accounts {
	char **include, **exclude;
	unsigned include_count, exclude_count;
	struct raw_account_password *passwords;
	unsigned passwords_count;
};

struct raw_address {
	char *host, *port;
};

struct raw_replication {
	char *state, *coordinates, *tls, *delay, *channel, *max_lag, *timeout;
	struct raw_address *source;
};

struct raw_cutover {
	char *max_outage, *way_back, *verify_within, *end_sessions;
	struct raw_address *back;
	struct raw_hook *hooks;
	unsigned hooks_count;
};

struct raw_checks {
	char **accept;
	unsigned accept_count;
};

struct raw {
	char *version, *name;
	struct raw_source *source;
	struct raw_target *target;
	struct raw_copy *copy;
	struct raw_accounts *accounts;
	struct raw_replication *replication;
	struct raw_cutover *cutover;
	char **allow;
	unsigned allow_count;
	struct raw_checks *checks;
};

/* clang-format off */
/*
 * Every key is optional here, and mappings and lists may be empty: fields[] says what
 * is required.
 */
#define ABSENT_OK (CYAML_FLAG_OPTIONAL | CYAML_FLAG_POINTER_NULL_STR)
#define TEXT(where, key) \
	CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_OPTIONAL | CYAML_FLAG_POINTER, struct where, key, 0, CYAML_UNLIMITED)
#define MAPPING(where, key, fields) CYAML_FIELD_MAPPING_PTR(#key, ABSENT_OK, struct where, key, fields)
#define LIST(where, key, entry) \
	CYAML_FIELD_SEQUENCE_COUNT(#key, ABSENT_OK, struct where, key, key##_count, &(entry), 0, CYAML_UNLIMITED)

static const cyaml_schema_value_t text_entry = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};
static const cyaml_schema_field_t setting_fields[] = {
	TEXT(raw_setting, name), TEXT(raw_setting, value), CYAML_FIELD_END
};
static const cyaml_schema_value_t setting_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_setting, setting_fields),
};
static const cyaml_schema_field_t password_fields[] = {
	TEXT(raw_password, env), TEXT(raw_password, file), LIST(raw_password, command, text_entry),
	TEXT(raw_password, value), TEXT(raw_password, iam), TEXT(raw_password, secretsmanager),
	TEXT(raw_password, key), CYAML_FIELD_END
};
static const cyaml_schema_field_t admin_fields[] = {
	TEXT(raw_admin, user), MAPPING(raw_admin, password, password_fields), CYAML_FIELD_END
};
static const cyaml_schema_field_t tls_fields[] = {
	TEXT(raw_tls, mode), TEXT(raw_tls, ca), TEXT(raw_tls, cert), TEXT(raw_tls, key), CYAML_FIELD_END
};
static const cyaml_schema_field_t config_fields[] = {
	TEXT(raw_config, file), LIST(raw_config, restart, text_entry), LIST(raw_config, via, text_entry),
	TEXT(raw_config, timeout), CYAML_FIELD_END
};
static const cyaml_schema_field_t user_fields[] = {
	TEXT(raw_user, name), TEXT(raw_user, host), MAPPING(raw_user, password, password_fields), CYAML_FIELD_END
};
static const cyaml_schema_field_t source_fields[] = {
	TEXT(raw_source, host), TEXT(raw_source, port), TEXT(raw_source, socket),
	MAPPING(raw_source, admin, admin_fields), MAPPING(raw_source, tls, tls_fields),
	TEXT(raw_source, server_id), TEXT(raw_source, log_bin), LIST(raw_source, settings, setting_entry),
	MAPPING(raw_source, config, config_fields), MAPPING(raw_source, replication_user, user_fields), CYAML_FIELD_END
};
static const cyaml_schema_field_t aws_fields[] = {
	TEXT(raw_aws, region), TEXT(raw_aws, instance), TEXT(raw_aws, endpoint), TEXT(raw_aws, endpoint_url), CYAML_FIELD_END
};
static const cyaml_schema_field_t target_fields[] = {
	TEXT(raw_target, endpoint), TEXT(raw_target, port), MAPPING(raw_target, admin, admin_fields),
	MAPPING(raw_target, tls, tls_fields), MAPPING(raw_target, aws, aws_fields),
	LIST(raw_target, parameters, setting_entry), TEXT(raw_target, read_only), CYAML_FIELD_END
};
static const cyaml_schema_field_t adopt_fields[] = {
	TEXT(raw_adopt, file), TEXT(raw_adopt, position), TEXT(raw_adopt, gtid), CYAML_FIELD_END
};
static const cyaml_schema_field_t copy_fields[] = {
	LIST(raw_copy, databases, text_entry), TEXT(raw_copy, threads), TEXT(raw_copy, lock_timeout),
	TEXT(raw_copy, chunk_size), TEXT(raw_copy, definers), TEXT(raw_copy, block_ddl), TEXT(raw_copy, backup_first),
	TEXT(raw_copy, compress), MAPPING(raw_copy, adopt, adopt_fields), CYAML_FIELD_END
};
static const cyaml_schema_field_t account_password_fields[] = {
	TEXT(raw_account_password, account), MAPPING(raw_account_password, password, password_fields), CYAML_FIELD_END
};
static const cyaml_schema_value_t account_password_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_account_password, account_password_fields),
};
static const cyaml_schema_field_t accounts_fields[] = {
	LIST(raw_accounts, include, text_entry), LIST(raw_accounts, exclude, text_entry),
	LIST(raw_accounts, passwords, account_password_entry), CYAML_FIELD_END
};
static const cyaml_schema_field_t address_fields[] = {
	TEXT(raw_address, host), TEXT(raw_address, port), CYAML_FIELD_END
};
static const cyaml_schema_field_t replication_fields[] = {
	TEXT(raw_replication, state), TEXT(raw_replication, coordinates), MAPPING(raw_replication, source, address_fields),
	TEXT(raw_replication, tls), TEXT(raw_replication, delay), TEXT(raw_replication, channel),
	TEXT(raw_replication, max_lag), TEXT(raw_replication, timeout), CYAML_FIELD_END
};
static const cyaml_schema_field_t hook_fields[] = {
	TEXT(raw_hook, at), LIST(raw_hook, run, text_entry), TEXT(raw_hook, timeout), LIST(raw_hook, undo, text_entry),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t hook_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_hook, hook_fields),
};
static const cyaml_schema_field_t cutover_fields[] = {
	TEXT(raw_cutover, max_outage), TEXT(raw_cutover, way_back), MAPPING(raw_cutover, back, address_fields),
	TEXT(raw_cutover, verify_within), TEXT(raw_cutover, end_sessions), LIST(raw_cutover, hooks, hook_entry),
	CYAML_FIELD_END
};
static const cyaml_schema_field_t checks_fields[] = {
	LIST(raw_checks, accept, text_entry), CYAML_FIELD_END
};
static const cyaml_schema_field_t root_fields[] = {
	TEXT(raw, version), TEXT(raw, name), MAPPING(raw, source, source_fields), MAPPING(raw, target, target_fields),
	MAPPING(raw, copy, copy_fields), MAPPING(raw, accounts, accounts_fields), MAPPING(raw, replication, replication_fields),
	MAPPING(raw, cutover, cutover_fields), LIST(raw, allow, text_entry), MAPPING(raw, checks, checks_fields), CYAML_FIELD_END
};
/* clang-format on */

const cyaml_schema_value_t raw_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, root_fields),
};
