/*
 * A password against what an account keeps of it.
 */
#ifndef SECRETS_PASSWORD_HASH_H
#define SECRETS_PASSWORD_HASH_H

#include "base/secret.h"
#include "observed/observed.h"

/*
 * hash: mysql.user.authentication_string. FACT_UNKNOWN for a plugin or a form that is
 * not known here; then only a login tells.
 */
enum fact password_matches_hash(const struct secret *password, const char *plugin,
				const char *hash);

/* What mysql_native_password keeps of it: "*" and 40 digits; "" of an empty one. */
const char *password_native_hash(const struct secret *password, struct arena *arena);

#endif
