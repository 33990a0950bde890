/*
 * HTTP, and the only place that knows libcurl: one request, one whole reply, with a
 * limit on its time and size.
 *
 * A client keeps its connections for the next request; it belongs to one thread at a
 * time. Redirects are replies like any other: nothing that is signed goes anywhere
 * else. https verifies the server with the system's certificates (base/trust.h), or
 * those of AWS_CA_BUNDLE; the proxy is that of the environment (https_proxy, no_proxy).
 */
#ifndef AWS_HTTP_H
#define AWS_HTTP_H

#include "aws/sigv4.h"
#include "base/run.h"

/* Once in main, before there are threads. */
bool http_library_init(struct error *err) MUST_CHECK;
void http_library_end(void);

struct http;

/* It lives in the arena; http_release lets go of the connections, and takes NULL. */
struct http *http_make(struct run *run, struct arena *arena);
void http_release(struct http *http);

struct http_request {
	const char *method; /* GET, POST, PUT */
	const char *url;
	const struct sigv4_pair *headers; /* Host among them, where it was signed */
	size_t headers_count;
	const char *body; /* NULL: none */
	size_t body_length;
	int64_t connect_ms, limit_ms; /* limit_ms: for everything */
	size_t most;                  /* the longest reply that is taken, bytes */
	bool direct; /* past any proxy: an address that only this machine can reach */
	/* the reply holds a secret: it is kept in one place, for http_wipe */
	bool secret;
};

struct http_reply {
	long status;
	char *body; /* 0-terminated, in the arena */
	size_t length;
	int64_t date; /* the server's clock, seconds since 1970; 0: it did not say */
};

/*
 * True for any reply, whatever its status. ERROR_UNREACHABLE when there is none in
 * time, ERROR_FAILED when it is too long or the address is none, or why the run ended.
 * sent, where not NULL, tells whether the server may have got the request although it
 * failed. No error shows more of the address than scheme and host.
 */
bool http_send(struct http *http, const struct http_request *request, struct arena *arena,
	       struct http_reply *out, bool *sent, struct error *err) MUST_CHECK;

/* Overwrites a reply that held a secret. */
void http_wipe(struct http_reply *reply);

#endif
