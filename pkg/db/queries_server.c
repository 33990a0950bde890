/*
 * The queries about a server: its settings, privileges, accounts, binlog and
 * replication.
 */
#include "base/attributes.h"
#include "db/query_rows.h"
#include "db/record.h"

/* The number of a binlog file: 45 of "db001-bin.000045". */
#define FILE_NUMBER(row)                                                               \
	"CAST(SUBSTRING_INDEX(" row ".Master_log_name, '.', -1) AS UNSIGNED)"
/*
 * Actions in rds_history that also start a link. Not LIKE: its _ is any character, and
 * "set master AP" starts nothing.
 */
#define STARTS_TOO                                                                       \
	" OR LOCATE('set_master_AP', action) > 0 OR LOCATE('set_source_AP', action) > 0" \
	" OR LOCATE('skip_repl_error', action) > 0"

/*
 * One statement, so that both times are of the same moment: the start that is computed
 * then is always the same.
 */
#define SERVER_START(schema)                                                           \
	"SELECT CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED) AS now,"            \
	" UNIX_TIMESTAMP() - (VARIABLE_VALUE + 0) AS start FROM " schema               \
	".global_status WHERE VARIABLE_NAME = 'Uptime'"

/* Columns of mysql.user on MySQL. */
#define ACCOUNT_COLUMNS                                                                \
	"User AS user, Host AS host, plugin, ssl_type, Repl_slave_priv AS"             \
	" replication_slave, account_locked, password_expired,"                        \
	" authentication_string AS hash"

