/*
 * A login that gets no answer must end with its run, not at its own timeout. That is
 * ten minutes, and a test that takes so long fails.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"

#define FAR_AWAY_SECONDS 600

/* A server that never answers: its port, and its listening socket. */
struct silent {
	int socket;
	unsigned port;
	struct run *run;
	bool expires; /* the run's time is over, instead of a signal */
};

static void silent_listen(struct silent *silent)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof(address);

	silent->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(silent->socket >= 0);
	assert_int_equal(bind(silent->socket, (struct sockaddr *)&address,
			      sizeof(address)),
			 0);
	assert_int_equal(listen(silent->socket, 1), 0);
	assert_int_equal(getsockname(silent->socket, (struct sockaddr *)&address, &length),
			 0);
	silent->port = ntohs(address.sin_port);
}

/* After a client has connected and waits for an answer. */
static void *end_run(void *arg)
{
	struct silent *silent = arg;
	struct pollfd poll_fd = { .fd = silent->socket, .events = POLLIN };

	(void)poll(&poll_fd, 1, -1);
	if (silent->expires) {
		silent->run->deadline = 1;
		run_expire(silent->run);
	} else {
		run_cancel(silent->run, SIGINT);
	}
	return NULL;
}

static void log_in(bool expires, enum error_kind wanted)
{
	/* An abandoned login uses them for longer than the test takes. */
	static struct secret password;
	static struct run run;
	struct silent silent = { .run = &run, .expires = expires };
	struct error err = { 0 };
	struct db *db = NULL;
	pthread_t thread;

	run_init(&run, NULL);
	silent_listen(&silent);
	assert_true(secret_set(&password, "x", 1));
	const struct db_login login = { .label = "source 127.0.0.1",
					.host = "127.0.0.1",
					.port = silent.port,
					.user = "u",
					.password = &password,
					.connect_seconds = FAR_AWAY_SECONDS };
	assert_int_equal(pthread_create(&thread, NULL, end_run, &silent), 0);
	assert_false(db_connect(&login, &run, &db, &err));
	assert_int_equal(err.kind, wanted);
	assert_null(db);
	assert_int_equal(pthread_join(thread, NULL), 0);
	(void)close(silent.socket);
}

static void a_signal_ends_a_login(void **state)
{
	(void)state;
	log_in(false, ERROR_INTERRUPTED);
}

static void the_end_of_the_time_ends_a_login(void **state)
{
	(void)state;
	log_in(true, ERROR_WAITING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signal_ends_a_login),
		cmocka_unit_test(the_end_of_the_time_ends_a_login),
	};
	struct error err = { 0 };

	if (!db_library_init(&err))
		return 70;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	(void)fflush(NULL);
	/* Like the program's main: abandoned logins are still running. */
	_exit(failed);
}
