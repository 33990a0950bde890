/*
 * A client of AWS: a region, an access key that is found when first needed, and open
 * connections.
 *
 * Belongs to one thread at a time. Errors are those of api.h and, for the key, of
 * credentials.h.
 */
#ifndef AWS_CLIENT_H
#define AWS_CLIENT_H

#include "aws/api.h"
#include "aws/credentials.h"

struct aws {
	struct api api;
	struct credentials credentials;
	/* of the last call if AWS refused it; else its code is "" */
	struct fault fault;
};

/*
 * region NULL: from AWS_REGION, AWS_DEFAULT_REGION or the profile; if none of them is
 * set, calls fail with ERROR_MANIFEST. rds_url NULL: see endpoint.h. Sends nothing. The
 * arguments must outlive the client, which lives in the arena; aws_release wipes the
 * key and takes NULL.
 */
bool aws_make(const char *region, const char *rds_url, struct run *run,
	      struct arena *arena, struct aws **out, struct error *err) MUST_CHECK;
void aws_release(struct aws *aws);
static inline void aws_cleanup(struct aws **aws)
{
	aws_release(*aws);
}
#define AUTO_AWS CLEANUP(aws_cleanup) struct aws

/* The key, for an IAM token. */
bool aws_key(struct aws *aws, const struct aws_key **out, struct error *err) MUST_CHECK;

/*
 * api_query and api_json with the client's key; call->key is ignored. An expired key is
 * replaced once.
 */
bool aws_query(struct aws *aws, const struct api_call *call, struct arena *arena,
	       const struct xml_node **out, struct error *err) MUST_CHECK;
bool aws_json(struct aws *aws, const struct api_call *call, struct arena *arena,
	      struct http_reply *out, struct error *err) MUST_CHECK;

/* True when AWS refused the last call with this code: "DBInstanceNotFound". */
bool aws_refused_with(const struct aws *aws, const char *code);

#endif
