/*
 * Sends one request with libcurl and reads one reply. Repeating and signing are left to
 * api.c.
 */
#include "aws/http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "base/text.h"
#include "base/trust.h"

#define USER_AGENT "extrepl/" EXTREPL_VERSION
#define LOOK_EVERY_MS 1000

struct http {
	struct run *run;
	CURLM *multi; /* keeps the connections */
	CURL *easy;
};

/* The reply received so far. */
struct receiving {
	struct text body;
	size_t most;
	bool too_long;
	int64_t date;
};

bool http_library_init(struct error *err)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return error_set(err, ERROR_BUG, "libcurl does not start");
	return true;
}

void http_library_end(void)
{
	curl_global_cleanup();
}

struct http *http_make(struct run *run, struct arena *arena)
{
	struct http *http = arena_alloc(arena, sizeof(*http));

	http->run = run;
	http->multi = curl_multi_init();
	http->easy = curl_easy_init();
	return http;
}

void http_release(struct http *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->easy);
	if (http->multi != NULL)
		(void)curl_multi_cleanup(http->multi);
	http->easy = NULL;
	http->multi = NULL;
}

static void wake(void *arg)
{
	(void)curl_multi_wakeup(arg);
}

static size_t receive(char *bytes, size_t size, size_t count, void *arg)
{
	struct receiving *receiving = arg;
	size_t length = size * count;

	if (length > receiving->most - receiving->body.length) {
		receiving->too_long = true;
		return 0;
	}
	text_add_n(&receiving->body, bytes, length);
	return length;
}

static size_t receive_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct receiving *receiving = arg;
	size_t length = size * count;
	char value[64];

	if (length > 5 && length - 5 < sizeof(value) &&
	    strncasecmp(bytes, "date:", 5) == 0) {
		memcpy(value, bytes + 5, length - 5);
		value[length - 5] = '\0';
		time_t date = curl_getdate(value, NULL);
		receiving->date = date < 0 ? 0 : (int64_t)date;
	}
	return length;
}

static void list_release(struct curl_slist **list)
{
	curl_slist_free_all(*list);
}

static bool headers_are_lines(const struct http_request *request)
{
	for (size_t i = 0; i < request->headers_count; i++) {
		if (strpbrk(request->headers[i].value, "\r\n") != NULL)
			return false;
	}
	return true;
}

/* Also removes the Expect header, which libcurl adds itself. */
static struct curl_slist *header_list(const struct http_request *request,
				      struct arena *arena)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");

	for (size_t i = 0; list != NULL && i < request->headers_count; i++) {
		const struct sigv4_pair *header = &request->headers[i];
		const char *line =
			arena_printf(arena, "%s: %s", header->name, header->value);
		struct curl_slist *longer = curl_slist_append(list, line);

		if (longer == NULL)
			curl_slist_free_all(list);
		list = longer;
	}
	return list;
}

static void set_protocols(CURL *easy)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	(void)curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	(void)curl_easy_setopt(easy, CURLOPT_PROTOCOLS,
			       (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/* True if libcurl was built with the path of the system's CA certificates. */
static bool knows_authorities(void)
{
#if LIBCURL_VERSION_NUM >= 0x075400
	const curl_version_info_data *built = curl_version_info(CURLVERSION_NOW);

	return built->age < CURLVERSION_TENTH || built->cainfo != NULL ||
	       built->capath != NULL;
#else
	return true;
#endif
}

/*
 * Without a path, libcurl uses OpenSSL's default, which is empty in this process
 * (base/trust.h).
 */
static void set_authorities(CURL *easy)
{
	const char *bundle = getenv("AWS_CA_BUNDLE");
	const struct trust trust = trust_system();

	if (!text_empty(bundle)) {
		(void)curl_easy_setopt(easy, CURLOPT_CAINFO, bundle);
	} else if (trust.named || !knows_authorities()) {
		(void)curl_easy_setopt(easy, CURLOPT_CAINFO, trust.file);
		(void)curl_easy_setopt(easy, CURLOPT_CAPATH, trust.folder);
	}
}

static void set_up(CURL *easy, const struct http_request *request,
		   struct curl_slist *headers, struct receiving *receiving)
{
	curl_easy_reset(easy);
	set_protocols(easy);
	set_authorities(easy);
	(void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(easy, CURLOPT_URL, request->url);
	(void)curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
	(void)curl_easy_setopt(easy, CURLOPT_USERAGENT, USER_AGENT);
	(void)curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
			       (long)request->connect_ms);
	(void)curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->limit_ms);
	(void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
	(void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, receiving);
	(void)curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive_header);
	(void)curl_easy_setopt(easy, CURLOPT_HEADERDATA, receiving);
	if (request->body != NULL) {
		(void)curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
				       (curl_off_t)request->body_length);
		(void)curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
	}
	if (request->direct)
		(void)curl_easy_setopt(easy, CURLOPT_PROXY, "");
}

