/*
 * The loop always ends. Every combination of the facts that matter is a facts; in each
 * the plan is made, its first step is done by a model of the servers, and the plan is
 * made again, until nothing is open. What RDS would refuse, what would lose data and
 * what would go round in circles is a failure.
 */
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "link/identity.h"
#include "link/purged.h"
#include "link/taken_away.h"
#include "model.h"
#include "model_instance.h"
#include "observed/gtid.h"
#include "sql/setting_value.h"
#include "steps/steps.h"

#define MOST_ROUNDS 16

typedef void vary(struct model *model);

struct variant {
	const char *name;
	vary *vary;
};

struct axis {
	const struct variant *variants;
	size_t count;
};

static void as_it_is(struct model *model)
{
	(void)model;
}

/* Which servers. */
static void mysql(struct model *model)
{
	pair_make(&model->pair);
}

static void mariadb(struct model *model)
{
	pair_make_mariadb(&model->pair);
}

static void old_names(struct model *model)
{
	model->pair.procedures[0].name = TEXT("rds_set_external_master");
	model->pair.procedures[1].name = TEXT("rds_reset_external_master");
}

static void no_delay_procedure(struct model *model)
{
	target_of(model)->procedures_count = 4;
}

static void no_procedures_at_all(struct model *model)
{
	target_of(model)->procedures_count = 0;
}

static void gtids_used_again(struct model *model)
{
	pair_variable(&model->pair, "gtid_mode")->value = TEXT("ON");
	source_of(model)->gtid_set = TEXT(SOURCE_UUID ":1-5");
	target_of(model)->gtid_set = TEXT(SOURCE_UUID ":1-9");
}

static void binlog_begun_anew(struct model *model)
{
	source_of(model)->binlog_file = TEXT(COPY_FILE);
	source_of(model)->binlog_position = 900;
	source_of(model)->binlogs_count = 1;
}

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

/* The record. */
static void no_record(struct model *model)
{
	target_of(model)->records_count = 0;
}

static void unfinished(struct model *model)
{
	model->pair.record.state = TEXT("unfinished");
	model->pair.record.file = NULL;
	model->pair.record.completed_at = model->pair.record.link_started_at = NULL;
	model->pair.record.link_address = NULL;
	model->pair.record.link_password_current = FACT_UNKNOWN;
}

static void unfinished_of_less(struct model *model)
{
	unfinished(model);
	model->pair.record.databases = TEXT("other");
}

static void not_started(struct model *model)
{
	model->pair.record.link_started_at = NULL;
	model->pair.record.link_address = NULL;
	model->pair.record.link_password_current = FACT_UNKNOWN;
	target_of(model)->last_start_at = TEXT("2026-11-20 01:00:00");
}

static void started_by_hand(struct model *model)
{
	not_started(model);
	target_of(model)->last_start_at = TEXT("2026-11-21 01:00:00");
}

static void adopted(struct model *model)
{
	not_started(model);
	model->pair.record.state = TEXT("adopted");
}

static void of_another_source(struct model *model)
{
	model->pair.record.source_uuid = TEXT(OTHER_UUID);
	model->pair.record.source_hostname = TEXT("db999");
	model->pair.record.source_server_id = 999;
}

static void of_another_manifest(struct model *model)
{
	model->pair.record.name = TEXT("somebody-elses");
}

static void promoted(struct model *model)
{
	model->pair.record.state = TEXT("promoted");
}

static void copy_purged(struct model *model)
{
	not_started(model);
	model->pair.record.file = TEXT("db001-bin.000007");
}

static void another_database_wanted(struct model *model)
{
	static const char *const databases[] = { "repltest", "more", NULL };

	model->pair.manifest.copy.databases = databases;
	model->pair.source_databases[1] =
		(struct observed_database){ .name = TEXT("more") };
	source_of(model)->server.databases_count = 2;
}

/* The link. */
static void no_link(struct model *model)
{
	target_of(model)->links_count = 0;
	model->link_is_to_source = false;
}

static void promoted_by_hand(struct model *model)
{
	no_link(model);
	target_of(model)->own_writes = FACT_YES;
	target_of(model)->own_write = TEXT("repltest.orders at 2026-11-22 10:00:00 UTC");
}

static void perhaps_promoted(struct model *model)
{
	no_link(model);
	target_of(model)->own_writes = FACT_UNKNOWN;
}

static void status_unreadable(struct model *model)
{
	no_link(model);
	target_of(model)->links_known = FACT_NO;
}

static void never_connected(struct model *model)
{
	model->pair.link.source_uuid = NULL;
	model->pair.link.source_server_id = 0;
	model->pair.link.executed_file = TEXT(COPY_FILE);
	model->pair.link.executed_position = 700;
}

static void other_address(struct model *model)
{
	model->pair.link.source_host = TEXT("db001.internal");
	model->pair.record.link_address = TEXT("db001.internal:3306");
}

static void link_in_clear(struct model *model)
{
	model->pair.link.tls = FACT_NO;
}

static void link_of_other_user(struct model *model)
{
	model->pair.link.source_user = TEXT("someone");
}

static void link_delayed(struct model *model)
{
	model->pair.link.delay = 3600;
}

static void link_given_other_password(struct model *model)
{
	model->link_password_right = false;
	model->pair.record.link_password_current = FACT_NO;
}

