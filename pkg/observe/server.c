/* The queries that both servers get: identity, variables, privileges, databases. */
#include <inttypes.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "db/record.h"
#include "observe/internal.h"
#include "observed/fulltext.h"

/*
 * The variables that a judge or check uses; one list for both flavours, because unknown
 * names give no row.
 */
static const char *const variables[] = {
	"server_id",
	"server_uuid",
	"server_uid",
	"hostname",
	"log_bin",
	"log_bin_basename",
	"activate_all_roles_on_login",
	"mandatory_roles",
	"binlog_format",
	"binlog_row_image",
	"binlog_row_value_options",
	"binlog_expire_logs_seconds",
	"expire_logs_days",
	"log_replica_updates",
	"log_slave_updates",
	"gtid_mode",
	"enforce_gtid_consistency",
	"gtid_strict_mode",
	"gtid_domain_id",
	"read_only",
	"super_read_only",
	"local_infile",
	"log_bin_trust_function_creators",
	"event_scheduler",
	"general_log",
	"max_allowed_packet",
	"lower_case_table_names",
	"partial_revokes",
	"sql_mode",
	"time_zone",
	"system_time_zone",
	"character_set_server",
	"character_set_results",
	"collation_server",
	"innodb_strict_mode",
	"sql_require_primary_key",
	"restrict_fk_on_non_standard_key",
	"init_connect",
	"sql_select_limit",
	"max_join_size",
	"sql_big_selects",
	"transaction_read_only",
	"tx_read_only",
	"enforce_storage_engine",
	"default_storage_engine",
	"max_binlog_cache_size",
	"require_secure_transport",
	"have_ssl",
	"tls_version",
	"default_authentication_plugin",
	"authentication_policy",
	"aurora_version",
	"max_heap_table_size",
	"replica_max_allowed_packet",
	"slave_max_allowed_packet",
	"replica_skip_errors",
	"slave_skip_errors",
	"replica_exec_mode",
	"slave_exec_mode",
	"innodb_page_size",
	"innodb_default_row_format",
	"innodb_file_per_table",
	"div_precision_increment",
	"block_encryption_mode",
	"innodb_read_only_compressed",
	"innodb_native_foreign_keys",
	"disabled_storage_engines",
	"validate_password.policy",
	"validate_password.length",
	"validate_password.mixed_case_count",
	"validate_password.number_count",
	"validate_password.special_char_count",
	"validate_password_policy",
	"validate_password_length",
	"validate_password_mixed_case_count",
	"validate_password_number_count",
	"validate_password_special_char_count",
	"simple_password_check_minimal_length",
	"cracklib_password_check_dictionary",
	"strict_password_validation",
	"simple_password_check_digits",
	"simple_password_check_letters_same_case",
	"simple_password_check_other_characters",
	"replicate_do_db",
	"replicate_ignore_db",
	"replicate_do_table",
	"replicate_ignore_table",
	"replicate_wild_do_table",
	"replicate_wild_ignore_table",
};

bool observer_reads(const char *name)
{
	return names_among(variables, ARRAY_SIZE(variables), name) ||
	       names_among(fulltext_settings, fulltext_settings_count, name);
}

const char *variable_spelt(const char *name, struct arena *arena)
{
	char *copy = arena_copy(arena, name);

	for (char *at = copy; *at != '\0'; at++)
		*at = *at == '-' ? '_' : *at;
	return copy;
}

const char *variable_names(const struct manifest *manifest, struct arena *arena)
{
	const struct manifest_source *source = &manifest->source;
	const struct manifest_target *target = &manifest->target;
	size_t count = 0;
	const char **names =
		arena_array(arena,
			    ARRAY_SIZE(variables) + fulltext_settings_count +
				    source->settings_count + target->parameters_count,
			    sizeof(*names));

	for (size_t i = 0; i < ARRAY_SIZE(variables); i++)
		names[count++] = variables[i];
	for (size_t i = 0; i < fulltext_settings_count; i++)
		names[count++] = fulltext_settings[i];
	for (size_t i = 0; i < source->settings_count; i++)
		names[count++] = variable_spelt(source->settings[i].name, arena);
	for (size_t i = 0; i < target->parameters_count; i++)
		names[count++] = variable_spelt(target->parameters[i].name, arena);
	return query_names(names, count, arena);
}

static void fill_variables(const struct look *look, struct arena *arena,
			   struct observed_server *out)
{
	const struct rows *rows = answer(&look->answers, QUERY_VARIABLES);

	if (rows == NULL)
		return;
	out->variables = arena_array(arena, rows->count, sizeof(*out->variables));
	for (size_t i = 0; i < rows->count; i++) {
		struct observed_variable *variable =
			&out->variables[out->variables_count++];

		variable->name = clean_copy(arena, rows_value(rows, i, 0));
		variable->value = clean_copy(arena, rows_value(rows, i, 1));
	}
	out->hostname = arena_copy(arena, observed_value(out, "hostname"));
	out->server_id = rows_number(observed_value(out, "server_id"), 0);
	out->uuid = arena_copy(arena, observed_value(out, "server_uuid"));
	if (out->uuid == NULL)
		out->uuid = arena_copy(arena, observed_value(out, "server_uid"));
}

static void fill_databases(const struct look *look, struct arena *arena,
			   struct observed_server *out)
{
	const struct rows *rows = answer(&look->answers, QUERY_DATABASES);

	if (rows == NULL)
		return;
	out->databases = arena_array(arena, rows->count, sizeof(*out->databases));
	for (size_t i = 0; i < rows->count; i++) {
		struct observed_database *database =
			&out->databases[out->databases_count];
		const char *name = rows_named(rows, i, "database");

		if (text_equal(name, RECORD_DATABASE)) {
			add_object(out, arena, "database", name, NULL);
			continue;
		}
		if (query_is_stray(name)) {
			uint64_t held = rows_number(rows_named(rows, i, "tables"), 0) +
					rows_number(rows_named(rows, i, "views"), 0) +
					rows_number(rows_named(rows, i, "programs"), 0);

			add_object(out, arena, "stray-directory", name,
				   arena_printf(arena, "%" PRIu64, held));
			continue;
		}
		database->name = clean_copy(arena, name);
		database->tables = rows_number(rows_named(rows, i, "tables"), 0);
		database->views = rows_number(rows_named(rows, i, "views"), 0);
		out->databases_count++;
	}
}

void fill_server(const struct look *look, const char *address, struct arena *arena,
		 struct observed_server *out)
{
	const char *client = answer_first(&look->answers, QUERY_IDENTITY, "client");
	const char *at = client == NULL ? NULL : strrchr(client, '@');

	out->address = clean_copy(arena, address);
	out->flavour = look->server.flavour;
	out->version = look->server.version;
	out->version_text = arena_copy(arena, look->server.version_text);
	out->tls = arena_copy(arena, look->server.tls);
	out->user =
		clean_copy(arena, answer_first(&look->answers, QUERY_IDENTITY, "user"));
	out->client = clean_copy(arena, at == NULL ? NULL : at + 1);
	out->utc_offset = clean_copy(arena, answer_first(&look->answers, QUERY_IDENTITY,
							 "utc_offset"));
	fill_variables(look, arena, out);
	fill_privileges(look, arena, out);
	fill_databases(look, arena, out);
	fill_unanswered(look, arena, out);
}
