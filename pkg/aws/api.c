/*
 * Signs and sends one call of an AWS service, repeats it where that is safe, and turns
 * a refusal into an error. Finding the access key is left to client.c.
 */
#include "aws/api.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "aws/encode.h"
#include "aws/endpoint.h"
#include "base/wait.h"

#define CONNECT_MS (5 * 1000)
#define REQUEST_MS (20 * 1000)
#define NETWORK_ATTEMPTS 3
#define FIRST_PAUSE_MS 200
#define LONGEST_PAUSE_MS (5 * 1000)
#define LONGEST_REPLY ((size_t)16 * 1024 * 1024)
#define LONGEST_SECRET_REPLY ((size_t)256 * 1024)
#define SKEW_SECONDS 240

static const struct service {
	const char *name;    /* in the endpoint, the signature and IAM actions */
	const char *version; /* of the query protocol */
	const char *target;  /* of the JSON protocol */
} services[] = {
	/* clang-format off */
	[API_RDS] =             { "rds",            "2014-10-31", NULL },
	[API_STS] =             { "sts",            "2011-06-15", NULL },
	[API_SECRETS_MANAGER] = { "secretsmanager", NULL,         "secretsmanager" },
	/* clang-format on */
};

/* A call in progress. */
struct sending {
	struct api *api;
	const struct api_call *call;
	const struct service *service;
	struct endpoint endpoint;
	const char *region;
	const char *body;
	struct sigv4_pair headers[2]; /* extrepl's own headers, to be signed */
	size_t headers_count;
};

void form_add(struct text *form, const char *name, const char *value)
{
	text_addf(form, "&%s=", name);
	encode_add(form, value);
}

static bool sending_start(struct sending *sending, struct api *api,
			  const struct api_call *call, struct arena *arena,
			  struct error *err)
{
	const struct service *service = &services[call->service];
	const char *region = call->region == NULL ? api->region : call->region;
	const char *given = call->service == API_RDS ? api->rds_url : NULL;

	*sending = (struct sending){
		.api = api, .call = call, .service = service, .region = region
	};
	if (!endpoint_find(service->name, region, given, arena, &sending->endpoint, err))
		return false;
	if (service->target == NULL) {
		sending->body = arena_printf(arena, "Action=%s&Version=%s%s",
					     call->action, service->version, call->body);
		sending->headers[sending->headers_count++] = (struct sigv4_pair){
			"content-type", "application/x-www-form-urlencoded; charset=utf-8"
		};
		return true;
	}
	sending->body = call->body;
	sending->headers[sending->headers_count++] =
		(struct sigv4_pair){ "content-type", "application/x-amz-json-1.1" };
	sending->headers[sending->headers_count++] = (struct sigv4_pair){
		"x-amz-target", arena_printf(arena, "%s.%s", service->target, call->action)
	};
	return true;
}

/* One attempt: signed with the current time. */
static bool send_once(const struct sending *sending, struct arena *arena,
		      struct http_reply *reply, bool *sent, struct error *err)
{
	struct sigv4_pair headers[ARRAY_SIZE(sending->headers) + 1 + SIGV4_HEADERS];
	size_t count = 0, signed_count = 0;
	const struct sigv4_request request = {
		.method = "POST",
		.host = sending->endpoint.host,
		.path = sending->endpoint.path,
		.headers = sending->headers,
		.headers_count = sending->headers_count,
		.body = sending->body,
		.body_length = strlen(sending->body),
		.region = sending->region,
		.service = sending->service->name,
	};

	for (size_t i = 0; i < sending->headers_count; i++)
		headers[count++] = sending->headers[i];
	headers[count++] = (struct sigv4_pair){ "host", sending->endpoint.host };
	if (sending->call->key != NULL &&
	    !sigv4_sign(&request, sending->call->key, run_now(), arena, headers + count,
			&signed_count, err))
		return false;
	const struct http_request http = {
		.method = "POST",
		.url = sending->endpoint.url,
		.headers = headers,
		.headers_count = count + signed_count,
		.body = request.body,
		.body_length = request.body_length,
		.connect_ms = CONNECT_MS,
		.limit_ms = REQUEST_MS,
		.most = sending->call->secret ? LONGEST_SECRET_REPLY : LONGEST_REPLY,
		.secret = sending->call->secret,
	};
	return http_send(sending->api->http, &http, arena, reply, sent, err);
}

static bool fail_key(const struct sending *sending, const struct http_reply *reply,
		     const struct fault *fault, struct error *err)
{
	const struct aws_key *key = sending->call->key;
	int64_t ahead = reply->date == 0 ? 0 : run_now() - reply->date;

	(void)error_set(err, ERROR_DENIED, "AWS does not accept %s%s (%s)",
			key == NULL ? "a request without a key" : "the access key of ",
			key == NULL ? "" : key->origin, fault->code);
	if (ahead > SKEW_SECONDS || ahead < -SKEW_SECONDS)
		return error_hint(err,
				  "Set this machine's clock: compared with AWS it is %" PRId64
				  " s %s.",
				  ahead < 0 ? -ahead : ahead,
				  ahead < 0 ? "slow" : "fast");
	return error_hint(err,
			  "Check the access key and its secret; `aws sts get-caller-identity` "
			  "tests them.");
}

