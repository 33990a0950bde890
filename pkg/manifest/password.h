/* The limits of replication on a password, in addition to those of a login. */
#ifndef MANIFEST_PASSWORD_H
#define MANIFEST_PASSWORD_H

#include <stddef.h>

/*
 * Why replication cannot use the password ("it is longer than 32 bytes, ..."); NULL: it
 * can. MySQL refuses long passwords (3056) and line breaks (1525, which quotes the
 * password). RDS's procedures remove blanks at both ends.
 */
const char *password_fault(const char *bytes, size_t length);

#endif
