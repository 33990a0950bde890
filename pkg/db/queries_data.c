/*
 * The queries about a server's data before a copy: its objects, and what a copy or
 * replication cannot transfer.
 */
#include "base/attributes.h"
#include "db/query_rows.h"
#include "sql/zone_hours.h"

/* At most this many rows per kind: a check names examples, not every object. */
#define SOME " LIMIT 200"

/* Matches a stored program, in lower case, that skips a replication error. */
#define SKIPS_ERRORS "skip_repl_error|skip_counter|skip_transaction"

/* clang-format off */
const struct query_row queries_data[] = {
	/* Tables of Spider, Galera, NDB and RDS count as the server's own. */
	{ QUERY_IN_MYSQL, ANY, 0,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object, IF(TABLE_TYPE = 'VIEW', 'view', 'table') AS detail"
	  " FROM information_schema.TABLES WHERE (" EXACT("TABLE_SCHEMA") " = 'mysql' AND LOWER(TABLE_NAME) NOT IN ("
	  "'columns_priv', 'column_stats', 'component', 'db', 'default_roles', 'engine_cost', 'event', 'func', 'general_log',"
	  " 'global_grants', 'global_priv', 'gtid_executed', 'ha_health_check', 'host', 'index_stats', 'password_history',"
	  " 'plugin', 'proc', 'procs_priv', 'proxies_priv', 'role_edges', 'roles_mapping', 'server_cost', 'servers', 'slow_log',"
	  " 'table_stats', 'tables_priv', 'transaction_registry', 'user') AND LOWER(TABLE_NAME) NOT REGEXP"
	  " '^(audit_log|firewall|gtid_slave_pos|help_|innodb_|ndb_|rds_|replication_|slave_|spider_|time_zone|wsrep_)')"
	  " OR (" EXACT("TABLE_SCHEMA") " = 'sys' AND 'sys' IN ({system}) AND TABLE_TYPE = 'BASE TABLE'"
	  " AND TABLE_NAME <> 'sys_config')"
	  " UNION ALL SELECT CONCAT('mysql.', ROUTINE_NAME), LOWER(ROUTINE_TYPE) FROM information_schema.ROUTINES"
	  " WHERE ROUTINE_SCHEMA = 'mysql' AND ROUTINE_NAME NOT IN ('AddGeometryColumn', 'DropGeometryColumn')"
	  " AND LOWER(ROUTINE_NAME) NOT REGEXP '^(ndb_|rds_|spider_)'"
	  " UNION ALL SELECT CONCAT('mysql.', EVENT_NAME), 'event' FROM information_schema.EVENTS"
	  " WHERE EVENT_SCHEMA = 'mysql' AND LOWER(EVENT_NAME) NOT REGEXP '^(ev_)?rds_'" SOME },
	/* MySQL lists a view's tables, but not the functions of other databases. A view's text names each database. */
	{ QUERY_ELSEWHERE, MYSQL, 80013,
	  "SELECT CONCAT(VIEW_SCHEMA, '.', VIEW_NAME) AS object, TABLE_SCHEMA AS detail FROM information_schema.VIEW_TABLE_USAGE"
	  " WHERE VIEW_SCHEMA IN ({databases}) AND TABLE_SCHEMA NOT IN ({databases}) AND TABLE_SCHEMA NOT IN ({system})"
	  " UNION SELECT CONCAT(v.TABLE_SCHEMA, '.', v.TABLE_NAME), s.SCHEMA_NAME FROM information_schema.VIEWS v"
	  " JOIN information_schema.SCHEMATA s ON v.VIEW_DEFINITION REGEXP CONCAT('`', CHAR(92 USING utf8mb4), 'Q',"
	  " REPLACE(s.SCHEMA_NAME, '`', '``'), CHAR(92 USING utf8mb4), 'E`[.]`[^`]*`[(]')"
	  " WHERE v.TABLE_SCHEMA IN ({databases}) AND s.SCHEMA_NAME NOT IN ({databases}) AND s.SCHEMA_NAME NOT IN ({system})"
	  " UNION SELECT CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME), UNIQUE_CONSTRAINT_SCHEMA"
	  " FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN ({databases})"
	  " AND UNIQUE_CONSTRAINT_SCHEMA NOT IN ({databases})" SOME },
	{ QUERY_ELSEWHERE, MARIADB, 0,
	  "SELECT CONCAT(v.TABLE_SCHEMA, '.', v.TABLE_NAME) AS object, s.SCHEMA_NAME AS detail FROM information_schema.VIEWS v"
	  " JOIN information_schema.SCHEMATA s ON v.VIEW_DEFINITION REGEXP CONCAT('((from|join) [(]*`', CHAR(92 USING utf8mb4), 'Q',"
	  " REPLACE(s.SCHEMA_NAME, '`', '``'), CHAR(92 USING utf8mb4), 'E`[.]`)|(`', CHAR(92 USING utf8mb4), 'Q',"
	  " REPLACE(s.SCHEMA_NAME, '`', '``'), CHAR(92 USING utf8mb4), 'E`[.]`[^`]*`[(])')"
	  " WHERE v.TABLE_SCHEMA IN ({databases}) AND s.SCHEMA_NAME NOT IN ({databases})"
	  " AND " EXACT("s.SCHEMA_NAME") " NOT IN ({system})"
	  " UNION SELECT CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME), UNIQUE_CONSTRAINT_SCHEMA"
	  " FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN ({databases})"
	  " AND UNIQUE_CONSTRAINT_SCHEMA NOT IN ({databases})" SOME },
	{ QUERY_FUNCTIONS_LOADED, ANY, 0, "SELECT name AS object, dl AS detail FROM mysql.func ORDER BY 1" SOME },
	{ QUERY_FOREIGN_SERVERS, ANY, 0, "SELECT Server_name AS object, Host AS detail FROM mysql.servers ORDER BY 1" SOME },
	{ QUERY_TABLESPACES, MYSQL, 80000,
	  "SELECT REPLACE(t.NAME, '/', '.') AS object, s.NAME AS detail FROM information_schema.INNODB_TABLESPACES s"
	  " JOIN information_schema.INNODB_TABLES t ON t.SPACE = s.SPACE"
	  " WHERE s.SPACE_TYPE = 'General' AND s.NAME <> 'mysql' ORDER BY 1" SOME },
	{ QUERY_DATA_DIRECTORIES, MYSQL, 80000,
	  "SELECT REPLACE(TABLESPACE_NAME, '/', '.') AS object, FILE_NAME AS detail FROM information_schema.FILES"
	  " WHERE FILE_TYPE = 'TABLESPACE' AND FILE_NAME LIKE '/%' AND TABLESPACE_NAME LIKE '%/%' ORDER BY 1" SOME },
	{ QUERY_DATA_DIRECTORIES, MARIADB, 100600,
	  "SELECT REPLACE(NAME, '/', '.') AS object, FILENAME AS detail FROM information_schema.INNODB_SYS_TABLESPACES"
	  " WHERE FILENAME LIKE '/%' AND NAME LIKE '%/%' ORDER BY 1" SOME },
	/* Excludes EPSG's and MySQL's own ranges. */
	{ QUERY_REFERENCE_SYSTEMS, MYSQL, 80000,
	  "SELECT CONCAT('SRID ', SRS_ID) AS object, SRS_NAME AS detail FROM information_schema.ST_SPATIAL_REFERENCE_SYSTEMS"
	  " WHERE NOT (SRS_ID < 32768 OR SRS_ID BETWEEN 60000000 AND 69999999 OR SRS_ID >= 2000000000) ORDER BY SRS_ID" SOME },
	{ QUERY_DATABASE_OPTIONS, MYSQL, 80022,
	  "SELECT SCHEMA_NAME AS object, OPTIONS AS detail FROM information_schema.SCHEMATA_EXTENSIONS"
	  " WHERE SCHEMA_NAME IN ({databases}) AND OPTIONS <> ''"
	  " UNION ALL SELECT SCHEMA_NAME, 'ENCRYPTION=Y' FROM information_schema.SCHEMATA"
	  " WHERE SCHEMA_NAME IN ({databases}) AND DEFAULT_ENCRYPTION = 'YES' ORDER BY 1" SOME },
	{ QUERY_RESOURCE_GROUPS, MYSQL, 80000,
	  "SELECT RESOURCE_GROUP_NAME AS object FROM information_schema.RESOURCE_GROUPS"
	  " WHERE RESOURCE_GROUP_NAME NOT IN ('USR_default', 'SYS_default') ORDER BY 1" SOME },
	{ QUERY_LIBRARIES, MYSQL, 90200,
	  "SELECT CONCAT(LIBRARY_SCHEMA, '.', LIBRARY_NAME) AS object, LANGUAGE AS detail FROM information_schema.LIBRARIES"
	  " WHERE LIBRARY_SCHEMA IN ({databases}) ORDER BY 1" SOME },
	{ QUERY_FOREIGN_LANGUAGES, MYSQL, 80000,
	  "SELECT CONCAT(ROUTINE_SCHEMA, '.', ROUTINE_NAME) AS object, EXTERNAL_LANGUAGE AS detail"
	  " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA IN ({databases})"
	  " AND COALESCE(EXTERNAL_LANGUAGE, 'SQL') NOT IN ('SQL', '') ORDER BY 1" SOME },

	{ QUERY_FRESH_SIZES, MYSQL, 80000, "SET SESSION information_schema_stats_expiry = 0" },
	{ QUERY_SIZES, ANY, 0,
	  "SELECT MIN(TABLE_SCHEMA) AS `database`, SUM(COALESCE(DATA_LENGTH, 0) + COALESCE(INDEX_LENGTH, 0)) AS bytes"
	  " FROM information_schema.TABLES WHERE " EXACT("TABLE_SCHEMA") " NOT IN ({system}, 'extrepl')"
	  " GROUP BY " EXACT("TABLE_SCHEMA") },
	{ QUERY_ENGINES, ANY, 0,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object, ENGINE AS detail FROM information_schema.TABLES"
	  " WHERE TABLE_SCHEMA IN ({databases}) AND TABLE_TYPE NOT LIKE '%VIEW' AND TABLE_TYPE <> 'SEQUENCE'"
	  " AND ENGINE NOT IN ('InnoDB', " ENGINES_BORROWING ") ORDER BY 1" SOME },
	{ QUERY_BORROWING, ANY, 0,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object, ENGINE AS detail FROM information_schema.TABLES"
	  " WHERE TABLE_SCHEMA IN ({databases}) AND ENGINE IN (" ENGINES_BORROWING ") ORDER BY 1" SOME },
	{ QUERY_VERSIONED, MARIADB, 0,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object FROM information_schema.TABLES"
	  " WHERE TABLE_SCHEMA IN ({databases}) AND TABLE_TYPE = 'SYSTEM VERSIONED' ORDER BY 1" SOME },
	{ QUERY_KEYLESS, ANY, 0,
	  "SELECT IF(k.TABLE_NAME IS NULL, 'no-key', 'no-primary') AS kind,"
	  " CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME) AS object FROM information_schema.TABLES t LEFT JOIN ("
	  "SELECT TABLE_SCHEMA, TABLE_NAME, MAX(is_primary) AS has_primary FROM ("
	  "SELECT " EXACT("TABLE_SCHEMA") " AS TABLE_SCHEMA, " EXACT("TABLE_NAME") " AS TABLE_NAME, INDEX_NAME,"
	  " MAX(INDEX_NAME = 'PRIMARY') AS is_primary"
	  " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA IN ({databases}) AND NON_UNIQUE = 0"
	  " GROUP BY 1, 2, INDEX_NAME HAVING SUM(NULLABLE = 'YES') = 0) i"
	  " GROUP BY TABLE_SCHEMA, TABLE_NAME) k"
	  " ON k.TABLE_SCHEMA = " EXACT("t.TABLE_SCHEMA") " AND k.TABLE_NAME = " EXACT("t.TABLE_NAME")
	  " WHERE t.TABLE_SCHEMA IN ({databases}) AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')"
	  " AND COALESCE(k.has_primary, 0) = 0 ORDER BY 1, 2" SOME },
	{ QUERY_DEFINERS, ANY, 0,
	  "SELECT MIN(object) AS object, detail FROM ("
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object, DEFINER AS detail"
	  " FROM information_schema.VIEWS WHERE TABLE_SCHEMA IN ({databases})"
	  " UNION ALL SELECT CONCAT(ROUTINE_SCHEMA, '.', ROUTINE_NAME), DEFINER"
	  " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA IN ({databases})"
	  " UNION ALL SELECT CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME), DEFINER"
	  " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA IN ({databases})"
	  " UNION ALL SELECT CONCAT(EVENT_SCHEMA, '.', EVENT_NAME), DEFINER"
	  " FROM information_schema.EVENTS WHERE EVENT_SCHEMA IN ({databases})"
	  ") d GROUP BY detail ORDER BY detail" SOME },
	{ QUERY_STORED_OBJECTS, ANY, 0,
	  "(SELECT 'function' AS kind, CONCAT(ROUTINE_SCHEMA, '.', ROUTINE_NAME) AS object"
	  " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA IN ({databases})"
	  " AND ROUTINE_TYPE = 'FUNCTION'" SOME ")"
	  " UNION ALL (SELECT 'trigger', CONCAT(TRIGGER_SCHEMA, '.', TRIGGER_NAME)"
	  " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA IN ({databases})" SOME ")"
	  " UNION ALL (SELECT 'event', CONCAT(EVENT_SCHEMA, '.', EVENT_NAME)"
	  " FROM information_schema.EVENTS WHERE EVENT_SCHEMA IN ({databases})"
	  " AND STATUS = 'ENABLED'" SOME ")" },
	{ QUERY_COLLATIONS_USED, ANY, 0,
	  "SELECT MIN(object) AS object, detail FROM ("
	  "SELECT SCHEMA_NAME AS object, DEFAULT_COLLATION_NAME AS detail"
	  " FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN ({databases})"
	  " UNION ALL SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME), TABLE_COLLATION"
	  " FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ({databases})"
	  " UNION ALL SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, '.', COLUMN_NAME), COLLATION_NAME"
	  " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA IN ({databases})"
	  ") c WHERE detail IS NOT NULL GROUP BY detail ORDER BY detail" SOME },
	/*
	 * MySQL leaves the key's name empty if the referenced key is not unique, and
	 * also if the referenced table does not exist, which every server accepts.
	 */
	{ QUERY_LOOSE_FOREIGN_KEYS, MYSQL, 0,
	  "SELECT CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME, '.', CONSTRAINT_NAME) AS object"
	  " FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN ({databases})"
	  " AND UNIQUE_CONSTRAINT_NAME IS NULL AND EXISTS (SELECT 1 FROM information_schema.TABLES t"
	  " WHERE t.TABLE_SCHEMA = UNIQUE_CONSTRAINT_SCHEMA AND t.TABLE_NAME = REFERENCED_TABLE_NAME) ORDER BY 1" SOME },
	{ QUERY_PREPARED_XA, MYSQL, 0, "XA RECOVER CONVERT XID" },
	{ QUERY_PREPARED_XA, MARIADB, 0, "XA RECOVER FORMAT='SQL'" },
	{ QUERY_STATEMENT_SESSIONS, MYSQL, 0,
	  "SELECT CONCAT('connection ', t.PROCESSLIST_ID, ' of ', COALESCE(t.PROCESSLIST_USER, '?')) AS object,"
	  " v.VARIABLE_VALUE AS detail FROM performance_schema.variables_by_thread v"
	  " JOIN performance_schema.threads t ON t.THREAD_ID = v.THREAD_ID"
	  " WHERE v.VARIABLE_NAME = 'binlog_format' AND v.VARIABLE_VALUE <> 'ROW'"
	  " AND t.PROCESSLIST_ID <> CONNECTION_ID() AND t.PROCESSLIST_COMMAND <> 'Daemon' ORDER BY t.PROCESSLIST_ID" SOME },
	{ QUERY_USERS, MYSQL, 0,
	  "SELECT CONCAT('''', User, '''@''', Host, '''') AS object FROM mysql.user"
	  " WHERE User NOT LIKE 'mysql.%' AND User <> '' ORDER BY 1" SOME },
	{ QUERY_USERS, MARIADB, 0,
	  "SELECT CONCAT('''', User, '''@''', Host, '''') AS object FROM mysql.user"
	  " WHERE User NOT IN ('mariadb.sys', '') AND is_role = 'N' ORDER BY 1" SOME },
	/*
	 * ALTER EVENT makes the caller the definer unless it names one. CHAR(59) is the
	 * semicolon: a semicolon in a literal would look like two statements in a log.
	 */
	{ QUERY_EVENT_ZONES, ANY, 0,
	  "SELECT CONCAT(EVENT_SCHEMA, '.', EVENT_NAME) AS object, CONCAT(TIME_ZONE, ': SET time_zone = ''',"
	  " COALESCE(CONCAT(IF(" ZONE_AHEAD("TIME_ZONE", "01-15") " < 0, '-', '+'),"
	  " LPAD(ABS(" ZONE_AHEAD("TIME_ZONE", "01-15") ") DIV 60, 2, '0'), ':',"
	  " LPAD(ABS(" ZONE_AHEAD("TIME_ZONE", "01-15") ") MOD 60, 2, '0')), '+00:00'), '''', CHAR(59 USING utf8mb4), ' ALTER DEFINER = `',"
	  " REPLACE(LEFT(DEFINER, CHAR_LENGTH(DEFINER) - CHAR_LENGTH(SUBSTRING_INDEX(DEFINER, '@', -1)) - 1), '`', '``'), '`@`',"
	  " REPLACE(SUBSTRING_INDEX(DEFINER, '@', -1), '`', '``'), '` EVENT `', REPLACE(EVENT_SCHEMA, '`', '``'), '`.`',"
	  " REPLACE(EVENT_NAME, '`', '``'), '` ON SCHEDULE ', IF(EVENT_TYPE = 'ONE TIME', CONCAT('AT ''', EXECUTE_AT, ''''),"
	  " CONCAT('EVERY ', IF(INTERVAL_VALUE REGEXP '^([0-9]+$|'')', INTERVAL_VALUE, QUOTE(INTERVAL_VALUE)), ' ', INTERVAL_FIELD,"
	  " COALESCE(CONCAT(' STARTS ''', STARTS, ''''), ''), COALESCE(CONCAT(' ENDS ''', ENDS, ''''), '')))) AS detail"
	  " FROM information_schema.EVENTS WHERE EVENT_SCHEMA IN ({databases}) AND TIME_ZONE NOT LIKE '+%' AND TIME_ZONE NOT LIKE '-%'"
	  " ORDER BY 1" SOME },
	/*
	 * On MariaDB only a plugin shows this (metadata_lock_info), and no statement
	 * shows whether it is installed.
	 */
	{ QUERY_BACKUP_LOCKS, MYSQL, 80000,
	  "SELECT CONCAT('session ', t.PROCESSLIST_ID, ' of ', t.PROCESSLIST_USER, '@', COALESCE(NULLIF(t.PROCESSLIST_HOST, ''), 'localhost')) AS object,"
	  " MAX(IF(l.OBJECT_TYPE = 'BACKUP LOCK', 'LOCK INSTANCE FOR BACKUP', 'a global read lock')) AS detail"
	  " FROM performance_schema.metadata_locks l JOIN performance_schema.threads t ON t.THREAD_ID = l.OWNER_THREAD_ID"
	  " WHERE l.LOCK_STATUS = 'GRANTED' AND l.LOCK_TYPE = 'SHARED' AND l.OBJECT_TYPE IN ('BACKUP LOCK', 'GLOBAL')"
	  " AND t.PROCESSLIST_ID <> CONNECTION_ID() GROUP BY 1 ORDER BY 1" SOME },
	{ QUERY_SESSIONS, MYSQL, 0,
	  "SELECT @@SESSION.max_user_connections AS account_limit, COALESCE(SUM(PROCESSLIST_USER = LEFT(USER(),"
	  " CHAR_LENGTH(USER()) - CHAR_LENGTH(SUBSTRING_INDEX(USER(), '@', -1)) - 1)), 0) AS account_used,"
	  " @@GLOBAL.max_connections AS server_limit, COUNT(*) AS server_used"
	  " FROM performance_schema.threads WHERE TYPE = 'FOREGROUND' AND PROCESSLIST_COMMAND <> 'Daemon'" },
	{ QUERY_SESSIONS, MARIADB, 0,
	  "SELECT @@SESSION.max_user_connections AS account_limit, COALESCE(SUM(USER = LEFT(USER(),"
	  " CHAR_LENGTH(USER()) - CHAR_LENGTH(SUBSTRING_INDEX(USER(), '@', -1)) - 1)), 0) AS account_used,"
	  " @@GLOBAL.max_connections AS server_limit, COUNT(*) AS server_used"
	  " FROM information_schema.PROCESSLIST WHERE COMMAND NOT IN ('Daemon', 'Slave_IO', 'Slave_SQL', 'Slave_worker')" },
	{ QUERY_ENGINES_KNOWN, ANY, 0,
	  "SELECT ENGINE AS object FROM information_schema.ENGINES WHERE SUPPORT IN ('YES', 'DEFAULT') ORDER BY 1" },
	/*
	 * The server opens each view for this, MariaDB only for TABLE_ROWS. A missing
	 * definer gives another message.
	 */
	{ QUERY_BROKEN_VIEWS, ANY, 0,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object,"
	  " CONCAT('`', REPLACE(TABLE_SCHEMA, '`', '``'), '`.`', REPLACE(TABLE_NAME, '`', '``'), '`') AS detail"
	  " FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ({databases}) AND TABLE_TYPE = 'VIEW'"
	  " AND TABLE_ROWS IS NULL AND TABLE_COMMENT LIKE '%references invalid table%' ORDER BY 1" SOME },
	/* Directly, or through a routine that it calls. */
	{ QUERY_SKIPPING_EVENTS, ANY, 0,
	  "SELECT CONCAT(e.EVENT_SCHEMA, '.', e.EVENT_NAME) AS object FROM information_schema.EVENTS e"
	  " WHERE e.STATUS = 'ENABLED' AND (LOWER(e.EVENT_DEFINITION) REGEXP '" SKIPS_ERRORS "'"
	  " OR EXISTS (SELECT 1 FROM information_schema.ROUTINES r"
	  " WHERE r.ROUTINE_SCHEMA <> 'mysql' AND LOWER(r.ROUTINE_DEFINITION) REGEXP '" SKIPS_ERRORS "'"
	  " AND LOCATE(LOWER(r.ROUTINE_NAME), LOWER(e.EVENT_DEFINITION)) > 0)) ORDER BY 1" SOME },

	{ QUERY_SYSTEM_ZONE, ANY, 0, "SELECT " ZONE_HOURS("'SYSTEM'") " AS hours, @@system_time_zone AS name" },
	{ QUERY_ZONES_UNKNOWN, ANY, 0,
	  "SELECT zone AS object FROM ({names}) z WHERE CONVERT_TZ('2027-01-15 12:00:00', '+00:00', zone) IS NULL" },
	{ QUERY_ZONE_WITH_HOURS, ANY, 0,
	  "SELECT name AS object FROM mysql.time_zone_name WHERE " ZONE_HOURS("name") " = {names} LIMIT 1" },
	{ QUERY_MEMORY_TABLES, ANY, 0,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object, DATA_LENGTH + INDEX_LENGTH AS detail"
	  " FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ({databases}) AND ENGINE = 'MEMORY' ORDER BY 1" SOME },
	{ QUERY_COMPRESSED, ANY, 0,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS object, CREATE_OPTIONS AS detail"
	  " FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ({databases}) AND ENGINE = 'InnoDB'"
	  " AND (ROW_FORMAT = 'Compressed' OR LOWER(CREATE_OPTIONS) LIKE '%key_block_size=%') ORDER BY 1" SOME },
	/*
	 * Skip tables whose definition names a row format: the server's default does
	 * not apply.
	 */
	{ QUERY_LONG_COLUMNS, ANY, 0,
	  "SELECT c.TABLE_SCHEMA AS `database`, c.TABLE_NAME AS name, c.COLUMN_NAME AS long_column"
	  " FROM information_schema.COLUMNS c JOIN information_schema.TABLES t"
	  " ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME AND t.TABLE_TYPE = 'BASE TABLE'"
	  " WHERE c.TABLE_SCHEMA IN ({databases}) AND c.DATA_TYPE IN ('mediumblob', 'longblob', 'mediumtext', 'longtext', 'json', 'geometry')"
	  " ORDER BY 1, 2, 3 LIMIT 20" },
	{ QUERY_LONG_KEYS, ANY, 0,
	  "SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME, '.', s.INDEX_NAME) AS object,"
	  " MAX(COALESCE(s.SUB_PART * COALESCE(h.MAXLEN, 1), c.CHARACTER_OCTET_LENGTH)) AS detail"
	  " FROM information_schema.TABLES t JOIN information_schema.STATISTICS s"
	  " ON s.TABLE_SCHEMA = t.TABLE_SCHEMA AND s.TABLE_NAME = t.TABLE_NAME"
	  " JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = s.TABLE_SCHEMA AND c.TABLE_NAME = s.TABLE_NAME"
	  " AND c.COLUMN_NAME = s.COLUMN_NAME"
	  " LEFT JOIN information_schema.CHARACTER_SETS h ON h.CHARACTER_SET_NAME = c.CHARACTER_SET_NAME"
	  " WHERE t.TABLE_SCHEMA IN ({databases}) AND t.ENGINE = 'InnoDB' AND s.INDEX_TYPE = 'BTREE'"
	  " AND LOWER(t.CREATE_OPTIONS) NOT LIKE '%row_format=%'"
	  " GROUP BY t.TABLE_SCHEMA, t.TABLE_NAME, s.INDEX_NAME"
	  " HAVING detail > 767 ORDER BY 1" SOME },
	/*
	 * Values that a replica computes again with a setting that is not in the
	 * binlog. MySQL does this for all generated columns and functional keys; the
	 * time zone, sql_mode and lc_time_names are in the binlog.
	 */
	{ QUERY_COMPUTED, MYSQL, 80013,
	  "SELECT object, detail FROM ("
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, '.', COLUMN_NAME) AS object, GENERATION_EXPRESSION AS expression"
	  " FROM information_schema.COLUMNS c WHERE TABLE_SCHEMA IN ({databases}) AND GENERATION_EXPRESSION <> ''"
	  " AND (EXTRA LIKE '%STORED%' OR EXISTS (SELECT 1 FROM information_schema.STATISTICS s WHERE s.TABLE_SCHEMA = c.TABLE_SCHEMA"
	  " AND s.TABLE_NAME = c.TABLE_NAME AND s.COLUMN_NAME = c.COLUMN_NAME))"
	  " UNION ALL SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, '.', INDEX_NAME), EXPRESSION"
	  " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA IN ({databases}) AND EXPRESSION IS NOT NULL) e JOIN"
	  " (SELECT 'div_precision_increment' AS detail, '%/%' AS pattern UNION ALL SELECT 'block_encryption_mode', '%aes\\_%') p"
	  " ON REGEXP_REPLACE(expression, '''[^'']*''', '') LIKE pattern ORDER BY 1, 2" SOME },
	{ QUERY_COMPUTED, MYSQL, 50706,
	  "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME, '.', COLUMN_NAME) AS object, detail FROM information_schema.COLUMNS JOIN"
	  " (SELECT 'div_precision_increment' AS detail, '%/%' AS pattern UNION ALL SELECT 'block_encryption_mode', '%aes\\_%') p"
	  " ON GENERATION_EXPRESSION LIKE pattern WHERE TABLE_SCHEMA IN ({databases})"
	  " AND (EXTRA LIKE '%STORED%' OR COLUMN_KEY <> '') ORDER BY 1, 2" SOME },
	{ QUERY_COMPUTED, MYSQL, 0, NULL },
	/*
	 * A MariaDB replica takes the values from the row event. It computes again only
	 * to find a row by the key of a VIRTUAL column, or in a table without a key.
	 * Its row events have no time zone.
	 */
	{ QUERY_COMPUTED, ANY, 100205,
	  "SELECT CONCAT(c.TABLE_SCHEMA, '.', c.TABLE_NAME, '.', c.COLUMN_NAME) AS object, detail"
	  " FROM information_schema.COLUMNS c"
	  " JOIN (SELECT 'div_precision_increment' AS detail UNION ALL SELECT 'block_encryption_mode' UNION ALL SELECT 'time_zone') p"
	  " WHERE c.TABLE_SCHEMA IN ({databases}) AND c.EXTRA LIKE '%VIRTUAL%'"
	  " AND CASE detail WHEN 'time_zone' THEN c.GENERATION_EXPRESSION REGEXP 'unix_?time|convert_tz' OR EXISTS"
	  " (SELECT 1 FROM information_schema.COLUMNS o WHERE o.TABLE_SCHEMA = c.TABLE_SCHEMA AND o.TABLE_NAME = c.TABLE_NAME"
	  " AND o.DATA_TYPE = 'timestamp' AND INSTR(c.GENERATION_EXPRESSION, CONCAT('`', o.COLUMN_NAME, '`')) > 0)"
	  " ELSE REGEXP_REPLACE(c.GENERATION_EXPRESSION, '''[^'']*''', '') LIKE IF(detail = 'block_encryption_mode', '%aes\\_%', '%/%') END"
	  " AND (EXISTS (SELECT 1 FROM information_schema.STATISTICS s WHERE s.TABLE_SCHEMA = c.TABLE_SCHEMA"
	  " AND s.TABLE_NAME = c.TABLE_NAME AND s.COLUMN_NAME = c.COLUMN_NAME)"
	  " OR NOT EXISTS (SELECT 1 FROM information_schema.STATISTICS s WHERE s.TABLE_SCHEMA = c.TABLE_SCHEMA"
	  " AND s.TABLE_NAME = c.TABLE_NAME AND s.NON_UNIQUE = 0)) ORDER BY 1, 2" SOME },
	{ QUERY_COMPUTED, ANY, 0, NULL },
	{ QUERY_FULLTEXT, ANY, 0,
	  "SELECT DISTINCT CONCAT(s.TABLE_SCHEMA, '.', s.TABLE_NAME, '.', s.INDEX_NAME) AS object, t.ENGINE AS detail"
	  " FROM information_schema.STATISTICS s JOIN information_schema.TABLES t"
	  " ON t.TABLE_SCHEMA = s.TABLE_SCHEMA AND t.TABLE_NAME = s.TABLE_NAME"
	  " WHERE s.TABLE_SCHEMA IN ({databases}) AND s.INDEX_TYPE = 'FULLTEXT' ORDER BY 1" SOME },
	/*
	 * All databases: a path through databases that are not copied must be found
	 * too.
	 */
	{ QUERY_CASCADES, MYSQL, 0,
	  "SELECT CONCAT(CONSTRAINT_SCHEMA, '.', TABLE_NAME) AS object,"
	  " CONCAT(UNIQUE_CONSTRAINT_SCHEMA, '.', REFERENCED_TABLE_NAME) AS detail"
	  " FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA IN ({databases})"
	  " AND DELETE_RULE = 'CASCADE' ORDER BY 1, 2" },
	{ QUERY_ROUTINES_MADE, MYSQL, 80000, NULL },
	{ QUERY_ROUTINES_MADE, ANY, 0,
	  "SELECT ROUTINE_TYPE AS kind, ROUTINE_SCHEMA AS `database`, ROUTINE_NAME AS routine"
	  " FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA IN ({databases})"
	  " AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE') ORDER BY 2, 3" },
	/*
	 * COLLATION_NAME is uca1400_ai_ci where a table shows utf8mb4_uca1400_ai_ci:
	 * since this version the short name is not the full name.
	 */
	{ QUERY_COLLATIONS, MARIADB, 101000,
	  "SELECT FULL_COLLATION_NAME AS collation FROM"
	  " information_schema.COLLATION_CHARACTER_SET_APPLICABILITY ORDER BY 1" },
	{ QUERY_COLLATIONS, ANY, 0,
	  "SELECT COLLATION_NAME AS collation FROM information_schema.COLLATIONS ORDER BY 1" },
};
/* clang-format on */

const size_t queries_data_count = ARRAY_SIZE(queries_data);