static void link_by_gtid(struct model *model)
{
	model->pair.link.auto_position = FACT_YES;
}

static void link_by_gtid_in_clear(struct model *model)
{
	link_by_gtid(model);
	link_in_clear(model);
}

static void same_address_other_server(struct model *model)
{
	model->pair.link.source_uuid = is_mariadb(model) ? NULL : TEXT(OTHER_UUID);
	model->pair.link.source_server_id = 999;
	model->link_is_to_source = false;
}

static void link_to_another(struct model *model)
{
	same_address_other_server(model);
	model->pair.link.source_host = TEXT("10.9.9.9");
}

static void link_to_another_unknown(struct model *model)
{
	link_to_another(model);
	model->pair.link.source_uuid = NULL;
	model->pair.link.source_server_id = 0;
}

/* Its threads. */
static void threads(struct model *model, const char *io, unsigned io_errno,
		    const char *sql, unsigned sql_errno)
{
	struct observed_link *link = &model->pair.link;

	link->io_running = copied(model, io);
	link->io_errno = io_errno;
	link->io_error = io_errno == 0 ? NULL : TEXT("the receiver's own words");
	link->sql_running = copied(model, sql);
	link->sql_errno = sql_errno;
	link->sql_error = sql_errno == 0 ? NULL : TEXT("the applier's own words");
	link->lag_known = io_errno == 0 && sql_errno == 0 ? FACT_YES : FACT_NO;
	model->applier_errno = sql_errno;
}

static void threads_off(struct model *model)
{
	threads(model, "No", 0, "No", 0);
}

static void connecting(struct model *model)
{
	threads(model, "Connecting", 0, "Yes", 0);
}

static void unreachable(struct model *model)
{
	threads(model, "Connecting", 2003, "Yes", 0);
	model->reachable = false;
}

static void retries_used_up(struct model *model)
{
	threads(model, "No", 2003, "Yes", 0);
}

static void unreachable_and_off(struct model *model)
{
	threads(model, "No", 2003, "No", 0);
	model->reachable = false;
}

static void applier_alone_off(struct model *model)
{
	threads(model, "Yes", 0, "No", 0);
}

static void lock_wait(struct model *model)
{
	threads(model, "Yes", 0, "No", 1205);
	model->applier_heals = true;
}

static void duplicate(struct model *model)
{
	threads(model, "Yes", 0, "No", 1062);
}

static void duplicate_and_off(struct model *model)
{
	threads(model, "No", 0, "No", 1062);
}

static void duplicate_mended_and_off(struct model *model)
{
	duplicate_and_off(model);
	model->applier_heals = true;
}

static void purged(struct model *model)
{
	threads(model, "No", is_mariadb(model) ? 1236 : 13114, "Yes", 0);
	model->pair.link.io_error =
		TEXT("'Could not find first log file name in binary log index file'");
	model->pair.link.executed_file = TEXT("db001-bin.000100");
}

static void purged_and_duplicate(struct model *model)
{
	purged(model);
	model->pair.link.sql_running = TEXT("No");
	model->pair.link.sql_errno = model->applier_errno = 1062;
}

/* What stands on the target. */
static void target_empty(struct model *model)
{
	target_of(model)->server.databases_count = 0;
}

static void target_other(struct model *model)
{
	model->pair.target_databases[0] =
		(struct observed_database){ .name = TEXT("other"), .tables = 3 };
}

static void target_both(struct model *model)
{
	model->pair.target_databases[1] =
		(struct observed_database){ .name = TEXT("other"), .tables = 3 };
	target_of(model)->server.databases_count = 2;
}

/* What is wanted and allowed. */
static void adopt(struct model *model)
{
	model->pair.manifest.copy.adopt.set = true;
	model->pair.manifest.copy.adopt.file = COPY_FILE;
	model->pair.manifest.copy.adopt.position = 700;
}

static void wanted_stopped(struct model *model)
{
	model->pair.manifest.replication.state = STATE_STOPPED;
}

static void all_allowed(struct model *model)
{
	model->allowed = CONSENT_SOURCE_RESTART | CONSENT_TARGET_DATA |
			 CONSENT_SOURCE_LOCK | CONSENT_SOURCE_PASSWORD;
}

static void only_restart_allowed(struct model *model)
{
	model->allowed = CONSENT_SOURCE_RESTART;
}

/* The instance. */
static void no_api(struct model *model)
{
	*instance_of(model) = (struct observed_instance){ .known = FACT_UNKNOWN };
}

static void no_credentials(struct model *model)
{
	*instance_of(model) =
		(struct observed_instance){ .known = FACT_NO, .note = TEXT("no key") };
}

static void parameters_denied(struct model *model)
{
	instance_of(model)->parameters_known = FACT_UNKNOWN;
	instance_of(model)->parameters_count = 0;
	instance_of(model)->note = TEXT("AWS denies rds:DescribeDBParameters");
}

static void deny(struct model *model, char *action)
{
	static char *denied[1];

	denied[0] = action;
	instance_of(model)->denied = denied;
	instance_of(model)->denied_count = 1;
}

static void modify_denied(struct model *model)
{
	deny(model, TEXT("rds:ModifyDBParameterGroup"));
}

static void reboot_denied(struct model *model)
{
	deny(model, TEXT("rds:RebootDBInstance"));
}

