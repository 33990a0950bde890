/*
 * Every column of information_schema that describes what a user has created: compared,
 * or with the reason why not. tests/integration/cases/15-definitions.sh fails for a
 * column that a server has and this table lacks.
 */
#include "tables/properties.h"

#define NAMES "names the object"
#define TEXT "is in the text of SHOW CREATE, which is compared"
#define MOVES "changes with the rows"
#define WHEN "the time of creation is not part of the definition"
#define DERIVED "follows from other columns"
#define CONSTANT "the same everywhere"
#define OWN "depends on the account that queries it"

#define COMPARED(name, label)                                                          \
	{                                                                              \
		name, label, NULL, SPELL_PLAIN, NULL                                   \
	}
#define SPELLED(name, label, spelling)                                                 \
	{                                                                              \
		name, label, NULL, spelling, NULL                                      \
	}
#define AS(name, label, spelling, sql)                                                 \
	{                                                                              \
		name, label, NULL, spelling, sql                                       \
	}
#define LEFT_OUT(name, reason)                                                         \
	{                                                                              \
		name, NULL, reason, SPELL_PLAIN, NULL                                  \
	}

/* clang-format off */
static const struct property_column schemata[] = {
	LEFT_OUT("CATALOG_NAME", CONSTANT),
	LEFT_OUT("SCHEMA_NAME", NAMES),
	SPELLED("DEFAULT_CHARACTER_SET_NAME", "character set", SPELL_CHARSET),
	SPELLED("DEFAULT_COLLATION_NAME", "collation", SPELL_CHARSET),
	LEFT_OUT("SQL_PATH", CONSTANT),
	COMPARED("DEFAULT_ENCRYPTION", "encryption"),
	COMPARED("SCHEMA_COMMENT", "comment"),
	{ 0 },
};

static const struct property_column tables[] = {
	LEFT_OUT("TABLE_CATALOG", CONSTANT),
	LEFT_OUT("TABLE_SCHEMA", NAMES),
	LEFT_OUT("TABLE_NAME", NAMES),
	COMPARED("TABLE_TYPE", "type"),
	COMPARED("ENGINE", "engine"),
	LEFT_OUT("VERSION", "the version of the server's own definition file"),
	COMPARED("ROW_FORMAT", "row format"),
	LEFT_OUT("TABLE_ROWS", MOVES),
	LEFT_OUT("AVG_ROW_LENGTH", MOVES),
	LEFT_OUT("DATA_LENGTH", MOVES),
	LEFT_OUT("MAX_DATA_LENGTH", MOVES),
	LEFT_OUT("INDEX_LENGTH", MOVES),
	LEFT_OUT("MAX_INDEX_LENGTH", MOVES),
	LEFT_OUT("DATA_FREE", MOVES),
	LEFT_OUT("AUTO_INCREMENT", "is read from SHOW CREATE, because servers cache an older value here"),
	LEFT_OUT("CREATE_TIME", WHEN),
	LEFT_OUT("UPDATE_TIME", MOVES),
	LEFT_OUT("CHECK_TIME", MOVES),
	SPELLED("TABLE_COLLATION", "collation", SPELL_CHARSET),
	LEFT_OUT("CHECKSUM", MOVES),
	SPELLED("CREATE_OPTIONS", "options", SPELL_OPTIONS),
	COMPARED("TABLE_COMMENT", "comment"),
	LEFT_OUT("TEMPORARY", "temporary tables belong to one session"),
	{ 0 },
};

static const struct property_column tables_extensions[] = {
	LEFT_OUT("TABLE_CATALOG", CONSTANT),
	LEFT_OUT("TABLE_SCHEMA", NAMES),
	LEFT_OUT("TABLE_NAME", NAMES),
	COMPARED("ENGINE_ATTRIBUTE", "engine attribute"),
	COMPARED("SECONDARY_ENGINE_ATTRIBUTE", "secondary engine attribute"),
	{ 0 },
};

