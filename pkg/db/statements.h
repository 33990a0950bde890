/*
 * The statements that change something, as text: what a plan shows and what is sent. A
 * password stands as SECRET_MARK in them until statement_fill puts in the real one,
 * just before sending.
 */
#ifndef DB_STATEMENTS_H
#define DB_STATEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/flavour.h"
#include "base/secret.h"

#define SECRET_MARK "<secret>"

/* The account of the replication user. */
const char *statement_create_account(const char *user, const char *host,
				     bool require_tls, struct arena *arena);
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

/*
 * CALL mysql.PROCEDURE(host, port, user, SECRET_MARK, file, position, tls). file NULL:
 * not known yet, known_after says after which step.
 */
const char *statement_set_external(const char *procedure, const char *host,
				   unsigned port, const char *user, const char *file,
				   uint64_t position, bool tls, const char *known_after,
				   struct arena *arena);
/* CALL mysql.PROCEDURE() */
const char *statement_call(const char *procedure, struct arena *arena);
const char *statement_set_delay(const char *procedure, uint64_t seconds,
				struct arena *arena);

/*
 * Makes the session forget the statement that an rds_set_external_* call leaves,
 * password and all, in a variable.
 */
const char *statement_forget_command(void);

/*
 * text with the mark at offset secret_at replaced by the secret as a string literal.
 * Wipe the result with statement_wipe when it was sent.
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
