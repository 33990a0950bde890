/*
 * A secret: a password with a type of its own, without a print function, wiped when
 * released.
 *
 * Only two places look inside: the login (pkg/db) and the statement that is being sent
 * (db_secret_literal).
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct secret {
	size_t length;
	/* 0-terminated; RDS's IAM tokens of a temporary key need about 3,000 */
	char bytes[8192];
};

/* False when it does not fit. */
bool secret_set(struct secret *secret, const char *bytes, size_t length) MUST_CHECK;
void secret_wipe(struct secret *secret);
#define AUTO_SECRET CLEANUP(secret_wipe) struct secret

#endif
