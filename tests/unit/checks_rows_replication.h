/* Rows for the checks of the binlog, the applier, and other sessions. */
#ifndef TESTS_CHECKS_ROWS_REPLICATION_H
#define TESTS_CHECKS_ROWS_REPLICATION_H

#include "checks_pair.h"

static void only_shop_do_db(struct pair *pair)
{
	only_shop(pair);
	pair->observed.source.binlog_do_db = arena_copy(pair->arena, "crm,shop");
}

static void only_shop_ignore_db(struct pair *pair)
{
	only_shop(pair);
	pair->observed.source.binlog_ignore_db = arena_copy(pair->arena, "crm,log");
}

static void do_db(struct pair *pair)
{
	pair->observed.source.binlog_do_db = arena_copy(pair->arena, "crm");
}

static void ended_at_login(struct pair *pair)
{
	pair->observed.source.account.ended_at_login = FACT_YES;
}

static void lasts_after_login(struct pair *pair)
{
	pair->observed.source.account.ended_at_login = FACT_NO;
}

static void adopts(struct pair *pair, const char *file, uint64_t position)
{
	pair->manifest.copy.adopt.set = true;
	pair->manifest.copy.adopt.file = file;
	pair->manifest.copy.adopt.position = position;
}

static void adopts_gone(struct pair *pair)
{
	adopts(pair, "db001-bin.000001", 4);
}

static void adopts_unrecorded(struct pair *pair)
{
	adopts(pair, "db001-bin.000002", 5001);
}

static void adopts_well(struct pair *pair)
{
	adopts(pair, "db001-bin.000002", 5000);
}

static void much_data(struct pair *pair)
{
	pair->observed.source.server.databases[0].bytes = UINT64_C(900000000000);
	set_variable(pair, &pair->observed.source.server, "binlog_expire_logs_seconds",
		     "86400");
}

static void much_data_days(struct pair *pair)
{
	much_data(pair);
	set_variable(pair, &pair->observed.source.server, "binlog_expire_logs_seconds",
		     "0");
	set_variable(pair, &pair->observed.source.server, "expire_logs_days", "1.000000");
}

static void much_data_for_ever(struct pair *pair)
{
	much_data(pair);
	set_variable(pair, &pair->observed.source.server, "binlog_expire_logs_seconds",
		     "0");
}

static void linked_at(struct pair *pair, const char *file)
{
	struct observed_target *target = &pair->observed.target;

	target->links = arena_array(pair->arena, 1, sizeof(*target->links));
	target->links[0].channel = arena_copy(pair->arena, "");
	target->links[0].executed_file = arena_copy(pair->arena, file);
	target->links[0].source_uuid = pair->observed.source.server.uuid;
	target->links_count = 1;
}

static void linked_at_gone(struct pair *pair)
{
	linked_at(pair, "db001-bin.000001");
}

static void linked_well(struct pair *pair)
{
	linked_at(pair, "db001-bin.000002");
}

static void linked_by_gtid(struct pair *pair)
{
	linked_at_gone(pair);
	pair->observed.target.links[0].auto_position = FACT_YES;
}

static void linked_elsewhere(struct pair *pair)
{
	linked_at_gone(pair);
	pair->observed.target.links[0].source_uuid = arena_copy(pair->arena, "other");
}

/* A copy whose link was set up, and still exists. */
static void only_shop_linked(struct pair *pair)
{
	struct observed_target *target = &pair->observed.target;

	only_shop(pair);
	target->records = arena_array(pair->arena, 1, sizeof(*target->records));
	target->records[0].name = arena_copy(pair->arena, pair->manifest.name);
	target->records[0].link_started_at =
		arena_copy(pair->arena, "2026-11-22 09:00:00");
	target->records_count = 1;
	target->links = arena_array(pair->arena, 1, sizeof(*target->links));
	target->links[0].channel = arena_copy(pair->arena, "");
	target->links_count = 1;
}

/*
 * Foreign keys: b has two to a, and c has one to b; another table is listed between
 * them.
 */
static void two_ways(struct pair *pair)
{
	apply_fact(pair, "source has cascade|shop.b|shop.a");
	apply_fact(pair, "source has cascade|shop.b|shop.between");
	apply_fact(pair, "source has cascade|shop.between|shop.a");
	apply_fact(pair, "source has cascade|shop.c|shop.b");
}

