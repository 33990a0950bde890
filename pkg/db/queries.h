/*
 * The named queries: what extrepl asks a server, and how each flavour and version is
 * asked.
 *
 * All of them only read. A query's columns are the same for every version, or the
 * caller looks them up by either name.
 */
#ifndef DB_QUERIES_H
#define DB_QUERIES_H

#include "db/db.h"

/*
 * The engines whose tables show rows of other tables or servers, as a list for SQL. A
 * row written to such a table is stored elsewhere.
 */
#define ENGINES_BORROWING "'MRG_MYISAM', 'FEDERATED', 'CONNECT', 'SPIDER', 'OQGRAPH'"

/* clang-format off */
enum query {
	QUERY_IDENTITY,            /* user, client ("user@host"), utc_offset */
	QUERY_CURRENT_USER,        /* user */
	QUERY_VARIABLES,           /* {names}: Variable_name, Value */
	QUERY_GRANTS,              /* extrepl's own account; with those of active roles where the server merges them */
	QUERY_ROLE,                /* active: CURRENT_ROLE() */
	QUERY_ROLE_GRANTS,         /* {names}, roles: as QUERY_GRANTS, if those were active */
	QUERY_DATABASES,           /* database, tables, views */
	QUERY_BINLOG_STATUS,       /* File, Position, Binlog_Do_DB, Binlog_Ignore_DB */
	QUERY_BINLOGS,             /* Log_name, File_size */
	QUERY_GTIDS_SOURCE,        /* executed, purged; MariaDB: state (gtid_binlog_state) */
	QUERY_GTIDS_TARGET,        /* executed, purged */
	QUERY_GTIDS_AT,            /* {names}, 'file', position: position; of the source's binlog */
	QUERY_GTIDS_HISTORY,       /* {names}, the oldest binlog: state, replicated, purged */
	QUERY_ACCOUNTS,            /* {user}: all of this name, and anonymous ones */
	/*
	 * user, host, is_role, default_role, second_hash (hexadecimal), x509_subject,
	 * x509_issuer, ssl_cipher: all accounts and roles
	 */
	QUERY_LOGINS,
	QUERY_ROLE_EDGES,          /* role, role_host, user, host: which role is granted to whom */
	QUERY_HASHES_AS_HEX,       /* lets SHOW CREATE USER print them as digits */
	QUERY_LOGIN_CREATED,       /* {names}, an account: SHOW CREATE USER */
	QUERY_LOGIN_GRANTS,        /* {names}, an account or role: SHOW GRANTS FOR */
	QUERY_LOGIN_PLUGINS,       /* plugin: that accounts can log in by */
	QUERY_KNOWS_PBKDF2,        /* one row where caching_sha2_password has its $B$ form */
	QUERY_GRANTED_TABLES,      /* {names}, (database, table) pairs: database, name */
	QUERY_GRANTED_ROUTINES,    /* {names}, (database, routine) pairs: database, name, type */
	QUERY_REPLICAS,            /* Server_Id */
	QUERY_DUMPS,               /* user, count: of connected replicas */
	QUERY_REPLICA_STATUS,      /* one row a channel */
	QUERY_REPLICA_STATUS_BY_CALL, /* the same, where RDS gives it by a procedure only */
	QUERY_APPLIER_ERRORS,      /* {channel}: message, of the worker that failed first */
	QUERY_FILTERS,             /* {channel}: name, rule: replicate filters */
	QUERY_ROUTINES,            /* name, type, parameters: mysql.rds_* */
	QUERY_RDS_HISTORY,         /* read_replica (0, 1), last_start, last_channel_start (Unix time, or NULL) */
	QUERY_LINK_GONE,           /* gone_at (Unix time of the last stop or reset, or NULL), now */
	QUERY_UPTIME,              /* Value: seconds since the server was started */
	QUERY_LAST_WRITE,          /* object, written_at (Unix time): the table that was changed last */
	QUERY_CLUSTER_ROLE,        /* role; the function is on members of a cluster only */
	QUERY_RECORDS,             /* for record_parse */
	QUERY_TRY_FLUSH_TABLES,    /* always refused: source.c knows what the error tells */
	QUERY_TRY_SET,             /* {names}, a variable: always refused, nothing changes */

