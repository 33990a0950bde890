/*
 * HTTP requests of the AWS client: replies, limits and errors, with a server on the
 * loopback.
 */
#include <arpa/inet.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "aws/http.h"
#include "base/text.h"

#define OK                                                                             \
	"HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\nContent-Length: 5\r\n\r\nhello"
#define NOTHING "" /* takes the request, says nothing, and keeps the connection */
#define MOST 1000

/*
 * A server on the loopback that gives one reply to any request, and keeps the request.
 */
struct server {
	int listening;
	unsigned port;
	pthread_t thread;
	const char *reply;
	char got[4096];
	int connections;
};

static void *serve(void *arg)
{
	struct server *server = arg;
	int kept = -1, fd;

	while ((fd = accept(server->listening, NULL, NULL)) >= 0) {
		size_t length = 0;
		ssize_t more = 1;

		server->connections++;
		server->got[0] = '\0';
		while (more > 0 && strstr(server->got, "\r\n\r\n") == NULL) {
			more = read(fd, server->got + length,
				    sizeof(server->got) - length - 1);
			length += more > 0 ? (size_t)more : 0;
			server->got[length] = '\0';
		}
		ssize_t sent = write(fd, server->reply, strlen(server->reply));
		(void)sent;
		if (strcmp(server->reply, NOTHING) == 0)
			kept = fd;
		else
			(void)close(fd);
	}
	if (kept >= 0)
		(void)close(kept);
	return NULL;
}

static void server_start(struct server *server, const char *reply)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t size = sizeof(address);

	memset(server, 0, sizeof(*server));
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server->reply = reply;
	server->listening = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(server->listening, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(server->listening, 5), 0);
	assert_int_equal(getsockname(server->listening, (struct sockaddr *)&address,
				     &size),
			 0);
	server->port = ntohs(address.sin_port);
	assert_int_equal(pthread_create(&server->thread, NULL, serve, server), 0);
}

static void server_stop(struct server *server)
{
	(void)shutdown(server->listening, SHUT_RDWR);
	(void)close(server->listening);
	(void)pthread_join(server->thread, NULL);
}

/* A reply, and the resulting body or error. PORT in it is the server's port. */
static struct http_case {
	const char *name;
	const char *reply;
	long status;
	const char *body;
	enum error_kind kind;
	const char *error;
} cases[] = {
	/* clang-format off */
	{ "a reply is taken whole", OK, 200, "hello", ERROR_NONE, NULL },
	{ "whatever its status", "HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno", 503, "no", ERROR_NONE, NULL },
	{ "a redirect is a reply", "HTTP/1.1 302 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302, "",
	  ERROR_NONE, NULL },
	{ "no length is as long as the connection", "HTTP/1.1 200 OK\r\n\r\nhello", 200, "hello", ERROR_NONE, NULL },
	{ "a reply that breaks off is none", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", 0, NULL, ERROR_UNREACHABLE,
	  "http://127.0.0.1:PORT cannot be reached: Transferred a partial file" },
	{ "what is not HTTP is none", "SSH-2.0-hello\r\n", 0, NULL, ERROR_UNREACHABLE,
	  "http://127.0.0.1:PORT cannot be reached: Unsupported protocol" },
	{ "silence ends in time", NOTHING, 0, NULL, ERROR_UNREACHABLE,
	  "http://127.0.0.1:PORT cannot be reached: Timeout was reached" },
	/* clang-format on */
};

static const char *with_port(const char *text, unsigned port, struct arena *arena)
{
	const char *at = strstr(text, "PORT");

	return at == NULL ? text :
			    arena_printf(arena, "%.*s%u%s", (int)(at - text), text,
					 port, at + 4);
}

static struct http_request request_to(const struct server *server, struct arena *arena)
{
	return (struct http_request){
		.method = "POST",
		.url = arena_printf(arena, "http://127.0.0.1:%u/secret?path",
				    server->port),
		.body = "a=b",
		.body_length = 3,
		.connect_ms = 1000,
		.limit_ms = 500,
		.most = MOST,
	};
}

static void replies(void **state)
{
	const struct http_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct server server;
	struct run run;
	struct http_reply reply = { .status = 7 };
	struct error err = { .kind = ERROR_NONE };

	server_start(&server, row->reply);
	run_init(&run, NULL);
	struct http *http = http_make(&run, arena);
	const struct http_request request = request_to(&server, arena);
	bool done = http_send(http, &request, arena, &reply, NULL, &err);
	http_release(http);
	server_stop(&server);
	assert_int_equal(server.connections, 1);
	if (row->error != NULL) {
		assert_false(done);
		assert_int_equal(err.kind, row->kind);
		/*
		 * libcurl's wording volatile_text between versions; that nothing of the
		 * address but its origin shows does not.
		 */
		const char *wanted = with_port(row->error, server.port, arena);
		size_t origin = (size_t)(strstr(wanted, "reached: ") - wanted);
		assert_memory_equal(err.message, wanted, origin);
		assert_null(strstr(err.message, "secret"));
		assert_int_equal(reply.status, 7);
		return;
	}
	if (!done)
		fail_msg("%s", err.message);
	assert_int_equal(reply.status, row->status);
	assert_string_equal(reply.body, row->body);
	assert_int_equal(reply.length, strlen(row->body));
}