static const struct property_column columns[] = {
	LEFT_OUT("TABLE_CATALOG", CONSTANT),
	LEFT_OUT("TABLE_SCHEMA", NAMES),
	LEFT_OUT("TABLE_NAME", NAMES),
	LEFT_OUT("COLUMN_NAME", NAMES),
	COMPARED("ORDINAL_POSITION", "position"),
	/* MySQL keeps a TIMESTAMP as it was written in the zone of its session; SHOW CREATE TABLE converts it */
	AS("COLUMN_DEFAULT", "default", SPELL_DEFAULT, "IF(DATA_TYPE = 'timestamp', NULL, COLUMN_DEFAULT)"),
	COMPARED("IS_NULLABLE", "nullable"),
	COMPARED("DATA_TYPE", "data type"),
	COMPARED("CHARACTER_MAXIMUM_LENGTH", "length"),
	LEFT_OUT("CHARACTER_OCTET_LENGTH", DERIVED),
	/* CREATE TABLE ... SELECT stores another one for FLOAT and DOUBLE than any DDL does */
	AS("NUMERIC_PRECISION", "precision", SPELL_PLAIN, "IF(DATA_TYPE IN ('float', 'double'), NULL, NUMERIC_PRECISION)"),
	COMPARED("NUMERIC_SCALE", "scale"),
	COMPARED("DATETIME_PRECISION", "fractional digits"),
	SPELLED("CHARACTER_SET_NAME", "character set", SPELL_CHARSET),
	SPELLED("COLLATION_NAME", "collation", SPELL_CHARSET),
	SPELLED("COLUMN_TYPE", "type", SPELL_TYPE),
	LEFT_OUT("COLUMN_KEY", "follows from the indexes"),
	SPELLED("EXTRA", "extra", SPELL_EXTRA),
	LEFT_OUT("PRIVILEGES", OWN),
	COMPARED("COLUMN_COMMENT", "comment"),
	COMPARED("IS_GENERATED", "generated"),
	SPELLED("GENERATION_EXPRESSION", "expression", SPELL_PRINTED),
	COMPARED("SRS_ID", "SRID"),
	COMPARED("IS_SYSTEM_TIME_PERIOD_START", "start of the period"),
	COMPARED("IS_SYSTEM_TIME_PERIOD_END", "end of the period"),
	{ 0 },
};

static const struct property_column columns_extensions[] = {
	LEFT_OUT("TABLE_CATALOG", CONSTANT),
	LEFT_OUT("TABLE_SCHEMA", NAMES),
	LEFT_OUT("TABLE_NAME", NAMES),
	LEFT_OUT("COLUMN_NAME", NAMES),
	COMPARED("ENGINE_ATTRIBUTE", "engine attribute"),
	COMPARED("SECONDARY_ENGINE_ATTRIBUTE", "secondary engine attribute"),
	{ 0 },
};

static const struct property_column statistics[] = {
	LEFT_OUT("TABLE_CATALOG", CONSTANT),
	LEFT_OUT("TABLE_SCHEMA", NAMES),
	LEFT_OUT("TABLE_NAME", NAMES),
	COMPARED("NON_UNIQUE", "not unique"),
	LEFT_OUT("INDEX_SCHEMA", NAMES),
	LEFT_OUT("INDEX_NAME", NAMES),
	LEFT_OUT("SEQ_IN_INDEX", NAMES),
	COMPARED("COLUMN_NAME", "column"),
	COMPARED("COLLATION", "direction"),
	LEFT_OUT("CARDINALITY", MOVES),
	COMPARED("SUB_PART", "length of the prefix"),
	LEFT_OUT("PACKED", CONSTANT),
	LEFT_OUT("NULLABLE", "follows from the column"),
	COMPARED("INDEX_TYPE", "type"),
	LEFT_OUT("COMMENT", "whether the index is disabled temporarily"),
	COMPARED("INDEX_COMMENT", "comment"),
	COMPARED("IS_VISIBLE", "visible"),
	COMPARED("IGNORED", "ignored"),
	SPELLED("EXPRESSION", "expression", SPELL_PRINTED),
	{ 0 },
};

