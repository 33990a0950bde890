/*
 * One row of SHOW REPLICA STATUS, SHOW SLAVE STATUS or SHOW ALL SLAVES STATUS, with the
 * same member names for every server and version.
 */
#ifndef DB_REPLICA_STATUS_H
#define DB_REPLICA_STATUS_H

#include "db/db.h"

/* Texts are the row's own and live as long; NULL: the server has no such column. */
struct replica_status {
	const char *channel; /* "": the default one */
	const char *host;
	unsigned port;
	const char *user;
	const char *tls;                /* "Yes", "No", "Ignored" */
	const char *receiver, *applier; /* the threads: "Yes", "No", "Connecting" */
	unsigned receiver_errno, applier_errno;
	const char *receiver_error, *applier_error;
	/* how far the source's binlog was received and applied; positions in bytes */
	const char *read_file, *applied_file;
	uint64_t read_position, applied_position;
	const char *received_gtids; /* MariaDB: gtid_io_pos */
	const char *lag;            /* in seconds; NULL: not known */
	uint64_t delay;             /* configured, in seconds */
	uint64_t server_id;         /* the source's */
	const char *uuid;           /* the source's; MariaDB has none */
	uint64_t retry;             /* seconds between two connection attempts */
};

/* False: the row remains from a reset and names no source. */
bool replica_status_read(const struct rows *rows, size_t row, struct replica_status *out);

#endif
