/*
 * Names of character sets and collations. utf8 was renamed to utf8mb3 (MySQL 8.0.28,
 * MariaDB 10.6): both names mean the same; which one a server uses depends on its
 * version.
 */
#ifndef SQL_CHARSET_H
#define SQL_CHARSET_H

#include <stdbool.h>

/* True when two names mean the same collation. NULL equals NULL. */
bool collation_equal(const char *a, const char *b);
/* True when two collations belong to the same character set. NULL equals NULL. */
bool collation_same_charset(const char *a, const char *b);

#endif
