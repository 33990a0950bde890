/*
 * A salted digest of a password. It is stored instead of the password, so that a later
 * run knows whether the password is still the same.
 */
#ifndef SECRETS_PASSWORD_DIGEST_H
#define SECRETS_PASSWORD_DIGEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/secret.h"

/*
 * "salt:hmac", both hexadecimal, of a password: HMAC-SHA-256. With a fresh salt, and
 * checked against one made before.
 */
const char *password_digest(const struct secret *password, struct arena *arena);
bool password_digest_matches(const struct secret *password, const char *digest);

#endif