/* Runs until the transfer is complete or the run ends. */
static bool perform(struct http *http, CURLcode *result, struct error *err)
{
	int running = 1, left = 0;

	while (running > 0) {
		if (!run_goes_on(http->run, err))
			return false;
		if (curl_multi_perform(http->multi, &running) != CURLM_OK)
			return error_set(err, ERROR_BUG, "libcurl cannot continue");
		if (running > 0)
			(void)curl_multi_poll(http->multi, NULL, 0, LOOK_EVERY_MS, NULL);
	}
	const CURLMsg *message = curl_multi_info_read(http->multi, &left);
	if (message == NULL || message->msg != CURLMSG_DONE)
		return error_set(err, ERROR_BUG, "libcurl reports no result");
	*result = message->data.result;
	return true;
}

/* Cancelling the run wakes the wait. */
static bool perform_cancelable(struct http *http, CURLcode *result, struct error *err)
{
	struct run_hook hook = { .cancel = wake, .arg = http->multi };

	(void)curl_multi_add_handle(http->multi, http->easy);
	run_hook(http->run, &hook);
	bool done = perform(http, result, err);
	run_unhook(http->run, &hook);
	(void)curl_multi_remove_handle(http->multi, http->easy);
	return done;
}

/* Scheme and host of a URL: https://rds.eu-west-1.amazonaws.com. */
static const char *origin_of(const char *url, struct arena *arena)
{
	const char *host = strstr(url, "://");

	host = host == NULL ? url : host + 3;
	return arena_copy_n(arena, url, (size_t)(host - url) + strcspn(host, "/?#"));
}

static bool fail(struct http *http, const struct http_request *request,
		 const struct receiving *receiving, CURLcode code, bool *sent,
		 struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	const char *origin = origin_of(request->url, arena);
	curl_off_t uploaded = 0;
	long header_bytes = 0;

	(void)curl_easy_getinfo(http->easy, CURLINFO_SIZE_UPLOAD_T, &uploaded);
	(void)curl_easy_getinfo(http->easy, CURLINFO_REQUEST_SIZE, &header_bytes);
	if (sent != NULL)
		*sent = uploaded > 0 || header_bytes > 0;
	if (receiving->too_long)
		return error_set(err, ERROR_FAILED,
				 "the reply of %s is longer than %zu bytes", origin,
				 request->most);
	if (code == CURLE_URL_MALFORMAT)
		return error_set(err, ERROR_FAILED, "\"%s\" is not an http address",
				 origin);
	(void)error_set(err, ERROR_UNREACHABLE, "%s cannot be reached: %s", origin,
			curl_easy_strerror(code));
	if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
		return error_hint(err,
				  "If this is the right server, set AWS_CA_BUNDLE to the file "
				  "with its CA certificate.");
	return false;
}

bool http_send(struct http *http, const struct http_request *request,
	       struct arena *arena, struct http_reply *out, bool *sent, struct error *err)
{
	AUTO_ARENA *scratch = arena_make();
	CLEANUP(list_release)
	struct curl_slist *headers = header_list(request, scratch);
	struct receiving receiving = { .body = text_make(arena), .most = request->most };
	CURLcode result = CURLE_OK;
	long status = 0;

	if (request->secret)
		receiving.body =
			(struct text){ .arena = arena,
				       .bytes = arena_alloc(arena, request->most + 1),
				       .room = request->most + 1 };
	if (sent != NULL)
		*sent = false;
	if (http->multi == NULL || http->easy == NULL || headers == NULL)
		return error_set(err, ERROR_BUG, "libcurl does not start");
	if (!headers_are_lines(request))
		return error_set(err, ERROR_FAILED,
				 "a header of the request would have a line break");
	set_up(http->easy, request, headers, &receiving);
	if (!perform_cancelable(http, &result, err))
		return false;
	if (result != CURLE_OK)
		return fail(http, request, &receiving, result, sent, err);
	(void)curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &status);
	*out = (struct http_reply){
		.status = status,
		.body = receiving.body.bytes,
		.length = receiving.body.length,
		.date = receiving.date,
	};
	return true;
}

void http_wipe(struct http_reply *reply)
{
	explicit_bzero(reply->body, reply->length);
}
