/*
 * Builds the token: a presigned URL of the action `connect`. pkg/logins makes a new one
 * for each login.
 */
#include "aws/iam_token.h"

#include "aws/sigv4.h"

bool iam_token_make(const struct iam_login *login, const struct aws_key *key,
		    int64_t now, struct secret *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const struct sigv4_pair query[] = { { "Action", "connect" },
					    { "DBUser", login->user } };
	const struct sigv4_request request = {
		.method = "GET",
		.host = arena_printf(arena, "%s:%u", login->host, login->port),
		.path = "/",
		.query = query,
		.query_count = ARRAY_SIZE(query),
		.region = login->region,
		.service = "rds-db",
	};

	if (sigv4_presign(&request, key, now, IAM_TOKEN_SECONDS, out, err))
		return true;
	return error_wrap(err, "the IAM token for %s@%s", login->user, login->host);
}
