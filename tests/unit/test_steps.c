/*
 * The judges, case by case: a change to a pair in sync, the step that it affects, and
 * that step's judgement.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "link/errors.h"
#include "pair.h"
#include "sql/setting_value.h"
#include "sql/statements.h"
#include "steps/steps.h"

/* Changes, named by what they make true. */
typedef void change(struct pair *pair);

#define CHANGE(name, ...)                                                              \
	static void name(struct pair *pair)                                            \
	{                                                                              \
		struct observed_source *source = &pair->observed.source;               \
		struct observed_target *target = &pair->observed.target;               \
		struct observed_link *link = &pair->link;                              \
		struct observed_record *record = &pair->record;                        \
		struct manifest *manifest = &pair->manifest;                           \
                                                                                       \
		(void)source, (void)target, (void)link, (void)record, (void)manifest;  \
		__VA_ARGS__;                                                           \
	}

static const char *const restart[] = { "systemctl", "restart", "mysql", NULL };

/* clang-format off */
CHANGE(nothing, (void)0)
CHANGE(consent_to_all, pair->facts.allowed = ~0U)

CHANGE(statement_format, pair_variable(pair, "binlog_format")->value = TEXT("STATEMENT"))
CHANGE(small_letters, pair_variable(pair, "binlog_format")->value = TEXT("row"))
CHANGE(no_format, pair_variable(pair, "binlog_format")->name = TEXT("something_else"))
CHANGE(binlog_off, pair_variable(pair, "log_bin")->value = TEXT("OFF"))
CHANGE(binlog_off_unnamed, binlog_off(pair); manifest->source.log_bin = NULL)
CHANGE(binlog_off_with_config, binlog_off(pair); manifest->source.config.file = "/etc/x.cnf";
       manifest->source.config.restart = restart)
CHANGE(binlog_off_with_consent, binlog_off_with_config(pair); consent_to_all(pair))
CHANGE(other_name, pair_variable(pair, "log_bin_basename")->value = TEXT("/x/mysql-bin"))
CHANGE(other_server_id, pair_variable(pair, "server_id")->value = TEXT("1"))
CHANGE(no_server_id, pair_variable(pair, "server_id")->value = TEXT("0"); source->server.server_id = 0;
       manifest->source.server_id = 0)
CHANGE(format_on_mariadb, pair_make_mariadb(pair); statement_format(pair))
CHANGE(format_on_mariadb_with_file, format_on_mariadb(pair); manifest->source.config.file = "/etc/x.cnf")

CHANGE(no_account, source->account = (struct observed_account){ .present = FACT_NO })
CHANGE(no_account_first, pair_begin(pair); no_account(pair))
CHANGE(no_account_may_not_skip, no_account(pair); source->can_skip_binlog = FACT_NO)
CHANGE(no_account_first_may_not_skip, pair_begin(pair); no_account_may_not_skip(pair))
CHANGE(unreadable, source->account = (struct observed_account){ 0 })
CHANGE(unreadable_unlinked, unreadable(pair); target->links_count = 0)
CHANGE(unreadable_connecting, unreadable(pair); link->io_running = TEXT("Connecting"))
CHANGE(no_privilege, source->account.replication_slave = FACT_NO)
CHANGE(no_tls, source->account.requires_tls = FACT_NO)
CHANGE(tls_not_wanted, manifest->replication.tls = false)
CHANGE(certificate, source->account.requires_certificate = FACT_YES)
CHANGE(locked, source->account.locked = FACT_YES)
CHANGE(expired, source->account.password_expired = FACT_YES)
CHANGE(expired_shared, expired(pair); source->replicas_as_account = 2)
CHANGE(expired_shared_on_mariadb, pair_make_mariadb(pair); expired_shared(pair))
CHANGE(expired_not_ours, expired(pair); target->records_count = 0)
CHANGE(by_socket, source->account.plugin = TEXT("auth_socket"))
CHANGE(by_socket_on_57, by_socket(pair); source->server.version = 50744)
CHANGE(by_socket_on_mariadb, pair_make_mariadb(pair); by_socket(pair))
CHANGE(wrong_password, source->account.password_works = FACT_NO)
CHANGE(expired_right, expired(pair); source->account.password_works = FACT_YES)
CHANGE(rotated, wrong_password(pair); source->account.second_password = FACT_NO;
       pair->record.link_password_current = FACT_NO; pair->record.account_unchanged = FACT_YES)
CHANGE(rotated_shared, rotated(pair); source->replicas_as_account = 2)
CHANGE(rotated_shared_again, rotated_shared(pair); source->account.second_password = FACT_YES)
CHANGE(rotated_by_two, rotated(pair); pair->record.account_unchanged = FACT_NO)
CHANGE(second_password, source->account.password_works = FACT_YES;
       source->account.second_password = source->account.password_is_second = FACT_YES)
CHANGE(link_off, link->io_running = link->sql_running = TEXT("No"))
CHANGE(password_noted, link_off(pair); source->account.password_note = TEXT("its host does not cover us"))

CHANGE(first, pair_begin(pair))
CHANGE(first_empty, pair_begin(pair); source->server.databases_count = 0)
CHANGE(missing_database, static const char *const names[] = { "repltst", NULL };
       pair_begin(pair); manifest->copy.databases = names)
CHANGE(strangers, pair_begin(pair); target->server.databases_count = 1)
CHANGE(strangers_with_consent, strangers(pair); consent_to_all(pair))
CHANGE(unfinished, record->state = TEXT("unfinished"))
CHANGE(unfinished_unlinked, unfinished(pair); target->links_count = 0; record->link_started_at = NULL;
       target->last_start_at = NULL)
CHANGE(unfinished_started, unfinished_unlinked(pair); target->last_start_at = TEXT("2026-11-21 00:00:00"))
CHANGE(unfinished_started_before, unfinished_unlinked(pair); target->last_start_at = TEXT("2026-11-19 00:00:00"))
CHANGE(unfinished_of_another, unfinished_unlinked(pair); record->source_uuid = TEXT("another"))
CHANGE(unfinished_with_stranger, unfinished_unlinked(pair); record->databases = TEXT("other"))
CHANGE(adopt, strangers(pair); manifest->copy.adopt.set = true; manifest->copy.adopt.file = COPY_FILE;
       manifest->copy.adopt.position = 700)
CHANGE(adopt_purged, adopt(pair); manifest->copy.adopt.file = "db001-bin.000001")
CHANGE(adopt_nothing, adopt(pair); target->server.databases_count = 0)
CHANGE(adopted, record->state = TEXT("adopted"))
CHANGE(promoted, record->state = TEXT("promoted"))
CHANGE(not_ours, target->records_count = 0)
CHANGE(other_manifest, record->name = TEXT("other"))
CHANGE(other_source_copied, record->source_uuid = TEXT(OTHER_UUID))
CHANGE(link_to_other, link->source_host = TEXT("10.9.9.9"); link->source_uuid = TEXT(OTHER_UUID))
CHANGE(link_to_other_first, link_to_other(pair); not_ours(pair))
CHANGE(purged, link->io_running = TEXT("No"); link->io_errno = 13114;
       link->io_error = TEXT("... 'Could not find first log file name in binary log index file'"))
CHANGE(purged_with_consent, purged(pair); consent_to_all(pair))

