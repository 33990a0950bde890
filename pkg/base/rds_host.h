/*
 * The host names of RDS: NAME.SECOND.REGION.rds.DOMAIN. The second label shows what the
 * name leads to.
 */
#ifndef BASE_RDS_HOST_H
#define BASE_RDS_HOST_H

#include <stdbool.h>

#include "base/arena.h"

enum rds_host_kind {
	RDS_HOST_INSTANCE, /* the second label is the AWS account's own */
	RDS_HOST_CLUSTER,  /* "cluster-": its writer */
	RDS_HOST_READERS,  /* "cluster-ro-" */
	RDS_HOST_CUSTOM,   /* "cluster-custom-": some of its members */
	RDS_HOST_PROXY,    /* "proxy-" */
};

struct rds_host {
	const char *name;   /* of the instance, cluster, group or proxy */
	const char *region; /* "eu-central-1" */
	enum rds_host_kind kind;
};

/* False: it is another kind of name (an address, an alias). host may be NULL. */
bool rds_host_parse(const char *host, struct arena *arena, struct rds_host *out);

#endif