static void two_roots(struct pair *pair)
{
	apply_fact(pair, "source has cascade|shop.b|shop.a");
	apply_fact(pair, "source has cascade|shop.b|shop.other");
	apply_fact(pair, "source has cascade|shop.c|shop.b");
}

/* clang-format off */
static struct check_case replication_rows[] = {
	{ "a database left out", { "source keeps log" }, only_shop, "left-out-database", "stop the replica", "replicate-wild-ignore-table = log.%" },
	{ "left out and filtered by IGNORE_DB", { "source keeps log", "target has filter|REPLICATE_IGNORE_DB|crm,log" }, only_shop, NULL, NULL, NULL },
	{ "left out and filtered by a wildcard", { "source keeps log", "target has filter|REPLICATE_WILD_IGNORE_TABLE|l%.%" }, only_shop, NULL, NULL, NULL },
	{ "left out and filtered by DO_DB", { "source keeps log", "target has filter|REPLICATE_DO_DB|shop" }, only_shop, NULL, NULL, NULL },
	{ "left out and filtered by DO_TABLE", { "source keeps log", "target has filter|REPLICATE_WILD_DO_TABLE|shop.%" }, only_shop, NULL, NULL, NULL },
	{ "left out and some tables filtered", { "source keeps log", "target has filter|REPLICATE_WILD_IGNORE_TABLE|log.a%" }, only_shop, "left-out-database", "stop the replica", "copy.databases" },
	{ "left out by the source's binlog", { "source keeps log" }, only_shop_do_db, NULL, NULL, NULL },
	{ "ignored by the source's binlog", { "source keeps log" }, only_shop_ignore_db, NULL, NULL, NULL },
	{ "a wanted database not in the binlog", { NULL }, do_db, "binlog-filter", "does not write", "binlog_do_db" },
	{ "a wanted database filtered", { "target has filter|REPLICATE_IGNORE_DB|shop" }, NULL, "filtered-database", "REPLICATE_IGNORE_DB shop", "remove the filter" },
	{ "a wanted database not let through", { "target has filter|REPLICATE_DO_TABLE|crm.a" }, NULL, "filtered-database", "REPLICATE_DO_TABLE crm.a", "remove the filter" },
	{ "a wanted table filtered", { "target has filter|REPLICATE_IGNORE_TABLE|shop.audit" }, NULL, "filtered-table", "shop.audit", "remove the filter" },
	{ "left out, and come by replication", { "source keeps log", "target keeps log" }, only_shop_linked, NULL, NULL, NULL },
	{ "a backup of the source", { "source has backup-lock|session 45 of root@localhost|LOCK INSTANCE FOR BACKUP" }, NULL, "source-backup-lock", "as a backup", "KILL 45 on the source" },
	{ "a backup of the target", { "target has backup-lock|session 45 of root@localhost|a global read lock" }, NULL, "target-backup-lock", "a global read lock", "KILL 45 on the target" },
	{ "adopted coordinates that are gone", { NULL }, adopts_gone, "adopted-coordinates", "any more", "newer dump" },
	{ "adopted coordinates beyond the end", { NULL }, adopts_unrecorded, "adopted-coordinates", "beyond its end, 5000", "adopt.position" },
	{ "adopted coordinates that are there", { NULL }, adopts_well, NULL, NULL, NULL },
	{ "binlogs that expire too soon", { NULL }, much_data, "binlog-retention", "may take", "SET GLOBAL binlog_expire_logs_seconds = " },
	{ "binlogs that expire by days", { NULL }, much_data_days, "binlog-retention", "may take", "SET GLOBAL expire_logs_days = " },
	{ "binlogs that never expire", { NULL }, much_data_for_ever, NULL, NULL, NULL },
	{ "a session that writes statements", { "source has statement-session|connection 7 of app|STATEMENT" }, NULL, "statement-session", "still uses binlog_format STATEMENT", "connect again" },
	{ "sessions of the target that only read", { "target sets transaction_read_only=ON" }, NULL, "read-only-sessions", "13117", "transaction_read_only to 0" },
	{ "a target that writes statements", { "target sets binlog_format=STATEMENT" }, NULL, "statement-target", "(1666)", "binlog_format to ROW" },
	{ "a target that mixes", { "target sets binlog_format=MIXED" }, NULL, NULL, NULL, NULL },
	{ "a target that writes no binlog", { "target sets binlog_format=STATEMENT", "target sets log_bin=OFF" }, NULL, NULL, NULL, NULL },
	{ "a source that gives no rows", { "source sets sql_select_limit=0" }, NULL, "select-limit-zero", "no SELECT returns a row", "sql_select_limit = DEFAULT" },
	{ "a source that gives one row", { "source sets sql_select_limit=1" }, NULL, NULL, NULL, NULL },
	{ "init_connect fails for the replica", { NULL }, ended_at_login, "init-connect", "right after the login", "GRANT CONNECTION_ADMIN ON *.* TO 'repl'@'%'" },
	{ "init_connect works for the replica", { NULL }, lasts_after_login, NULL, NULL, NULL },
	{ "a source of few joins", { "source sets max_join_size=10", "source sets sql_big_selects=OFF" }, both_mariadb, "join-limit", "(1104)", "max_join_size = DEFAULT" },
	{ "a source of more joins", { "source sets max_join_size=11", "source sets sql_big_selects=OFF" }, both_mariadb, NULL, NULL, NULL },
	{ "a source without a limit for joins", { "source sets max_join_size=18446744073709551615", "source sets sql_big_selects=OFF" }, both_mariadb, NULL, NULL, NULL },
	{ "a source of few joins and big selects", { "source sets max_join_size=10", "source sets sql_big_selects=ON" }, both_mariadb, NULL, NULL, NULL },
	{ "MySQL: a source of few joins", { "source sets max_join_size=10", "source sets sql_big_selects=OFF" }, NULL, NULL, NULL, NULL },
	{ "a source that answers in UTF-16", { "source sets character_set_results=utf16le" }, NULL, "wide-results", "cannot read", "character_set_results = DEFAULT" },
	{ "MariaDB: a source that answers in UTF-16", { "source sets character_set_results=utf16" }, both_mariadb, NULL, NULL, NULL },
	{ "a source that answers in Latin 1", { "source sets character_set_results=latin1" }, NULL, NULL, NULL, NULL },
	{ "an engine that is forced on the target", { "target sets enforce_storage_engine=MyISAM" }, NULL, "enforced-engine", "MyISAM on the target", "enforce_storage_engine" },
	{ "InnoDB is forced on the target", { "target sets enforce_storage_engine=InnoDB" }, NULL, NULL, NULL, NULL },
	{ "an executed position that is gone", { NULL }, linked_at_gone, "binlog-gone", "no longer has", "new copy" },
	{ "an executed position that is there", { NULL }, linked_well, NULL, NULL, NULL },
	{ "an executed position by GTID", { NULL }, linked_by_gtid, NULL, NULL, NULL },
	{ "an executed position of another source", { NULL }, linked_elsewhere, NULL, NULL, NULL },
	{ "a minimal row image", { "source sets binlog_row_image=MINIMAL" }, NULL, "binlog-row-image", "MINIMAL", "FULL" },
	{ "errors that are ignored", { "target sets slave_skip_errors=1062,1032" }, NULL, "errors-skipped", "1062,1032", "to OFF" },
	{ "rows that are ignored", { "target sets slave_exec_mode=IDEMPOTENT" }, NULL, "exec-mode", "IDEMPOTENT", "to STRICT" },
	{ "an event that skips errors", { "target has skipping-event|ops.skip" }, NULL, "skipping-event", "silently lost", "ALTER EVENT `ops`.`skip` DISABLE" },
	{ "two ways from one table on the source", { "source sets innodb_native_foreign_keys=OFF" }, two_ways, "cascade-on-source", "from shop.a by two paths", "innodb_native_foreign_keys=ON" },
	{ "two ways from one table on the target", { "target sets innodb_native_foreign_keys=OFF" }, two_ways, "cascade-on-target", "from shop.a by two paths", "by target.parameters" },
	{ "two ways, cascaded in InnoDB", { "target sets innodb_native_foreign_keys=ON", "source sets innodb_native_foreign_keys=ON" }, two_ways, NULL, NULL, NULL },
	{ "two ways that never meet", { "source sets innodb_native_foreign_keys=OFF" }, two_roots, NULL, NULL, NULL },
	{ "two ways to a table without children", { "source sets innodb_native_foreign_keys=OFF", "source has cascade|shop.b|shop.a", "source has cascade|shop.b|shop.a" }, NULL, NULL, NULL, NULL },
	{ "partial JSON", { "source sets binlog_row_value_options=PARTIAL_JSON" }, NULL, "partial-json", "PARTIAL_JSON", "''" },
};
/* clang-format on */

#endif
