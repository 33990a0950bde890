/* Condition variables that use CLOCK_MONOTONIC, the clock of run_clock. */
#include "base/timer.h"

#include <errno.h>
#include <time.h>

void timer_cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attributes;

	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(cond, &attributes);
	(void)pthread_condattr_destroy(&attributes);
}

bool timer_cond_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t until)
{
	const struct timespec time = { .tv_sec = (time_t)(until / 1000),
				       .tv_nsec = (long)(until % 1000) * 1000000 };

	return pthread_cond_timedwait(cond, lock, &time) != ETIMEDOUT;
}