CHANGE(unlinked, target->links_count = 0; record->link_started_at = NULL; target->last_start_at = NULL)
CHANGE(unlinked_used_up, target->links_count = 0)
CHANGE(unlinked_started_by_hand, unlinked(pair); target->last_start_at = TEXT("2026-11-21 00:00:00"))
CHANGE(unlinked_started_before, unlinked(pair); target->last_start_at = TEXT("2026-11-19 00:00:00"))
CHANGE(other_address, link->source_host = TEXT("db001.internal"))
CHANGE(other_port, link->source_port = 3307)
CHANGE(other_user, link->source_user = TEXT("someone"))
CHANGE(in_clear, link->tls = FACT_NO)
CHANGE(other_password, record->link_password_current = FACT_NO)
CHANGE(other_password_stuck, other_password(pair); link->sql_running = TEXT("No"); link->sql_errno = 1062)
CHANGE(other_password_purged, other_password(pair); link->executed_file = TEXT("db001-bin.000100"))
CHANGE(other_password_by_gtid, other_password(pair); link->auto_position = FACT_YES)
CHANGE(by_gtid, link->auto_position = FACT_YES)
CHANGE(numbered, pair_number(pair))
CHANGE(numbered_first, numbered(pair); pair_begin(pair); target->gtid_set = NULL)
CHANGE(numbered_first_by_file, numbered_first(pair); manifest->replication.coordinates = COORDINATES_FILE)
CHANGE(numbered_first_off, numbered_first(pair); pair->variables[4].value = TEXT("OFF"))
CHANGE(numbered_wanted_off, numbered_first_off(pair); manifest->replication.coordinates = COORDINATES_GTID)
CHANGE(numbered_first_no_purged, numbered_first(pair); target->procedures_count = 6)
CHANGE(numbered_unlinked, numbered(pair); unlinked(pair); target->gtid_set = NULL)
CHANGE(numbered_holes, numbered_unlinked(pair); record->gtid_set = TEXT(SOURCE_UUID ":1-700:702," OTHER_UUID ":1-9");
       source->gtid_set = TEXT(SOURCE_UUID ":1-900," OTHER_UUID ":1-9"); target->gtid_set = TEXT(SOURCE_UUID ":1-300," OTHER_UUID ":2-9"))
CHANGE(numbered_aurora, numbered_holes(pair); pair->procedures[5].parameters = 5;
       pair->procedures[6] = (struct observed_procedure){ TEXT("rds_gtid_purged"), 1 };
       pair_add_procedure(pair, "rds_set_binlog_source_ssl", 1); target->service = TEXT("aurora"))
CHANGE(numbered_tagged, numbered_unlinked(pair); record->gtid_set = TEXT(SOURCE_UUID ":tag:1-7"))
CHANGE(numbered_as_target, numbered_unlinked(pair); record->gtid_set = TEXT(TARGET_UUID ":1-7"))
CHANGE(numbered_purged, numbered_unlinked(pair); source->gtid_purged = TEXT(SOURCE_UUID ":1-800"))
CHANGE(numbered_unrecorded, numbered_unlinked(pair); target->gtid_set = TEXT(SOURCE_UUID ":1-800"))
CHANGE(numbered_used_up, numbered(pair); target->links_count = 0; target->gtid_set = TEXT(SOURCE_UUID ":701-900"))
CHANGE(numbered_used_up_by_file, numbered_used_up(pair); manifest->replication.coordinates = COORDINATES_FILE)
CHANGE(numbered_other_channel, static struct observed_link links[1]; numbered_unlinked(pair);
       links[0] = *link; links[0].channel = TEXT("other"); links[0].source_host = TEXT("10.0.9.9");
       target->links = links; target->links_count = 1; manifest->replication.coordinates = COORDINATES_GTID)
CHANGE(to_gtid, numbered(pair); manifest->replication.coordinates = COORDINATES_GTID; target->gtid_set = TEXT(SOURCE_UUID ":701-900");
       source->gtid_at_applied = TEXT(SOURCE_UUID ":1-900"))
CHANGE(to_gtid_off, to_gtid(pair); link_off(pair))
CHANGE(to_gtid_not_recorded, to_gtid(pair); record->gtid_set = TEXT(""))
CHANGE(to_gtid_not_yet, to_gtid(pair); source->gtid_at_applied = NULL)
CHANGE(to_gtid_not_yet_off, to_gtid_not_yet(pair); link_off(pair))
CHANGE(to_gtid_not_yet_vain, to_gtid_not_yet_off(pair); link->sql_errno = 1062)
CHANGE(to_gtid_not_yet_stopped, to_gtid_not_yet_off(pair); manifest->replication.state = STATE_STOPPED)
CHANGE(to_gtid_not_yet_half, to_gtid_not_yet(pair); link->sql_running = TEXT("No"))
CHANGE(to_gtid_not_yet_refused, to_gtid_not_yet(pair); link->io_running = TEXT("No"); link->io_errno = 13114;
       link->io_error = TEXT("1236: 'Cannot replicate anonymous transaction when GTID_MODE = ON'"))
CHANGE(to_gtid_not_yet_password, to_gtid_not_yet(pair); link->io_running = TEXT("Connecting"); record->link_password_current = FACT_NO)
CHANGE(to_gtid_never_started, to_gtid_not_yet_off(pair); record->link_started_at = target->last_start_at = NULL)
CHANGE(to_gtid_none_given, to_gtid(pair); source->gtid_at_applied = source->gtid_set = source->gtid_purged = target->gtid_set = TEXT(""))
CHANGE(to_file, numbered(pair); link->auto_position = FACT_YES; manifest->replication.coordinates = COORDINATES_FILE)
CHANGE(to_file_nothing_read, to_file(pair); link->executed_file = NULL)
CHANGE(other_password_by_gtid_numbered, numbered(pair); other_password_by_gtid(pair))
CHANGE(numbered_mariadb, pair_make_mariadb(pair); pair_number_mariadb(pair))
CHANGE(mariadb_first, numbered_mariadb(pair); unlinked(pair))
CHANGE(mariadb_doubt, mariadb_first(pair); pair->target_variables[0] = (struct observed_variable){ TEXT("log_bin"), TEXT("ON"), FACT_NO })
CHANGE(mariadb_to_gtid, numbered_mariadb(pair); manifest->replication.coordinates = COORDINATES_GTID;
       source->gtid_at_applied = TEXT("0-205-900"))
CHANGE(mariadb_to_file, numbered_mariadb(pair); link->auto_position = FACT_YES;
       manifest->replication.coordinates = COORDINATES_FILE; source->gtid_at_applied = TEXT("0-205-900"))
CHANGE(mariadb_to_file_unsure, mariadb_to_file(pair); source->gtid_at_applied = TEXT("0-205-899"))
CHANGE(mariadb_to_file_unsure_off, mariadb_to_file_unsure(pair); link_off(pair))
CHANGE(adopt_gtid, numbered(pair); strangers(pair); target->gtid_set = NULL; manifest->copy.adopt.set = true;
       manifest->copy.adopt.gtid = SOURCE_UUID ":1-700")
CHANGE(adopt_gtid_not_there, adopt_gtid(pair); manifest->copy.adopt.gtid = SOURCE_UUID ":1-901")
CHANGE(delay_wanted, manifest->replication.delay_ms = 3600 * 1000)
CHANGE(delay_as_wanted, delay_wanted(pair); link->delay = 3600)
CHANGE(delay_first, unlinked(pair); delay_wanted(pair))
CHANGE(delay_first_with, delay_first(pair); pair_add_procedure(pair, "rds_set_external_source_with_delay", 8))
CHANGE(delay_first_without, delay_first(pair); target->procedures_count = 4)
CHANGE(delay_first_by_gtid, numbered_unlinked(pair); delay_wanted(pair))
CHANGE(delayed_health, delay_as_wanted(pair); link->lag = 3620; link->executed_position = 100)
CHANGE(delayed_health_late, delayed_health(pair); link->lag = 3640)
CHANGE(delayed_not_received, delayed_health(pair); pair->facts.catchup_file = NOW_FILE; pair->facts.catchup_position = 9000;
       link->read_position = 100)
CHANGE(catchup_gtids, numbered(pair); link->auto_position = FACT_YES; link->executed_file = NULL; pair->facts.catchup_file = NOW_FILE;
       pair->facts.catchup_position = 9000; pair->facts.catchup_gtid = SOURCE_UUID ":1-900")