static const struct property_column partitions[] = {
	LEFT_OUT("TABLE_CATALOG", CONSTANT),
	LEFT_OUT("TABLE_SCHEMA", NAMES),
	LEFT_OUT("TABLE_NAME", NAMES),
	LEFT_OUT("PARTITION_NAME", NAMES),
	LEFT_OUT("SUBPARTITION_NAME", NAMES),
	COMPARED("PARTITION_ORDINAL_POSITION", "position"),
	COMPARED("SUBPARTITION_ORDINAL_POSITION", "position of the subpartition"),
	LEFT_OUT("SECONDARY_LOAD", MOVES),
	COMPARED("PARTITION_METHOD", "method"),
	COMPARED("SUBPARTITION_METHOD", "method of subpartitions"),
	SPELLED("PARTITION_EXPRESSION", "expression", SPELL_PRINTED),
	SPELLED("SUBPARTITION_EXPRESSION", "expression of subpartitions", SPELL_PRINTED),
	COMPARED("PARTITION_DESCRIPTION", "values"),
	LEFT_OUT("TABLE_ROWS", MOVES),
	LEFT_OUT("AVG_ROW_LENGTH", MOVES),
	LEFT_OUT("DATA_LENGTH", MOVES),
	LEFT_OUT("MAX_DATA_LENGTH", MOVES),
	LEFT_OUT("INDEX_LENGTH", MOVES),
	LEFT_OUT("DATA_FREE", MOVES),
	LEFT_OUT("CREATE_TIME", WHEN),
	LEFT_OUT("UPDATE_TIME", MOVES),
	LEFT_OUT("CHECK_TIME", MOVES),
	LEFT_OUT("CHECKSUM", MOVES),
	COMPARED("PARTITION_COMMENT", "comment"),
	LEFT_OUT("NODEGROUP", "for MySQL Cluster, which RDS does not offer"),
	COMPARED("TABLESPACE_NAME", "tablespace"),
	{ 0 },
};

/* Compares only the options: the buckets depend on the rows that ANALYZE TABLE saw. */
#define HISTOGRAM_OF(path) \
	"JSON_UNQUOTE(JSON_EXTRACT(HISTOGRAM, '$.\"" path "\"'))"
static const struct property_column column_statistics[] = {
	LEFT_OUT("SCHEMA_NAME", NAMES),
	LEFT_OUT("TABLE_NAME", NAMES),
	LEFT_OUT("COLUMN_NAME", NAMES),
	AS("HISTOGRAM", "requested buckets, automatic update", SPELL_PLAIN,
	   "CONCAT_WS(', ', " HISTOGRAM_OF("number-of-buckets-specified") ", "
	   HISTOGRAM_OF("auto-update") ")"),
	{ 0 },
};

static const struct property_column views[] = {
	LEFT_OUT("TABLE_CATALOG", CONSTANT),
	LEFT_OUT("TABLE_SCHEMA", NAMES),
	LEFT_OUT("TABLE_NAME", NAMES),
	LEFT_OUT("VIEW_DEFINITION", TEXT),
	COMPARED("CHECK_OPTION", "check option"),
	COMPARED("IS_UPDATABLE", "updatable"),
	SPELLED("DEFINER", "definer", SPELL_DEFINER),
	COMPARED("SECURITY_TYPE", "security"),
	SPELLED("CHARACTER_SET_CLIENT", "character_set_client", SPELL_CHARSET),
	SPELLED("COLLATION_CONNECTION", "collation_connection", SPELL_CHARSET),
	COMPARED("ALGORITHM", "algorithm"),
	{ 0 },
};

static const struct property_column routines[] = {
	LEFT_OUT("SPECIFIC_NAME", NAMES),
	LEFT_OUT("ROUTINE_CATALOG", CONSTANT),
	LEFT_OUT("ROUTINE_SCHEMA", NAMES),
	LEFT_OUT("ROUTINE_NAME", NAMES),
	LEFT_OUT("ROUTINE_TYPE", NAMES),
	COMPARED("DATA_TYPE", "data type"),
	COMPARED("CHARACTER_MAXIMUM_LENGTH", "length"),
	LEFT_OUT("CHARACTER_OCTET_LENGTH", DERIVED),
	COMPARED("NUMERIC_PRECISION", "precision"),
	COMPARED("NUMERIC_SCALE", "scale"),
	COMPARED("DATETIME_PRECISION", "fractional digits"),
	SPELLED("CHARACTER_SET_NAME", "character set", SPELL_CHARSET),
	SPELLED("COLLATION_NAME", "collation", SPELL_CHARSET),
	SPELLED("DTD_IDENTIFIER", "type", SPELL_TYPE),
	COMPARED("ROUTINE_BODY", "body"),
	LEFT_OUT("ROUTINE_DEFINITION", TEXT),
	COMPARED("EXTERNAL_NAME", "external name"),
	COMPARED("EXTERNAL_LANGUAGE", "language"),
	COMPARED("PARAMETER_STYLE", "parameter style"),
	COMPARED("IS_DETERMINISTIC", "deterministic"),
	COMPARED("SQL_DATA_ACCESS", "data access"),
	LEFT_OUT("SQL_PATH", CONSTANT),
	COMPARED("SECURITY_TYPE", "security"),
	LEFT_OUT("CREATED", WHEN),
	LEFT_OUT("LAST_ALTERED", WHEN),
	SPELLED("SQL_MODE", "sql_mode", SPELL_MODE),
	COMPARED("ROUTINE_COMMENT", "comment"),
	SPELLED("DEFINER", "definer", SPELL_DEFINER),
	SPELLED("CHARACTER_SET_CLIENT", "character_set_client", SPELL_CHARSET),
	SPELLED("COLLATION_CONNECTION", "collation_connection", SPELL_CHARSET),
	SPELLED("DATABASE_COLLATION", "collation of its database", SPELL_CHARSET),
	{ 0 },
};

