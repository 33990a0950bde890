/*
 * Where the access key comes from, in the order of AWS's own tools: the environment,
 * the profile (an assumed role, a web identity, keys in the shared files,
 * credential_process), the container, the instance.
 *
 * A key is kept until shortly before it expires. Belongs to one thread at a time.
 */
#ifndef AWS_CREDENTIALS_H
#define AWS_CREDENTIALS_H

#include "aws/api.h"
#include "aws/key.h"

struct credentials {
	/* for AssumeRole; its http also asks the container and the instance */
	struct api *api;
	struct aws_key key;
	bool known;
	/*
	 * Ask the metadata service only on a machine that looks like an EC2 instance.
	 * Elsewhere that would cost a second without an answer.
	 */
	bool only_on_ec2;
};

/*
 * The key, which stays valid until the next call of a credentials_ function.
 * ERROR_DENIED when there is none anywhere, with a hint that says where it may be;
 * ERROR_FAILED when a place that was named does not yield one.
 */
bool credentials_get(struct credentials *credentials, const struct aws_key **out,
		     struct error *err) MUST_CHECK;

/*
 * The key was refused: the next credentials_get searches again. False when that cannot
 * find another key.
 */
bool credentials_forget(struct credentials *credentials);

void credentials_wipe(struct credentials *credentials);

#endif
