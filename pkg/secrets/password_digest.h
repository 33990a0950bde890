/*
 * A salted digest of a password, stored instead of the password. A later run can see
 * from it whether the password is still the same.
 */
#ifndef SECRETS_PASSWORD_DIGEST_H
#define SECRETS_PASSWORD_DIGEST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/secret.h"

/*
 * Makes "salt:hmac" of a password, both hexadecimal (HMAC-SHA-256), with a new salt;
 * and checks a password against such a digest.
 */
const char *password_digest(const struct secret *password, struct arena *arena);
bool password_digest_matches(const struct secret *password, const char *digest);

#endif
