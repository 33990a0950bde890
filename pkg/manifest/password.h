/*
 * What replication asks of its password beyond what a login does.
 */
#ifndef MANIFEST_PASSWORD_H
#define MANIFEST_PASSWORD_H

#include <stddef.h>

/*
 * Why replication cannot use it ("it is longer than 32 bytes, ..."), or NULL. MySQL
 * refuses long ones (3056) and line breaks (1525, quoting the password); RDS's
 * procedures cut blanks off at both ends.
 */
const char *password_fault(const char *bytes, size_t length);

#endif
