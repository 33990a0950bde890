/*
 * Reads region, instance and kind from an RDS host name, and derives the defaults that
 * copy another field.
 */
#include "manifest/endpoint.h"

#include "base/rds_host.h"
#include "base/text.h"

const char *endpoint_region(const struct manifest *manifest, struct arena *arena)
{
	struct rds_host host;

	return rds_host_parse(manifest->target.endpoint, arena, &host) ? host.region :
									 NULL;
}

const char *endpoint_instance(const struct manifest *manifest, struct arena *arena)
{
	struct rds_host host;

	return rds_host_parse(manifest->target.endpoint, arena, &host) &&
			       host.kind == RDS_HOST_INSTANCE ?
		       host.name :
		       NULL;
}

const char *endpoint_kind(const struct manifest *manifest, struct arena *arena)
{
	static const char *const names[] = {
		[RDS_HOST_INSTANCE] = NULL,
		[RDS_HOST_CLUSTER] = NULL,
		[RDS_HOST_READERS] = "a cluster's readers",
		[RDS_HOST_CUSTOM] = "a custom group of a cluster",
		[RDS_HOST_PROXY] = "RDS Proxy",
	};
	struct rds_host host;

	return rds_host_parse(manifest->target.endpoint, arena, &host) ?
		       names[host.kind] :
		       NULL;
}

const char *snapshot_prefix(const struct manifest *manifest, struct arena *arena)
{
	struct text text = text_make(arena);

	/* RDS does not accept two hyphens in a row. */
	text_add(&text, "extrepl-");
	for (const char *at = manifest->name; *at != '\0'; at++) {
		if (*at != '-' || text.bytes[text.length - 1] != '-')
			text_add_n(&text, at, 1);
	}
	if (text.bytes[text.length - 1] != '-')
		text_add(&text, "-");
	return text.bytes;
}

const char *derive_source_host(const struct manifest *manifest, struct arena *arena)
{
	(void)arena;
	return manifest->source.host;
}

const char *derive_source_port(const struct manifest *manifest, struct arena *arena)
{
	return arena_printf(arena, "%u", manifest->source.port);
}

const char *derive_back_host(const struct manifest *manifest, struct arena *arena)
{
	(void)arena;
	return manifest->target.endpoint;
}

const char *derive_back_port(const struct manifest *manifest, struct arena *arena)
{
	return arena_printf(arena, "%u", manifest->target.port);
}