static bool fail(const struct sending *sending, const struct http_reply *reply,
		 const struct fault *fault, struct error *err)
{
	const char *service = sending->service->name, *action = sending->call->action;
	const struct aws_key *key = sending->call->key;
	const char *origin = key == NULL ? "it" : key->origin;
	const char *colon = fault->message[0] == '\0' ? "" : ": ";

	switch (fault->kind) {
	case FAULT_KEY:
		(void)fail_key(sending, reply, fault, err);
		break;
	case FAULT_EXPIRED:
		(void)error_set(err, ERROR_DENIED,
				"the temporary key of %s has expired", origin);
		(void)error_hint(err, "Get a new one, then run the same command again.");
		break;
	case FAULT_DENIED:
		(void)error_set(err, ERROR_DENIED, "AWS denies %s:%s%s%s", service,
				action, colon, fault->message);
		(void)error_hint(err, "Allow the IAM action %s:%s to %s.", service,
				 action, origin);
		break;
	case FAULT_THROTTLED:
		(void)error_set(err, ERROR_UNREACHABLE, "AWS throttles %s:%s%s%s",
				service, action, colon, fault->message);
		break;
	case FAULT_TRANSIENT:
		(void)error_set(err, ERROR_UNREACHABLE,
				"%s fails at %s: HTTP status %ld%s%s",
				sending->endpoint.host, action, fault->status, colon,
				fault->message);
		break;
	case FAULT_OTHER:
		if (fault->code[0] == '\0')
			(void)error_set(err, ERROR_FAILED, "%s:%s: HTTP status %ld",
					service, action, fault->status);
		else
			(void)error_set(err, ERROR_FAILED, "%s:%s: %s%s%s", service,
					action, fault->code, colon, fault->message);
		break;
	}
	err->code = (unsigned)fault->status;
	return false;
}

/* True if another attempt may help, after this many. */
static bool worth_another(const struct api_call *call, enum fault_kind kind,
			  bool replied, bool sent, int attempts)
{
	if (!replied)
		return attempts < NETWORK_ATTEMPTS && !(call->once && sent);
	if (kind == FAULT_TRANSIENT)
		return attempts < API_ATTEMPTS && !call->once;
	return attempts < API_ATTEMPTS && kind == FAULT_THROTTLED;
}

static void log_attempt(const struct sending *sending, const struct http_reply *reply,
			const struct fault *fault, int64_t began)
{
	log_fact(sending->api->run->log, LOG_DEBUG, NULL,
		 "%s:%s: %ld %s in %" PRId64 " ms", sending->service->name,
		 sending->call->action, reply->status, fault->code, run_clock() - began);
}

static bool call_service(struct sending *sending, struct arena *arena,
			 struct http_reply *out, struct fault *fault, struct error *err)
{
	struct run *run = sending->api->run;
	int64_t limit =
		sending->api->limit_ms == 0 ? API_LIMIT_MS : sending->api->limit_ms;
	struct wait wait =
		wait_start(run, limit, FIRST_PAUSE_MS + run_clock() % FIRST_PAUSE_MS,
			   LONGEST_PAUSE_MS);
	struct http_reply reply;
	int attempts = 0;

	do {
		int64_t began = run_clock();
		bool sent = false;
		bool replied = send_once(sending, arena, &reply, &sent, err);

		*fault = (struct fault){ .kind = FAULT_OTHER };
		if (!replied && err->kind != ERROR_UNREACHABLE)
			return false;
		if (replied && reply.status == 200) {
			log_attempt(sending, &reply, fault, began);
			*out = reply;
			return true;
		}
		if (replied) {
			fault_read(&reply, fault);
			(void)snprintf(fault->action, sizeof(fault->action), "%s:%s",
				       sending->service->name, sending->call->action);
			log_attempt(sending, &reply, fault, began);
			(void)fail(sending, &reply, fault, err);
		}
		if (!worth_another(sending->call, fault->kind, replied, sent, ++attempts))
			return false;
	} while (wait_again(&wait));
	struct error ended = { 0 };
	if (!run_goes_on(run, &ended))
		*err = ended;
	return false;
}

bool api_query(struct api *api, const struct api_call *call, struct arena *arena,
	       const struct xml_node **out, struct fault *fault, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	struct sending sending;
	struct http_reply reply;
	const struct xml_node *root;

	*fault = (struct fault){ .kind = FAULT_OTHER };
	if (!sending_start(&sending, api, call, scratch, err) ||
	    !call_service(&sending, scratch, &reply, fault, err))
		return false;
	bool parsed = xml_parse(reply.body, reply.length, arena, &root, err);
	if (call->secret)
		http_wipe(&reply);
	if (parsed &&
	    !text_equal(root->name, arena_printf(scratch, "%sResponse", call->action)))
		parsed = error_set(err, ERROR_FAILED, "the reply is something else");
	if (!parsed)
		return error_wrap(err, "%s:%s", sending.service->name, call->action);
	*out = xml_find(root, arena_printf(scratch, "%sResult", call->action));
	return true;
}

bool api_json(struct api *api, const struct api_call *call, struct arena *arena,
	      struct http_reply *out, struct fault *fault, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	struct sending sending;

	*fault = (struct fault){ .kind = FAULT_OTHER };
	return sending_start(&sending, api, call, scratch, err) &&
	       call_service(&sending, arena, out, fault, err);
}
