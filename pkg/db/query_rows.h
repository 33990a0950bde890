/*
 * A named query's text for some servers, and the tables of texts: queries_server.c has
 * the queries about a server, its accounts and its replication, queries_data.c those
 * about its data.
 */
#ifndef DB_QUERY_ROWS_H
#define DB_QUERY_ROWS_H

#include "base/flavour.h"
#include "db/queries.h"

/* The first matching row of a query is used, so newer versions come first. */
struct query_row {
	enum query query;
	enum flavour flavour; /* FLAVOUR_UNKNOWN: both */
	unsigned since;       /* the first version: 80022 for 8.0.22; 0: every one */
	const char *sql;      /* with {places}; NULL: does not exist on this server */
};

#define ANY FLAVOUR_UNKNOWN
#define MYSQL FLAVOUR_MYSQL
#define MARIADB FLAVOUR_MARIADB

/*
 * In information_schema, MariaDB and MySQL before 8.0 treat `Shop` and `shop` as equal.
 */
#define EXACT(name) "CAST(" name " AS BINARY)"

extern const struct query_row queries_server[], queries_data[];
extern const size_t queries_server_count, queries_data_count;

#endif
