/* Quotes identifiers and strings for SQL. No other code does that. */
#ifndef SQL_QUOTE_H
#define SQL_QUOTE_H

#include "base/arena.h"
#include "base/secret.h"

/* `a``b`: for names of databases, tables, columns. */
const char *quote_name(const char *name, struct arena *arena);
/* `db`.`table` */
const char *quote_table(const char *database, const char *table, struct arena *arena);
/*
 * 'it''s': a string literal that means the same under every sql_mode
 * (NO_BACKSLASH_ESCAPES too) and every multi-byte connection charset: quotes are
 * doubled, and a string with a backslash or a control byte becomes a hexadecimal
 * literal with its charset, _utf8mb4 X'...'. hex_ok false (places that take no hex
 * literal, such as account names or IDENTIFIED BY): backslashes are doubled, which
 * needs a session without NO_BACKSLASH_ESCAPES.
 */
const char *quote_text(const char *text, struct arena *arena);
const char *quote_plain(const char *text, struct arena *arena);
/* 'user'@'host' */
const char *quote_account(const char *user, const char *host, struct arena *arena);
/*
 * The same of "user@host", as servers name an account that is logged in or a definer:
 * the host is what comes after the last @. Without one: a name in quotes.
 */
const char *quote_account_text(const char *account, struct arena *arena);
/*
 * A password as quote_plain, for the statement that is sent next: the arena should go
 * soon after.
 */
const char *db_secret_literal(const struct secret *secret, struct arena *arena);

#endif
