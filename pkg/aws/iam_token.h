/*
 * IAM database authentication: a signed URL that an RDS server accepts as a password
 * for 15 minutes.
 *
 * The account is IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS'; the login needs TLS,
 * the plugin mysql_clear_password and the IAM action rds-db:connect. Sends nothing.
 */
#ifndef AWS_IAM_TOKEN_H
#define AWS_IAM_TOKEN_H

#include "aws/key.h"
#include "base/error.h"

#define IAM_TOKEN_SECONDS 900

struct iam_login {
	const char *host; /* the instance's own endpoint: RDS refuses an alias */
	unsigned port;
	const char *user;
	const char *region;
};

/*
 * now is in seconds since 1970. ERROR_FAILED when the token does not fit into a secret.
 */
bool iam_token_make(const struct iam_login *login, const struct aws_key *key,
		    int64_t now, struct secret *out, struct error *err) MUST_CHECK;

#endif
