/*
 * Parses an RDS host name. pkg/aws checks whether it leads to the right server.
 */
#include "base/rds_host.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static enum rds_host_kind kind_of(const char *second)
{
	static const struct {
		const char *begins;
		enum rds_host_kind kind;
	} kinds[] = {
		/* clang-format off */
		{ "cluster-ro-",     RDS_HOST_READERS },
		{ "cluster-custom-", RDS_HOST_CUSTOM },
		{ "cluster-",        RDS_HOST_CLUSTER },
		{ "proxy-",          RDS_HOST_PROXY },
		{ "",                RDS_HOST_INSTANCE },
		/* clang-format on */
	};
	size_t row = 0;

	while (!text_starts(second, kinds[row].begins))
		row++;
	return kinds[row].kind;
}

bool rds_host_parse(const char *host, struct arena *arena, struct rds_host *out)
{
	const char *labels[4], *at = host;

	if (host == NULL)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(labels); i++) {
		labels[i] = at;
		at = strchr(at, '.');
		if (at == NULL)
			return false;
		at++;
	}
	/* Of AWS's partitions: amazonaws.com, amazonaws.com.cn, amazonaws.eu. */
	if (strncasecmp(labels[3], "rds.amazonaws.", strlen("rds.amazonaws.")) != 0)
		return false;
	out->name = arena_copy_n(arena, host, (size_t)(labels[1] - labels[0]) - 1);
	out->region = arena_copy_n(arena, labels[2], (size_t)(labels[3] - labels[2]) - 1);
	out->kind = kind_of(labels[1]);
	return true;
}