static void storage_full(struct model *model)
{
	instance_of(model)->status = TEXT("storage-full");
	instance_of(model)->usable = FACT_NO;
	instance_of(model)->broken = FACT_YES;
}

static void rebooting(struct model *model)
{
	instance_of(model)->status = TEXT("rebooting");
	instance_of(model)->usable = FACT_NO;
}

static void custom_group(struct model *model)
{
	if (instance_of(model)->known != FACT_YES)
		return;
	instance_of(model)->parameter_group = TEXT("ours");
	instance_of(model)->default_group = FACT_NO;
}

static void own_group_not_in_use(struct model *model)
{
	custom_group(model);
	if (instance_of(model)->known != FACT_YES)
		return;
	instance_of(model)->parameter_group = TEXT("extrepl-rds001-mysql84");
	instance_of(model)->parameter_status = TEXT("pending-reboot");
}

static void wants(struct model *model, const struct manifest_setting *settings,
		  size_t count)
{
	model->pair.manifest.target.parameters = (struct manifest_setting *)settings;
	model->pair.manifest.target.parameters_count = count;
}

static void wants_what_runs(struct model *model)
{
	static const struct manifest_setting settings[] = { { "local_infile", "1" } };

	wants(model, settings, 1);
}

static void wants_dynamic(struct model *model)
{
	static const struct manifest_setting settings[] = { { "local_infile", "OFF" } };

	wants(model, settings, 1);
}

static void wants_static(struct model *model)
{
	static const struct manifest_setting settings[] = { { "innodb_sort_buffer_size",
							      "2M" } };

	wants(model, settings, 1);
}

static void wants_both(struct model *model)
{
	static const struct manifest_setting settings[] = {
		{ "local_infile", "0" }, { "innodb_sort_buffer_size", "2097152" }
	};

	wants(model, settings, 2);
}

static void wants_unknown(struct model *model)
{
	static const struct manifest_setting settings[] = { { "nonsense", "0" } };

	wants(model, settings, 1);
}

static void wants_too_much(struct model *model)
{
	static const struct manifest_setting settings[] = { { "innodb_sort_buffer_size",
							      "1G" } };

	wants(model, settings, 1);
}

static void put(struct model *model, const char *name, char *value, char *method)
{
	struct observed_parameter *parameter = group_parameter(model, name);

	if (instance_of(model)->default_group == FACT_YES ||
	    instance_of(model)->parameters_known != FACT_YES)
		return;
	parameter->value = value;
	parameter->apply_method = method;
}

static void dynamic_is_put(struct model *model)
{
	put(model, "local_infile", TEXT("0"), TEXT("immediate"));
	if (instance_of(model)->default_group == FACT_NO &&
	    instance_of(model)->parameters_known == FACT_YES &&
	    text_equal(instance_of(model)->parameter_status, "in-sync"))
		instance_of(model)->parameter_status = TEXT("applying");
}

static void dynamic_waits_for_reboot(struct model *model)
{
	put(model, "local_infile", TEXT("0"), TEXT("pending-reboot"));
	if (instance_of(model)->default_group == FACT_NO)
		instance_of(model)->parameter_status = TEXT("pending-reboot");
}

static void static_waits_for_reboot(struct model *model)
{
	put(model, "innodb_sort_buffer_size", TEXT("2097152"), TEXT("pending-reboot"));
	if (instance_of(model)->default_group == FACT_NO)
		instance_of(model)->parameter_status = TEXT("pending-reboot");
}

static void read_only_by_group(struct model *model)
{
	target_variable(model, "read_only")->value = TEXT("ON");
	put(model, "read_only", TEXT("1"), TEXT("immediate"));
}

static void read_only_by_server(struct model *model)
{
	target_variable(model, "read_only")->value = TEXT("ON");
}

static void wants_read_only(struct model *model)
{
	model->pair.manifest.target.read_only = true;
}

static void wants_backup(struct model *model)
{
	model->pair.manifest.copy.backup_first = true;
}

static void has_backup(struct model *model)
{
	wants_backup(model);
	instance_of(model)->snapshot = TEXT("extrepl-pair-20261122");
	instance_of(model)->snapshot_status = TEXT("available");
	instance_of(model)->snapshot_at = TEXT("2026-11-22T08:44:09Z");
}

static void has_old_backup(struct model *model)
{
	has_backup(model);
	instance_of(model)->snapshot_at = TEXT("2026-11-20T08:44:09Z");
}

static void instance_mysql(struct model *model)
{
	mysql(model);
	model_instance(model);
}

static void reboot_allowed(struct model *model)
{
	model->allowed = CONSENT_TARGET_REBOOT;
}

static void reboot_and_data_allowed(struct model *model)
{
	model->allowed = CONSENT_TARGET_REBOOT | CONSENT_TARGET_DATA;
}

static void begin_anew(struct model *model)
{
	pair_begin(&model->pair);
}

static void unfinished_and_no_link(struct model *model)
{
	unfinished(model);
	no_link(model);
}

/* By GTID. */
static void numbered(struct model *model)
{
	if (is_mariadb(model)) {
		pair_number_mariadb(&model->pair);
		source_of(model)->gtid_at_applied = source_of(model)->gtid_set;
	} else {
		pair_number(&model->pair);
	}
}

static void numbered_source_alone(struct model *model)
{
	numbered(model);
	target_of(model)->procedures_count = 5;
}