CHANGE(catchup_gtids_ahead, catchup_gtids(pair); pair->facts.catchup_gtid = SOURCE_UUID ":1-901")
CHANGE(delayed, link->delay = 60)
CHANGE(delayed_no_procedure, delayed(pair); target->procedures_count = 4)
CHANGE(no_procedures, target->procedures_count = 0)
CHANGE(no_status, target->links_known = FACT_NO; target->links_count = 0)
CHANGE(same_address_other_server, link->source_uuid = TEXT(OTHER_UUID))
CHANGE(ahead, link->executed_position = 9001)
CHANGE(ahead_of_an_old_file, link->executed_file = TEXT(COPY_FILE); link->executed_position = 2000000000)
CHANGE(gtids_again, source->gtid_set = TEXT(SOURCE_UUID ":1-5"); target->gtid_set = TEXT(SOURCE_UUID ":1-9"))

CHANGE(wanted_stopped, manifest->replication.state = STATE_STOPPED)
CHANGE(wanted_and_off, wanted_stopped(pair); link_off(pair))
CHANGE(connecting, link->io_running = TEXT("Connecting"))
CHANGE(refused, connecting(pair); link->io_errno = 2003; link->io_error = TEXT("Can't connect"))
CHANGE(given_up, refused(pair); link->io_running = TEXT("No"))
CHANGE(half_on, link->sql_running = TEXT("No"))
CHANGE(lock_wait, half_on(pair); link->sql_errno = 1205)
CHANGE(duplicate, half_on(pair); link->sql_errno = 1062; link->sql_error = TEXT("Duplicate entry"))
CHANGE(duplicate_and_off, duplicate(pair); link_off(pair))
CHANGE(both_failed, duplicate(pair); purged(pair))
CHANGE(lagging, link->lag = 31)
CHANGE(lag_within, link->lag = 30)
CHANGE(lag_unknown, link->lag_known = FACT_NO)
CHANGE(catchup_ahead, pair->facts.catchup_file = NOW_FILE; pair->facts.catchup_position = 9001)
CHANGE(catchup_reached, pair->facts.catchup_file = NOW_FILE; pair->facts.catchup_position = 9000)

/*
 * What is said begins with a mark: = done, + create, ~ update, . wait, ! blocked, @ later.
 * Then its actions behind "|", with " >" where it must look again first.
 */