static const struct property_column parameters[] = {
	LEFT_OUT("SPECIFIC_CATALOG", CONSTANT),
	LEFT_OUT("SPECIFIC_SCHEMA", NAMES),
	LEFT_OUT("SPECIFIC_NAME", NAMES),
	LEFT_OUT("ORDINAL_POSITION", NAMES),
	COMPARED("PARAMETER_MODE", "mode"),
	COMPARED("PARAMETER_NAME", "name"),
	COMPARED("DATA_TYPE", "data type"),
	COMPARED("CHARACTER_MAXIMUM_LENGTH", "length"),
	LEFT_OUT("CHARACTER_OCTET_LENGTH", DERIVED),
	COMPARED("NUMERIC_PRECISION", "precision"),
	COMPARED("NUMERIC_SCALE", "scale"),
	COMPARED("DATETIME_PRECISION", "fractional digits"),
	SPELLED("CHARACTER_SET_NAME", "character set", SPELL_CHARSET),
	SPELLED("COLLATION_NAME", "collation", SPELL_CHARSET),
	SPELLED("DTD_IDENTIFIER", "type", SPELL_TYPE),
	LEFT_OUT("ROUTINE_TYPE", NAMES),
	SPELLED("PARAMETER_DEFAULT", "default", SPELL_EXPRESSION),
	{ 0 },
};

static const struct property_column libraries[] = {
	LEFT_OUT("LIBRARY_CATALOG", CONSTANT),
	LEFT_OUT("LIBRARY_SCHEMA", NAMES),
	LEFT_OUT("LIBRARY_NAME", NAMES),
	LEFT_OUT("LIBRARY_DEFINITION", TEXT),
	COMPARED("LANGUAGE", "language"),
	LEFT_OUT("CREATED", WHEN),
	LEFT_OUT("LAST_ALTERED", WHEN),
	SPELLED("SQL_MODE", "sql_mode", SPELL_MODE),
	COMPARED("LIBRARY_COMMENT", "comment"),
	LEFT_OUT("CREATOR", "has no meaning, and no statement sets it"),
	{ 0 },
};

static const struct property_column routine_libraries[] = {
	LEFT_OUT("ROUTINE_CATALOG", CONSTANT),
	LEFT_OUT("ROUTINE_SCHEMA", NAMES),
	LEFT_OUT("ROUTINE_NAME", NAMES),
	LEFT_OUT("ROUTINE_TYPE", NAMES),
	LEFT_OUT("LIBRARY_CATALOG", CONSTANT),
	LEFT_OUT("LIBRARY_SCHEMA", NAMES),
	LEFT_OUT("LIBRARY_NAME", NAMES),
	COMPARED("LIBRARY_VERSION", "version"),
	{ 0 },
};

static const struct property_column triggers[] = {
	LEFT_OUT("TRIGGER_CATALOG", CONSTANT),
	LEFT_OUT("TRIGGER_SCHEMA", NAMES),
	LEFT_OUT("TRIGGER_NAME", NAMES),
	COMPARED("EVENT_MANIPULATION", "event"),
	LEFT_OUT("EVENT_OBJECT_CATALOG", CONSTANT),
	COMPARED("EVENT_OBJECT_SCHEMA", "database of its table"),
	COMPARED("EVENT_OBJECT_TABLE", "table"),
	COMPARED("ACTION_ORDER", "order"),
	COMPARED("ACTION_CONDITION", "condition"),
	LEFT_OUT("ACTION_STATEMENT", TEXT),
	COMPARED("ACTION_ORIENTATION", "orientation"),
	COMPARED("ACTION_TIMING", "timing"),
	LEFT_OUT("ACTION_REFERENCE_OLD_TABLE", CONSTANT),
	LEFT_OUT("ACTION_REFERENCE_NEW_TABLE", CONSTANT),
	LEFT_OUT("ACTION_REFERENCE_OLD_ROW", CONSTANT),
	LEFT_OUT("ACTION_REFERENCE_NEW_ROW", CONSTANT),
	LEFT_OUT("CREATED", WHEN),
	SPELLED("SQL_MODE", "sql_mode", SPELL_MODE),
	SPELLED("DEFINER", "definer", SPELL_DEFINER),
	SPELLED("CHARACTER_SET_CLIENT", "character_set_client", SPELL_CHARSET),
	SPELLED("COLLATION_CONNECTION", "collation_connection", SPELL_CHARSET),
	SPELLED("DATABASE_COLLATION", "collation of its database", SPELL_CHARSET),
	LEFT_OUT("ACTION_UPDATE_COLUMNS", TEXT),
	{ 0 },
};

