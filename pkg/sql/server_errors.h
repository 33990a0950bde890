/*
 * The error numbers that extrepl distinguishes: the servers', named as in the manuals
 * of MySQL and MariaDB (ER_...), and the client library's (CR_...). A number means the
 * same on both servers, unless a comment names one of them.
 */
#ifndef SQL_SERVER_ERRORS_H
#define SQL_SERVER_ERRORS_H

#include <stdbool.h>

/* clang-format off */
enum server_error {
	/* Logging in and privileges. */
	SERVER_TOO_MANY_CONNECTIONS    = 1040,
	SERVER_DATABASE_ACCESS_DENIED  = 1044,
	SERVER_ACCESS_DENIED           = 1045,
	SERVER_HOST_BLOCKED            = 1129,
	SERVER_HOST_NOT_PRIVILEGED     = 1130,
	SERVER_PASSWORD_ANONYMOUS_USER = 1131,
	SERVER_PASSWORD_NO_MATCH       = 1133,
	SERVER_TABLE_ACCESS_DENIED     = 1142,
	SERVER_TOO_MANY_OF_USER        = 1203, /* connections: max_user_connections */
	SERVER_LIMIT_OF_ACCOUNT        = 1226, /* MAX_USER_CONNECTIONS, or one per hour */
	SERVER_SPECIFIC_ACCESS_DENIED  = 1227, /* a privilege is missing, named in the message */
	SERVER_UNSUPPORTED_AUTH_MODE   = 1251,
	SERVER_SECURE_AUTH_MODE        = 1275,
	SERVER_PLUGIN_NOT_LOADED       = 1524,
	SERVER_ACCESS_DENIED_SOCKET    = 1698, /* MariaDB's unix_socket, MySQL's auth_socket */
	SERVER_MUST_CHANGE_PASSWORD    = 1820,
	SERVER_PASSWORD_EXPIRED_LOGIN  = 1862,
	SERVER_ACCOUNT_LOCKED          = 3118,
	SERVER_TLS_REQUIRED            = 3159,
	SERVER_BLOCKED_BY_PASSWORD     = 3955, /* after too many wrong ones */
	SERVER_ACCOUNT_LOCKED_MARIADB  = 4151,

	/* Names that do not exist, or that already exist. */
	SERVER_NO_SUCH_DATABASE        = 1049,
	SERVER_TABLE_EXISTS            = 1050,
	SERVER_NO_SUCH_COLUMN          = 1054,
	SERVER_NO_SUCH_THREAD          = 1094,
	SERVER_NO_SUCH_GRANT           = 1141, /* SHOW GRANTS of an account that does not exist */
	SERVER_NO_SUCH_TABLE           = 1146,
	SERVER_NOT_A_REPLICA           = 1200, /* STOP or RESET REPLICA where no source is set */
	SERVER_NO_SUCH_VARIABLE        = 1193,
	SERVER_NO_SUCH_CONNECTION      = 1617, /* MariaDB */
	SERVER_NO_SUCH_CHANNEL         = 3074,
	SERVER_XA_RECOVER_DENIED       = 1401,
	SERVER_CANNOT_DROP_KEY         = 1091,
	SERVER_NO_SUCH_INDEX           = 1176,
	SERVER_NO_SUCH_ROUTINE         = 1305,
	SERVER_VIEW_INVALID            = 1356,
	SERVER_NO_SUCH_TRIGGER         = 1360,
	SERVER_NO_SUCH_EVENT           = 1539,
	SERVER_TABLE_CHANGED           = 1412, /* its definition is newer than the snapshot */

	/* What stops an applier, or keeps it from starting. */
	SERVER_REPLICA_METADATA        = 1201, /* START REPLICA: its notes and relay logs do not fit */
	SERVER_ROW_NOT_FOUND           = 1032,
	SERVER_DUPLICATE_KEY           = 1062,
	SERVER_CANNOT_USER             = 1396, /* CREATE, ALTER or DROP USER */