static struct judge_case {
	const char *name;
	change *change;
	const char *step;
	const char *says;
} judge_cases[] = {
	{ "settings hold", nothing, "source.settings", "= server_id 205, log_bin db001-bin, binlog_format ROW" },
	{ "row is ROW", small_letters, "source.settings", "= server_id 205, log_bin db001-bin, binlog_format row" },
	{ "a server without a choice of format", no_format, "source.settings", "= server_id 205, log_bin db001-bin" },
	{ "a dynamic setting is persisted", statement_format, "source.settings",
	  "~ binlog_format: STATEMENT -> ROW|SET PERSIST `binlog_format` = 'ROW'" },
	{ "server_id is a number", other_server_id, "source.settings", "~ server_id: 1 -> 205|SET PERSIST `server_id` = 205" },
	{ "no server_id, and none wanted", no_server_id, "source.settings",
	  "! server_id is 0, and source.server_id is not set" },
	{ "the binlog needs a restart that nobody allowed", binlog_off, "source.settings",
	  "! log_bin: off -> db001-bin\nthe source must be restarted, and source.config does not say how" },
	{ "the binlog needs a name", binlog_off_unnamed, "source.settings",
	  "! log_bin is off, and source.log_bin does not say how to name it" },
	{ "a restart needs consent", binlog_off_with_config, "source.settings",
	  "! log_bin: off -> db001-bin|write /etc/x.cnf:|run: systemctl restart mysql" },
	{ "with consent it is done", binlog_off_with_consent, "source.settings",
	  "~ log_bin: off -> db001-bin|write /etc/x.cnf:|run: systemctl restart mysql" },
	{ "a binlog is never renamed", other_name, "source.settings",
	  "! log_bin is on with the name mysql-bin, wanted db001-bin: other replicas may depend on the name, so extrepl never changes it" },
	{ "MariaDB would forget", format_on_mariadb, "source.settings",
	  "! binlog_format: STATEMENT -> ROW\nthe source would lose it at its next restart, and no "
	  "source.config.file is given to keep it" },
	{ "the file comes first", format_on_mariadb_with_file, "source.settings",
	  "~ binlog_format: STATEMENT -> ROW|write /etc/x.cnf:|SET GLOBAL `binlog_format` = 'ROW'" },

	{ "the link proves the password", nothing, "source.account", "= 'repl'@'%': privileges, TLS and password are right" },
	{ "without a link nothing does", link_off, "source.account",
	  "= 'repl'@'%': privileges and TLS are right; password not verified: a plan does not log in" },
	{ "the reason is given", password_noted, "source.account",
	  "= 'repl'@'%': privileges and TLS are right; password not verified: its host does not cover us" },
	{ "a missing account is created outside the binlog", no_account_first, "source.account",
	  "+ there is no account 'repl'@'%'|SET SESSION sql_log_bin = 0"
	  "|CREATE USER 'repl'@'%' IDENTIFIED BY <secret> REQUIRE SSL"
	  "|GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'|SET SESSION sql_log_bin = 1" },
	{ "before the copy the binlog does not matter", no_account_first_may_not_skip, "source.account",
	  "+ there is no account 'repl'@'%'|CREATE USER 'repl'@'%' IDENTIFIED BY <secret> REQUIRE SSL"
	  "|GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'" },
	{ "after it the replica would stop", no_account_may_not_skip, "source.account",
	  "! there is no account 'repl'@'%'\nthe change would be written to the binlog and stop the replica"
	  "|CREATE USER 'repl'@'%' IDENTIFIED BY <secret> REQUIRE SSL|GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'" },
	{ "a running link tells of an unreadable account", unreadable, "source.account", "= 'repl'@'%': the link logs in with it" },
	{ "a connecting one will", unreadable_connecting, "source.account",
	  ". the accounts of the source cannot be read, and the link is still connecting: whether it can log in is not known yet" },
	{ "else it is blocked", unreadable_unlinked, "source.account", "! the accounts of the source cannot be read" },
	{ "a revoked privilege is granted", no_privilege, "source.account",
	  "~ 'repl'@'%' lacks REPLICATION SLAVE|SET SESSION sql_log_bin = 0|GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'"
	  "|SET SESSION sql_log_bin = 1" },
	{ "TLS is required", no_tls, "source.account",
	  "~ 'repl'@'%' may log in without TLS|SET SESSION sql_log_bin = 0|ALTER USER 'repl'@'%' REQUIRE SSL"
	  "|SET SESSION sql_log_bin = 1" },
	{ "or not", tls_not_wanted, "source.account",
	  "~ 'repl'@'%' requires TLS, and replication.tls is false|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' REQUIRE NONE|SET SESSION sql_log_bin = 1" },
	{ "a certificate is not", certificate, "source.account",
	  "~ 'repl'@'%' requires a client certificate, and RDS cannot present one|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' REQUIRE SSL|SET SESSION sql_log_bin = 1" },
	{ "a locked account is unlocked", locked, "source.account",
	  "~ 'repl'@'%' is locked|SET SESSION sql_log_bin = 0|ALTER USER 'repl'@'%' ACCOUNT UNLOCK|SET SESSION sql_log_bin = 1" },
	{ "an expired password is set", expired, "source.account",
	  "! the password of 'repl'@'%' has expired|SET SESSION sql_log_bin = 0|ALTER USER 'repl'@'%' IDENTIFIED BY <secret>"
	  "|SET SESSION sql_log_bin = 1" },
	{ "beside the old one, where others use it", expired_shared, "source.account",
	  "! the password of 'repl'@'%' has expired|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED BY <secret> RETAIN CURRENT PASSWORD|SET SESSION sql_log_bin = 1" },
	{ "where that cannot be, they are cut off, and that is asked for", expired_shared_on_mariadb, "source.account",
	  "! the password of 'repl'@'%' has expired|SET SESSION sql_log_bin = 0|ALTER USER 'repl'@'%' IDENTIFIED BY <secret>|SET SESSION sql_log_bin = 1" },
	{ "a link made by hand is not cut off", expired_not_ours, "source.account",
	  "! the password of 'repl'@'%' has expired\na new password would cut off the link, which extrepl did not configure"
	  "|SET SESSION sql_log_bin = 0|ALTER USER 'repl'@'%' IDENTIFIED BY <secret>|SET SESSION sql_log_bin = 1" },
	{ "a plugin that RDS has not", by_socket, "source.account",
	  "! 'repl'@'%' logs in with auth_socket, which the target does not support|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED WITH caching_sha2_password BY <secret>|SET SESSION sql_log_bin = 1" },
	{ "on 5.7 there is but the native one", by_socket_on_57, "source.account",
	  "! 'repl'@'%' logs in with auth_socket, which the target does not support|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED WITH mysql_native_password BY <secret>|SET SESSION sql_log_bin = 1" },
	{ "MariaDB's syntax names none", by_socket_on_mariadb, "source.account",
	  "! 'repl'@'%' logs in with auth_socket, which the target does not support|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED BY <secret>|SET SESSION sql_log_bin = 1" },
	{ "a wrong password is set with consent", wrong_password, "source.account",
	  "! 'repl'@'%' exists, but with a different password|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED BY <secret>|SET SESSION sql_log_bin = 1" },
	{ "the right one that has expired is set again", expired_right, "source.account",
	  "~ the password of 'repl'@'%' has expired|SET SESSION sql_log_bin = 0|ALTER USER 'repl'@'%' IDENTIFIED BY <secret>"
	  "|SET SESSION sql_log_bin = 1" },
	{ "a rotation of one's own needs no consent", rotated, "source.account",
	  "~ 'repl'@'%' exists, but with a different password|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED BY <secret>|SET SESSION sql_log_bin = 1" },
	{ "of a password that others use it keeps the old one", rotated_shared, "source.account",
	  "~ 'repl'@'%' exists, but with a different password|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED BY <secret> RETAIN CURRENT PASSWORD|SET SESSION sql_log_bin = 1" },
	{ "but not for a third time", rotated_shared_again, "source.account",
	  "! 'repl'@'%' exists, but with a different password|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED BY <secret> RETAIN CURRENT PASSWORD|SET SESSION sql_log_bin = 1" },
	{ "a rotation that crosses another does", rotated_by_two, "source.account",
	  "! 'repl'@'%' exists, but with a different password|SET SESSION sql_log_bin = 0"
	  "|ALTER USER 'repl'@'%' IDENTIFIED BY <secret>|SET SESSION sql_log_bin = 1" },
	{ "the older one of two passwords works", second_password, "source.account",
	  "= 'repl'@'%': privileges and TLS are right; the password is the older one of two" },

#define READERS "read lock: held for milliseconds, given up after 1m00s; 4 readers; "
#define KEEPS READERS "nothing on the target is replaced"
#define DROPS READERS "DROPPED on the target first: repltest"
#define CONTINUES READERS "repltest is kept where the source's rows are unchanged"
#define RESET "CALL mysql.rds_reset_external_source() >|"
	{ "a copy is complete", nothing, "target.copy", "= complete since 2026-11-20 21:04 UTC" },
	{ "a copy is made", first, "target.copy", "+ repltest: 214 tables, 41.2 GB, about 16 min at 45 MB/s|" KEEPS },
	{ "a copy of nothing", first_empty, "target.copy",
	  "+ the source has no database yet: only its position is recorded|" KEEPS },
	{ "a database that is not there", missing_database, "target.copy",
	  "! copy.databases names repltst, which the source does not have" },
	{ "a stranger's data is in the way", strangers, "target.copy",
	  "! repltest is on the target and extrepl did not put it there (214 tables, 41.2 GB)|" DROPS },
	{ "with consent it goes", strangers_with_consent, "target.copy",
	  "+ repltest is on the target and extrepl did not put it there (214 tables, 41.2 GB)|" DROPS },
	{ "an unfinished copy goes on", unfinished_unlinked, "target.copy",
	  "+ a copy was begun 2026-11-20 20:58 UTC and is not complete\nrepltest: 214 tables, 41.2 GB, about 16 min at 45 MB/s|"
	  CONTINUES },
	{ "a start of the link from before it does not matter", unfinished_started_before, "target.copy",
	  "+ a copy was begun 2026-11-20 20:58 UTC and is not complete\nrepltest: 214 tables, 41.2 GB, about 16 min at 45 MB/s|"
	  CONTINUES },
	{ "a start of the link since voids what it loaded", unfinished_started, "target.copy",
	  "+ a copy was begun 2026-11-20 20:58 UTC and is not complete; replication was started since, so none of its rows can be kept\nrepltest: 214 tables, 41.2 GB, about 16 min at 45 MB/s|"
	  DROPS },
	{ "and what was another source's", unfinished_of_another, "target.copy",
	  "+ a copy was begun 2026-11-20 20:58 UTC and is not complete; it was of another source\nrepltest: 214 tables, 41.2 GB, about 16 min at 45 MB/s|"
	  DROPS },
	{ "and resets the link first", unfinished, "target.copy",
	  "+ a copy was begun 2026-11-20 20:58 UTC and is not complete; replication was started since, so none of its rows can be kept\nrepltest: 214 tables, 41.2 GB, about 16 min at 45 MB/s|"
	  RESET DROPS },
	{ "but drops nothing that it did not bring", unfinished_with_stranger, "target.copy",
	  "! a copy was begun 2026-11-20 20:58 UTC and is not complete, and repltest, which it did not create, stands in its "
	  "way|" DROPS },
	{ "data loaded by hand is adopted", adopt, "target.copy",
	  "+ repltest: loaded by hand, adopted at " COPY_FILE ":700"
	  "|record in the database extrepl: adopted, " COPY_FILE ":700; no row is written" },
	{ "not when the binlog is gone", adopt_purged, "target.copy",
	  "! copy.adopt names db001-bin.000001, which is not among the source's binlogs" },
	{ "nor when it is not there", adopt_nothing, "target.copy", "! copy.adopt is set, but the target has no database repltest" },
	{ "by its GTIDs", adopt_gtid, "target.copy",
	  "+ repltest: loaded by hand, adopted at " SOURCE_UUID ":1-700"
	  "|record in the database extrepl: adopted, " SOURCE_UUID ":1-700; no row is written" },
	{ "not when the source lacks them", adopt_gtid_not_there, "target.copy",
	  "! copy.adopt names GTIDs that the source does not have: it has " SOURCE_UUID ":1-900" },
	{ "adopted is as good as copied", adopted, "target.copy", "= adopted since 2026-11-20 21:04 UTC" },
	{ "promoted is final", promoted, "target.copy", "! the target was promoted: extrepl does not link it, copy to it or make it read-only" },
	{ "linked by hand is good too", not_ours, "target.copy",
	  "= already linked to this source; how the data got there is not recorded" },
	{ "another manifest's copy", other_manifest, "target.copy", "! the target holds the copy of another manifest, 'other' (complete)" },
	{ "another source's copy", other_source_copied, "target.copy",
	  "! the target holds a copy of another source (db001, server_uuid " OTHER_UUID "), taken 2026-11-20 21:04 UTC|" RESET DROPS },
	{ "another source's replica", link_to_other_first, "target.copy",
	  "! the target replicates from another source, 10.9.9.9:3306|" RESET DROPS },
	{ "a purged position does not undo the copy", purged, "target.copy", "= complete since 2026-11-20 21:04 UTC" },
	{ "but consent makes a new one", purged_with_consent, "target.copy",
	  "~ the source no longer has the binlog that the target needs|" RESET DROPS },

#define SET(host, file, position)                                                                                      \
	"CALL mysql.rds_set_external_source('" host "', 3306, 'repl', <secret>, " file ", " position ", 1)"            \
	"|record in the database extrepl: the link's address and a salted HMAC of its password"
#define NOTED "|record in the database extrepl: the link's address and a salted HMAC of its password"
#define GTIDS_NOTED "record in the database extrepl: the GTIDs of what is applied|"
#define SET_AT(host, file, position) "|" SET(host, file, position)
#define SET_AT_ONLY(host, file, position) SET(host, file, position)
#define PURGED_AT(uuid, interval) "CALL mysql.rds_set_external_source_gtid_purged('" uuid "', " interval ")"
#define PURGED(uuid, interval) "|" PURGED_AT(uuid, interval)
#define BY_GTID(delay)                                                                                                 \
	"CALL mysql.rds_set_external_source_with_auto_position('10.0.0.205', 3306, 'repl', <secret>, 1, " delay ")" NOTED
#define MARIADB_AT(gtid)                                                                                               \
	"|CALL mysql.rds_set_external_master_gtid('10.0.0.205', 3306, 'repl', <secret>, '" gtid "', 1)" NOTED
#define STOP "|CALL mysql.rds_stop_replication() >|"
#define KEPT "\nthe same server (server_uuid 5d0e41c2-...), so the position " NOW_FILE ":9000 is kept" STOP
#define AGAIN SET("10.0.0.205", "'" NOW_FILE "'", "9000")
	{ "the link is as wanted", nothing, "target.link", "= 10.0.0.205:3306 as repl, TLS, by file and position" },
	{ "by GTID it is too", by_gtid, "target.link", "= 10.0.0.205:3306 as repl, TLS, by GTID" },
	{ "a new link begins where the copy ends", unlinked, "target.link",
	  "+ no source is configured; the data is of " COPY_FILE ":700|" SET("10.0.0.205", "'" COPY_FILE "'", "700") },
	{ "a start before the copy does not count", unlinked_started_before, "target.link",
	  "+ no source is configured; the data is of " COPY_FILE ":700|" SET("10.0.0.205", "'" COPY_FILE "'", "700") },
	{ "where is known after the copy", first, "target.link",
	  "+ no source is configured|" SET("10.0.0.205", "<known after target.copy>", "<known after target.copy>") },
	{ "coordinates are good once", unlinked_used_up, "target.link",
	  "! no source is configured, and the link was started since the copy: its coordinates are used up" },
	{ "started by hand is started", unlinked_started_by_hand, "target.link",
	  "! no source is configured, and replication was started since the copy (mysql.rds_history): its coordinates are used up" },
	{ "another address of the same server", other_address, "target.link", "~ host: db001.internal -> 10.0.0.205" KEPT AGAIN },
	{ "another port", other_port, "target.link", "~ port: 3307 -> 3306" KEPT AGAIN },
	{ "another user", other_user, "target.link", "~ user: someone -> repl" KEPT AGAIN },
	{ "a link in clear", in_clear, "target.link", "~ TLS: off -> on" KEPT AGAIN },
	{ "another password", other_password, "target.link", "~ the password differs from the one that the link was given" KEPT AGAIN },
	{ "not behind a failed applier", other_password_stuck, "target.link",
	  "! the password differs from the one that the link was given\nthe applier has stopped (1062: the target already has a row "
	  "with this key: it differs from the source); reconfigured, the link would apply again what its workers have already "
	  "applied after the gap" },
	{ "not when its position is gone", other_password_purged, "target.link",
	  "! the password differs from the one that the link was given\nits position db001-bin.000100:9000 is no longer among the "
	  "source's binlogs: reconfiguring the link would drop what it has received and not yet applied" },
	{ "by GTID that needs the procedure", other_password_by_gtid, "target.link",
	  "! the password differs from the one that the link was given\nthe target has no procedure to link by GTID" },
	{ "by GTID the position is what the target has", other_password_by_gtid_numbered, "target.link",
	  "~ the password differs from the one that the link was given\nthe same server (server_uuid 5d0e41c2-...), so the position "
	  SOURCE_UUID ":1-900,7a7a7a7a-0000-000... is kept" STOP BY_GTID("0") },
	{ "GTIDs where all of it can work", numbered_first, "target.link",
	  "+ no source is configured|CALL mysql.rds_set_external_source_gtid_purged(<known after target.copy>)|"
	  BY_GTID("0") },
	{ "not where file and position are wanted", numbered_first_by_file, "target.link",
	  "+ no source is configured" SET_AT("10.0.0.205", "<known after target.copy>", "<known after target.copy>") },
	{ "not where the source has none", numbered_first_off, "target.link",
	  "+ no source is configured" SET_AT("10.0.0.205", "<known after target.copy>", "<known after target.copy>") },
	{ "GTIDs that are wanted and cannot be", numbered_wanted_off, "target.link",
	  "! replication.coordinates is gtid, but the source has gtid_mode OFF" },
	{ "not where the target cannot be told of them", numbered_first_no_purged, "target.link",
	  "+ no source is configured" SET_AT("10.0.0.205", "<known after target.copy>", "<known after target.copy>") },
	{ "the target is told what the copy holds", numbered_unlinked, "target.link",
	  "+ no source is configured; the data is of " SOURCE_UUID ":1-700" PURGED(SOURCE_UUID, "1, 700") "|" BY_GTID("0") },
	{ "interval by interval, and only what is missing", numbered_holes, "target.link",
	  "+ no source is configured; the data is of " SOURCE_UUID ":1-700:702,99999999-0000..."
	  PURGED(SOURCE_UUID, "301, 700") PURGED(SOURCE_UUID, "702, 702") PURGED(OTHER_UUID, "1, 1") "|" BY_GTID("0") },
	{ "Aurora is told in one call, and of TLS in another", numbered_aurora, "target.link",
	  "+ no source is configured; the data is of " SOURCE_UUID ":1-700:702,99999999-0000..."
	  "|CALL mysql.rds_gtid_purged('+" SOURCE_UUID ":301-700:702," OTHER_UUID ":1')"
	  "|CALL mysql.rds_set_external_source_with_auto_position('10.0.0.205', 3306, 'repl', <secret>, 0)"
	  "|CALL mysql.rds_set_binlog_source_ssl(1)" NOTED },
	{ "tags cannot be told: by file", numbered_tagged, "target.link",
	  "+ no source is configured; the data is of db001-bin.000431:700" SET_AT("10.0.0.205", "'db001-bin.000431'", "700") },
	{ "nor the target's own", numbered_as_target, "target.link",
	  "+ no source is configured; the data is of db001-bin.000431:700" SET_AT("10.0.0.205", "'db001-bin.000431'", "700") },
	{ "nor is there a way where they are purged", numbered_purged, "target.link",
	  "+ no source is configured; the data is of db001-bin.000431:700" SET_AT("10.0.0.205", "'db001-bin.000431'", "700") },
	{ "GTIDs that the data lacks would be skipped", numbered_unrecorded, "target.link",
	  "! the target has transactions of the source that come after the data's: " SOURCE_UUID ":701-800\nthe link would silently skip "
	  "them, however it is configured" },
	{ "GTIDs show how far it came, though the link is gone", numbered_used_up, "target.link",
	  "+ no source is configured; the target's own GTIDs show how far it has applied" PURGED(SOURCE_UUID, "1, 700") "|" BY_GTID("0") },
	{ "file and position do not", numbered_used_up_by_file, "target.link",
	  "! no source is configured, and the link was started since the copy: its coordinates are used up" },
	{ "GTIDs are told only while all channels stand still", numbered_other_channel, "target.link",
	  "! no source is configured, and replication.coordinates is gtid, but the channel 'other' replicates, and RDS accepts GTIDs only while all channels are stopped" },
	{ "from file to GTID", to_gtid, "target.link",
	  "~ coordinates: file and position -> GTID\nthe same server (server_uuid 5d0e41c2-...), so the position "
	  "db001-bin.000432:9000 (and its GTIDs) is kept" STOP GTIDS_NOTED PURGED_AT(SOURCE_UUID, "1, 700") "|" BY_GTID("0") },
	{ "from file to GTID, stopped", to_gtid_off, "target.link",
	  "~ coordinates: file and position -> GTID\nthe same server (server_uuid 5d0e41c2-...), so the position "
	  "db001-bin.000432:9000 (and its GTIDs) is kept" "|" GTIDS_NOTED PURGED_AT(SOURCE_UUID, "1, 700") "|" BY_GTID("0") },
	{ "also when nobody noted those of the data", to_gtid_not_recorded, "target.link",
	  "~ coordinates: file and position -> GTID\nthe same server (server_uuid 5d0e41c2-...), so the position "
	  "db001-bin.000432:9000 (and its GTIDs) is kept" STOP GTIDS_NOTED PURGED_AT(SOURCE_UUID, "1, 700") "|" BY_GTID("0") },
	{ "not before it is known what was applied", to_gtid_not_yet, "target.link",
	  ". coordinates: file and position -> GTID\nthe target's GTIDs are known once it has applied what the source "
	  "has logged by now" },
	{ "but it is started for that", to_gtid_not_yet_off, "target.link",
	  "~ coordinates: file and position -> GTID\nthe target's GTIDs are known once it has applied what the source "
	  "has logged by now: it is started to get there|CALL mysql.rds_start_replication()" },
	{ "and started again, when one thread stands", to_gtid_not_yet_half, "target.link",
	  "~ coordinates: file and position -> GTID\nthe target's GTIDs are known once it has applied what the source "
	  "has logged by now: it is started to get there" STOP "CALL mysql.rds_start_replication()" },
	{ "but not again and again, when the source sends nothing", to_gtid_not_yet_refused, "target.link",
	  "! coordinates: file and position -> GTID\nthe target's GTIDs are known once it has applied what the source "
	  "has logged by now; the source has gtid_mode ON, and what the target needs next has no GTID (13114)" },
	{ "what hinders it comes first, by file", to_gtid_not_yet_password, "target.link",
	  "~ coordinates: file and position -> GTID\nthe password differs from the one that the link was given\nthe same server "
	  "(server_uuid 5d0e41c2-...), so the position db001-bin.000432:9000 is kept" STOP
	  SET_AT_ONLY("10.0.0.205", "'db001-bin.000432'", "9000") },
	{ "nor with an error", to_gtid_not_yet_vain, "target.link",
	  "! coordinates: file and position -> GTID\nthe applier has stopped (1062: the target already has a row with this "
	  "key: it differs from the source); reconfigured, the link would apply again what its workers have already applied "
	  "after the gap" },
	{ "nor when it is to stand still", to_gtid_not_yet_stopped, "target.link",
	  "! coordinates: file and position -> GTID\nthe target's GTIDs are known once it has applied what the source "
	  "has logged by now" },
	{ "never started, it has what the data has", to_gtid_never_started, "target.link",
	  "~ coordinates: file and position -> GTID\nthe same server (server_uuid 5d0e41c2-...), so the position "
	  "db001-bin.000432:9000 (and its GTIDs) is kept" PURGED(SOURCE_UUID, "1, 700") "|" BY_GTID("0") },
	{ "of a source that has given out none", to_gtid_none_given, "target.link",
	  "~ coordinates: file and position -> GTID\nthe same server (server_uuid 5d0e41c2-...), so the position "
	  "db001-bin.000432:9000 (and its GTIDs) is kept" STOP GTIDS_NOTED BY_GTID("0") },
	{ "from GTID to file", to_file, "target.link",
	  "~ coordinates: GTID -> file and position\nthe same server (server_uuid 5d0e41c2-...), so the position "
	  "db001-bin.000432:9000 is kept" STOP SET_AT_ONLY("10.0.0.205", "'db001-bin.000432'", "9000") },
	{ "not before the link knows where it is", to_file_nothing_read, "target.link",
	  "! coordinates: GTID -> file and position\nits position cannot be read" },
	{ "MariaDB by GTID", mariadb_first, "target.link",
	  "+ no source is configured; the data is of 0-205-700" MARIADB_AT("0-205-700") },
	{ "not where the target's own are in the domain", mariadb_doubt, "target.link",
	  "+ no source is configured; the data is of db001-bin.000431:700"
	  "|CALL mysql.rds_set_external_master('10.0.0.205', 3306, 'repl', <secret>, 'db001-bin.000431', 700, 1)" NOTED },
	{ "MariaDB from file to GTID", mariadb_to_gtid, "target.link",
	  "~ coordinates: file and position -> GTID\nthe same server, so the position db001-bin.000432:9000 (0-205-900) is kept"
	  STOP "CALL mysql.rds_set_external_master_gtid('10.0.0.205', 3306, 'repl', <secret>, '0-205-900', 1)" NOTED },
	{ "MariaDB from GTID to file", mariadb_to_file, "target.link",
	  "~ coordinates: GTID -> file and position\nthe same server, so the position db001-bin.000432:9000 is kept"
	  STOP "CALL mysql.rds_set_external_master('10.0.0.205', 3306, 'repl', <secret>, 'db001-bin.000432', 9000, 1)" NOTED },
	{ "not while both places differ", mariadb_to_file_unsure, "target.link",
	  ". coordinates: GTID -> file and position\nthe link's binlog position does not match its GTIDs" },
	{ "nor when they differ for good", mariadb_to_file_unsure_off, "target.link",
	  "! coordinates: GTID -> file and position\nthe link's binlog position does not match its GTIDs" },
	{ "a delay comes by a call of its own", delay_wanted, "target.link",
	  "~ delay: 0 s -> 3600 s" STOP "CALL mysql.rds_set_source_delay(3600)" },
	{ "a delay as wanted", delay_as_wanted, "target.link",
	  "= 10.0.0.205:3306 as repl, TLS, by file and position, delayed by 1h00m" },
	{ "a new link with a delay", delay_first_with, "target.link",
	  "+ no source is configured; the data is of db001-bin.000431:700|CALL mysql.rds_set_external_source_with_delay('10.0.0.205', "
	  "3306, 'repl', <secret>, 'db001-bin.000431', 700, 1, 3600)" NOTED },
	{ "and where there is no such form", delay_first, "target.link",
	  "+ no source is configured; the data is of db001-bin.000431:700|CALL mysql.rds_set_external_source('10.0.0.205', "
	  "3306, 'repl', <secret>, 'db001-bin.000431', 700, 1)|CALL mysql.rds_set_source_delay(3600)" NOTED },
	{ "and where there is none at all", delay_first_without, "target.link",
	  "! replication.delay is 3600 s, and the target has no procedure that delays a link (mysql.rds_set_source_delay)" },
	{ "by GTID the delay is an argument", delay_first_by_gtid, "target.link",
	  "+ no source is configured; the data is of " SOURCE_UUID ":1-700" PURGED(SOURCE_UUID, "1, 700") "|" BY_GTID("3600") },
	{ "a delay goes", delayed, "target.link", "~ delay: 60 s -> 0 s" STOP "CALL mysql.rds_set_source_delay(0)" },
	{ "a delay that cannot go", delayed_no_procedure, "target.link",
	  "! the link has a delay of 60 s, wanted 0 s, and the target has no mysql.rds_set_source_delay" },
	{ "a broken link is not set again", duplicate, "target.link", "= 10.0.0.205:3306 as repl, TLS, by file and position" },
	{ "nor one that lost its source", refused, "target.link", "= 10.0.0.205:3306 as repl, TLS, by file and position" },
	{ "no procedures", no_procedures, "target.link",
	  "! the target has no procedure mysql.rds_set_external_source or _master: it is not an RDS instance, or this user may not "
	  "see them" },
	{ "no status", no_status, "target.link", "! the target's replication status cannot be read" },
	{ "another source", link_to_other, "target.link", "! the target replicates from another source, 10.9.9.9:3306" },
	{ "another server at the address", same_address_other_server, "target.link",
	  "! the target replicates from 10.0.0.205:3306, which the target sees as another server (" OTHER_UUID
	  ") than the one that extrepl reaches (" SOURCE_UUID ")" },
	{ "a target that is ahead", ahead, "target.link",
	  "! the target has applied up to " NOW_FILE ":9001, but the source's binlog ends at " NOW_FILE ":9000\nwhat is written "
	  "now does not arrive; was the source reset, restored from a backup, or did it lose the end of its binlog in a crash?" },
	{ "ahead of a file that has ended", ahead_of_an_old_file, "target.link",
	  "! the target has applied up to " COPY_FILE ":2000000000, but the source's binlog ends at " NOW_FILE ":9000\nwhat is "
	  "written now does not arrive; was the source reset, restored from a backup, or did it lose the end of its binlog in a "
	  "crash?" },
	{ "numbers that are used again", gtids_again, "target.link",
	  "! the target has transactions under the source's numbers that the source does not have: " SOURCE_UUID ":6-9\nwhat the "
	  "source sends under these numbers is silently skipped; was it reset, or restored from a backup?" },

	{ "running", nothing, "target.replication", "= running" },
	{ "stopped by hand is started", link_off, "target.replication",
	  "+ stopped, wanted running|CALL mysql.rds_start_replication()" },
	{ "the first start is noted", unlinked, "target.replication",
	  "+ not configured, wanted running|record in the database extrepl: the link was started|CALL mysql.rds_start_replication()" },
	{ "a connecting link runs", refused, "target.replication", "= running: the receiver is connecting" },
	{ "one that gave up is started again", given_up, "target.replication",
	  "~ stopped: the target cannot reach the source (2003)" STOP "CALL mysql.rds_start_replication()" },
	{ "half of it is not running", half_on, "target.replication",
	  "~ one of two threads runs (receiver Yes, applier No)" STOP "CALL mysql.rds_start_replication()" },
	{ "a lock wait passes", lock_wait, "target.replication",
	  "~ stopped: the applier waited too long for a lock (1205)" STOP "CALL mysql.rds_start_replication()" },
	{ "a duplicate does not", duplicate, "target.replication",
	  "! the target already has a row with this key: it differs from the source (1062)" },
	{ "once stopped it may be mended", duplicate_and_off, "target.replication",
	  "+ stopped, wanted running|CALL mysql.rds_start_replication()" },
	{ "both have failed: a start is vain", both_failed, "target.replication",
	  "! the target already has a row with this key: it differs from the source (1062)" },
	{ "wanted stopped", wanted_stopped, "target.replication", "~ running, wanted stopped|CALL mysql.rds_stop_replication()" },
	{ "stopped as wanted", wanted_and_off, "target.replication", "= stopped, as wanted" },

	{ "well", nothing, "target.health", "= lag 0 s, applied to " NOW_FILE ":9000" },
	{ "as much lag as allowed", lag_within, "target.health", "= lag 30 s, applied to " NOW_FILE ":9000" },
	{ "more of it", lagging, "target.health", ". lag 31 s, wanted at most 30 s" },
	{ "a lag that is not known", lag_unknown, "target.health", ". the lag is not known yet" },
	{ "connecting", connecting, "target.health", ". the receiver is connecting to the source" },
	{ "refused", refused, "target.health", ". the target cannot reach the source (2003)" },
	{ "the goal is ahead", catchup_ahead, "target.health",
	  ". lag 0 s, applied to " NOW_FILE ":9000, wanted " NOW_FILE ":9001" },
	{ "the goal is reached", catchup_reached, "target.health", "= lag 0 s, applied to " NOW_FILE ":9000" },
	{ "a delay is no lag, and what is received counts", delayed_health, "target.health",
	  "= lag 3620 s of which 3600 s are wanted, received to " NOW_FILE ":9000" },
	{ "lag beyond the delay", delayed_health_late, "target.health",
	  ". lag 3640 s of which 3600 s are wanted, wanted at most 3630 s" },
	{ "the goal is not received", delayed_not_received, "target.health",
	  ". lag 3620 s of which 3600 s are wanted, received to " NOW_FILE ":100, wanted " NOW_FILE ":9000" },
	{ "by GTID the goal is a set", catchup_gtids, "target.health", "= lag 0 s, applied: nothing yet" },
	{ "that has not all come", catchup_gtids_ahead, "target.health",
	  ". lag 0 s, applied: nothing yet, wanted " NOW_FILE ":9000" },
	{ "stopped needs no health", wanted_and_off, "target.health", "= not applicable: wanted stopped" },
	{ "behind what is to be done", link_off, "target.health", "@ known after target.replication" },
};
/* clang-format on */

