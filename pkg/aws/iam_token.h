/*
 * IAM database authentication: a signed address that a server on RDS takes for a
 * password for 15 minutes.
 *
 * Such an account is IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS'; the login needs
 * TLS and the plugin mysql_clear_password, and the IAM action rds-db:connect. Pure:
 * nothing is sent.
 */
#ifndef AWS_IAM_TOKEN_H
#define AWS_IAM_TOKEN_H

#include "aws/key.h"
#include "base/error.h"

#define IAM_TOKEN_SECONDS 900

struct iam_login {
	const char *host; /* the instance's own endpoint: an alias for it is refused */
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
