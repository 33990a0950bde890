/*
 * The error of an AWS service that refuses a call: the code, and what the caller can do
 * about it.
 */
#ifndef AWS_FAULT_H
#define AWS_FAULT_H

#include "aws/http.h"

enum fault_kind {
	FAULT_OTHER,     /* the request is wrong: repeating it does not help */
	FAULT_THROTTLED, /* not carried out; it may succeed later */
	FAULT_TRANSIENT, /* the service fails; it may work later */
	FAULT_DENIED,    /* the key is valid but has no permission */
	FAULT_KEY,       /* the key or the signature is not accepted */
	FAULT_EXPIRED,   /* the temporary key has expired */
};

struct fault {
	enum fault_kind kind;
	long status;       /* HTTP status */
	char action[96];   /* the refused action: "rds:DescribeDBInstances" */
	char code[96];     /* "DBInstanceNotFound"; "" when the reply has none */
	char message[512]; /* one line; "" if it might contain a signature */
};

/* Reads a reply whose status is not 200: an XML or a JSON document, or neither. */
void fault_read(const struct http_reply *reply, struct fault *out);

#endif
