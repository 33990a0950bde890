/*
 * The text of statements that change something: a plan shows the same text that is sent
 * later. SECRET_MARK stands for a password; statement_fill replaces it just before the
 * statement is sent.
 */
#ifndef SQL_STATEMENTS_H
#define SQL_STATEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/flavour.h"
#include "base/secret.h"

#define SECRET_MARK "<secret>"

/*
 * A place in an account statement for a secret: the account's password hash from the
 * source, or the manifest's new password.
 */
struct secret_place {
	size_t at;           /* of the mark in the text */
	const char *account; /* as servers print it: `app`@`%` */
	/* set when accounts.passwords has a new password; else NULL */
	const char *new_user;
	const char *new_host;
	unsigned factor; /* which authentication factor */
	bool second;     /* the secondary password (RETAIN CURRENT PASSWORD) */
	/* put in the new password's mysql_native_password hash instead */
	bool native_hash;
};

/* The account of the replication user. plugin NULL: the server's default. */
const char *statement_create_account(const char *user, const char *host,
				     const char *plugin, bool require_tls,
				     struct arena *arena);
const char *statement_set_password(const char *user, const char *host, const char *plugin,
				   bool retain_current, struct arena *arena);
const char *statement_require_tls(const char *user, const char *host, bool require_tls,
				  struct arena *arena);
const char *statement_unlock_account(const char *user, const char *host,
				     struct arena *arena);
const char *statement_grant_replication(const char *user, const char *host,
					struct arena *arena);
/*
 * SET sql_log_bin for this session; false keeps the next statements out of the binlog.
 */
const char *statement_log_to_binlog(bool on);

/* A server variable: PERSIST (MySQL 8.0+) survives a restart, GLOBAL does not. */
const char *statement_set_variable(bool persist, const char *name, const char *value,
				   struct arena *arena);

/* The arguments of a link, in the order of RDS's procedures. */
struct link_arguments {
	const char *host;
	unsigned port;
	const char *user;
	/*
	 * either file and position, or gtid (MariaDB's GTID position); neither:
	 * auto-position
	 */
	const char *file;
	uint64_t position;
	const char *gtid;
	bool tls;
	bool delayed;   /* whether the procedure has a parameter for the delay */
	uint64_t delay; /* seconds */
	/*
	 * "": the default channel, for whose procedures there is no channel parameter
	 */
	const char *channel;
};
/*
 * CALL mysql.PROCEDURE(host, port, user, SECRET_MARK, ..., tls, ...). A file or gtid
 * like "<known after STEP>" is shown without quotes.
 */
const char *statement_set_external(const char *procedure,
				   const struct link_arguments *arguments,
				   struct arena *arena);
/* CALL mysql.PROCEDURE(), with the channel unless that is "". */
const char *statement_call(const char *procedure, const char *channel,
			   struct arena *arena);
/* CALL mysql.PROCEDURE(number), and the channel. */
const char *statement_call_number(const char *procedure, uint64_t number,
				  const char *channel, struct arena *arena);
/* Tells the target that it has an interval of GTIDs, or ("+") a whole set, already. */
const char *statement_add_gtids(const char *procedure, const char *uuid, uint64_t first,
				uint64_t last, struct arena *arena);
const char *statement_add_gtid_set(const char *procedure, const char *set,
				   struct arena *arena);

/*
 * Clears the session variable where rds_set_external_* leaves its statement, which
 * contains the password.
 */
const char *statement_forget_command(void);

/*
 * The text with the mark at offset secret_at replaced by the secret, as a string
 * literal. Wipe the result with statement_wipe after sending it.
 */
char *statement_fill(const char *text, size_t secret_at, const struct secret *secret,
		     struct arena *arena);
void statement_wipe(char *statement);

/*
 * The offset of the mark in a statement from one of the functions above; (size_t)-1: no
 * mark.
 */
size_t statement_secret_at(const char *text);

#endif
