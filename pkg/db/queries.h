/*
 * The named queries that extrepl sends to a server, with their text for each flavour
 * and version.
 *
 * They all only read. A query's columns are the same for every version, or the caller
 * looks them up by either name.
 */
#ifndef DB_QUERIES_H
#define DB_QUERIES_H

#include "db/db.h"

/*
 * The engines whose tables show rows of other tables or servers, as a list for SQL. A
 * row written to one of these tables is stored elsewhere.
 */
#define ENGINES_BORROWING "'MRG_MYISAM', 'FEDERATED', 'CONNECT', 'SPIDER', 'OQGRAPH'"

/* clang-format off */
enum query {
	QUERY_IDENTITY,            /* user, client ("user@host"), utc_offset */
	QUERY_CURRENT_USER,        /* user */
	QUERY_VARIABLES,           /* {names}: Variable_name, Value */
	QUERY_GRANTS,              /* of extrepl's own account; includes those of active roles if the server merges them */
	QUERY_ROLE,                /* active: CURRENT_ROLE() */
	QUERY_ROLE_GRANTS,         /* {names}, roles: what QUERY_GRANTS would be if those were active */
	QUERY_DATABASES,           /* database, tables, views; programs, of #mysql50#x */
	QUERY_BINLOG_STATUS,       /* File, Position, Binlog_Do_DB, Binlog_Ignore_DB */
	QUERY_BINLOGS,             /* Log_name, File_size */
	QUERY_SERVER_START,        /* now (microseconds since 1970), start (s since 1970) */
	QUERY_RESETS,              /* Value: how many RESET statements were executed since the start */
	QUERY_GTID_MODE_SET,       /* set_at: when gtid_mode was last changed by SET, microseconds; 0: never */
	QUERY_GTIDS_SOURCE,        /* executed, purged; MariaDB: state (gtid_binlog_state) */
	QUERY_GTIDS_TARGET,        /* executed, purged */
	QUERY_GTIDS_AT,            /* {names}, 'file', position: position; of the source's binlog */
	QUERY_GTIDS_HISTORY,       /* {names}, the oldest binlog: state, replicated, purged */
	QUERY_ACCOUNTS,            /* {user}: all accounts of this name, and anonymous ones */
	/*
	 * user, host, is_role, default_role, second_hash (hexadecimal), x509_subject,
	 * x509_issuer, ssl_cipher: all accounts and roles
	 */
	QUERY_LOGINS,
	QUERY_ROLE_EDGES,          /* role, role_host, user, host: which role is granted to whom */
	QUERY_HASHES_AS_HEX,       /* makes SHOW CREATE USER print hashes as hexadecimal digits */
	QUERY_LOGIN_CREATED,       /* {names}, an account: SHOW CREATE USER */
	QUERY_LOGIN_GRANTS,        /* {names}, an account or role: SHOW GRANTS FOR */
	QUERY_LOGIN_PLUGINS,       /* plugin: authentication plugins that accounts can use */
	QUERY_KNOWS_PBKDF2,        /* one row if caching_sha2_password has its $B$ format */
	QUERY_GRANTED_TABLES,      /* {names}, (database, table) pairs: database, name */
	QUERY_GRANTED_ROUTINES,    /* {names}, (database, routine) pairs: database, name, type */
	QUERY_REPLICAS,            /* Server_Id */
	QUERY_DUMPS,               /* user, count: of connected replicas */
	QUERY_REPLICA_STATUS,      /* one row per channel */
	QUERY_REPLICA_STATUS_BY_CALL, /* the same, if only a procedure of RDS returns it */
	QUERY_APPLIER_ERRORS,      /* {channel}: message, of the worker that failed first */
	QUERY_WORKERS_AHEAD,       /* {channel}: ahead, how many workers have noted a later transaction than the applier */
	QUERY_FILTERS,             /* {channel}: name, rule: replicate filters */
	QUERY_ROUTINES,            /* name, type, parameters: mysql.rds_* */
	QUERY_RDS_HISTORY,         /* read_replica (0, 1), last_start, last_channel_start (Unix time, or NULL) */
	QUERY_LINK_GONE,           /* gone_at (Unix time of the last stop or reset, or NULL), now */
	QUERY_UPTIME,              /* Value: seconds since the server was started */
	QUERY_LAST_WRITE,          /* object, written_at (Unix time): the table that was changed last */
	QUERY_WRITES_FORGOTTEN,    /* forgotten (0, 1): InnoDB may have forgotten when a table was changed */
	QUERY_CLUSTER_ROLE,        /* role; only members of a cluster have the function */
	QUERY_RECORDS,             /* for record_parse */
	QUERY_TRY_FLUSH_TABLES,    /* always refused: source.c interprets the error */
	QUERY_TRY_SET,             /* {names}, a variable: always refused, nothing changes */

