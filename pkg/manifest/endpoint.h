/*
 * Defaults that follow from other fields. Each returns text as a manifest would write
 * it, or NULL.
 */
#ifndef MANIFEST_ENDPOINT_H
#define MANIFEST_ENDPOINT_H

#include "manifest/manifest.h"

/*
 * From NAME.ID.REGION.rds.amazonaws.com (and .com.cn). The name of a cluster or proxy
 * endpoint is no instance's name.
 */
const char *endpoint_region(const struct manifest *manifest, struct arena *arena);
const char *endpoint_instance(const struct manifest *manifest, struct arena *arena);

/*
 * "RDS Proxy", "a cluster's readers", "a custom group of a cluster": what an endpoint
 * stands for that is no instance and no cluster's writer; NULL for all others.
 */
const char *endpoint_kind(const struct manifest *manifest, struct arena *arena);

/* "extrepl-NAME-": what the DB snapshots of a manifest begin with. */
const char *snapshot_prefix(const struct manifest *manifest, struct arena *arena);

const char *derive_source_host(const struct manifest *manifest, struct arena *arena);
const char *derive_source_port(const struct manifest *manifest, struct arena *arena);
const char *derive_back_host(const struct manifest *manifest, struct arena *arena);
const char *derive_back_port(const struct manifest *manifest, struct arena *arena);

#endif