/* clang-format off */
const struct query_row queries_server[] = {
	{ QUERY_IDENTITY, ANY, 0,
	  "SELECT CURRENT_USER() AS user, USER() AS client,"
	  " TIME_FORMAT(TIMEDIFF(CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@GLOBAL.time_zone), UTC_TIMESTAMP()),"
	  " '%H:%i:%s') AS utc_offset" },
	{ QUERY_CURRENT_USER, ANY, 0, "SELECT CURRENT_USER() AS user" },
	{ QUERY_VARIABLES, ANY, 0,
	  "SHOW GLOBAL VARIABLES WHERE Variable_name IN ({names})" },
	{ QUERY_GRANTS, ANY, 0, "SHOW GRANTS" },
	{ QUERY_ROLE, MYSQL, 80000, "SELECT CURRENT_ROLE() AS active" },
	{ QUERY_ROLE, MARIADB, 0, "SELECT CURRENT_ROLE() AS active" },
	{ QUERY_ROLE_GRANTS, MYSQL, 80000, "SHOW GRANTS FOR CURRENT_USER() USING {names}" },
	{ QUERY_ROLE_GRANTS, MARIADB, 0, "SHOW GRANTS FOR {names}" },
	/* Only columns for which no server must open the tables. */
	{ QUERY_DATABASES, ANY, 0,
	  "SELECT s.SCHEMA_NAME AS `database`, COALESCE(t.tables, 0) AS tables, COALESCE(t.views, 0) AS views,"
	  " IF(s.SCHEMA_NAME LIKE '#mysql50#%',"
	  " (SELECT COUNT(*) FROM information_schema.ROUTINES r WHERE r.ROUTINE_SCHEMA = s.SCHEMA_NAME) +"
	  " (SELECT COUNT(*) FROM information_schema.EVENTS e WHERE e.EVENT_SCHEMA = s.SCHEMA_NAME), 0) AS programs"
	  " FROM information_schema.SCHEMATA s LEFT JOIN ("
	  "SELECT " EXACT("TABLE_SCHEMA") " AS name, SUM(TABLE_TYPE NOT LIKE '%VIEW') AS tables,"
	  " SUM(TABLE_TYPE LIKE '%VIEW') AS views FROM information_schema.TABLES"
	  " WHERE " EXACT("TABLE_SCHEMA") " NOT IN ({system}, 'extrepl') GROUP BY 1"
	  ") t ON t.name = " EXACT("s.SCHEMA_NAME")
	  " WHERE " EXACT("s.SCHEMA_NAME")
	  " NOT IN ({system}) ORDER BY 1" },

	{ QUERY_BINLOG_STATUS, MYSQL, 80200, "SHOW BINARY LOG STATUS" },
	{ QUERY_BINLOG_STATUS, ANY, 0, "SHOW MASTER STATUS" },
	{ QUERY_BINLOGS, ANY, 0, "SHOW BINARY LOGS" },
	{ QUERY_SERVER_START, MARIADB, 0, SERVER_START("information_schema") },
	{ QUERY_SERVER_START, MYSQL, 0, SERVER_START("performance_schema") },
	/* No FLUSH STATUS resets it; tried on MySQL 9.7.4 and MariaDB 11.8.9 (FLUSH GLOBAL STATUS). */
	{ QUERY_RESETS, ANY, 0, "SHOW GLOBAL STATUS LIKE 'Com_reset'" },
	{ QUERY_GTID_MODE_SET, MYSQL, 80000,
	  "SELECT COALESCE(CAST(UNIX_TIMESTAMP(MAX(SET_TIME)) * 1000000 AS UNSIGNED), 0) AS set_at"
	  " FROM performance_schema.variables_info WHERE VARIABLE_NAME = 'gtid_mode' AND VARIABLE_SOURCE = 'DYNAMIC'" },
	{ QUERY_GTIDS_SOURCE, MARIADB, 0,
	  "SELECT @@GLOBAL.gtid_binlog_pos AS executed, NULL AS purged, @@GLOBAL.gtid_binlog_state AS state" },
	{ QUERY_GTIDS_TARGET, MARIADB, 0, "SELECT @@GLOBAL.gtid_slave_pos AS executed, NULL AS purged" },
	{ QUERY_GTIDS_SOURCE, MYSQL, 0,
	  "SELECT @@GLOBAL.gtid_executed AS executed, @@GLOBAL.gtid_purged AS purged" },
	{ QUERY_GTIDS_TARGET, MYSQL, 0,
	  "SELECT @@GLOBAL.gtid_executed AS executed, @@GLOBAL.gtid_purged AS purged" },

	{ QUERY_GTIDS_AT, MARIADB, 0, "SELECT BINLOG_GTID_POS({names}) AS position" },

	{ QUERY_GTIDS_HISTORY, MARIADB, 0,
	  "SELECT @@GLOBAL.gtid_binlog_state AS state, @@GLOBAL.gtid_slave_pos AS replicated,"
	  " BINLOG_GTID_POS({names}, 4) AS purged" },

	{ QUERY_ACCOUNTS, MYSQL, 80014, "SELECT " ACCOUNT_COLUMNS ", User_attributes->>'$.additional_password' AS second_hash"
	  " FROM mysql.user WHERE User IN ({user}, '')" },
	{ QUERY_ACCOUNTS, MYSQL, 0, "SELECT " ACCOUNT_COLUMNS " FROM mysql.user WHERE User IN ({user}, '')" },
	/* MariaDB's view mysql.user lacks account_locked. */
	{ QUERY_ACCOUNTS, MARIADB, 0,
	  "SELECT u.User AS user, u.Host AS host, u.plugin, u.ssl_type, u.Repl_slave_priv AS replication_slave,"
	  " IF(JSON_VALUE(g.Priv, '$.account_locked') IN ('true', '1'), 'Y', 'N') AS account_locked,"
	  " u.password_expired, IF(JSON_EXISTS(g.Priv, '$.auth_or'), NULL, u.authentication_string) AS hash FROM mysql.user u JOIN mysql.global_priv g ON g.User = u.User AND g.Host = u.Host"
	  " WHERE u.User IN ({user}, '') AND u.is_role = 'N'" },
	{ QUERY_LOGINS, MYSQL, 80014, "SELECT User AS user, Host AS host, 'N' AS is_role, NULL AS default_role,"
	  " HEX(User_attributes->>'$.additional_password') AS second_hash, x509_subject, x509_issuer, ssl_cipher FROM mysql.user ORDER BY User, Host" },
	{ QUERY_LOGINS, MYSQL, 0, "SELECT User AS user, Host AS host, 'N' AS is_role, NULL AS default_role,"
	  " NULL AS second_hash, x509_subject, x509_issuer, ssl_cipher FROM mysql.user ORDER BY User, Host" },
	{ QUERY_LOGINS, MARIADB, 0, "SELECT User AS user, Host AS host, is_role, default_role, NULL AS second_hash"
	  " FROM mysql.user ORDER BY is_role DESC, User, Host" },
	{ QUERY_ROLE_EDGES, MYSQL, 80000, "SELECT FROM_USER AS role, FROM_HOST AS role_host, TO_USER AS user, TO_HOST AS host"
	  " FROM mysql.role_edges" },
	{ QUERY_ROLE_EDGES, MARIADB, 0, "SELECT Role AS role, NULL AS role_host, User AS user, Host AS host FROM mysql.roles_mapping" },
	{ QUERY_HASHES_AS_HEX, MYSQL, 80017, "SET SESSION print_identified_with_as_hex = ON" },
	{ QUERY_LOGIN_CREATED, ANY, 0, "SHOW CREATE USER {names}" },
	{ QUERY_LOGIN_GRANTS, ANY, 0, "SHOW GRANTS FOR {names}" },
	{ QUERY_LOGIN_PLUGINS, ANY, 0, "SELECT PLUGIN_NAME AS plugin FROM information_schema.PLUGINS"
	  " WHERE PLUGIN_TYPE = 'AUTHENTICATION' AND PLUGIN_STATUS = 'ACTIVE'" },
	{ QUERY_KNOWS_PBKDF2, MYSQL, 0, "SHOW GLOBAL VARIABLES LIKE 'caching\\_sha2\\_password\\_storage\\_format'" },
	{ QUERY_GRANTED_TABLES, ANY, 0, "SELECT TABLE_SCHEMA AS `database`, TABLE_NAME AS name FROM information_schema.TABLES"
	  " WHERE (TABLE_SCHEMA, TABLE_NAME) IN ({names})" },
	{ QUERY_GRANTED_ROUTINES, ANY, 0, "SELECT ROUTINE_SCHEMA AS `database`, ROUTINE_NAME AS name, ROUTINE_TYPE AS type"
	  " FROM information_schema.ROUTINES WHERE (ROUTINE_SCHEMA, ROUTINE_NAME) IN ({names})" },
	{ QUERY_REPLICAS, MYSQL, 80022, "SHOW REPLICAS" },
	{ QUERY_REPLICAS, ANY, 0, "SHOW SLAVE HOSTS" },
	/*
	 * information_schema.PROCESSLIST contains statements, for which MySQL fills a
	 * temporary table on disk.
	 */
	{ QUERY_DUMPS, MYSQL, 0,
	  "SELECT PROCESSLIST_USER AS user, COUNT(*) AS count FROM performance_schema.threads"
	  " WHERE PROCESSLIST_COMMAND LIKE 'Binlog Dump%' GROUP BY PROCESSLIST_USER" },
	{ QUERY_DUMPS, MARIADB, 0,
	  "SELECT USER AS user, COUNT(*) AS count FROM information_schema.PROCESSLIST"
	  " WHERE COMMAND LIKE 'Binlog Dump%' GROUP BY USER" },

	{ QUERY_REPLICA_STATUS, MYSQL, 80022, "SHOW REPLICA STATUS" },
	{ QUERY_REPLICA_STATUS, MYSQL, 0, "SHOW SLAVE STATUS" },
	{ QUERY_REPLICA_STATUS, MARIADB, 0, "SHOW ALL SLAVES STATUS" },
	{ QUERY_REPLICA_STATUS_BY_CALL, MARIADB, 100500, "CALL mysql.rds_replica_status()" },
	{ QUERY_APPLIER_ERRORS, MYSQL, 50700,
	  "SELECT LAST_ERROR_MESSAGE AS message FROM performance_schema.replication_applier_status_by_worker"
	  " WHERE CHANNEL_NAME = {channel} AND LAST_ERROR_NUMBER <> 0 ORDER BY LAST_ERROR_TIMESTAMP, WORKER_ID LIMIT 1" },
	{ QUERY_WORKERS_AHEAD, MYSQL, 50700,
	  "SELECT COUNT(*) AS ahead FROM mysql.slave_worker_info w JOIN mysql.slave_relay_log_info r"
	  " ON r.Channel_name = w.Channel_name WHERE w.Channel_name = {channel} AND w.Master_log_name <> ''"
	  " AND (" FILE_NUMBER("w") " > " FILE_NUMBER("r") " OR (" FILE_NUMBER("w") " = " FILE_NUMBER("r")
	  " AND w.Master_log_pos > r.Master_log_pos))" },
	/* MariaDB has them as variables, MySQL 5.7 only in the status of a link. */
	{ QUERY_FILTERS, MYSQL, 80000,
	  "SELECT FILTER_NAME AS name, FILTER_RULE AS rule FROM performance_schema.replication_applier_global_filters"
	  " UNION ALL SELECT FILTER_NAME, FILTER_RULE FROM performance_schema.replication_applier_filters"
	  " WHERE CHANNEL_NAME = {channel}" },

	{ QUERY_ROUTINES, ANY, 0,
	  "SELECT r.ROUTINE_NAME AS name, r.ROUTINE_TYPE AS type, COUNT(p.ORDINAL_POSITION) AS parameters"
	  " FROM information_schema.ROUTINES r LEFT JOIN information_schema.PARAMETERS p"
	  " ON p.SPECIFIC_SCHEMA = 'mysql' AND p.SPECIFIC_NAME = r.SPECIFIC_NAME AND p.ORDINAL_POSITION > 0"
	  " AND p.ROUTINE_TYPE = r.ROUTINE_TYPE"
	  " WHERE r.ROUTINE_SCHEMA = 'mysql' AND LEFT(r.ROUTINE_NAME, 4) = 'rds_'"
	  " GROUP BY r.ROUTINE_NAME, r.ROUTINE_TYPE ORDER BY r.ROUTINE_NAME" },
	/*
	 * A start that reported an error has only a 'Starting: ' row, but may have
	 * succeeded since, so it counts. So do the procedures that also start the link:
	 * to set the auto position or to skip an error. The history does not show which
	 * channel was started, only whether it was the default one.
	 */
	{ QUERY_RDS_HISTORY, ANY, 0,
	  "SELECT COALESCE(SUM(action = 'disable set master' AND master_user = 'rdsrepladmin'), 0) > 0 AS read_replica,"
	  " UNIX_TIMESTAMP(MAX(IF(action LIKE '%start slave%' OR action LIKE '%start replica%'" STARTS_TOO
	  ", action_timestamp, NULL))) AS last_start,"
	  " UNIX_TIMESTAMP(MAX(IF(action LIKE '%start channel%'" STARTS_TOO
	  ", action_timestamp, NULL))) AS last_channel_start FROM mysql.rds_history" },
	{ QUERY_LINK_GONE, ANY, 0,
	  "SELECT UNIX_TIMESTAMP(COALESCE(MIN(IF(action_timestamp > last.start, action_timestamp, NULL)),"
	  " MAX(action_timestamp))) AS gone_at, UNIX_TIMESTAMP() AS now FROM mysql.rds_history,"
	  " (SELECT COALESCE(MAX(action_timestamp), FROM_UNIXTIME(1)) AS start FROM mysql.rds_history"
	  " WHERE action LIKE 'start %') AS last"
	  " WHERE action LIKE 'stop %' OR action LIKE 'reset %'" },
	{ QUERY_UPTIME, ANY, 0, "SHOW GLOBAL STATUS LIKE 'Uptime'" },
	{ QUERY_LAST_WRITE, ANY, 0,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object,"
	  " GREATEST(COALESCE(UNIX_TIMESTAMP(UPDATE_TIME), 0), COALESCE(UNIX_TIMESTAMP(CREATE_TIME), 0)) AS written_at"
	  " FROM information_schema.TABLES WHERE TABLE_TYPE NOT LIKE '%VIEW'"
	  " AND " EXACT("TABLE_SCHEMA") " NOT IN ({system}, 'extrepl') ORDER BY 2 DESC LIMIT 1" },
	/* InnoDB drops the tables that were used least from its cache, and their time with them. */
	{ QUERY_WRITES_FORGOTTEN, ANY, 0,
	  "SELECT COUNT(*) > @@GLOBAL.table_definition_cache AS forgotten FROM information_schema.PARTITIONS"
	  " WHERE TABLE_SCHEMA NOT IN ('information_schema', 'performance_schema')" },
	{ QUERY_CLUSTER_ROLE, MYSQL, 0, "SELECT mysql.rds_is_semi_sync() AS role" },

	{ QUERY_RECORDS, ANY, 0, record_query },
	{ QUERY_TRY_FLUSH_TABLES, ANY, 0, "FLUSH TABLES `extrepl_nosuch_db`.`nosuch` WITH READ LOCK" },
	{ QUERY_TRY_SET, ANY, 0, "SET GLOBAL {names} = (SELECT 1 UNION SELECT 2)" },
};
/* clang-format on */

const size_t queries_server_count = ARRAY_SIZE(queries_server);
