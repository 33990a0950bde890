/*
 * One call of an AWS service: signs and sends it, repeats it if that can help, and
 * reads the reply or error.
 *
 * Throttled calls and calls to a failing service are repeated with growing pauses, at
 * most API_ATTEMPTS times and API_LIMIT_MS milliseconds in total. Errors: ERROR_DENIED
 * when AWS does not accept the key or does not permit the action, which the message
 * names ("rds:DescribeDBInstances"); ERROR_UNREACHABLE when the network or the service
 * fails; else ERROR_FAILED. struct error's code is the HTTP status. No message contains
 * a key, a token or a signature.
 */
#ifndef AWS_API_H
#define AWS_API_H

#include "aws/fault.h"
#include "aws/http.h"
#include "aws/xml.h"
#include "base/text.h"

#define API_ATTEMPTS 6
#define API_LIMIT_MS (60 * 1000)

struct api {
	struct run *run;
	struct http *http;
	const char *region;
	/* the URL of the RDS API from the manifest; NULL: none given */
	const char *rds_url;
	/* milliseconds for a call with all its attempts; 0: API_LIMIT_MS */
	int64_t limit_ms;
};

enum api_service { API_RDS, API_STS, API_SECRETS_MANAGER };

struct api_call {
	enum api_service service;
	const char *action; /* DescribeDBInstances */
	const char *region; /* NULL: that of the api */
	const char *body;   /* query: from form_add, "" for none; JSON: the document */
	const struct aws_key *key; /* NULL: not signed */
	bool once;   /* never repeated when AWS may already have carried it out */
	bool secret; /* the reply holds a secret: the caller wipes it */
};

/* Adds a parameter to the body of a query call. */
void form_add(struct text *form, const char *name, const char *value);

/*
 * The query protocol (RDS, STS): out is the <ActionResult> element, NULL when the reply
 * has none. fault is set if AWS refused; otherwise its kind is FAULT_OTHER and its code
 * "".
 */
bool api_query(struct api *api, const struct api_call *call, struct arena *arena,
	       const struct xml_node **out, struct fault *fault,
	       struct error *err) MUST_CHECK;

/* The JSON protocol (Secrets Manager): out is the unparsed document. */
bool api_json(struct api *api, const struct api_call *call, struct arena *arena,
	      struct http_reply *out, struct fault *fault, struct error *err) MUST_CHECK;

#endif