static void a_request_has_its_headers_and_no_others(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct sigv4_pair headers[] = { { "host", "example.com" },
					      { "x-amz-date", "D" } };
	struct server server;
	struct run run;
	struct http_reply reply;
	struct error err = { 0 };

	(void)state;
	server_start(&server, OK);
	run_init(&run, NULL);
	struct http *http = http_make(&run, arena);
	struct http_request request = request_to(&server, arena);
	request.headers = headers;
	request.headers_count = 2;
	assert_true(http_send(http, &request, arena, &reply, NULL, &err));
	assert_int_equal(reply.date, 1795348800);
	http_release(http);
	server_stop(&server);
	assert_true(text_starts(server.got, "POST /secret?path HTTP/1.1\r\n"));
	const char *host = strcasestr(server.got, "\nhost: example.com\r\n");
	assert_non_null(host);
	assert_null(strcasestr(host + 1, "\nhost:"));
	assert_null(strstr(server.got, "127.0.0.1"));
	assert_non_null(strstr(server.got, "x-amz-date: D\r\n"));
	assert_non_null(strstr(server.got, "User-Agent: extrepl/"));
	assert_null(strstr(server.got, "Expect"));
	assert_null(strstr(server.got, "Authorization"));
}

static void a_header_cannot_bring_another(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct sigv4_pair header = { "x-a", "b\r\nx-c: d" };
	struct server server;
	struct run run;
	struct http_reply reply;
	struct error err = { 0 };
	bool sent = true;

	(void)state;
	server_start(&server, OK);
	run_init(&run, NULL);
	struct http *http = http_make(&run, arena);
	struct http_request request = request_to(&server, arena);
	request.headers = &header;
	request.headers_count = 1;
	assert_false(http_send(http, &request, arena, &reply, &sent, &err));
	assert_int_equal(err.kind, ERROR_FAILED);
	assert_false(sent);
	http_release(http);
	server_stop(&server);
	assert_int_equal(server.connections, 0);
}

static void a_reply_has_a_limit(void **state)
{
	AUTO_ARENA *arena = arena_make();
	char *body = arena_alloc(arena, MOST + 2);

	(void)state;
	for (int more = 0; more <= 1; more++) {
		struct server server;
		struct run run;
		struct http_reply reply;
		struct error err = { 0 };

		memset(body, 'x', (size_t)(MOST + more));
		server_start(&server,
			     arena_printf(arena, "HTTP/1.1 200 OK\r\n\r\n%s", body));
		run_init(&run, NULL);
		struct http *http = http_make(&run, arena);
		struct http_request request = request_to(&server, arena);
		request.secret = more == 0;
		bool done = http_send(http, &request, arena, &reply, NULL, &err);
		http_release(http);
		server_stop(&server);
		assert_int_equal(done, more == 0);
		if (done) {
			assert_int_equal(reply.length, MOST);
			http_wipe(&reply);
			assert_int_equal(reply.body[0] | reply.body[MOST - 1], 0);
		} else {
			assert_int_equal(err.kind, ERROR_FAILED);
			assert_non_null(strstr(err.message, "is longer than 1000 bytes"));
		}
	}
}

static void it_is_told_whether_the_request_went_out(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct server server;
	struct run run;
	struct http_reply reply;
	struct error err = { 0 };
	bool sent = false;

	(void)state;
	server_start(&server, NOTHING);
	run_init(&run, NULL);
	struct http *http = http_make(&run, arena);
	struct http_request request = request_to(&server, arena);
	assert_false(http_send(http, &request, arena, &reply, &sent, &err));
	assert_true(sent);
	server_stop(&server);
	/* Now nothing listens there. */
	assert_false(http_send(http, &request, arena, &reply, &sent, &err));
	assert_false(sent);
	assert_int_equal(err.kind, ERROR_UNREACHABLE);
	http_release(http);
}

static void *cancel_soon(void *arg)
{
	/* libcurl itself checks again after 200 ms, then not for a long time. */
	(void)usleep(400 * 1000);
	run_cancel(arg, SIGTERM);
	return NULL;
}

static void cancelling_ends_the_wait_at_once(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct server server;
	struct run run;
	struct http_reply reply;
	struct error err = { 0 };
	pthread_t thread;

	(void)state;
	server_start(&server, NOTHING);
	run_init(&run, NULL);
	struct http *http = http_make(&run, arena);
	struct http_request request = request_to(&server, arena);
	request.limit_ms = 20000;
	int64_t began = run_clock();
	assert_int_equal(pthread_create(&thread, NULL, cancel_soon, &run), 0);
	assert_false(http_send(http, &request, arena, &reply, NULL, &err));
	assert_true(run_clock() - began < 1000);
	assert_int_equal(err.kind, ERROR_TERMINATED);
	(void)pthread_join(thread, NULL);
	http_release(http);
	server_stop(&server);
}

static int set_up(void **state)
{
	struct error err = { 0 };

	(void)state;
	(void)signal(SIGPIPE, SIG_IGN);
	(void)setenv("no_proxy", "*", 1);
	return http_library_init(&err) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	http_library_end();
	return 0;
}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(a_request_has_its_headers_and_no_others),
		cmocka_unit_test(a_header_cannot_bring_another),
		cmocka_unit_test(a_reply_has_a_limit),
		cmocka_unit_test(it_is_told_whether_the_request_went_out),
		cmocka_unit_test(cancelling_ends_the_wait_at_once),
	};
	static struct CMUnitTest tests[ARRAY_SIZE(cases) + ARRAY_SIZE(others)];

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i] = (struct CMUnitTest){ cases[i].name, replies, NULL, NULL,
						&cases[i] };
	memcpy(tests + ARRAY_SIZE(cases), others, sizeof(others));
	return cmocka_run_group_tests_name("http", tests, set_up, tear_down);
}
