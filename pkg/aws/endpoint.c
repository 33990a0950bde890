/*
 * Finds the URL of a service: from the manifest, from the environment, or from the
 * region's name.
 */
#include "aws/endpoint.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/*
 * By the first letters of the region's name; the first match counts. From AWS's
 * partitions of 2026.
 */
static const struct partition {
	const char *begins, *domain;
} partitions[] = {
	/* clang-format off */
	{ "cn-",      "amazonaws.com.cn" },
	{ "us-iso-",  "c2s.ic.gov" },
	{ "us-isob-", "sc2s.sgov.gov" },
	{ "us-isof-", "csp.hci.ic.gov" },
	{ "eu-isoe-", "cloud.adc-e.uk" },
	{ "eusc-",    "amazonaws.eu" },
	{ "",         "amazonaws.com" },
	/* clang-format on */
};

static const char *domain_of(const char *region)
{
	const struct partition *row = partitions;

	while (!text_starts(region, row->begins))
		row++;
	return row->domain;
}

/* The region becomes part of a host name, so allow only letters, digits and hyphens. */
static bool is_region(const char *region)
{
	size_t length = strspn(region, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return length > 0 && length < 32 && region[length] == '\0' && region[0] != '-';
}

/*
 * AWS_ENDPOINT_URL_SECRETS_MANAGER: the variable has the service's name with
 * underscores.
 */
static const char *from_environment(const char *service, struct arena *arena)
{
	const char *words =
		text_equal(service, "secretsmanager") ? "secrets_manager" : service;
	char *name = arena_printf(arena, "AWS_ENDPOINT_URL_%s", words);

	for (char *at = name; *at != '\0'; at++)
		*at = (char)toupper((unsigned char)*at);
	const char *url = getenv(name);
	return text_empty(url) ? getenv("AWS_ENDPOINT_URL") : url;
}

static bool parse(const char *url, struct arena *arena, struct endpoint *out,
		  struct error *err)
{
	size_t scheme = strncasecmp(url, "https://", 8) == 0 ? 8 :
			strncasecmp(url, "http://", 7) == 0  ? 7 :
							       0;
	const char *host = url + scheme;
	size_t host_length = strcspn(host, "/");
	bool plain = true;

	for (const char *at = host; *at != '\0'; at++)
		plain = plain && *at > ' ' && *at < 0x7f &&
			strchr("@?#\\\"<>", *at) == NULL;
	if (scheme == 0 || host_length == 0 || !plain) {
		(void)error_set(err, ERROR_MANIFEST,
				"the endpoint URL is not a valid http or https URL");
		return error_hint(err,
				  "Write it like https://rds.eu-west-1.amazonaws.com.");
	}
	out->path =
		host[host_length] == '\0' ? "/" : arena_copy(arena, host + host_length);
	out->host = arena_copy_n(arena, host, host_length);
	out->url = arena_printf(arena, "%.*s%s", (int)(scheme + host_length), url,
				out->path);
	return true;
}

bool endpoint_find(const char *service, const char *region, const char *given,
		   struct arena *arena, struct endpoint *out, struct error *err)
{
	if (region == NULL) {
		(void)error_set(err, ERROR_MANIFEST, "the AWS region is not known");
		return error_hint(err,
				  "Set target.aws.region, or AWS_REGION in the environment.");
	}
	if (!is_region(region))
		return error_set(err, ERROR_MANIFEST, "\"%s\" is not an AWS region",
				 region);
	if (text_empty(given))
		given = from_environment(service, arena);
	if (!text_empty(given))
		return parse(given, arena, out, err);
	return parse(arena_printf(arena, "https://%s.%s.%s/", service, region,
				  domain_of(region)),
		     arena, out, err);
}