/*
 * SYSTEM may be a different zone on each server, so zones are compared by their offsets
 * through a year (ZONE_HOURS), and times in UTC.
 */
#define AT_UTC(column) "COALESCE(CONVERT_TZ(" column ", TIME_ZONE, '+00:00'), " column ")"
static const struct property_column events[] = {
	LEFT_OUT("EVENT_CATALOG", CONSTANT),
	LEFT_OUT("EVENT_SCHEMA", NAMES),
	LEFT_OUT("EVENT_NAME", NAMES),
	SPELLED("DEFINER", "definer", SPELL_DEFINER),
	AS("TIME_ZONE", "time zone", SPELL_ZONE, "CONCAT(TIME_ZONE, '" ZONE_HOURS_WORDS "', " ZONE_HOURS("TIME_ZONE") ")"),
	COMPARED("EVENT_BODY", "body"),
	LEFT_OUT("EVENT_DEFINITION", TEXT),
	COMPARED("EVENT_TYPE", "type"),
	AS("EXECUTE_AT", "time (UTC)", SPELL_PLAIN, AT_UTC("EXECUTE_AT")),
	COMPARED("INTERVAL_VALUE", "interval"),
	COMPARED("INTERVAL_FIELD", "unit of the interval"),
	SPELLED("SQL_MODE", "sql_mode", SPELL_MODE),
	AS("STARTS", "start (UTC)", SPELL_PLAIN, AT_UTC("STARTS")),
	AS("ENDS", "end (UTC)", SPELL_PLAIN, AT_UTC("ENDS")),
	SPELLED("STATUS", "status", SPELL_STATUS),
	COMPARED("ON_COMPLETION", "on completion"),
	LEFT_OUT("CREATED", WHEN),
	LEFT_OUT("LAST_ALTERED", WHEN),
	LEFT_OUT("LAST_EXECUTED", "events do not run on a replica"),
	COMPARED("EVENT_COMMENT", "comment"),
	LEFT_OUT("ORIGINATOR", "names the server that created it"),
	SPELLED("CHARACTER_SET_CLIENT", "character_set_client", SPELL_CHARSET),
	SPELLED("COLLATION_CONNECTION", "collation_connection", SPELL_CHARSET),
	SPELLED("DATABASE_COLLATION", "collation of its database", SPELL_CHARSET),
	{ 0 },
};

#define ROUTINE_LABEL \
	"IF(ROUTINE_TYPE LIKE 'PACKAGE%', LOWER(ROUTINE_TYPE), CONCAT('stored ', LOWER(ROUTINE_TYPE)))"
#define QUOTED(column) "'`', " column ", '`'"

#define CONSTRAINTS \
	"is in the text of SHOW CREATE TABLE, which needs only SELECT; this view shows only tables that the account may change"