static const char *said(const struct judgement *step, struct arena *arena)
{
	static const char marks[] = "@=~.!";
	struct text text = text_make(arena);

	text_addf(&text, "%c %s",
		  step->verdict == VERDICT_TODO && step->change == CHANGE_CREATE ?
			  '+' :
			  marks[step->verdict],
		  step->reason);
	for (size_t i = 0; i < step->actions_count; i++)
		text_addf(&text, "|%s%s", step->actions[i].text,
			  step->actions[i].reobserve_after ? " >" : "");
	return text.bytes;
}

static void a_step_is_judged(void **state)
{
	const struct judge_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct pair pair;
	struct plan plan;

	pair_make(&pair);
	c->change(&pair);
	plan_make(steps, steps_count, &pair.facts, arena, &plan);
	assert_string_equal(said(plan_step(&plan, c->step), arena), c->says);
}

static struct values_case {
	const char *name;
	const char *is, *wanted;
	bool equal;
} values_cases[] = {
	/* clang-format off */
	{ "alike",                             "ROW",         "ROW",     true },
	{ "in small letters",                  "ROW",         "row",     true },
	{ "ON is 1",                           "ON",          "1",       true },
	{ "OFF is 0",                          "OFF",         "0",       true },
	{ "yes is true",                       "YES",         "true",    true },
	{ "ON is not 0",                       "ON",          "0",       false },
	{ "0.5 is 0.500000",                   "0.500000",    "0.5",     true },
	{ "-1 is -1.0",                        "-1",          "-1.0",    true },
	{ "0.5 is not 0.6",                    "0.500000",    "0.6",     false },
	{ "1G is its bytes",                   "1073741824",  "1G",      true },
	{ "in small letters too",              "1073741824",  "1g",      true },
	{ "K, M and T",                        "1048576",     "1024K",   true },
	{ "1G is not 1M",                      "1073741824",  "1M",      false },
	{ "leading zeros",                     "10",          "010",     true },
	{ "10 is not 100",                     "10",          "100",     false },
	{ "2 is no switch",                    "ON",          "2",       false },
	{ "a list is a text",                  "A,B",         "a,b",     true },
	{ "a suffix too many",                 "1073741824",  "1GB",     false },
	{ "empty is not 0",                    "",            "0",       false },
	{ "no value is not empty",             NULL,          "",        false },
	/* clang-format on */
};

