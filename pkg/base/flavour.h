/*
 * Whether a server is MySQL or MariaDB. The differences between versions are left to
 * pkg/db.
 */
#ifndef BASE_FLAVOUR_H
#define BASE_FLAVOUR_H

enum flavour { FLAVOUR_UNKNOWN, FLAVOUR_MYSQL, FLAVOUR_MARIADB };

/* The name for messages. */
static inline const char *flavour_text(enum flavour flavour)
{
	return flavour == FLAVOUR_MARIADB ? "MariaDB" : "MySQL";
}

#endif
