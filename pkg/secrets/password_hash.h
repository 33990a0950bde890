/*
 * Compares a password with an account's stored hash.
 */
#ifndef SECRETS_PASSWORD_HASH_H
#define SECRETS_PASSWORD_HASH_H

#include "base/secret.h"
#include "observed/observed.h"

/*
 * hash: mysql.user.authentication_string. FACT_UNKNOWN for an unknown plugin or format;
 * then only a login can show it.
 */
enum fact password_matches_hash(const struct secret *password, const char *plugin,
				const char *hash);

/*
 * The hash that mysql_native_password stores: "*" and 40 digits; "" for an empty
 * password.
 */
const char *password_native_hash(const struct secret *password, struct arena *arena);

#endif