static void values_are_compared(void **state)
{
	const struct values_case *c = *state;

	assert_int_equal(values_equal(c->is, c->wanted), c->equal);
}

static struct order_case {
	const char *name;
	const char *file_a;
	uint64_t position_a;
	const char *file_b;
	uint64_t position_b;
	int order;
} order_cases[] = {
	/* clang-format off */
	{ "the same place",                    "b.000001", 4,   "b.000001", 4, 0 },
	{ "earlier in a file",                 "b.000001", 4,   "b.000001", 5, -1 },
	{ "later in a file",                   "b.000001", 10,  "b.000001", 9, 1 },
	{ "an earlier file",                   "b.000001", 900, "b.000002", 4, -1 },
	{ "numbers, not texts",                "b.999999", 4,   "b.1000000", 4, -1 },
	{ "dots in the name",                  "a.b.000002", 4, "a.b.000001", 4, 1 },
	{ "nowhere is before everywhere",      NULL, 0,         "b.000001", 4, -1 },
	/* clang-format on */
};

static void coordinates_are_ordered(void **state)
{
	const struct order_case *c = *state;

	assert_int_equal(coordinates_compare(c->file_a, c->position_a, c->file_b,
					     c->position_b),
			 c->order);
	assert_int_equal(coordinates_compare(c->file_b, c->position_b, c->file_a,
					     c->position_a),
			 -c->order);
}

