/*
 * Names of character sets and collations. utf8 was renamed to utf8mb3 (MySQL 8.0.28,
 * MariaDB 10.6): both names mean one thing, and servers of different releases tell
 * either.
 */
#ifndef SQL_CHARSET_H
#define SQL_CHARSET_H

#include <stdbool.h>

/* Whether two names mean one collation. NULL equals NULL. */
bool collation_equal(const char *a, const char *b);
/* Whether two collations are of one character set. NULL equals NULL. */
bool collation_same_charset(const char *a, const char *b);

#endif
