/*
 * Signals, and the deadline of --timeout. A separate thread waits for both. So no
 * signal handler is needed, and no blocked call continues after them.
 */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "command.h"

/*
 * The signals that end a run. SIGHUP that is ignored at the start stays ignored, as
 * with nohup. SIGINT ends the run even if it is ignored, as it is in a script's
 * background job (&): someone has sent it on purpose.
 */
static void list_ending(sigset_t *out)
{
	struct sigaction hangup;

	(void)sigemptyset(out);
	(void)sigaddset(out, SIGINT);
	(void)sigaddset(out, SIGTERM);
	if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
		(void)sigaddset(out, SIGHUP);
}

/* Returns the signal that arrived, or 0 at the run's deadline. */
static int wait_for_one(const sigset_t *ending, const struct run *run)
{
	for (;;) {
		int64_t left = run->deadline - run_clock();

		if (left <= 0)
			return 0;
		const struct timespec limit = { .tv_sec = (time_t)(left / 1000),
						.tv_nsec = (long)(left % 1000) * 1000000 };
		int number = sigtimedwait(ending, NULL, &limit);

		if (number > 0)
			return number;
	}
}

static void *wait_for_signals(void *arg)
{
	struct run *run = arg;
	sigset_t ending;
	int number = 0;

	list_ending(&ending);
	if (run->deadline != 0) {
		number = wait_for_one(&ending, run);
		if (number == 0)
			run_expire(run);
	}
	if (number == 0)
		(void)sigwait(&ending, &number);
	run_cancel(run, number == SIGINT ? SIGINT : SIGTERM);
	/* A second signal means: exit at once. */
	(void)sigwait(&ending, &number);
	_Exit(128 + number);
}

void signals_prepare(void)
{
	/* If a parent ignored SIGCHLD, the exit status of every child would be lost. */
	(void)signal(SIGCHLD, SIG_DFL);
	(void)signal(SIGPIPE, SIG_IGN);
}

void signals_begin(struct run *run)
{
	sigset_t ending;
	pthread_t thread;

	list_ending(&ending);
	(void)pthread_sigmask(SIG_BLOCK, &ending, NULL);
	if (pthread_create(&thread, NULL, wait_for_signals, run) == 0)
		(void)pthread_detach(thread);
}