enum helps { WAITING, RESTART, COPY, HUMAN };

static struct diagnosis_case {
	const char *name;
	unsigned io, sql;
	const char *text;
	unsigned code;
	enum helps helps;
	const char *meaning; /* a part of it */
} diagnosis_cases[] = {
	/* clang-format off */
	{ "no error",                   0, 0, NULL, 0, HUMAN, "" },
	{ "a refused login",            1045, 0, "Access denied", 1045, WAITING, "cannot log in" },
	{ "no privilege",               13120, 0, "COM_REGISTER_REPLICA failed", 13120, WAITING, "lacks REPLICATION SLAVE" },
	{ "a closed port",              2003, 0, "(111)", 2003, WAITING, "cannot reach" },
	{ "an unknown name",            2005, 0, "(-2)", 2005, WAITING, "cannot resolve" },
	{ "a lock wait",                0, 1205, "", 1205, RESTART, "waited too long for a lock" },
	{ "a deadlock",                 0, 1213, "", 1213, RESTART, "deadlock" },
	{ "a purged binlog",            13114, 0, "'Could not find first log file name'", 13114, COPY, "no longer has the binlog" },
	{ "the same on MariaDB",        1236, 0, "'Could not find first log file name'", 1236, COPY, "no longer has the binlog" },
	{ "purged transactions",        13114, 0, "the source purged required binary logs.", 13114, COPY, "has purged transactions" },
	{ "more GTIDs",                 13114, 0, "Replica has more GTIDs than the source has", 13114, COPY, "does not know" },
	{ "after the end",             13114, 0, "start replication from position > file size", 13114, HUMAN, "ends before" },
	{ "another refusal",            13114, 0, "bogus data in log event", 13114, HUMAN, "refuses to send" },
	{ "a refusal without words",    13114, 0, NULL, 13114, HUMAN, "refuses to send" },
	{ "equal server_ids",           13117, 0, "equal MySQL server ids", 13117, HUMAN, "same server_id" },
	{ "a duplicate",                0, 1062, "Duplicate entry", 1062, HUMAN, "already has a row" },
	{ "a prepared XA",              0, 1397, "XAER_NOTA", 1397, COPY, "XA transaction" },
	{ "a number nobody knows",      0, 4711, "what", 4711, HUMAN, "stopped with an error" },
	{ "the applier's comes first",  2003, 1062, "Duplicate entry", 1062, HUMAN, "already has a row" },
	/* clang-format on */
};