static void numbered_without_baseline(struct model *model)
{
	numbered(model);
	target_of(model)->procedures_count = 6;
}

static void numbered_purged(struct model *model)
{
	numbered(model);
	if (!is_mariadb(model))
		source_of(model)->gtid_purged = TEXT(SOURCE_UUID ":1-800");
}

/* Nothing of the source's was ever applied. */
static void copied_only(struct model *model)
{
	not_started(model);
	target_of(model)->gtid_set =
		is_mariadb(model) ? TEXT("") : TEXT(TARGET_UUID ":1-3");
}

static void nothing_copied(struct model *model)
{
	copied_only(model);
	no_record(model);
}

static void begun_to_copy(struct model *model)
{
	copied_only(model);
	unfinished(model);
}

static void copied_partly_told(struct model *model)
{
	copied_only(model);
	if (!is_mariadb(model))
		target_of(model)->gtid_set = TEXT(SOURCE_UUID ":1-300");
}

static void adopted_without_gtids(struct model *model)
{
	copied_only(model);
	adopted(model);
	model->pair.record.gtid_set = TEXT("");
}

static void gtid_wanted(struct model *model)
{
	model->pair.manifest.replication.coordinates = COORDINATES_GTID;
}

static void file_wanted(struct model *model)
{
	model->pair.manifest.replication.coordinates = COORDINATES_FILE;
}

/* The source took the place of the one that was copied. */
static void replaced(struct model *model)
{
	struct observed_source *source = source_of(model);

	numbered(model);
	of_another_source(model);
	model->pair.record.link_address = TEXT("10.9.9.9:3306");
	link_to_another(model);
	link_by_gtid(model);
	if (is_mariadb(model)) {
		pair_variable(&model->pair, "max_binlog_size")->name =
			TEXT("log_slave_updates");
		pair_variable(&model->pair, "log_slave_updates")->value = TEXT("ON");
		source->gtid_set = TEXT("0-205-905");
		source->gtid_state = TEXT("0-999-900,0-205-905");
		source->gtid_replicated = TEXT("0-999-900");
		source->gtid_purged = TEXT("0-999-500");
		target_of(model)->gtid_set = TEXT("0-999-900");
		model->pair.record.gtid_set = TEXT("0-999-700");
	} else {
		source->gtid_set = TEXT(OTHER_UUID ":1-900," SOURCE_UUID ":1-5");
		source->gtid_purged = TEXT(OTHER_UUID ":1-500");
		target_of(model)->gtid_set =
			TEXT(OTHER_UUID ":1-900," TARGET_UUID ":1-3");
		model->pair.record.gtid_set = TEXT(OTHER_UUID ":1-700");
	}
	model->shares_history = model->is_successor = true;
}

static void lacks_the_last(struct model *model)
{
	if (is_mariadb(model))
		source_of(model)->gtid_state = TEXT("0-999-899,0-205-905");
	else
		source_of(model)->gtid_set =
			TEXT(OTHER_UUID ":1-899," SOURCE_UUID ":1-5");
	model->is_successor = false;
}

static void lacks_the_received(struct model *model)
{
	model->pair.link.retrieved_gtid_set =
		is_mariadb(model) ? TEXT("0-999-901") : TEXT(OTHER_UUID ":701-901");
	model->is_successor = false;
}

static void purged_too_much(struct model *model)
{
	source_of(model)->gtid_purged =
		is_mariadb(model) ? TEXT("0-999-901") :
				    TEXT(OTHER_UUID ":1-900," SOURCE_UUID ":1-2");
	model->is_successor = false;
}

static void has_nothing_of_it(struct model *model)
{
	if (is_mariadb(model))
		source_of(model)->gtid_replicated = NULL;
	else
		source_of(model)->gtid_set = TEXT(SOURCE_UUID ":1-5");
	if (!is_mariadb(model))
		source_of(model)->gtid_purged = TEXT("");
	model->shares_history = model->is_successor = false;
}

static void replaced_by_file(struct model *model)
{
	model->pair.link.auto_position = FACT_NO;
	model->is_successor = false;
}

static void at_one_address(struct model *model)
{
	model->pair.link.source_host = TEXT("10.0.0.205");
	model->pair.record.link_address = TEXT("10.0.0.205:3306");
}

static void at_one_address_and_connected(struct model *model)
{
	at_one_address(model);
	model->pair.link.source_uuid = source_of(model)->server.uuid;
	model->pair.link.source_server_id = 205;
}

/* Killed between setting the link and noting whose it is now. */
static void set_and_not_noted(struct model *model)
{
	at_one_address(model);
	model->pair.link.source_uuid = NULL;
}

static void link_elsewhere(struct model *model)
{
	model->pair.link.source_host = TEXT("10.7.7.7");
	model->pair.link.source_uuid =
		is_mariadb(model) ? NULL : TEXT("77777777-0000-0000-0000-000000000000");
	model->shares_history = model->is_successor = false;
}

static void link_reset(struct model *model)
{
	no_link(model);
	model->shares_history = model->is_successor = false;
}

static void delay_wanted(struct model *model)
{
	model->pair.manifest.replication.delay_ms = 60 * 1000;
}

static void delay_as_argument(struct model *model)
{
	pair_add_procedure(&model->pair,
			   is_mariadb(model) ? "rds_set_external_master_with_delay" :
					       "rds_set_external_source_with_delay",
			   8);
}

