/*
 * The places where an access key may be, one function each. Only pkg/aws includes this.
 *
 * An error means that the place is configured but fails. A place that is not used in
 * this environment returns PROVIDED_NOTHING.
 */
#ifndef AWS_PROVIDERS_H
#define AWS_PROVIDERS_H

#include "aws/api.h"
#include "aws/key.h"
#include "aws/profiles.h"

enum provided { PROVIDED_KEY, PROVIDED_NOTHING, PROVIDED_ERROR };

/* One look at all places. */
struct looking {
	struct api *api;
	const struct profiles *profiles;
	const char *profile; /* the chosen one */
	bool only_on_ec2;    /* see credentials.h */
	struct arena *arena;
};

typedef enum provided provider(const struct looking *looking, struct aws_key *out,
			       struct error *err);

provider provide_from_environment; /* AWS_ACCESS_KEY_ID and the others */
/* the chosen profile, and AWS_WEB_IDENTITY_TOKEN_FILE */
provider provide_from_profile;
provider provide_from_container; /* AWS_CONTAINER_CREDENTIALS_..._URI */
provider provide_from_instance;  /* IMDSv2 */

/* AssumeRole. Everything but the ARN and the key may be NULL. */
struct role {
	const char *arn, *session_name, *external_id, *duration;
};
bool assume_role(const struct looking *looking, const struct role *role,
		 const struct aws_key *key, struct aws_key *out,
		 struct error *err) MUST_CHECK;
/* AssumeRoleWithWebIdentity: with the token in the file instead of a key. */
bool assume_role_with_file(const struct looking *looking, const struct role *role,
			   const char *token_file, struct aws_key *out,
			   struct error *err) MUST_CHECK;

/*
 * Runs a credential_process, which is a command line, and reads the key from its
 * output.
 */
bool run_credential_process(const struct looking *looking, const char *line,
			    struct aws_key *out, struct error *err) MUST_CHECK;

/*
 * Reads a key from {"AccessKeyId": ..., "SecretAccessKey": ..., token_name: ...,
 * "Expiration": ...}; the last two may be absent. with_version: "Version" must be 1.
 * Overwrites the document.
 */
bool key_from_json(char *bytes, size_t length, const char *token_name,
		   bool with_version, struct aws_key *out, struct error *err) MUST_CHECK;

/*
 * Reads a token: a file's first line without its line end. ERROR_FAILED when it cannot
 * be read or is empty.
 */
bool read_token_file(const char *path, struct aws_token *out,
		     struct error *err) MUST_CHECK;

#endif
