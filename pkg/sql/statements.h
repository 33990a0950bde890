/*
 * The statements that change something, as text: a plan shows the same text that is
 * sent later. SECRET_MARK stands for a password until statement_fill puts the real one
 * in, just before sending.
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
 * A place in a statement about an account where something secret is to stand: what the
 * account keeps of its password on the source, or the manifest's new one.
 */
struct secret_place {
	size_t at;            /* of the mark in the text */
	const char *account;  /* as servers print it: `app`@`%` */
	const char *new_user; /* accounts.passwords has it; else NULL */
	const char *new_host;
	unsigned factor; /* of several ways to log in */
	bool second;     /* of the older password that it keeps, too */
	/* what mysql_native_password keeps of the new one, instead of it */
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
/* For this session: 0 keeps what follows out of the binlog. */
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
	 * either file and position, or gtid (MariaDB's position); neither means
	 * auto-position
	 */
	const char *file;
	uint64_t position;
	const char *gtid;
	bool tls;
	bool delayed;   /* the procedure has a parameter for the delay */
	uint64_t delay; /* seconds */
	/* "" is the default channel; its procedures have no parameter for it */
	const char *channel;
};
/*
 * CALL mysql.PROCEDURE(host, port, user, SECRET_MARK, ..., tls, ...). A file or gtid of
 * the form "<known after STEP>" is shown without quotes.
 */
const char *statement_set_external(const char *procedure,
				   const struct link_arguments *arguments,
				   struct arena *arena);
/* CALL mysql.PROCEDURE(), or with the channel where that is not "". */
const char *statement_call(const char *procedure, const char *channel,
			   struct arena *arena);
/* CALL mysql.PROCEDURE(number), and the channel. */
const char *statement_call_number(const char *procedure, uint64_t number,
				  const char *channel, struct arena *arena);
/* Declares an interval of GTIDs, or ("+") a whole set, to be on the target already. */
const char *statement_add_gtids(const char *procedure, const char *uuid, uint64_t first,
				uint64_t last, struct arena *arena);
const char *statement_add_gtid_set(const char *procedure, const char *set,
				   struct arena *arena);

/*
 * Clears the session variable in which rds_set_external_* leaves its statement, with
 * the password.
 */
const char *statement_forget_command(void);

/*
 * text with the mark at offset secret_at replaced by the secret as a string literal.
 * Wipe the result with statement_wipe after sending it.
 */
char *statement_fill(const char *text, size_t secret_at, const struct secret *secret,
		     struct arena *arena);
void statement_wipe(char *statement);

/*
 * The offset of the mark in a statement that one of the functions above made;
 * (size_t)-1: none.
 */
size_t statement_secret_at(const char *text);

#endif
