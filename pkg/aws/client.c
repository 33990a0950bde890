/*
 * Joins region, access key and connections to one client, and replaces an expired key
 * once. The calls themselves are in api.c.
 */
#include "aws/client.h"

#include <stdlib.h>

#include "aws/profiles.h"

/*
 * From AWS_REGION, AWS_DEFAULT_REGION or the profile; *out NULL if none of them is set.
 */
static bool find_region(struct arena *arena, const char **out, struct error *err)
{
	const struct profiles *profiles;
	const char *region = getenv("AWS_REGION");

	if (text_empty(region))
		region = getenv("AWS_DEFAULT_REGION");
	if (text_empty(region)) {
		if (!profiles_load(arena, &profiles, err))
			return false;
		region = profiles_get(profiles, profiles_chosen(), "region");
	}
	*out = region;
	return true;
}

bool aws_make(const char *region, const char *rds_url, struct run *run,
	      struct arena *arena, struct aws **out, struct error *err)
{
	if (region == NULL && !find_region(arena, &region, err))
		return false;
	struct aws *aws = arena_alloc(arena, sizeof(*aws));
	aws->api = (struct api){ .run = run,
				 .http = http_make(run, arena),
				 .region = region,
				 .rds_url = rds_url };
	aws->credentials.api = &aws->api;
	*out = aws;
	return true;
}

void aws_release(struct aws *aws)
{
	if (aws == NULL)
		return;
	credentials_wipe(&aws->credentials);
	http_release(aws->api.http);
}

bool aws_key(struct aws *aws, const struct aws_key **out, struct error *err)
{
	return credentials_get(&aws->credentials, out, err);
}

/* Sends a call by the query protocol or by JSON. */
typedef bool sender(struct aws *aws, const struct api_call *call, struct arena *arena,
		    void *out, struct error *err);

static bool send_query(struct aws *aws, const struct api_call *call,
		       struct arena *arena, void *out, struct error *err)
{
	return api_query(&aws->api, call, arena, out, &aws->fault, err);
}

static bool send_json(struct aws *aws, const struct api_call *call, struct arena *arena,
		      void *out, struct error *err)
{
	return api_json(&aws->api, call, arena, out, &aws->fault, err);
}

static bool call_with_key(struct aws *aws, sender *send, const struct api_call *call,
			  struct arena *arena, void *out, struct error *err)
{
	struct api_call with_key = *call;

	for (bool again = false;; again = true) {
		aws->fault = (struct fault){ .kind = FAULT_OTHER };
		if (!aws_key(aws, &with_key.key, err))
			return false;
		if (send(aws, &with_key, arena, out, err))
			return true;
		bool old_key = aws->fault.kind == FAULT_EXPIRED ||
			       aws->fault.kind == FAULT_KEY;
		if (again || !old_key || !credentials_forget(&aws->credentials))
			return false;
	}
}

bool aws_query(struct aws *aws, const struct api_call *call, struct arena *arena,
	       const struct xml_node **out, struct error *err)
{
	return call_with_key(aws, send_query, call, arena, (void *)out, err);
}

bool aws_json(struct aws *aws, const struct api_call *call, struct arena *arena,
	      struct http_reply *out, struct error *err)
{
	return call_with_key(aws, send_json, call, arena, out, err);
}

bool aws_refused_with(const struct aws *aws, const char *code)
{
	return text_equal(aws->fault.code, code);
}
