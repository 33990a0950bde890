/* Rows for the checks of tables and rows: how they are copied and replicated. */
#ifndef TESTS_CHECKS_ROWS_DATA_H
#define TESTS_CHECKS_ROWS_DATA_H

#include "checks_pair.h"

static void wants_block_ddl_of_mariadb(struct pair *pair)
{
	wants_block_ddl(pair);
	pair->observed.source.server.flavour = FLAVOUR_MARIADB;
	pair->observed.target.server.flavour = FLAVOUR_MARIADB;
}

static void usual_chunks(struct pair *pair)
{
	pair->manifest.copy.chunk_size = 32 << 20;
}

static void four_threads(struct pair *pair)
{
	pair->manifest.copy.threads = 4;
}

/* clang-format off */
static struct check_case data_rows[] = {
	{ "a database called extrepl", { "source has database|extrepl" }, NULL, "database-extrepl", "destroy the record", "rename" },
	{ "an unknown collation", { "source has collation|shop.a.b|utf8mb4_nosuch_ci" }, NULL, "unknown-collation", "utf8mb4_nosuch_ci (1273)", "both servers know" },
	{ "a source that tells case apart", { "target sets lower_case_table_names=1" }, NULL, "table-name-case", "not on the target (1)", "create a new instance" },
	{ "a target that tells case apart", { "source sets lower_case_table_names=1" }, NULL, "name-case-differs", "1 on the source, 0", "create a new instance" },
	{ "a primary key is demanded", { "source has no-primary|shop.a", "target sets sql_require_primary_key=ON" }, NULL, "primary-key-required", "3750", "sql_require_primary_key to 0" },
	{ "a primary key is demanded and all have one", { "target sets sql_require_primary_key=ON" }, NULL, NULL, NULL, NULL },
	{ "a loose foreign key", { "source has loose-foreign-key|shop.a.fk", "target sets restrict_fk_on_non_standard_key=ON" }, NULL, "loose-foreign-key", "6125", "restrict_fk_on_non_standard_key to 0" },
	{ "a trigger and no trust", { "source has trigger|shop.t", "target sets log_bin_trust_function_creators=OFF" }, NULL, "function-trust", "0 functions and 1 trigger (1419)", "log_bin_trust_function_creators to 1" },
	{ "a trigger and no binlog", { "source has trigger|shop.t", "target sets log_bin_trust_function_creators=OFF", "target sets log_bin=OFF" }, NULL, NULL, NULL, NULL },
	{ "no trust and nothing that needs it", { "target sets log_bin_trust_function_creators=OFF" }, NULL, NULL, NULL, NULL },
	{ "a prepared XA transaction", { "source has xa|'a','b',1" }, NULL, "xa-prepared", "1397", "XA ROLLBACK" },
	{ "a MyISAM table", { "source has engine|shop.old|MyISAM" }, NULL, "source-lock", "its engine is MyISAM", "--allow source-lock" },
	{ "a MyISAM table that may be locked", { "source has engine|shop.old|MyISAM" }, allows_source_lock, "not-innodb", "under a lock", "ENGINE = InnoDB" },
	{ "a MEMORY table that may be locked", { "source has engine|shop.m|MEMORY" }, allows_source_lock, "not-innodb", "stops the replica (1032)", "ALTER TABLE shop.m ENGINE = InnoDB" },
	{ "a table of another engine with transactions", { "source has engine|shop.old|ROCKSDB" }, NULL, "not-innodb", "its engine is ROCKSDB", "ENGINE = InnoDB" },
	{ "a system-versioned table", { "source has versioned|shop.prices" }, NULL, "system-versioned", "with its history", "copy.adopt" },
	{ "a MERGE table", { "source has borrowing|shop.all|MRG_MYISAM" }, NULL, "borrowed-rows", "its engine is MRG_MYISAM", "copy.databases" },
	{ "block_ddl on MariaDB", { NULL }, wants_block_ddl_of_mariadb, "block-ddl", "MySQL 8.0", "take out copy.block_ddl" },
	{ "a table without a key", { "source has no-key|shop.audit" }, NULL, "table-without-key", "scans the table", "ADD PRIMARY KEY" },
	{ "a unique key is key enough", { "source has no-primary|shop.audit" }, NULL, NULL, NULL, NULL },
	{ "a laxer source", { "source sets innodb_strict_mode=OFF" }, NULL, "innodb-strict-mode", "ON at the target only", "innodb_strict_mode to 0" },
	{ "smaller packets", { "target sets max_allowed_packet=4194304" }, NULL, "max-allowed-packet", "4194304 on the target", "67108864" },
	{ "no LOAD DATA", { "target sets local_infile=OFF" }, NULL, "local-infile", "INSERT instead", "local_infile to 1" },
	{ "a laxer sql_mode", { "target sets sql_mode=NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE" }, NULL, "sql-mode", "lacks STRICT_TRANS_TABLES and adds NO_ENGINE_SUBSTITUTION", "sql_mode by target.parameters" },
	{ "the same sql_mode in another order", { "target sets sql_mode=NO_ZERO_DATE,STRICT_TRANS_TABLES" }, NULL, NULL, NULL, NULL },
	{ "another time zone", { NULL }, in_tokyo, "time-zone", "09:00:00 from UTC on the source", "time_zone" },
	{ "an event on both servers", { "target has event|shop.nightly" }, NULL, "event-scheduler", "both servers", "DISABLE" },
	{ "an event and no scheduler", { "target has event|shop.nightly", "target sets event_scheduler=OFF" }, NULL, NULL, NULL, NULL },
	{ "the target's own event", { "target has event|own.tidy" }, NULL, NULL, NULL, NULL },
	{ "an event in a zone of its own", { "source has event-zone|shop.nightly|Case/Nine: SET time_zone = '+09:00'; ALTER EVENT", "target has zone-unknown|Case/Nine" }, NULL, "event-time-zone", "the time zone Case/Nine,", "SET time_zone = '+09:00'; ALTER EVENT on the source" },
	{ "an event in the source's own zone", { "source has event-zone|shop.nightly|SYSTEM: SET time_zone = '+01:00'; ALTER EVENT", "target has zone-unknown|SYSTEM|CET" }, NULL, "event-time-zone", "SYSTEM (CET)", "SET time_zone = '+01:00'" },
	{ "an event in a zone that both know", { "source has event-zone|shop.nightly|Europe/Paris: SET time_zone = '+01:00'; ALTER EVENT" }, NULL, NULL, NULL, NULL },
	{ "a source in a zone of its own", { "source sets time_zone=Case/Nine", "target has zone-unknown|Case/Nine" }, NULL, "server-time-zone", "Case/Nine on the source", "SET GLOBAL time_zone = '+00:00'" },
	{ "a large MEMORY table", { "source has memory-table|shop.m|40000000", "target sets max_heap_table_size=16777216" }, NULL, "memory-table", "1114", "set max_heap_table_size to 80000000" },
	{ "a small MEMORY table", { "source has memory-table|shop.m|4000", "target sets max_heap_table_size=16777216" }, NULL, NULL, NULL, NULL },
	{ "an engine that the target lacks", { "source has engine|shop.m|ROCKSDB", "target has engine-known|InnoDB" }, NULL, "engine-unknown", "ROCKSDB", "ALTER TABLE shop.m ENGINE = InnoDB" },
	{ "another engine by default", { "source sets default_storage_engine=InnoDB", "target sets default_storage_engine=MyISAM" }, NULL, "default-engine", "names none uses the wrong engine", "default_storage_engine to InnoDB" },
	{ "the same engine by default", { "source sets default_storage_engine=InnoDB", "target sets default_storage_engine=INNODB" }, NULL, NULL, NULL, NULL },
	{ "a binlog that takes less than a chunk", { "target sets log_bin=ON", "target sets max_binlog_cache_size=1048576" }, usual_chunks, "binlog-cache", "1197", "copy.chunk_size smaller" },
	{ "a binlog that takes a chunk", { "target sets log_bin=ON", "target sets max_binlog_cache_size=1073741824" }, usual_chunks, NULL, NULL, NULL },
	{ "compact rows by default", { "target sets innodb_default_row_format=compact" }, NULL, "row-format", "a key over 767 bytes stops the replica", "to dynamic" },
	{ "a key for larger pages", { "source has long-key|shop.t.v|1020", "target sets innodb_page_size=4096" }, NULL, "long-key", "takes 768 (innodb_page_size 4096)", "shorter prefix" },
	{ "a key that both take", { "source has long-key|shop.t.v|1020", "target sets innodb_default_row_format=dynamic" }, NULL, NULL, NULL, NULL },
	{ "smaller pages", { "source sets innodb_page_size=65536", "target sets innodb_page_size=16384" }, NULL, "page-size", "65536 on the source", "page-size" },
	{ "a quotient that is kept", { "source has computed|shop.t.r|div_precision_increment", "source sets div_precision_increment=12", "target sets div_precision_increment=4" }, NULL, "computed-by-setting", "12 on the source and 4 on the target", "set div_precision_increment to 12" },
	{ "a quotient with as many digits on both", { "source has computed|shop.t.r|div_precision_increment", "source sets div_precision_increment=4", "target sets div_precision_increment=4" }, NULL, NULL, NULL, NULL },
	{ "words that the target's key leaves out", { "source has fulltext|shop.t.f|InnoDB", "source sets innodb_ft_min_token_size=2", "target sets innodb_ft_min_token_size=3" }, NULL, "fulltext-setting", "'2' on the source and '3' on the target", "set innodb_ft_min_token_size to 2" },
	{ "words that another engine's key leaves out", { "source has fulltext|shop.t.f|MyISAM", "source sets innodb_ft_min_token_size=2", "target sets innodb_ft_min_token_size=3" }, NULL, NULL, NULL, NULL },
	{ "the same words on both", { "source has fulltext|shop.t.f|InnoDB", "source sets innodb_ft_min_token_size=2", "target sets innodb_ft_min_token_size=2" }, NULL, NULL, NULL, NULL },
	{ "a compressed table in the shared tablespace", { "source has compressed|shop.t|row_format=COMPRESSED", "target sets innodb_file_per_table=OFF" }, NULL, "compressed-table", "1478", "innodb_file_per_table to 1" },
	{ "a compressed table that may only be read", { "source has compressed|shop.t|row_format=COMPRESSED", "target sets innodb_read_only_compressed=ON" }, NULL, "compressed-table", "1036", "innodb_read_only_compressed to 0" },
	{ "a compressed table that both take", { "source has compressed|shop.t|row_format=COMPRESSED", "target sets innodb_file_per_table=ON" }, NULL, NULL, NULL, NULL },
	{ "no room on the source", { "source has sessions-left|account|2" }, four_threads, "source-sessions", "room for 2 sessions more", "raise MAX_USER_CONNECTIONS by 1 for 'root'@'%'" },
	{ "room for fewer on the source", { "source has sessions-left|server|4" }, four_threads, "source-threads", "use fewer", "set copy.threads: 2" },
	{ "no room on the target", { "target has sessions-left|server|1" }, four_threads, "target-sessions", "room for 1 session more", "raise max_connections by 1" },
	{ "room for fewer on the target", { "target has sessions-left|account|3" }, four_threads, "target-threads", "use fewer", "set copy.threads: 2" },
	{ "room for all", { "target has sessions-left|server|5", "source has sessions-left|server|6" }, four_threads, NULL, NULL, NULL },
	{ "a link with smaller packets", { "target sets slave_max_allowed_packet=1024" }, NULL, "replica-packet", "1153", "1073741824" },
};
/* clang-format on */

#endif
