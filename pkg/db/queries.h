/*
 * The named queries: what extrepl asks of a server, and how each flavour and version wants it asked.
 *
 * All of them read only. A query's columns are the same for every version, or looked up by either of their names.
 */
#ifndef DB_QUERIES_H
#define DB_QUERIES_H

#include "db/db.h"

enum query {
	QUERY_IDENTITY,          /* user, client ("user@host"), utc_offset */
	QUERY_VARIABLES,         /* {names}: Variable_name, Value */
	QUERY_GRANTS,            /* own grants, with active roles merged where the server does that */
	QUERY_DATABASES,         /* database, tables, views */
	QUERY_BINLOG_STATUS,     /* File, Position, Binlog_Do_DB, Binlog_Ignore_DB */
	QUERY_BINLOGS,           /* Log_name, File_size */
	QUERY_GTIDS_SOURCE,      /* executed, purged */
	QUERY_GTIDS_TARGET,      /* executed, purged */
	QUERY_ACCOUNTS,          /* {user}: of this name and anonymous ones; see account.c */
	QUERY_REPLICAS,          /* Server_Id */
	QUERY_DUMPS,             /* users of connected replicas: user, count */
	QUERY_REPLICA_STATUS,    /* one row a channel */
	QUERY_REPLICA_STATUS_BY_CALL,  /* the same, where RDS gives it by a procedure only */
	QUERY_FILTERS,           /* replicate filters: name, rule */
	QUERY_ROUTINES,          /* mysql.rds_*: name, type, parameters */
	QUERY_RDS_HISTORY,       /* read_replica (0, 1), last_start (seconds since 1970, or NULL) */
	QUERY_CLUSTER_ROLE,      /* role, on a member of a Multi-AZ DB cluster; the function may be absent */
	QUERY_RECORDS,           /* record_query, for record_parse */
	QUERY_TRY_FLUSH_TABLES,  /* fails; see FLUSH_* in source.c for what its error tells */
	QUERY_TRY_SET,           /* {names}: a variable; fails without changing it: 1242 dynamic, 1238 not, 1227 denied */
	QUERY_CURRENT_USER,      /* user */

	/* What only the copy's checks need; {databases} is a list of quoted names. Each at most 200 rows a kind. */
	QUERY_FRESH_SIZES,       /* has the session see sizes as they are, not as cached for a day */
	QUERY_SIZES,             /* database, bytes */
	QUERY_ENGINES,           /* object, detail: tables not in InnoDB */
	QUERY_KEYLESS,           /* kind ("no-key", "no-primary"), object */
	QUERY_DEFINERS,          /* object (an example), detail (the definer) */
	QUERY_PROGRAMS,          /* kind ("function", "trigger", "event"), object */
	QUERY_COLLATIONS_USED,   /* object (an example), detail (the collation) */
	QUERY_LOOSE_FOREIGN_KEYS,/* object: foreign keys on a key that is not unique */
	QUERY_PREPARED_XA,       /* data */
	QUERY_STATEMENT_SESSIONS,/* object (connection and account), detail (its binlog_format) */
	QUERY_USERS,             /* object: every 'user'@'host' that may log in */
	QUERY_COLLATIONS,        /* collation: all that the server knows */
	QUERIES,
};

/* What fills the {places} of a query's text, already quoted. */
struct query_values {
	const char *user;
	const char *names;
	const char *databases;
};

/* The text for this server; NULL when it has no such thing. values may be NULL. */
const char *query_text(enum query query, const struct db_server *server,
		       const struct query_values *values, struct arena *arena);

/* The list of server variables as 'a', 'b', 'c'. */
const char *query_names(const char *const *names, size_t count, struct arena *arena);

#endif