	/* Only for the checks of a copy, about {databases}; at most 200 rows each. */
	QUERY_IN_MYSQL,            /* object, detail (table, view, ...): made by users in a database of the server */
	QUERY_ELSEWHERE,           /* object, detail: the object refers to the database in detail, which is not one of {databases} */
	QUERY_FUNCTIONS_LOADED,    /* object: mysql.func */
	QUERY_FOREIGN_SERVERS,     /* object: CREATE SERVER */
	QUERY_TABLESPACES,         /* object, detail: a table in a general tablespace */
	QUERY_DATA_DIRECTORIES,    /* object, detail: a table with a file outside the data directory */
	QUERY_REFERENCE_SYSTEMS,   /* object: SRIDs that users have defined */
	QUERY_DATABASE_OPTIONS,    /* object, detail: of a database, other than its collation */
	QUERY_RESOURCE_GROUPS,     /* object */
	QUERY_LIBRARIES,           /* object, detail (the language) */
	QUERY_FOREIGN_LANGUAGES,   /* object, detail: routines that are not in SQL */
	QUERY_FRESH_SIZES,         /* makes the session read current sizes, not cached ones that may be a day old */
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
	QUERY_EVENT_ZONES,         /* object, detail ("zone: its ALTER EVENT"): events in a zone with a name, or SYSTEM */
	QUERY_BACKUP_LOCKS,        /* object: a session that stops all DDL or all writes; detail: by which lock */
	QUERY_SESSIONS,            /* account_limit, account_used, server_limit, server_used; a limit of 0 is none */
	QUERY_ENGINES_KNOWN,       /* object: engines that tables can be made in */
	QUERY_BROKEN_VIEWS,        /* object, detail (the name quoted): views whose tables or columns are gone */
	QUERY_SKIPPING_EVENTS,     /* object: enabled events that skip errors of replication */

	/* Asked only when an answer to those above makes it necessary. */
	QUERY_SYSTEM_ZONE,         /* hours, name: of the zone SYSTEM */
	QUERY_ZONES_UNKNOWN,       /* {names}, SELECTs of a zone: object, those that the server does not know */
	QUERY_ZONE_WITH_HOURS,     /* {names}: object, a zone that has these hours */
	QUERY_MEMORY_TABLES,       /* object, detail (bytes) */
	QUERY_COMPRESSED,          /* object, detail (its options) */
	QUERY_LONG_COLUMNS,        /* database, name, long_column: of at most a few tables with long values */
	QUERY_LONG_KEYS,           /* object (table.key), detail (bytes of its longest column) */
	QUERY_COMPUTED,            /* object (table.column or .key), detail: the variable that decides its values on a replica */
	QUERY_CASCADES,            /* object (the child), detail (the parent) of ON DELETE CASCADE */
	QUERY_ROUTINES_MADE,       /* kind ("FUNCTION", "PROCEDURE"), database, routine */
	QUERY_COLLATIONS,          /* collation: all that the server knows */
	QUERIES,
};
/* clang-format on */

/* What fills the {places} of a query's text, already quoted. */
struct query_values {
	const char *user; /* a string literal */
	/* a list of literals, from query_names, or what the query's row says */
	const char *names;
	const char *databases; /* from query_databases */
	const char *channel;   /* a string literal */
};

/*
 * The text for this server; NULL when the server has nothing to ask it for. values may
 * be NULL.
 */
const char *query_text(enum query query, const struct db_server *server,
		       const struct query_values *values, struct arena *arena);

/*
 * A list of databases for IN (...) in information_schema, compared exactly as they are
 * spelt. An empty list gives '', which no database is called.
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