	/* Statements that are refused, or say something about values. */
	SERVER_PARSE_ERROR             = 1064,
	SERVER_CORRUPT_ROUTINE         = 1457, /* mysql.proc holds what cannot be parsed */
	SERVER_COMMAND_NOT_ALLOWED     = 1148, /* LOAD DATA LOCAL: MySQL 5.7, MariaDB */
	SERVER_VARIABLE_READ_ONLY      = 1238,
	SERVER_SUBQUERY_ROWS           = 1242, /* a subquery with more than one row */
	SERVER_DATA_TRUNCATED          = 1265, /* what an ENUM's error value gives, too */
	SERVER_BINLOG_CREATE_ROUTINE   = 1419, /* log_bin_trust_function_creators is off */
	SERVER_COLLATIONS_MIXED        = 1267,
	SERVER_INCORRECT_VALUE         = 1292, /* "Truncated incorrect INTEGER value", too */
	SERVER_INVALID_TEXT            = 1300, /* bytes that are not text in the charset */
	SERVER_WRONG_VALUE             = 1525,
	SERVER_NUMBER_OUT_OF_RANGE     = 1690,
	SERVER_READ_ONLY_TRANSACTION   = 1792,
	SERVER_NOT_AS_JSON             = 3144, /* JSON_ARRAY() of bytes */
	SERVER_SIGNAL                  = 1644, /* SIGNAL in a procedure, RDS's for one */
	SERVER_INDEX_TRUNCATED         = 3751, /* data truncated for a functional index */
	SERVER_LOCAL_DISABLED          = 3948, /* LOAD DATA LOCAL: MySQL 8 and later */
	SERVER_LOCAL_DISABLED_MARIADB  = 4166, /* the same: MariaDB 10.4 and later */

	/* A disk or a table is full. */
	SERVER_DISK_FULL               = 1021,
	SERVER_ERROR_ON_WRITE          = 1026,
	SERVER_GET_ERRNO               = 1030, /* of the storage engine: 28 is a full disk */
	SERVER_NOT_KEYFILE             = 1034, /* MariaDB: its temporary table is full */
	SERVER_TABLE_FULL              = 1114,
	SERVER_TEMP_FILE_WRITE         = 1878,
	SERVER_TABLESPACE_DISK_FULL    = 3675, /* MySQL */

	/* What ends a statement, or the connection. */
	SERVER_SHUTDOWN                = 1053,
	SERVER_LOCK_WAIT_TIMEOUT       = 1205,
	SERVER_DEADLOCK                = 1213,
	SERVER_QUERY_INTERRUPTED       = 1317,
	SERVER_CONNECTION_KILLED       = 1927, /* MariaDB */
	SERVER_STATEMENT_TIMEOUT       = 1969, /* MariaDB: max_statement_time */
	SERVER_SESSION_KILLED          = 3169,
	SERVER_CAPACITY_EXCEEDED       = 3170, /* a limit of memory, named in the message */
	SERVER_IDLE_TOO_LONG           = 4031,

	/* The client library's, the same in both libraries. */
	CLIENT_ERROR_FIRST             = 2000,
	CLIENT_SOCKET_UNREACHABLE      = 2002,
	CLIENT_HOST_UNREACHABLE        = 2003,
	CLIENT_UNKNOWN_HOST            = 2005,
	CLIENT_SERVER_LOST             = 2013,
	CLIENT_TLS                     = 2026,
	CLIENT_NO_PLUGIN               = 2059,
	CLIENT_PLUGIN_REFUSED          = 2061,
	CLIENT_ERROR_LAST              = 2999,
};
/* clang-format on */

/* Another session had the lock: the transaction may succeed when it is retried. */
static inline bool server_error_is_lock(unsigned code)
{
	return code == SERVER_LOCK_WAIT_TIMEOUT || code == SERVER_DEADLOCK;
}

/* A table was altered, renamed or dropped since its definition was read. */
static inline bool server_error_is_altered(unsigned code)
{
	return code == SERVER_NO_SUCH_DATABASE || code == SERVER_NO_SUCH_TABLE ||
	       code == SERVER_NO_SUCH_COLUMN || code == SERVER_NO_SUCH_INDEX ||
	       code == SERVER_TABLE_CHANGED;
}

#endif
