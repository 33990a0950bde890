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
	/* for AssumeRole; its http is also used for container and instance metadata */
	struct api *api;
	struct aws_key key;
	bool known;
	/*
	 * Query the metadata service only on a machine that looks like an EC2 instance.
	 * Elsewhere it would waste a second.
	 */
	bool only_on_ec2;
};

/*
 * The key; valid until the next call of a credentials_ function. ERROR_DENIED when
 * there is no key, with a hint where to put one; ERROR_FAILED when a place that the
 * configuration names has no usable key.
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
