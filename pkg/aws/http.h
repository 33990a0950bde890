/*
 * HTTP: one request, one complete reply, with limits on time and size. Only http.c uses
 * libcurl.
 *
 * A client keeps its connections for the next request; it belongs to one thread at a
 * time. Redirects are not followed, so a signed request is never sent to another
 * server. https verifies the server with the system's certificates (base/trust.h), or
 * those of AWS_CA_BUNDLE; the proxy comes from the environment (https_proxy, no_proxy).
 */
#ifndef AWS_HTTP_H
#define AWS_HTTP_H

#include "aws/sigv4.h"
#include "base/run.h"

/* Call once in main, before any thread starts. */
bool http_library_init(struct error *err) MUST_CHECK;
void http_library_end(void);

struct http;

/* It lives in the arena; http_release closes the connections and accepts NULL. */
struct http *http_make(struct run *run, struct arena *arena);
void http_release(struct http *http);

struct http_request {
	const char *method; /* GET, POST, PUT */
	const char *url;
	const struct sigv4_pair *headers; /* include Host if it was signed */
	size_t headers_count;
	const char *body; /* NULL: none */
	size_t body_length;
	int64_t connect_ms, limit_ms; /* limit_ms: for the whole request */
	size_t most;                  /* maximum length of the reply, bytes */
	bool direct; /* use no proxy: only this machine can reach the address */
	/* the reply contains a secret: keep only one copy of it, for http_wipe */
	bool secret;
};

struct http_reply {
	long status;
	char *body; /* 0-terminated, in the arena */
	size_t length;
	int64_t date; /* the server's clock, seconds since 1970; 0: not known */
};

/*
 * True for any reply, whatever its status. ERROR_UNREACHABLE when there is no reply in
 * time, ERROR_FAILED when it is too long or the address is not valid; if the run ended,
 * the error says why. *sent (may be NULL): the server may have got the request even
 * though it failed. Errors show only the scheme and host of the address.
 */
bool http_send(struct http *http, const struct http_request *request, struct arena *arena,
	       struct http_reply *out, bool *sent, struct error *err) MUST_CHECK;

/* Overwrites a reply that contains a secret. */
void http_wipe(struct http_reply *reply);

#endif