static void no_delay_at_all(struct model *model)
{
	model->pair.procedures[4].name = TEXT("rds_something_else");
}

static void link_by_gtid_nothing_read(struct model *model)
{
	link_by_gtid(model);
	model->pair.link.executed_file = NULL;
	model->pair.link.executed_position = 0;
}

#define AXIS(...)                                                                      \
	{                                                                              \
		(const struct variant[]){ __VA_ARGS__ },                               \
			ARRAY_SIZE(((const struct variant[]){ __VA_ARGS__ }))          \
	}
#define AS_IT_IS(name)                                                                 \
	{                                                                              \
		name, as_it_is                                                         \
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

static const struct axis target_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS({ "no record", no_record }, { "unfinished", unfinished }, { "unfinished, of less", unfinished_of_less },
	     AS_IT_IS("copied and started"), { "copied", not_started }, { "copied, started by hand", started_by_hand },
	     { "copied, binlog purged", copy_purged }, { "adopted", adopted }, { "of another source", of_another_source },
	     { "of another manifest", of_another_manifest }, { "promoted", promoted }),
	AXIS(AS_IT_IS("linked"), { "no link", no_link }, { "promoted by hand", promoted_by_hand },
	     { "perhaps promoted", perhaps_promoted }, { "status unreadable", status_unreadable },
	     { "never connected", never_connected }, { "another address", other_address }, { "in clear", link_in_clear },
	     { "another user", link_of_other_user }, { "delayed", link_delayed },
	     { "given another password", link_given_other_password }, { "by GTID", link_by_gtid },
	     { "by GTID, in clear", link_by_gtid_in_clear }, { "another server at the address", same_address_other_server },
	     { "linked to another", link_to_another }, { "linked to an unknown other", link_to_another_unknown }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "connecting", connecting },
	     { "unreachable", unreachable }, { "retries used up", retries_used_up },
	     { "unreachable and off", unreachable_and_off }, { "applier alone off", applier_alone_off },
	     { "lock wait", lock_wait }, { "duplicate", duplicate }, { "duplicate and off", duplicate_and_off },
	     { "duplicate, mended and off", duplicate_mended_and_off }, { "purged", purged },
	     { "purged and duplicate", purged_and_duplicate }),
	AXIS({ "target empty", target_empty }, AS_IT_IS("data on the target"), { "a stranger's database", target_other },
	     { "data and a stranger's database", target_both }),
	AXIS(AS_IT_IS("copied by extrepl"), { "adopt", adopt }, { "one database more", another_database_wanted }),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};

#define API_AXIS                                                                                                         \
	AXIS(AS_IT_IS("the API answers"), { "not asked", no_api }, { "no credentials", no_credentials },                  \
	     { "parameters denied", parameters_denied }, { "modify denied", modify_denied },                              \
	     { "reboot denied", reboot_denied }, { "storage full", storage_full }, { "rebooting", rebooting })

static const struct axis parameter_axes[] = {
	AXIS({ "an instance", instance_mysql }),
	API_AXIS,
	AXIS(AS_IT_IS("default group"), { "a group of somebody's", custom_group },
	     { "extrepl's group, not in use", own_group_not_in_use }),
	AXIS(AS_IT_IS("nothing set"), { "dynamic, being applied", dynamic_is_put },
	     { "dynamic, waiting for a reboot", dynamic_waits_for_reboot },
	     { "static, waiting for a reboot", static_waits_for_reboot }),
	AXIS(AS_IT_IS("no parameter wanted"), { "wants what runs", wants_what_runs }, { "wants a dynamic one", wants_dynamic },
	     { "wants a static one", wants_static }, { "wants both", wants_both }, { "wants an unknown one", wants_unknown },
	     { "wants too much", wants_too_much }),
	AXIS(AS_IT_IS("not wanted read-only"), { "wanted read-only", wants_read_only }),
	AXIS(AS_IT_IS("in sync"), { "nothing on the target", begin_anew }),
	AXIS(AS_IT_IS("nothing allowed"), { "reboot allowed", reboot_allowed }),
};

static const struct axis write_axes[] = {
	AXIS({ "an instance", instance_mysql }),
	API_AXIS,
	AXIS(AS_IT_IS("default group"), { "a group of somebody's", custom_group }),
	AXIS(AS_IT_IS("writable"), { "read-only by its group", read_only_by_group },
	     { "read-only by itself", read_only_by_server }),
	AXIS(AS_IT_IS("not wanted read-only"), { "wanted read-only", wants_read_only }),
	AXIS(AS_IT_IS("no backup wanted"), { "backup wanted", wants_backup }, { "backup there", has_backup },
	     { "backup too old", has_old_backup }),
	AXIS(AS_IT_IS("in sync"), { "nothing on the target", begin_anew }, { "unfinished copy", unfinished_and_no_link },
	     { "reset since the copy", no_link }, { "other password", link_given_other_password }),
	AXIS(AS_IT_IS("nothing allowed"), { "reboot allowed", reboot_allowed },
	     { "reboot and data allowed", reboot_and_data_allowed }),
};

