/*
 * Defaults that are derived from other fields. Each function returns text as in a
 * manifest, or NULL.
 */
#ifndef MANIFEST_ENDPOINT_H
#define MANIFEST_ENDPOINT_H

#include "manifest/manifest.h"

/*
 * From NAME.ID.REGION.rds.amazonaws.com (and .com.cn). The name in the endpoint of a
 * cluster or a proxy is not the name of an instance.
 */
const char *endpoint_region(const struct manifest *manifest, struct arena *arena);
const char *endpoint_instance(const struct manifest *manifest, struct arena *arena);

/*
 * What an endpoint leads to when it is neither an instance nor a cluster's writer: "RDS
 * Proxy", "a cluster's readers", "a custom group of a cluster". NULL for all others.
 */
const char *endpoint_kind(const struct manifest *manifest, struct arena *arena);

/* "extrepl-NAME-": the prefix of the manifest's DB snapshots. */
const char *snapshot_prefix(const struct manifest *manifest, struct arena *arena);

const char *derive_source_host(const struct manifest *manifest, struct arena *arena);
const char *derive_source_port(const struct manifest *manifest, struct arena *arena);
const char *derive_back_host(const struct manifest *manifest, struct arena *arena);
const char *derive_back_port(const struct manifest *manifest, struct arena *arena);

#endif
