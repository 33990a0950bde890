/*
 * Runs the client library's connect in a thread of its own. If the server does not
 * answer, connect can take long, and nothing can interrupt it, because its socket is
 * not known yet. So when the run ends, the caller abandons the thread, which then
 * cleans up after itself.
 */
#include "db/internal.h"

#include <pthread.h>
#include <string.h>

#include "base/timer.h"

/* How often to check for the end of the run, milliseconds. */
#define LOOK_EVERY_MS 20

struct attempt {
	struct arena *arena; /* of this struct, too */
	MYSQL *mysql;
	const char *host, *user, *socket; /* copies: the caller's may be released */
	char *password;
	unsigned port;
	pthread_mutex_t lock; /* guards over and left */
	pthread_cond_t ended;
	bool over; /* succeeded or failed */
	bool left; /* the caller has abandoned it */
	bool made;
};

static void attempt_release(struct attempt *attempt)
{
	if (attempt->password != NULL)
		explicit_bzero(attempt->password, strlen(attempt->password));
	(void)pthread_cond_destroy(&attempt->ended);
	(void)pthread_mutex_destroy(&attempt->lock);
	arena_release(attempt->arena);
}

static void *attempt_run(void *arg)
{
	struct attempt *attempt = arg;

	library_thread();
	attempt->made = mysql_real_connect(attempt->mysql, attempt->host, attempt->user,
					   attempt->password, NULL, attempt->port,
					   attempt->socket,
					   CLIENT_MULTI_RESULTS |
						   CLIENT_MULTI_STATEMENTS) != NULL;
	(void)pthread_mutex_lock(&attempt->lock);
	attempt->over = true;
	bool left = attempt->left;
	(void)pthread_cond_signal(&attempt->ended);
	(void)pthread_mutex_unlock(&attempt->lock);
	if (!left)
		return NULL;
	mysql_close(attempt->mysql);
	attempt_release(attempt);
	library_login_ended();
	return NULL;
}

static struct attempt *attempt_make(struct db *db, const struct db_login *login,
				    const char *password)
{
	struct arena *arena = arena_make();
	struct attempt *attempt = arena_alloc(arena, sizeof(*attempt));

	attempt->arena = arena;
	attempt->mysql = db->mysql;
	attempt->host =
		arena_copy(arena, login->socket == NULL ? login->host : "localhost");
	attempt->user = arena_copy(arena, login->user);
	attempt->password = arena_copy(arena, password);
	attempt->socket = arena_copy(arena, login->socket);
	attempt->port = login->port;
	(void)pthread_mutex_init(&attempt->lock, NULL);
	timer_cond_init(&attempt->ended);
	return attempt;
}

/* False when the run ended first. */
static bool wait_for(struct attempt *attempt, const struct run *run)
{
	struct error unused = { 0 };

	(void)pthread_mutex_lock(&attempt->lock);
	while (!attempt->over && run_goes_on(run, &unused))
		(void)timer_cond_wait(&attempt->ended, &attempt->lock,
				      run_clock() + LOOK_EVERY_MS);
	bool over = attempt->over;
	if (!over) {
		attempt->left = true;
		library_login_abandoned();
	}
	(void)pthread_mutex_unlock(&attempt->lock);
	return over;
}

bool login_try(struct db *db, const struct db_login *login, const char *password,
	       struct error *err)
{
	struct attempt *attempt = attempt_make(db, login, password);
	int64_t began = run_clock();
	pthread_t thread;

	if (pthread_create(&thread, NULL, attempt_run, attempt) != 0) {
		attempt_release(attempt);
		return error_set(err, ERROR_FAILED, "no thread can be started");
	}
	if (!wait_for(attempt, db->run)) {
		(void)pthread_detach(thread);
		db->mysql = NULL; /* belongs to the thread now */
		return run_goes_on(db->run, err);
	}
	(void)pthread_join(thread, NULL);
	bool made = attempt->made;
	attempt_release(attempt);
	return made ||
	       db_login_fault(db->mysql, login, run_clock() - began, db->run, err);
}