static const struct axis procedure_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS(AS_IT_IS("new names"), { "old names", old_names }, { "no delay procedure", no_delay_procedure },
	     { "no procedures", no_procedures_at_all }),
	AXIS(AS_IT_IS("source never reset"), { "GTIDs used again", gtids_used_again },
	     { "binlog begun anew", binlog_begun_anew }),
	AXIS({ "no record", no_record }, AS_IT_IS("copied and started"), { "copied", not_started },
	     { "unfinished", unfinished }),
	AXIS(AS_IT_IS("linked"), { "no link", no_link }, { "in clear", link_in_clear }, { "delayed", link_delayed },
	     { "linked to another", link_to_another }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "retries used up", retries_used_up }),
	AXIS({ "target empty", target_empty }, AS_IT_IS("data on the target")),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};
static const struct axis gtid_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS({ "numbered", numbered }, { "the source alone", numbered_source_alone },
	     { "no baseline", numbered_without_baseline }, { "purged", numbered_purged }),
	AXIS({ "delay by a call", as_it_is }, { "as an argument too", delay_as_argument }, { "no delay", no_delay_at_all }),
	AXIS({ "nothing copied", nothing_copied }, AS_IT_IS("copied and started"), { "copied", copied_only },
	     { "copied, partly told", copied_partly_told }, { "adopted without GTIDs", adopted_without_gtids },
	     { "unfinished", begun_to_copy }),
	AXIS(AS_IT_IS("by file"), { "by GTID", link_by_gtid }, { "by GTID, nothing read", link_by_gtid_nothing_read },
	     { "by GTID, in clear", link_by_gtid_in_clear }, { "in clear", link_in_clear }, { "delayed", link_delayed },
	     { "no link", no_link }, { "promoted by hand", promoted_by_hand }, { "perhaps promoted", perhaps_promoted }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "unreachable", unreachable }, { "duplicate", duplicate }),
	AXIS({ "auto", as_it_is }, { "gtid", gtid_wanted }, { "file", file_wanted }),
	AXIS({ "no delay", as_it_is }, { "a delay", delay_wanted }),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};
static const struct axis failover_axes[] = {
	AXIS({ "MySQL", mysql }, { "MariaDB", mariadb }),
	AXIS({ "replaced", replaced }),
	AXIS(AS_IT_IS("has all"), { "lacks the last", lacks_the_last }, { "lacks the received", lacks_the_received },
	     { "purged", purged_too_much }, { "nothing in common", has_nothing_of_it }),
	AXIS(AS_IT_IS("another address"), { "one address", at_one_address },
	     { "one address, connected", at_one_address_and_connected }, { "set and not noted", set_and_not_noted },
	     { "by file", replaced_by_file }, { "linked elsewhere", link_elsewhere }, { "link reset", link_reset }),
	AXIS(AS_IT_IS("threads on"), { "threads off", threads_off }, { "retries used up", retries_used_up },
	     { "connecting", connecting }, { "duplicate", duplicate }),
	AXIS({ "auto", as_it_is }, { "gtid", gtid_wanted }, { "file", file_wanted }),
	AXIS(AS_IT_IS("wanted running"), { "wanted stopped", wanted_stopped }),
	AXIS(AS_IT_IS("no delay"), { "a delay", delay_wanted }),
	AXIS({ "nothing allowed", as_it_is }, { "all allowed", all_allowed }),
};
/* clang-format on */

static bool ends_with_stop(const char *line)
{
	size_t length = line == NULL ? 0 : strlen(line);

	return length > 0 && line[length - 1] == '.' &&
	       !(length > 3 && text_equal(line + length - 3, "..."));
}

/* What holds for every judgement, whatever the facts. */
static void check_judgement(struct model *model, const struct plan *plan,
			    const struct judgement *step)
{
	bool open = step->verdict == VERDICT_TODO || step->verdict == VERDICT_BLOCKED;
	const struct judgement *before =
		step->after == NULL ? NULL : plan_step(plan, step->after);

	if (text_empty(step->reason) || ends_with_stop(step->reason))
		fail_with(model, "%s: no good reason: '%s'", step->step, step->reason);
	if (step->verdict == VERDICT_TODO && step->actions_count == 0)
		fail_with(model, "%s: to do, but no action: %s", step->step,
			  step->reason);
	if (!open && step->actions_count > 0)
		fail_with(model, "%s: %s, but with actions", step->step,
			  verdict_name(step->verdict));
	if (step->verdict == VERDICT_BLOCKED && step->fixes_count + step->notes_count == 0)
		fail_with(model, "%s: blocked without a fix: %s", step->step,
			  step->reason);
	if (step->verdict == VERDICT_PENDING &&
	    (before == NULL || before->verdict == VERDICT_DONE || before >= step))
		fail_with(model, "%s: later, behind %s", step->step, step->after);
	if (step->verdict == VERDICT_TODO && (step->consent & ~model->allowed) != 0)
		fail_with(model, "%s: to do without its consent", step->step);
}

static void check_plan(struct model *model, const struct plan *plan)
{
	const struct judgement *next = plan_next(plan);

	for (size_t i = 0; i < plan->steps_count; i++)
		check_judgement(model, plan, &plan->steps[i]);
	if ((plan->outcome == OUTCOME_CHANGES) != (next != NULL) &&
	    plan->outcome != OUTCOME_BLOCKED)
		fail_with(model, "the outcome is %s", outcome_name(plan->outcome));
}

