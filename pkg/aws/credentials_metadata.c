/*
 * Access keys from the metadata service of a container (ECS, EKS) or of an EC2
 * instance.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/providers.h"
#include "base/run.h"

#define LONGEST_REPLY ((size_t)64 * 1024)
#define CONTAINER_HOST "http://169.254.170.2"
#define CONTAINER_LIMIT_MS 2000
#define CONTAINER_ATTEMPTS 3
#define INSTANCE_HOST "http://169.254.169.254"
#define INSTANCE_HOST_IPV6 "http://[fd00:ec2::254]"
#define INSTANCE_LIMIT_MS 1000
#define INSTANCE_ROLES "latest/meta-data/iam/security-credentials/"
#define TOKEN_SECONDS "21600"

static bool ask(const struct looking *looking, const char *method, const char *url,
		const struct sigv4_pair *header, int64_t limit_ms,
		struct http_reply *out, struct error *err)
{
	const struct http_request request = {
		.method = method,
		.url = url,
		.headers = header,
		.headers_count = header == NULL ? 0 : 1,
		.body = text_equal(method, "PUT") ? "" : NULL,
		.connect_ms = limit_ms,
		.limit_ms = limit_ms,
		.most = LONGEST_REPLY,
		.direct = true,
		.secret = true,
	};

	return http_send(looking->api->http, &request, looking->arena, out, NULL, err);
}

/*
 * Without TLS only to this machine: the loopback, and the addresses that AWS gives to
 * containers.
 */
static bool may_be_asked(const char *url)
{
	static const char *const hosts[] = { "localhost", "169.254.170.2",
					     "169.254.170.23", "[fd00:ec2::23]",
					     "[::1]" };

	if (strncasecmp(url, "https://", 8) == 0)
		return true;
	if (strncasecmp(url, "http://", 7) != 0)
		return false;
	const char *host = url + 7;
	size_t length = *host == '[' ? strcspn(host, "]/") + 1 : strcspn(host, ":/?#");
	if (memchr(host, '@', strcspn(host, "/?#")) != NULL)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(hosts); i++) {
		if (length == strlen(hosts[i]) && strncasecmp(host, hosts[i], length) == 0)
			return true;
	}
	return strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == length;
}

static const char *container_url(struct arena *arena)
{
	const char *relative = getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");

	if (!text_empty(relative))
		return arena_printf(arena, CONTAINER_HOST "%s%s",
				    relative[0] == '/' ? "" : "/", relative);
	return getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI");
}

/*
 * Reads the file each time, because its token changes. *out empty: no token is needed.
 */
static bool container_token(struct aws_token *out, struct error *err)
{
	const char *file = getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
	const char *token = getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN");

	out->bytes[0] = '\0';
	if (!text_empty(file))
		return read_token_file(file, out, err);
	if (text_empty(token))
		return true;
	if (strlen(token) >= sizeof(out->bytes))
		return error_set(err, ERROR_FAILED,
				 "AWS_CONTAINER_AUTHORIZATION_TOKEN is too long");
	memcpy(out->bytes, token, strlen(token) + 1);
	return true;
}

static void token_cleanup(struct aws_token *token)
{
	explicit_bzero(token, sizeof(*token));
}

static bool from_container(const struct looking *looking, const char *url,
			   struct aws_key *out, struct error *err)
{
	CLEANUP(token_cleanup) struct aws_token token = { .length = 0 };
	const struct sigv4_pair header = { "Authorization", token.bytes };
	struct http_reply reply = { .status = 0 };

	if (!may_be_asked(url))
		return error_set(err, ERROR_FAILED,
				 "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither an https URL "
				 "nor an address of this machine");
	if (!container_token(&token, err))
		return false;
	for (int i = 0; i < CONTAINER_ATTEMPTS && reply.status != 200; i++) {
		if (!ask(looking, "GET", url, token.bytes[0] == '\0' ? NULL : &header,
			 CONTAINER_LIMIT_MS, &reply, err) &&
		    err->kind != ERROR_UNREACHABLE)
			return false;
	}
	if (reply.status == 0) /* err is set: by the last attempt */
		return false;
	if (reply.status != 200)
		return error_set(err, ERROR_FAILED, "HTTP status %ld", reply.status);
	return key_from_json(reply.body, reply.length, "Token", false, out, err);
}

