/* Quotes identifiers and strings for SQL. No other code may do this. */
#ifndef SQL_QUOTE_H
#define SQL_QUOTE_H

#include "base/arena.h"
#include "base/secret.h"
#include "base/text.h"

/* `a``b`: for names of databases, tables, columns. */
const char *quote_name(const char *name, struct arena *arena);
/* `db`.`table` */
const char *quote_table(const char *database, const char *table, struct arena *arena);
/*
 * 'it''s': quote_text makes a string literal that means the same under every sql_mode
 * (also NO_BACKSLASH_ESCAPES) and every multi-byte connection charset. Quotes are
 * doubled; a string with a backslash or a control byte becomes a hexadecimal literal
 * with its charset, _utf8mb4 X'...'. quote_plain is for places that accept no
 * hexadecimal literal, such as account names or IDENTIFIED BY. It doubles backslashes,
 * which needs a session without NO_BACKSLASH_ESCAPES.
 */
const char *quote_text(const char *text, struct arena *arena);
const char *quote_plain(const char *text, struct arena *arena);
/*
 * Adds CONVERT(X'...' USING utf8mb4): text that means the same whatever character set the
 * session sends.
 */
void quote_add_utf8(struct text *out, const char *bytes, size_t length);
/* 'user'@'host' */
const char *quote_account(const char *user, const char *host, struct arena *arena);
/*
 * The same for "user@host", the form in which servers show a session's account or a
 * definer. The host follows the last @; without an @ the whole is quoted as a name.
 */
const char *quote_account_text(const char *account, struct arena *arena);
/*
 * A password, quoted like quote_plain. Release the arena soon after the statement is
 * sent.
 */
const char *db_secret_literal(const struct secret *secret, struct arena *arena);

#endif
