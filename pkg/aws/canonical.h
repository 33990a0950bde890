/*
 * The canonical form of a request, which is what a signature covers. It is hashed part
 * by part and never assembled in memory.
 */
#ifndef AWS_CANONICAL_H
#define AWS_CANONICAL_H

#include "aws/sigv4.h"

#define HASH_SIZE 32                 /* SHA-256, bytes */
#define HASH_HEX (2 * HASH_SIZE + 1) /* and as text */

/*
 * query and headers must already be in canonical order; signed_names lists the headers.
 */
bool canonical_hash(const struct sigv4_request *request, const char *signed_names,
		    char hex[HASH_HEX]) MUST_CHECK;

#endif