enum provided provide_from_container(const struct looking *looking, struct aws_key *out,
				     struct error *err)
{
	const char *url = container_url(looking->arena);

	if (text_empty(url))
		return PROVIDED_NOTHING;
	if (!from_container(looking, url, out, err)) {
		(void)error_wrap(err, "the container's credentials");
		return PROVIDED_ERROR;
	}
	aws_key_set_origin(out, "the container");
	return PROVIDED_KEY;
}

static const char *instance_url(struct arena *arena)
{
	const char *host = getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT");
	bool ipv6 = text_equal_nocase(getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"),
				      "IPv6");

	if (text_empty(host))
		host = ipv6 ? INSTANCE_HOST_IPV6 : INSTANCE_HOST;
	return arena_printf(arena, "%s%s", host,
			    host[strlen(host) - 1] == '/' ? "" : "/");
}

/* Reads one path of the instance's metadata; false also if the path does not exist. */
static bool get(const struct looking *looking, const char *url,
		const struct sigv4_pair *token, struct http_reply *out, struct error *err)
{
	return ask(looking, "GET", url, token, INSTANCE_LIMIT_MS, out, err) &&
	       (out->status == 200 ||
		error_set(err, ERROR_FAILED, "HTTP status %ld", out->status));
}

/* Checks what the firmware or hypervisor reports; every user can read it. */
static bool is_on_ec2(void)
{
	static const struct {
		const char *path, *begins;
	} signs[] = {
		{ "/sys/class/dmi/id/sys_vendor", "Amazon EC2" },
		{ "/sys/class/dmi/id/bios_vendor", "Amazon EC2" },
		{ "/sys/hypervisor/uuid", "ec2" },
	};
	char line[64];

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++) {
		FILE *file = fopen(signs[i].path, "re");

		if (file == NULL)
			continue;
		bool is = fgets(line, sizeof(line), file) != NULL &&
			  text_starts(line, signs[i].begins);
		(void)fclose(file);
		if (is)
			return true;
	}
	return false;
}

/*
 * IMDSv2 only. PROVIDED_NOTHING for a machine that is not an instance, an instance
 * without a role, and one with metadata disabled.
 */
enum provided provide_from_instance(const struct looking *looking, struct aws_key *out,
				    struct error *err)
{
	static const struct sigv4_pair lifetime = { "X-aws-ec2-metadata-token-ttl-seconds",
						    TOKEN_SECONDS };
	struct arena *arena = looking->arena;
	const char *host = instance_url(arena);
	struct http_reply reply = { .status = 0 };

	if (text_equal_nocase(getenv("AWS_EC2_METADATA_DISABLED"), "true"))
		return PROVIDED_NOTHING;
	if (looking->only_on_ec2 &&
	    text_empty(getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT")) && !is_on_ec2())
		return PROVIDED_NOTHING;
	bool answers =
		ask(looking, "PUT", arena_printf(arena, "%slatest/api/token", host),
		    &lifetime, INSTANCE_LIMIT_MS, &reply, err) &&
		reply.status == 200;
	const struct sigv4_pair token = { "X-aws-ec2-metadata-token", reply.body };
	bool found =
		answers && get(looking, arena_printf(arena, "%s" INSTANCE_ROLES, host),
			       &token, &reply, err);
	if (!found)
		return run_goes_on(looking->api->run, err) ? PROVIDED_NOTHING :
							     PROVIDED_ERROR;
	/* The first line is the role's name. */
	const char *role = arena_copy_n(arena, reply.body, strcspn(reply.body, "\r\n"));
	const char *url = arena_printf(arena, "%s" INSTANCE_ROLES "%s", host, role);
	if (!get(looking, url, &token, &reply, err) ||
	    !key_from_json(reply.body, reply.length, "Token", false, out, err)) {
		if (run_goes_on(looking->api->run, err))
			(void)error_set(err, ERROR_FAILED,
					"the instance returned no key for its role %s",
					role);
		return PROVIDED_ERROR;
	}
	aws_key_set_origin(out, "the instance's role %s", role);
	return PROVIDED_KEY;
}
