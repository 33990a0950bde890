/*
 * Sleeps in short slices, so that cancelling ends a pause quickly. The caller's loop
 * decides what it waits for.
 */
#include "base/wait.h"

#include <inttypes.h>
#include <time.h>

/* A cancelled pause ends within this many milliseconds. */
#define SLICE_MS 20

struct wait wait_start(struct run *run, int64_t limit, int64_t first_pause,
		       int64_t longest_pause)
{
	int64_t now = run_clock();

	return (struct wait){
		.run = run,
		.started = now,
		.limit = limit == 0 ? INT64_MAX : now + limit,
		.pause = first_pause,
		.longest = longest_pause,
	};
}

static bool time_is_left(const struct wait *wait)
{
	struct error unused = { 0 };

	return run_clock() < wait->limit && run_goes_on(wait->run, &unused);
}

bool wait_again(struct wait *wait)
{
	int64_t until = run_clock() + wait->pause;

	if (until > wait->limit)
		until = wait->limit;
	while (time_is_left(wait) && run_clock() < until) {
		int64_t left = until - run_clock();
		struct timespec slice = { .tv_nsec = (left < SLICE_MS ? left : SLICE_MS) *
						     1000000 };

		if (slice.tv_nsec > 0)
			(void)nanosleep(&slice, NULL);
	}
	wait->pause = wait->pause * 2 < wait->longest ? wait->pause * 2 : wait->longest;
	return time_is_left(wait);
}

int64_t wait_elapsed(const struct wait *wait)
{
	return run_clock() - wait->started;
}

bool wait_over(const struct wait *wait, struct error *err, const char *what)
{
	if (!run_goes_on(wait->run, err))
		return false;
	return error_set(err, ERROR_WAITING,
			 "waited %" PRId64 " s without success for %s",
			 (wait_elapsed(wait) + 500) / 1000, what);
}
