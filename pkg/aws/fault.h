/*
 * What an AWS service says when it refuses: the code, and what follows from it.
 */
#ifndef AWS_FAULT_H
#define AWS_FAULT_H

#include "aws/http.h"

enum fault_kind {
	FAULT_OTHER,     /* the request itself: asking again gives the same */
	FAULT_THROTTLED, /* not done; later it may be */
	FAULT_TRANSIENT, /* the service fails; later it may not */
	FAULT_DENIED,    /* the key is good, but has no permission */
	FAULT_KEY,       /* the key or the signature is not accepted */
	FAULT_EXPIRED,   /* the temporary key is over */
};

struct fault {
	enum fault_kind kind;
	long status;       /* of HTTP */
	char action[96];   /* that was refused: "rds:DescribeDBInstances" */
	char code[96];     /* "DBInstanceNotFound"; "" when the reply has none */
	char message[512]; /* one line; "" where it might show a signature */
};

/* From a reply whose status is not 200: an XML or a JSON document, or neither. */
void fault_read(const struct http_reply *reply, struct fault *out);

#endif