static void check_instance_in_sync(struct model *model)
{
	const struct manifest_target *wanted = &model->pair.manifest.target;
	const struct observed_server *server = &target_of(model)->server;

	if (wanted->read_only && !observed_is_on(server, "read_only"))
		fail_with(model, "in sync, but the target is not read-only");
	for (size_t i = 0; i < wanted->parameters_count; i++) {
		const char *name = wanted->parameters[i].name;
		const char *value = observed_value(server, name);

		if (value != NULL && !values_equal(value, wanted->parameters[i].value))
			fail_with(model, "in sync, but %s runs as %s", name, value);
	}
	if (wanted->parameters_count > 0 &&
	    text_equal(instance_of(model)->status, "rebooting"))
		fail_with(model, "in sync, but the instance is rebooting");
}

/* In sync is said of a pair that is. */
static void check_in_sync(struct model *model, const struct plan *plan)
{
	const struct observed_link *link = &model->pair.link;
	bool running = text_equal(link->io_running, "Yes") &&
		       text_equal(link->sql_running, "Yes");

	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict != VERDICT_DONE)
			fail_with(model, "in sync, but %s is %s", plan->steps[i].step,
				  verdict_name(plan->steps[i].verdict));
	}
	/* What is wanted stopped, and was taken away, is not linked again. */
	bool left_alone = link_was_taken_away(&model->pair.facts) &&
			  model->pair.manifest.replication.state == STATE_STOPPED;
	if (left_alone)
		return;
	if (!binlog_on(model) || !has_link(model) || !model->link_is_to_source ||
	    link_differs(model))
		fail_with(model, "in sync, but not linked as wanted");
	else if (running == (model->pair.manifest.replication.state == STATE_STOPPED))
		fail_with(model, "in sync, but the threads are not as wanted");
	if (gtids_unknown_to_source(&model->pair.observed, model->arena).count > 0)
		fail_with(model,
			  "in sync, but the target skips what the source numbers again");
	if (observed_link_is_ahead(source_of(model), link))
		fail_with(model, "in sync, but the target is ahead of the source");
	check_instance_in_sync(model);
	if (has_record(model) &&
	    !observed_record_is_of(&model->pair.record, &source_of(model)->server))
		fail_with(model, "in sync, but the record is of another source");
	if (record_is(model, "unfinished") || record_is(model, "promoted"))
		fail_with(model, "in sync, but the record is %s",
			  model->pair.record.state);
}

static const char *texts_of(const struct judgement *step, struct arena *arena)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < step->actions_count; i++) {
		text_addf(&text, "%s\n", step->actions[i].text);
		if (step->actions[i].reobserve_after)
			break;
	}
	return text.bytes;
}

static void carry_out(struct model *model, const struct judgement *step)
{
	for (size_t i = 0; i < step->actions_count; i++) {
		check_writable(model, &step->actions[i]);
		if (step->actions[i].kind == ACTION_AWS)
			model_aws(model, &step->actions[i]);
		model_do(model, &step->actions[i]);
		if (step->actions[i].reobserve_after)
			return;
	}
}

/*
 * As pkg/reconcile does: one login, where nothing else proves the password. True when
 * that told something new.
 */
static bool try_password(struct model *model, const struct plan *plan, bool *tried)
{
	struct observed_account *account = &source_of(model)->account;

	if (*tried || account->present != FACT_YES ||
	    plan->outcome == OUTCOME_BLOCKED || plan->outcome == OUTCOME_IN_SYNC ||
	    plan_step(plan, "source.account")->verdict != VERDICT_DONE)
		return false;
	*tried = true;
	if (link_proves_password(&model->pair.facts)) {
		account->password_works = FACT_YES;
		return false;
	}
	if (model->login_possible)
		account->password_works = model->password_right ? FACT_YES : FACT_NO;
	return model->login_possible;
}

/*
 * A thread has an error that no second try mends, or would have: only a start, or a
 * stop, brings that to light.
 */
static bool link_failed(const struct model *model)
{
	const struct observed_link *link = &model->pair.link;

	return has_link(model) &&
	       (link->sql_errno != 0 || link->io_errno == 13114 ||
		link->io_errno == 1236 ||
		(link_off(model) &&
		 link_was_purged(&model->pair.facts, link, model->arena) != NULL));
}

/* To act, and then to be blocked, would leave a human with half of the work. */
static void check_not_our_doing(struct model *model, const struct plan *plan)
{
	/*
	 * Two things come to light late: what only a login tells, behind an unlocked
	 * account, and a new server_id.
	 */
	if (source_of(model)->account.password_works == FACT_NO ||
	    takes_source_for_another(model))
		return;
	/* And what AWS denies comes to light by asking for it. */
	if (instance_of(model)->denied_count > 0 ||
	    (instance_of(model)->known == FACT_YES &&
	     instance_of(model)->parameters_known != FACT_YES))
		return;
	for (size_t i = 0; i < plan->steps_count; i++) {
		if (plan->steps[i].verdict == VERDICT_BLOCKED)
			fail_with(model, "acted, and is blocked now: %s: %s",
				  plan->steps[i].step, plan->steps[i].reason);
	}
	for (size_t i = 0; i < plan->findings_count; i++) {
		if (plan->findings[i].severity == SEVERITY_ERROR)
			fail_with(model, "acted, and is blocked now: %s: %s",
				  plan->findings[i].check, plan->findings[i].message);
	}
}

