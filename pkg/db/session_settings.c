/* The table of settings; session.c sends it. */
#include "db/session_settings.h"

#define ALL (KIND_LOOK | KIND_READ | KIND_WRITE | KIND_VERIFY)
#define DATA (KIND_READ | KIND_WRITE | KIND_VERIFY)
#define READS (KIND_READ | KIND_VERIFY)
#define ANY FLAVOUR_UNKNOWN
#define MYSQL FLAVOUR_MYSQL
#define MARIADB FLAVOUR_MARIADB

/* The largest number of 64 bits: no limit. */
#define NO_LIMIT "18446744073709551615"

/* clang-format off */
const struct session_setting session_settings[] = {
	/* name                       value            kinds        flavour  since  way           refusal           why */

	/* ---- how statements are read, and answered */
	{ "lc_messages",              "'en_US'",       ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "messages that are shown, and searched for, are English" },
	{ "sql_mode",                 "'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'",
	                                               KIND_LOOK,   ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "a backslash in a password, CHAR padded with blanks, '' that is NULL" },
	{ "sql_mode",                 "'ALLOW_INVALID_DATES'", READS, MYSQL, 0,     SET_ALWAYS,   REFUSAL_ENDS,     "definitions are spelt in ANSI; a key such as 2011-02-31 is refused (1525)" },
	{ "sql_mode",                 "'ALLOW_INVALID_DATES,IGNORE_BAD_TABLE_OPTIONS'",
	                                               READS,       MARIADB, 0,     SET_ALWAYS,   REFUSAL_ENDS,     "the same; options that an engine does not know are shown as comments" },
	{ "sql_mode",                 "'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_DIR_IN_CREATE'",
	                                               KIND_WRITE,  MYSQL,   0,     SET_ALWAYS,   REFUSAL_ENDS,     "a 0 makes a new number, a date that the source has is refused" },
	{ "sql_mode",                 "'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_DIR_IN_CREATE,IGNORE_BAD_TABLE_OPTIONS'",
	                                               KIND_WRITE,  MARIADB, 0,     SET_ALWAYS,   REFUSAL_ENDS,     "the same; options that an engine does not know are refused (1911)" },
	{ "time_zone",                "'+00:00'",      ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "TIMESTAMP values differ between the servers" },
	{ "sql_auto_is_null",         "0",             ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "IS NULL finds the row inserted last" },
	{ "group_concat_max_len",     "1073741824",    DATA,        ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "lists and digests are cut" },
	{ "group_concat_max_len",     "16777216",      KIND_LOOK,   ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "lists are cut" },
	{ "max_sort_length",          "4096",          ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "names and keys are sorted by their first letters only" },
	/* the server's own: the session that opens a table first determines its generated columns for all sessions */
	{ "div_precision_increment",  "DEFAULT",       KIND_LOOK | READS, ANY, 0,   SET_ALWAYS,   REFUSAL_ENDS,     "quotients in generated columns get other digits, for the source's own sessions, too" },
	{ "lc_time_names",            "DEFAULT",       KIND_LOOK | READS, ANY, 0,   SET_ALWAYS,   REFUSAL_ENDS,     "names of days in generated columns come in another language, for the source's own sessions, too" },
	{ "default_week_format",      "0",             KIND_LOOK | READS, ANY, 0,   SET_ALWAYS,   REFUSAL_ENDS,     "WEEK() counts differently" },
	{ "sql_quote_show_create",    "1",             ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "definitions without quotes cannot be executed" },
	{ "show_create_table_verbosity", "0",          ALL,         MYSQL,   50722, SET_ALWAYS,   REFUSAL_ENDS,     "SHOW CREATE prints options that the table was not created with" },
	{ "show_gipk_in_create_table_and_information_schema", "1", ALL, MYSQL, 80030, SET_ALWAYS, REFUSAL_ENDS,     "a generated primary key is not seen" },
	{ "print_identified_with_as_hex", "0",         ALL,         MYSQL,   80017, SET_ALWAYS,   REFUSAL_ENDS,     "SHOW CREATE USER prints a hash in another form" },
	{ "terminology_use_previous", "'NONE'",        ALL,         MYSQL,   80026, SET_ALWAYS,   REFUSAL_ENDS,     "names of states and commands are the old ones" },
	{ "use_secondary_engine",     "'OFF'",         DATA,        MYSQL,   80016, SET_ALWAYS,   REFUSAL_IS_KNOWN, "rows come from an engine that lags behind" },
	{ "old_mode",                 "'UTF8_IS_UTF8MB3'", ALL,     MARIADB, 100601, SET_ALWAYS,  REFUSAL_ENDS,     "utf8 is another charset, TIME is cast differently" },
	{ "character_set_collations", "''",            ALL,         MARIADB, 110201, SET_ALWAYS,  REFUSAL_ENDS,     "a charset without a collation has another one than on older servers" },
	{ "default_regex_flags",      "''",            ALL,         MARIADB, 100011, SET_ALWAYS,  REFUSAL_ENDS,     "REGEXP finds something else" },
	{ "standard_compliant_cte",   "1",             ALL,         MARIADB, 100202, SET_ALWAYS,  REFUSAL_ENDS,     "a recursive query has another result" },
	{ "system_versioning_asof",   "DEFAULT",       ALL,         MARIADB, 100304, SET_ALWAYS,  REFUSAL_ENDS,     "system-versioned tables show the rows of another day" },
	{ "sql_if_exists",            "0",             ALL,         MARIADB, 100502, SET_ALWAYS,  REFUSAL_ENDS,     "statements that cannot be executed are skipped" },
	{ "default_collation_for_utf8mb4", "'utf8mb4_0900_ai_ci'", ALL, MYSQL, 80011, SET_ALWAYS, REFUSAL_ENDS,     "texts that are compared, and charsets without a collation, are those of older servers" },
	{ "old_passwords",            "0",             ALL,         MARIADB, 0,      SET_ALWAYS,  REFUSAL_IS_KNOWN, "a password gets a hash that nobody can log in with" },

	{ "character_set_filesystem", "'binary'",      ALL,         ANY,     0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "file names, such as log_bin_basename, are spelt differently" },

	/* ---- transactions */
	{ "autocommit",               "1",             ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "what was written is undone when the session ends" },
	{ "completion_type",          "'NO_CHAIN'",    ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "COMMIT ends the session, or begins a transaction" },
	{ "low_priority_updates",     "0",             ALL,         ANY,     0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "writes wait for every reader of a MyISAM table" },
	{ "innodb_snapshot_isolation", "0",            DATA,        MARIADB, 101108, SET_IF_OTHER, REFUSAL_IS_KNOWN, "rows changed since the snapshot are an error (1020)" },
	{ "sql_log_bin",              "1",             KIND_LOOK | KIND_WRITE | KIND_VERIFY, ANY, 0, SET_IF_OTHER, REFUSAL_ENDS, "the target's own replicas lack what is written" },
	{ "sql_log_bin",              "0",             KIND_READ,   MARIADB, 0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "ROLLBACK TO SAVEPOINT keeps a table's metadata lock" },
	{ "binlog_format",            "'ROW'",         KIND_WRITE,  ANY,     0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "the target's own replicas load rows by statement" },

	/* ---- limits that cut an answer short */
	{ "sql_select_limit",         NO_LIMIT,        ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "lists and tables end early, without an error" },
	/* in this order: max_join_size switches sql_big_selects off */
	{ "max_join_size",            NO_LIMIT,        ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "joins are refused (1104)" },
	{ "sql_big_selects",          "1",             ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "joins are refused (1104)" },
	{ "sql_safe_updates",         "0",             ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "UPDATE and DELETE without a key are refused (1175)" },
	{ "sql_buffer_result",        "0",             ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "the server buffers a whole table before it sends a row" },
	{ "cte_max_recursion_depth",  "4294967295",    ALL,         MYSQL,   80003, SET_ALWAYS,   REFUSAL_ENDS,     "recursive queries are refused (3636)" },
	{ "max_recursive_iterations", "4294967295",    ALL,         MARIADB, 100202, SET_ALWAYS,  REFUSAL_ENDS,     "recursive queries end early, without an error" },
	{ "sort_buffer_size",         "2097152",       ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "wide rows cannot be sorted (1038)" },
	{ "tmp_disk_table_size",      NO_LIMIT,        ALL,         MARIADB, 100207, SET_ALWAYS,  REFUSAL_ENDS,     "long lists are refused (1114)" },
	{ "max_session_mem_used",     "9223372036854775807", ALL,   MARIADB, 100100, SET_ALWAYS,  REFUSAL_ENDS,     "statements are refused (1290)" },
	{ "connection_memory_limit",  NO_LIMIT,        ALL,         MYSQL,   80028, SET_IF_OTHER, REFUSAL_IS_KNOWN, "the session is ended (4082)" },
	{ "parser_max_mem_size",      NO_LIMIT,        ALL,         MYSQL,   50712, SET_IF_OTHER, REFUSAL_IS_KNOWN, "long statements are refused (3170)" },
	{ "range_optimizer_max_mem_size", "0",         ALL,         MYSQL,   50712, SET_ALWAYS,   REFUSAL_ENDS,     "statements are refused, or read a table whole" },
	/* with other query plans, the catalogue's views took ten times as long */
	{ "optimizer_search_depth",   "62",            ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_IS_KNOWN, "looks at the catalogue take minutes" },
	{ "optimizer_prune_level",    "1",             ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_IS_KNOWN, "looks at the catalogue take minutes" },
	/* changes single flags only: not every server accepts all flags that it shows; 'default' means the global value */
	{ "optimizer_switch",         "CONCAT_WS(',', IF(@@SESSION.optimizer_switch LIKE '%subquery_to_derived=on%', 'subquery_to_derived=off', NULL),"
	                              " IF(@@SESSION.optimizer_switch LIKE '%hypergraph_optimizer=on%', 'hypergraph_optimizer=off', NULL),"
	                              " IF(@@SESSION.optimizer_switch LIKE '%derived_merge=off%', 'derived_merge=on', NULL))",
	                                               ALL,         MYSQL,   50706, SET_ALWAYS,   REFUSAL_ENDS,     "subqueries are refused (3973), the catalogue's views are read whole" },
	{ "query_cache_type",         "0",             ALL,         MARIADB, 0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "whole tables push useful results out of the cache" },
	{ "sql_notes",                "1",             ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "values that LOAD DATA truncated are not counted" },
	{ "max_error_count",          "65535",         KIND_WRITE,  ANY,     0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "warnings are counted, but not listed" },
	{ "note_verbosity",           "'basic'",       KIND_WRITE,  MARIADB, 101106, SET_IF_OTHER, REFUSAL_IS_KNOWN, "notes about plans are counted as warnings" },

	/* ---- timeouts: the kernel finds a dead peer, lock_holders.c explains a lock */
	{ "lock_wait_timeout",        "2",             KIND_LOOK,   ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "plan and apply hang during another tool's backup lock" },
	{ "lock_wait_timeout",        "600",           KIND_READ | KIND_WRITE, ANY, 0, SET_ALWAYS, REFUSAL_ENDS,    "a copy ends at somebody's short DDL, or never" },
	{ "lock_wait_timeout",        "5",             KIND_VERIFY, ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "verify hangs during LOCK TABLES" },
	{ "innodb_lock_wait_timeout", "50",            ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "a row that is locked for a moment ends the copy" },
	{ "wait_timeout",             "28800",         KIND_LOOK | KIND_VERIFY, ANY, 0, SET_ALWAYS, REFUSAL_ENDS,   "the server ends the session while the other side works" },
	{ "wait_timeout",             "2147483",       KIND_READ | KIND_WRITE, ANY, 0, SET_ALWAYS, REFUSAL_ENDS,    "the snapshot is lost while the target is slow" },
	{ "net_read_timeout",         "3600",          ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "the server ends the session while the other side works" },
	{ "net_write_timeout",        "3600",          ALL,         ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "the server ends the session while the other side works" },
	{ "max_execution_time",       "0",             KIND_LOOK | KIND_READ | KIND_WRITE, MYSQL, 50708, SET_ALWAYS, REFUSAL_ENDS, "a look or a table is cut off (3024)" },
	{ "max_execution_time",       "3600000",       KIND_VERIFY, MYSQL,   50708, SET_ALWAYS,   REFUSAL_ENDS,     "a digest is cut off (3024), or continues when nobody waits for it" },
	{ "max_statement_time",       "0",             KIND_LOOK | KIND_READ | KIND_WRITE, MARIADB, 100101, SET_ALWAYS, REFUSAL_ENDS, "a look or a table is cut off (1969)" },
	{ "max_statement_time",       "3600",          KIND_VERIFY, MARIADB, 100101, SET_ALWAYS,  REFUSAL_ENDS,     "a digest is cut off (1969), or continues when nobody waits for it" },
	{ "idle_transaction_timeout", "0",             ALL,         MARIADB, 100300, SET_ALWAYS,  REFUSAL_ENDS,     "the snapshot is lost while the target is slow" },
	{ "idle_readonly_transaction_timeout", "0",    ALL,         MARIADB, 100300, SET_ALWAYS,  REFUSAL_ENDS,     "the snapshot is lost while the target is slow" },
	{ "idle_write_transaction_timeout", "0",       ALL,         MARIADB, 100300, SET_ALWAYS,  REFUSAL_ENDS,     "a chunk is lost while the source is slow" },

	/* ---- reading the source's and the target's catalogue */
	{ "information_schema_stats_expiry", "0",      DATA,        MYSQL,   80003, SET_ALWAYS,   REFUSAL_ENDS,     "sizes and AUTO_INCREMENT may be a day old" },

	/* ---- how objects are created, and rows stored */
	{ "foreign_key_checks",       "0",             KIND_WRITE,  ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "tables come in an order that keys do not allow" },
	{ "unique_checks",            "1",             KIND_WRITE,  ANY,     0,     SET_ALWAYS,   REFUSAL_ENDS,     "duplicates are counted and dropped" },
	{ "auto_increment_increment", "1",             KIND_WRITE,  ANY,     0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "a table's counter is another one" },
	{ "auto_increment_offset",    "1",             KIND_WRITE,  ANY,     0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "a table's counter is another one" },
	{ "innodb_strict_mode",       "0",             KIND_WRITE,  ANY,     0,     SET_IF_OTHER, REFUSAL_IS_KNOWN, "a table that the source has is refused; the plan reports it" },
	{ "sql_require_primary_key",  "0",             KIND_WRITE,  MYSQL,   80013, SET_IF_OTHER, REFUSAL_IS_KNOWN, "a table without a key is refused; the plan reports it" },
	{ "sql_generate_invisible_primary_key", "0",   KIND_WRITE,  MYSQL,   80030, SET_IF_OTHER, REFUSAL_ENDS,     "tables get a column that the source's do not have" },
	{ "restrict_fk_on_non_standard_key", "0",      KIND_WRITE,  MYSQL,   80400, SET_IF_OTHER, REFUSAL_IS_KNOWN, "a foreign key that the source has is refused; the plan reports it" },
	{ "explicit_defaults_for_timestamp", "1",      KIND_WRITE,  MYSQL,   50606, SET_IF_OTHER, REFUSAL_ENDS,     "a TIMESTAMP gets a default of its own" },
	{ "explicit_defaults_for_timestamp", "1",      KIND_WRITE,  MARIADB, 101000, SET_IF_OTHER, REFUSAL_ENDS,    "a TIMESTAMP gets a default of its own" },
	{ "default_table_encryption", "0",             KIND_LOOK | KIND_WRITE, MYSQL, 80016, SET_IF_OTHER, REFUSAL_IS_KNOWN, "a database without an encryption option is encrypted" },
	{ "innodb_ddl_buffer_size",   "16777216",      KIND_WRITE,  MYSQL,   80027, SET_ALWAYS,   REFUSAL_IS_KNOWN, "indexes are built slowly" },
	{ "old_alter_table",          "0",             KIND_WRITE,  ANY,     0,     SET_ALWAYS,   REFUSAL_IS_KNOWN, "every ALTER copies the table, or is refused" },
	{ "alter_algorithm",          "'DEFAULT'",     KIND_WRITE,  MARIADB, 100307, SET_ALWAYS,  REFUSAL_IS_KNOWN, "an ALTER that the algorithm cannot do is refused (1846)" },
	{ "check_constraint_checks",  "0",             KIND_WRITE,  MARIADB, 100201, SET_ALWAYS,  REFUSAL_ENDS,     "a row that the source has is refused" },
	{ "system_versioning_insert_history", "1",     KIND_WRITE,  MARIADB, 101101, SET_ALWAYS,  REFUSAL_IS_KNOWN, "the history of a system-versioned table cannot be written" },
	{ "system_versioning_alter_history", "'KEEP'", KIND_WRITE,  MARIADB, 100304, SET_ALWAYS,  REFUSAL_IS_KNOWN, "a system-versioned table gets no keys after its rows" },
	{ "enforce_storage_engine",   "NULL",          KIND_LOOK | KIND_WRITE, MARIADB, 100104, SET_IF_OTHER, REFUSAL_IS_KNOWN, "a table gets another engine than the source's; the plan reports it" },
	{ "innodb_compression_default", "0",           KIND_LOOK | KIND_WRITE, MARIADB, 100100, SET_ALWAYS, REFUSAL_IS_KNOWN, "tables are compressed although the source's are not" },
	{ "innodb_default_encryption_key_id", "1",     KIND_LOOK | KIND_WRITE, MARIADB, 100104, SET_IF_OTHER, REFUSAL_IS_KNOWN, "tables need an encryption key that does not exist" },
};
/* clang-format on */

const size_t session_settings_count = ARRAY_SIZE(session_settings);

/*
 * Names the collation, because the default of a charset depends on the server. Data
 * bytes arrive unconverted.
 */
const char *session_charset(enum session_kind kind)
{
	return kind == SESSION_LOOK ? "SET NAMES utf8mb4 COLLATE utf8mb4_general_ci" :
				      "SET NAMES utf8mb4 COLLATE utf8mb4_general_ci,"
				      " character_set_results = NULL";
}
