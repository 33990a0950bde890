/*
 * AWS's Signature Version 4, for a request with headers and for a URL that carries its
 * own signature.
 *
 * Pure: the time is an argument, and nothing is sent. The signed text is hashed part by
 * part, because it contains a session token.
 */
#ifndef AWS_SIGV4_H
#define AWS_SIGV4_H

#include <stddef.h>
#include <stdint.h>

#include "aws/key.h"
#include "base/arena.h"
#include "base/error.h"

struct sigv4_pair {
	const char *name, *value;
};

struct sigv4_request {
	const char *method;
	const char *host; /* as in the Host header: with a port if the URL has one */
	const char *path; /* as sent */
	const struct sigv4_pair *query; /* not encoded, in any order */
	size_t query_count;
	/* to sign in addition to host and x-amz-date; names in lower case */
	const struct sigv4_pair *headers;
	size_t headers_count;
	const char *body; /* NULL: empty */
	size_t body_length;
	const char *region, *service;
};

#define SIGV4_DATE_SIZE 17 /* 20261122T110036Z */

/* False, and date is "", if the year does not have four digits. */
bool sigv4_date(int64_t now, char date[SIGV4_DATE_SIZE]);

/*
 * The headers to send with the request: x-amz-date, authorization and, for a temporary
 * key, x-amz-security-token. Their values live in the arena and in key.
 */
#define SIGV4_HEADERS 3
bool sigv4_sign(const struct sigv4_request *request, const struct aws_key *key,
		int64_t now, struct arena *arena,
		struct sigv4_pair headers[SIGV4_HEADERS], size_t *headers_count,
		struct error *err) MUST_CHECK;

/*
 * A URL that contains its signature and is valid for this many seconds, without a
 * scheme: HOST/PATH?QUERY. ERROR_FAILED when it does not fit into a secret.
 */
bool sigv4_presign(const struct sigv4_request *request, const struct aws_key *key,
		   int64_t now, unsigned seconds, struct secret *out,
		   struct error *err) MUST_CHECK;

#endif