/* From the first look to the end. Returns the rounds that it took. */
static unsigned run_facts(struct model *model)
{
	const char *last = "";
	bool tried = false, acted = false;

	for (unsigned round = 1; round <= MOST_ROUNDS && model->failure[0] == '\0';
	     round++) {
		struct plan plan;

		model->pair.facts.allowed = model->allowed;
		plan_make(steps, steps_count, &model->pair.facts, model->arena, &plan);
		check_plan(model, &plan);
		if (try_password(model, &plan, &tried))
			continue;
		if (plan.outcome == OUTCOME_IN_SYNC)
			check_in_sync(model, &plan);
		if (plan.outcome == OUTCOME_BLOCKED && acted && !link_failed(model))
			check_not_our_doing(model, &plan);
		if (plan.outcome == OUTCOME_IN_SYNC || plan.outcome == OUTCOME_BLOCKED)
			return round;
		if (plan.outcome == OUTCOME_WAITING) {
			if (!instance_tick(model) && !model_tick(model))
				return round;
			continue;
		}
		const struct judgement *next = plan_next(&plan);
		const char *texts = texts_of(next, model->arena);
		if (text_equal(texts, last))
			fail_with(model, "%s: the same again: %s", next->step, texts);
		last = texts;
		if (text_equal(next->step, "source.account")) {
			tried = false;
			source_of(model)->account.password_works = FACT_UNKNOWN;
		}
		carry_out(model, next);
		acted = true;
	}
	fail_with(model, "does not end");
	return MOST_ROUNDS;
}

static void make_facts(const struct axis *axes, size_t count, size_t number,
		       struct model *model)
{
	model->reachable = model->login_possible = true;
	model->password_right = model->link_password_right = true;
	model->link_is_to_source = model->session_logs = true;
	for (size_t i = 0; i < count; i++) {
		const struct variant *variant = &axes[i].variants[number % axes[i].count];

		number /= axes[i].count;
		variant->vary(model);
	}
	model->pair.facts.manifest = &model->pair.manifest;
	model->pair.facts.observed = &model->pair.observed;
}

static const char *name_of_facts(const struct axis *axes, size_t count, size_t number,
				 struct arena *arena)
{
	struct text name = text_make(arena);

	for (size_t i = 0; i < count; i++) {
		text_addf(&name, "%s%s", i == 0 ? "" : " + ",
			  axes[i].variants[number % axes[i].count].name);
		number /= axes[i].count;
	}
	return name.bytes;
}

/* Failures that read alike are one, with the first facts that it was seen in. */
#define MOST_KINDS 12

struct failures {
	size_t count, kinds;
	char seen[MOST_KINDS][sizeof(((struct model *)0)->failure)];
};

static void count_failure(struct failures *failures, const char *failure,
			  const char *facts)
{
	failures->count++;
	for (size_t i = 0; i < failures->kinds; i++) {
		if (text_equal(failures->seen[i], failure))
			return;
	}
	if (failures->kinds == MOST_KINDS)
		return;
	(void)snprintf(failures->seen[failures->kinds++], sizeof(failures->seen[0]),
		       "%s", failure);
	print_error("%s\n    %s\n", facts, failure);
}

static void run_all_facts(const char *what, const struct axis *axes, size_t count)
{
	struct failures failures = { 0 };
	unsigned longest = 0;
	size_t worlds = 1;

	for (size_t i = 0; i < count; i++)
		worlds *= axes[i].count;
	for (size_t number = 0; number < worlds; number++) {
		AUTO_ARENA *arena = arena_make();
		struct model model = { .arena = arena };

		make_facts(axes, count, number, &model);
		unsigned rounds = run_facts(&model);
		longest = rounds > longest ? rounds : longest;
		if (model.failure[0] != '\0')
			count_failure(&failures, model.failure,
				      name_of_facts(axes, count, number, arena));
	}
	print_message("%s: %zu worlds, at most %u rounds\n", what, worlds, longest);
	assert_int_equal(failures.count, 0);
}

static void every_source_converges(void **state)
{
	(void)state;
	run_all_facts("sources", source_axes, ARRAY_SIZE(source_axes));
}

static void every_target_converges(void **state)
{
	(void)state;
	run_all_facts("targets", target_axes, ARRAY_SIZE(target_axes));
}

static void every_parameter_converges(void **state)
{
	(void)state;
	run_all_facts("parameters", parameter_axes, ARRAY_SIZE(parameter_axes));
}

static void every_read_only_target_converges(void **state)
{
	(void)state;
	run_all_facts("read-only targets", write_axes, ARRAY_SIZE(write_axes));
}

static void every_set_of_procedures_converges(void **state)
{
	(void)state;
	run_all_facts("procedures", procedure_axes, ARRAY_SIZE(procedure_axes));
}

static void every_failover_converges(void **state)
{
	(void)state;
	run_all_facts("successions", failover_axes, ARRAY_SIZE(failover_axes));
}

static void every_way_converges(void **state)
{
	(void)state;
	run_all_facts("ways", gtid_axes, ARRAY_SIZE(gtid_axes));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_converges),
		cmocka_unit_test(every_failover_converges),
		cmocka_unit_test(every_source_converges),
		cmocka_unit_test(every_target_converges),
		cmocka_unit_test(every_parameter_converges),
		cmocka_unit_test(every_read_only_target_converges),
		cmocka_unit_test(every_set_of_procedures_converges),
	};

	/* The memory of one facts is that of the next. */
	(void)mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
