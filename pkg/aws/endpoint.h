/*
 * The URL of an AWS service in a region, or the one that the environment sets.
 * manifest/endpoint.h finds region and instance in an RDS host name.
 */
#ifndef AWS_ENDPOINT_H
#define AWS_ENDPOINT_H

#include "base/arena.h"
#include "base/error.h"

struct endpoint {
	const char *url;  /* http://127.0.0.1:5000/ */
	const char *host; /* 127.0.0.1:5000, as in the Host header */
	const char *path; /* "/" */
};

/*
 * Uses the first that is set: given (NULL: none), AWS_ENDPOINT_URL_<service>,
 * AWS_ENDPOINT_URL, https://<service>.<region>.<the partition's domain>/.
 * ERROR_MANIFEST when the address or the region (NULL: not known) is not valid.
 */
bool endpoint_find(const char *service, const char *region, const char *given,
		   struct arena *arena, struct endpoint *out,
		   struct error *err) MUST_CHECK;

#endif
