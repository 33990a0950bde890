/*
 * The loop always ends, whatever is wrong with
 * the source: its settings and the replication account.
 */
#include "converge_changes.h"

/* The source's settings. */
static void statement_format(struct model *model)
{
	pair_variable(&model->pair, "binlog_format")->value = TEXT("STATEMENT");
}

static void binlog_off(struct model *model)
{
	pair_variable(&model->pair, "log_bin")->value = TEXT("OFF");
	pair_variable(&model->pair, "log_bin_basename")->value = TEXT("");
	source_of(model)->binlogs_count = 0;
	source_of(model)->binlog_file = NULL;
	source_of(model)->binlog_position = 0;
	if (text_equal(model->pair.link.io_running, "Yes")) {
		model->pair.link.io_running = TEXT("No");
		model->pair.link.io_errno = 13114;
		model->pair.link.io_error = TEXT("'Binary log is not open'");
		model->pair.link.lag_known = FACT_NO;
	}
}

static void binlog_off_and_statement(struct model *model)
{
	binlog_off(model);
	statement_format(model);
}

static void other_binlog_name(struct model *model)
{
	pair_variable(&model->pair, "log_bin_basename")->value = TEXT("/data/binlog");
}

static void other_server_id(struct model *model)
{
	pair_variable(&model->pair, "server_id")->value = TEXT("1");
	source_of(model)->server.server_id = 1;
	model->pair.record.source_server_id = 1;
	if (model->link_is_to_source)
		model->pair.link.source_server_id = 1;
}

static void unknown_setting(struct model *model)
{
	static struct manifest_setting setting = { "no_such_variable", "1" };

	model->pair.manifest.source.settings = &setting;
	model->pair.manifest.source.settings_count = 1;
}

static void static_setting(struct model *model)
{
	static struct manifest_setting setting = { "max_binlog_size", "1G" };
	static struct manifest_setting other = { "max_binlog_size", "100M" };

	model->pair.manifest.source.settings = binlog_on(model) ? &other : &setting;
	model->pair.manifest.source.settings_count = 1;
	pair_variable(&model->pair, "max_binlog_size")->dynamic = FACT_NO;
}

/* How settings get there. */
static void file_alone(struct model *model)
{
	model->pair.manifest.source.config.file = "/etc/mysql/conf.d/extrepl.cnf";
}

static void file_and_restart(struct model *model)
{
	static const char *const restart[] = { "systemctl", "restart", "mysql", NULL };

	file_alone(model);
	model->pair.manifest.source.config.restart = restart;
}

/* The account. */
static void no_account(struct model *model)
{
	source_of(model)->account = (struct observed_account){ .present = FACT_NO };
	model->password_right = false;
}

static void unreadable_account(struct model *model)
{
	source_of(model)->account = (struct observed_account){ 0 };
}

static void no_privilege(struct model *model)
{
	source_of(model)->account.replication_slave = FACT_NO;
}

static void no_tls(struct model *model)
{
	source_of(model)->account.requires_tls = FACT_NO;
}

static void certificate(struct model *model)
{
	source_of(model)->account.requires_certificate = FACT_YES;
}

static void locked(struct model *model)
{
	source_of(model)->account.locked = FACT_YES;
}

static void expired(struct model *model)
{
	source_of(model)->account.password_expired = FACT_YES;
}

static void socket_plugin(struct model *model)
{
	source_of(model)->account.plugin = TEXT("auth_socket");
}

static void other_password(struct model *model)
{
	model->password_right = model->link_password_right = false;
	model->pair.record.link_password_current = FACT_NO;
}

static void other_password_unseen(struct model *model)
{
	other_password(model);
	model->login_possible = false;
}

static void password_changed_at_source(struct model *model)
{
	model->password_right = false;
}

static void all_wrong(struct model *model)
{
	no_privilege(model);
	no_tls(model);
	locked(model);
	other_password(model);
}

static void cannot_skip_binlog(struct model *model)
{
	source_of(model)->can_skip_binlog = FACT_NO;
}

static void only_restart_allowed(struct model *model)
{
	model->allowed = CONSENT_SOURCE_RESTART;
}

/* clang-format off */
static const struct axis source_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS({ "nothing on the target", no_record }, AS_IT_IS("copied and started"), { "copied", not_started },
	     { "unfinished copy", unfinished }),
	AXIS({ "no link", no_link }, AS_IT_IS("linked"), { "linked to another", link_to_another }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "retries used up", retries_used_up }),
	AXIS(AS_IT_IS("settings right"), { "binlog_format STATEMENT", statement_format }, { "binlog off", binlog_off },
	     { "binlog off and STATEMENT", binlog_off_and_statement }, { "another binlog name", other_binlog_name },
	     { "another server_id", other_server_id }, { "unknown setting", unknown_setting },
	     { "static setting", static_setting }),
	AXIS(AS_IT_IS("no config"), { "config.file", file_alone }, { "config.file and restart", file_and_restart }),
	AXIS(AS_IT_IS("account right"), { "no account", no_account }, { "account unreadable", unreadable_account },
	     { "no privilege", no_privilege }, { "no TLS required", no_tls }, { "X509 required", certificate },
	     { "locked", locked }, { "expired", expired }, { "auth_socket", socket_plugin },
	     { "other password", other_password }, { "other password, unseen", other_password_unseen },
	     { "password changed at the source", password_changed_at_source }, { "all wrong", all_wrong }),
	AXIS(AS_IT_IS("may skip the binlog"), { "may not skip the binlog", cannot_skip_binlog }),
	AXIS({ "nothing allowed", as_it_is }, { "restart allowed", only_restart_allowed }, { "all allowed", all_allowed }),
};
/* clang-format on */

static void every_source_converges(void **state)
{
	(void)state;
	run_all_facts("sources", source_axes, ARRAY_SIZE(source_axes));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_source_converges),
	};

	return RUN_COMBINATIONS(tests);
}
