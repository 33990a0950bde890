/*
 * Where a service of AWS listens in a region, or where the environment says it does.
 * The region and the instance that an RDS host name tells are in manifest/endpoint.h.
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
 * given (NULL: none) comes before AWS_ENDPOINT_URL_<service>, AWS_ENDPOINT_URL and
 * https://<service>.<region>.<the partition's domain>/. ERROR_MANIFEST when the address
 * is none or the region is no region's name (NULL: not known).
 */
bool endpoint_find(const char *service, const char *region, const char *given,
		   struct arena *arena, struct endpoint *out,
		   struct error *err) MUST_CHECK;

#endif
