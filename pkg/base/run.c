/*
 * Keeps the cancel flag, the deadline and the hooks of a run, and reads both clocks.
 * Catching signals is left to main.
 */
#include "base/run.h"

#include <signal.h>
#include <string.h>
#include <time.h>

void run_init(struct run *run, struct log *log)
{
	memset(run, 0, sizeof(*run));
	run->log = log;
	(void)pthread_mutex_init(&run->lock, NULL);
}

void run_expire(struct run *run)
{
	(void)pthread_mutex_lock(&run->lock);
	for (struct run_hook *hook = run->hooks; hook != NULL; hook = hook->next)
		hook->cancel(hook->arg);
	(void)pthread_mutex_unlock(&run->lock);
}

void run_cancel(struct run *run, int signal_number)
{
	atomic_store(&run->cancelled, signal_number);
	run_expire(run);
}

void run_follow(struct run *inner, const struct run *outer)
{
	int signal_number = atomic_load(&outer->cancelled);

	if (signal_number != 0)
		run_cancel(inner, signal_number);
	else
		run_expire(inner);
}

void run_hook(struct run *run, struct run_hook *hook)
{
	(void)pthread_mutex_lock(&run->lock);
	hook->next = run->hooks;
	run->hooks = hook;
	(void)pthread_mutex_unlock(&run->lock);
}

void run_unhook(struct run *run, struct run_hook *hook)
{
	(void)pthread_mutex_lock(&run->lock);
	for (struct run_hook **at = &run->hooks; *at != NULL; at = &(*at)->next) {
		if (*at == hook) {
			*at = hook->next;
			break;
		}
	}
	(void)pthread_mutex_unlock(&run->lock);
}

bool run_goes_on(const struct run *run, struct error *err)
{
	int signal_number = atomic_load(&run->cancelled);

	if (signal_number == SIGINT)
		return error_set(err, ERROR_INTERRUPTED, "interrupted");
	if (signal_number != 0)
		return error_set(err, ERROR_TERMINATED, "terminated");
	if (run->deadline != 0 && run_clock() >= run->deadline)
		return error_set(err, ERROR_WAITING,
				 "the time limit of --timeout is over");
	return true;
}

int64_t run_clock(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t run_now(void)
{
	return (int64_t)time(NULL);
}