const struct property_view property_views[] = {
	{ "SCHEMATA", "'database'", "SCHEMA_NAME", "''", "''", NULL, schemata, NULL, false, false },
	{ "TABLES", "IF(TABLE_TYPE = 'SEQUENCE', 'sequence', 'table')", "TABLE_SCHEMA", "TABLE_NAME",
	  "''", "TABLE_TYPE <> 'VIEW'", tables, NULL, false, false },
	{ "TABLES_EXTENSIONS", "'table'", "TABLE_SCHEMA", "TABLE_NAME", "''",
	  "COALESCE(ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE) IS NOT NULL", tables_extensions, NULL, true, false },
	{ "COLUMNS", "'table'", "TABLE_SCHEMA", "TABLE_NAME", "CONCAT('column ', " QUOTED("COLUMN_NAME") ")",
	  NULL, columns, NULL, false, false },
	{ "COLUMNS_EXTENSIONS", "'table'", "TABLE_SCHEMA", "TABLE_NAME",
	  "CONCAT('column ', " QUOTED("COLUMN_NAME") ")",
	  "COALESCE(ENGINE_ATTRIBUTE, SECONDARY_ENGINE_ATTRIBUTE) IS NOT NULL", columns_extensions, NULL, true, false },
	{ "STATISTICS", "'table'", "TABLE_SCHEMA", "TABLE_NAME",
	  "CONCAT('index ', " QUOTED("INDEX_NAME") ", IF(SEQ_IN_INDEX = 1, '', CONCAT(', part ', SEQ_IN_INDEX)))",
	  NULL, statistics, NULL, false, true },
	{ "PARTITIONS", "'table'", "TABLE_SCHEMA", "TABLE_NAME",
	  "CONCAT('partition ', " QUOTED("PARTITION_NAME") ", IF(SUBPARTITION_NAME IS NULL, '', CONCAT('.', "
	  QUOTED("SUBPARTITION_NAME") ")))",
	  "PARTITION_NAME IS NOT NULL", partitions, NULL, true, false },
	{ "COLUMN_STATISTICS", "'table'", "SCHEMA_NAME", "TABLE_NAME",
	  "CONCAT('histogram of column ', " QUOTED("COLUMN_NAME") ")", NULL, column_statistics, NULL, true, true },
	{ "VIEWS", "'view'", "TABLE_SCHEMA", "TABLE_NAME", "''", NULL, views, NULL, false, false },
	{ "ROUTINES", ROUTINE_LABEL, "ROUTINE_SCHEMA", "ROUTINE_NAME", "''", NULL, routines, NULL, false, false },
	{ "PARAMETERS", ROUTINE_LABEL, "SPECIFIC_SCHEMA", "SPECIFIC_NAME",
	  "IF(ORDINAL_POSITION = 0, 'returned value', CONCAT('parameter ', ORDINAL_POSITION))",
	  NULL, parameters, NULL, true, false },
	{ "LIBRARIES", "'library'", "LIBRARY_SCHEMA", "LIBRARY_NAME", "''", NULL, libraries, NULL, false, false },
	{ "ROUTINE_LIBRARIES", ROUTINE_LABEL, "ROUTINE_SCHEMA", "ROUTINE_NAME",
	  "CONCAT('library ', " QUOTED("LIBRARY_SCHEMA") ", '.', " QUOTED("LIBRARY_NAME") ")",
	  NULL, routine_libraries, NULL, true, false },
	{ "TRIGGERS", "'trigger'", "TRIGGER_SCHEMA", "TRIGGER_NAME", "''", NULL, triggers, NULL, false, false },
	{ "EVENTS", "'event'", "EVENT_SCHEMA", "EVENT_NAME", "''", NULL, events, NULL, false, false },
	{ .name = "SCHEMATA_EXTENSIONS", .reason = "READ ONLY is not in the binlog: a copy that had it would refuse the"
	  " first change after the source lifts it" },
	{ .name = "CHECK_CONSTRAINTS", .reason = CONSTRAINTS },
	{ .name = "TABLE_CONSTRAINTS", .reason = CONSTRAINTS },
	{ .name = "TABLE_CONSTRAINTS_EXTENSIONS", .reason = "no statement sets it" },
	{ .name = "KEY_COLUMN_USAGE", .reason = CONSTRAINTS },
	{ .name = "REFERENTIAL_CONSTRAINTS", .reason = CONSTRAINTS },
	{ .name = "PERIODS", .reason = "is in the text of SHOW CREATE TABLE" },
	{ .name = "KEY_PERIOD_USAGE", .reason = "is in the text of SHOW CREATE TABLE" },
	{ .name = "SEQUENCES", .reason = "each sequence is queried separately, with its value" },
	{ .name = "ST_GEOMETRY_COLUMNS", .reason = "follows from the columns" },
	{ .name = "GEOMETRY_COLUMNS", .reason = "follows from the columns" },
	{ .name = "VIEW_TABLE_USAGE", .reason = "follows from the text" },
	{ .name = "VIEW_ROUTINE_USAGE", .reason = "follows from the text" },
	{ .name = "JSON_DUALITY_VIEWS", .reason = "follows from the text" },
	{ .name = "JSON_DUALITY_VIEW_COLUMNS", .reason = "follows from the text" },
	{ .name = "JSON_DUALITY_VIEW_LINKS", .reason = "follows from the text" },
	{ .name = "JSON_DUALITY_VIEW_TABLES", .reason = "follows from the text" },
};
/* clang-format on */

const size_t property_views_count = ARRAY_SIZE(property_views);