	/*
	 * Only for the checks before a copy, about {databases}; at most 200 rows each.
	 */
	QUERY_IN_MYSQL,            /* object, detail (table, view, ...): created by users in a system database */
	QUERY_ELSEWHERE,           /* object, detail: the object refers to the database in detail, which is not one of {databases} */
	QUERY_FUNCTIONS_LOADED,    /* object: mysql.func */
	QUERY_FOREIGN_SERVERS,     /* object: CREATE SERVER */
	QUERY_TABLESPACES,         /* object, detail: a table in a general tablespace */
	QUERY_DATA_DIRECTORIES,    /* object, detail: a table with a file outside the data directory */
	QUERY_REFERENCE_SYSTEMS,   /* object: user-defined SRIDs */
	QUERY_DATABASE_OPTIONS,    /* object, detail: options of a database other than its collation */
	QUERY_RESOURCE_GROUPS,     /* object */
	QUERY_LIBRARIES,           /* object, detail (the language) */
	QUERY_FOREIGN_LANGUAGES,   /* object, detail: routines that are not in SQL */
	QUERY_FRESH_SIZES,         /* makes the session read current sizes, not cached ones up to a day old */
	QUERY_SIZES,               /* database, bytes */
	QUERY_ENGINES,             /* object, detail: tables not in InnoDB */
	QUERY_VERSIONED,           /* object: MariaDB's system-versioned tables */
	QUERY_BORROWING,           /* object, detail: an engine of ENGINES_BORROWING */
	QUERY_KEYLESS,             /* kind ("no-key", "no-primary"), object */
	QUERY_DEFINERS,            /* object (an example), detail (the definer) */
	QUERY_STORED_OBJECTS,            /* kind ("function", "trigger", "event"), object */
	QUERY_COLLATIONS_USED,     /* object (an example), detail (the collation) */
	QUERY_LOOSE_FOREIGN_KEYS,  /* object: foreign keys on a key that is not unique */
	QUERY_PREPARED_XA,         /* formatID, gtrid_length, data */
	QUERY_STATEMENT_SESSIONS,  /* object (the connection), detail (its binlog_format) */
	QUERY_USERS,               /* object: 'user'@'host' */
	QUERY_EVENT_ZONES,         /* object, detail ("zone: its ALTER EVENT"): events in a named zone, or SYSTEM */
	QUERY_BACKUP_LOCKS,        /* object: a session that blocks all DDL or all writes; detail: its lock */
	QUERY_SESSIONS,            /* account_limit, account_used, server_limit, server_used; 0: no limit */
	QUERY_ENGINES_KNOWN,       /* object: engines that tables can use */
	QUERY_BROKEN_VIEWS,        /* object, detail (the quoted name): views whose tables or columns no longer exist */
	QUERY_SKIPPING_EVENTS,     /* object: enabled events that skip replication errors */

	/* Sent only if an answer to the queries above makes it necessary. */
	QUERY_SYSTEM_ZONE,         /* hours, name: of the zone SYSTEM */
	QUERY_ZONES_UNKNOWN,       /* {names}, SELECTs of a zone: object, the zones that the server does not know */
	QUERY_ZONE_WITH_HOURS,     /* {names}: object, a zone with these UTC offsets */
	QUERY_MEMORY_TABLES,       /* object, detail (bytes) */
	QUERY_COMPRESSED,          /* object, detail (its options) */
	QUERY_LONG_COLUMNS,        /* database, name, long_column: of at most a few tables with long values */
	QUERY_LONG_KEYS,           /* object (table.key), detail (bytes of its longest column) */
	QUERY_COMPUTED,            /* object (table.column or .key), detail: the variable that determines its values on a replica */
	QUERY_FULLTEXT,            /* object (table.key), detail (its engine) */
	QUERY_CASCADES,            /* object (the child), detail (the parent) of ON DELETE CASCADE */
	QUERY_ROUTINES_MADE,       /* kind ("FUNCTION", "PROCEDURE"), database, routine */
	QUERY_COLLATIONS,          /* collation: all that the server knows */
	QUERIES,
};
/* clang-format on */

/* What fills the {places} of a query's text, already quoted. */
struct query_values {
	const char *user; /* a string literal */
	/* a list of literals from query_names, or what the query's comment says */
	const char *names;
	const char *databases; /* from query_databases */
	const char *channel;   /* a string literal */
};

/*
 * The text for this server; NULL when the query does not exist for this server. values
 * may be NULL.
 */
const char *query_text(enum query query, const struct db_server *server,
		       const struct query_values *values, struct arena *arena);

/*
 * A list of databases for IN (...) in information_schema, compared exactly as they are
 * spelt. An empty list gives '', which is never a database name.
 */
const char *query_databases(const struct db_server *server, const char *const *names,
			    struct arena *arena);
/*
 * True for a folder in the data directory that is not a database but is listed as one:
 * "#mysql50#lost+found". No statement can use it.
 */
bool query_is_stray(const char *database);
/* Names as 'a', 'b', 'c', for IN (...). */
const char *query_names(const char *const *names, size_t count, struct arena *arena);

#endif