static void an_error_is_explained(void **state)
{
	const struct diagnosis_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	struct pair pair;

	pair_make(&pair);
	pair.link.io_errno = c->io;
	pair.link.sql_errno = c->sql;
	pair.link.io_error = pair.link.sql_error = TEXT(c->text);
	struct diagnosis found = link_diagnose(&pair.facts, &pair.link, arena);
	assert_int_equal(found.code, c->code);
	assert_int_equal(found.retries, c->helps == WAITING);
	assert_int_equal(found.restart_helps, c->helps == RESTART || c->helps == WAITING);
	assert_int_equal(found.needs_copy, c->helps == COPY);
	if (c->code != 0) {
		assert_non_null(strstr(found.meaning, c->meaning));
		assert_false(text_empty(found.fix));
	}
}

static struct secret_case {
	const char *name;
	const char *user, *password, *sent;
} secret_cases[] = {
	/* clang-format off */
	{ "a plain one",              "repl", "hunter2", "CREATE USER 'repl'@'%' IDENTIFIED BY 'hunter2' REQUIRE SSL" },
	{ "a quote is doubled",       "repl", "it's", "CREATE USER 'repl'@'%' IDENTIFIED BY 'it''s' REQUIRE SSL" },
	{ "so is a backslash",        "repl", "a\\'", "CREATE USER 'repl'@'%' IDENTIFIED BY 'a\\\\''' REQUIRE SSL" },
	{ "the mark in a password",   "repl", "<secret>", "CREATE USER 'repl'@'%' IDENTIFIED BY '<secret>' REQUIRE SSL" },
	{ "the mark in a name",       "<secret>", "x", "CREATE USER '<secret>'@'%' IDENTIFIED BY 'x' REQUIRE SSL" },
	{ "a quote in a name",        "a'<secret>", "x", "CREATE USER 'a''<secret>'@'%' IDENTIFIED BY 'x' REQUIRE SSL" },
	{ "a backslash in a name",    "a\\", "x", "CREATE USER 'a\\\\'@'%' IDENTIFIED BY 'x' REQUIRE SSL" },
	{ "only quotes",              "repl", "''''''''", "CREATE USER 'repl'@'%' IDENTIFIED BY '''''''''''''''''' REQUIRE SSL" },
	/* clang-format on */
};

static void a_password_is_filled_in(void **state)
{
	const struct secret_case *c = *state;
	AUTO_ARENA *arena = arena_make();
	AUTO_SECRET secret = { 0 };

	const char *shown = statement_create_account(c->user, "%", NULL, true, arena);
	assert_true(secret_set(&secret, c->password, strlen(c->password)));
	char *sent = statement_fill(shown, statement_secret_at(shown), &secret, arena);
	assert_string_equal(sent, c->sent);
	statement_wipe(sent);
	assert_string_equal(sent, "");
}

static void a_statement_without_a_password_has_no_mark(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	assert_true(
		statement_secret_at(statement_grant_replication("<secret>", "<secret>",
								arena)) == NO_SECRET);
}

static void add_rows(struct CMUnitTest *tests, size_t *count, void *rows,
		     size_t rows_count, size_t size, CMUnitTestFunction test)
{
	for (size_t i = 0; i < rows_count; i++) {
		void *row = (char *)rows + i * size;

		tests[(*count)++] =
			(struct CMUnitTest){ .name = *(const char *const *)row,
					     .test_func = test,
					     .initial_state = row };
	}
}
#define ADD(rows, test)                                                                \
	add_rows(tests, &count, rows, ARRAY_SIZE(rows), sizeof((rows)[0]), test)

int main(void)
{
	struct CMUnitTest tests[ARRAY_SIZE(judge_cases) + ARRAY_SIZE(values_cases) +
				ARRAY_SIZE(order_cases) + ARRAY_SIZE(diagnosis_cases) +
				ARRAY_SIZE(secret_cases) + 1] = {
		cmocka_unit_test(a_statement_without_a_password_has_no_mark),
	};
	size_t count = 1;

	ADD(judge_cases, a_step_is_judged);
	ADD(values_cases, values_are_compared);
	ADD(order_cases, coordinates_are_ordered);
	ADD(diagnosis_cases, an_error_is_explained);
	ADD(secret_cases, a_password_is_filled_in);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
