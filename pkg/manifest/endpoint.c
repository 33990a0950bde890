/*
 * Reads region, instance and kind from an RDS host name, and derives the defaults that
 * copy another field.
 */
#include "manifest/endpoint.h"

#include <string.h>

#include "base/text.h"

/* The label number (from 0) of an RDS endpoint, or NULL when it is something else. */
static const char *label(const char *endpoint, int number, struct arena *arena)
{
	const char *at = endpoint;

	if (endpoint == NULL)
		return NULL;
	const char *labels[4];
	for (size_t i = 0; i < ARRAY_SIZE(labels); i++) {
		labels[i] = at;
		at = strchr(at, '.');
		if (at == NULL)
			return NULL;
		at++;
	}
	if (!text_equal_nocase(labels[3], "rds.amazonaws.com") &&
	    !text_equal_nocase(labels[3], "rds.amazonaws.com.cn"))
		return NULL;
	return arena_copy_n(arena, labels[number],
			    (size_t)(labels[number + 1] - labels[number]) - 1);
}

const char *endpoint_region(const struct manifest *manifest, struct arena *arena)
{
	return label(manifest->target.endpoint, 2, arena);
}

const char *endpoint_instance(const struct manifest *manifest, struct arena *arena)
{
	const char *id = label(manifest->target.endpoint, 1, arena);

	if (id == NULL || text_starts(id, "cluster-") || text_starts(id, "proxy-"))
		return NULL;
	return label(manifest->target.endpoint, 0, arena);
}

const char *endpoint_kind(const struct manifest *manifest, struct arena *arena)
{
	static const struct {
		const char *begins, *kind;
	} kinds[] = {
		{ "proxy-", "RDS Proxy" },
		{ "cluster-ro-", "a cluster's readers" },
		{ "cluster-custom-", "a custom group of a cluster" },
	};
	const char *second = label(manifest->target.endpoint, 1, arena);

	for (size_t i = 0; second != NULL && i < ARRAY_SIZE(kinds); i++) {
		if (text_starts(second, kinds[i].begins))
			return kinds[i].kind;
	}
	return NULL;
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
