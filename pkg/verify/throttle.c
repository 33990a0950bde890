/* Pauses the comparison while the source is busy (--max-load), and shows progress. */
#include <inttypes.h>

#include "base/text.h"
#include "base/wait.h"
#include "verify/internal.h"

#define SHOW_EVERY_MS 200
#define LOOK_EVERY_MS 100
#define SHOW_WAIT_EVERY_MS 10000

bool throttle_is_due(atomic_int_fast64_t *last, int64_t every_ms)
{
	int64_t now = run_clock();
	int64_t before = atomic_load(last);

	return now - before >= every_ms &&
	       atomic_compare_exchange_strong(last, &before, now);
}

/* The sessions that run a statement on the source, except verify's own. */
static bool read_load(struct worker *worker, uint64_t *out, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	uint64_t ours = 1 + atomic_load(&worker->verify->asking);
	struct rows rows;

	if (!db_query(worker->db[SOURCE], "SHOW GLOBAL STATUS LIKE 'Threads_running'",
		      arena, &rows, err))
		return false;
	uint64_t all = rows.count == 0 ? 0 : rows_number(rows_value(&rows, 0, 1), 0);
	*out = all > ours ? all - ours : 0;
	return true;
}

bool throttle_keep(struct worker *worker, struct error *err)
{
	struct verify *verify = worker->verify;
	unsigned most = verify->job->max_load;
	uint64_t load = 0;

	if (most == 0 || !throttle_is_due(&verify->load_at, LOOK_EVERY_MS))
		return run_goes_on(&verify->pool.run, err);
	struct wait wait = wait_start(&verify->pool.run, 0, LOOK_EVERY_MS, 1000);
	for (bool paused = false;; paused = true) {
		if (!read_load(worker, &load, err))
			return false;
		if (load <= most)
			break;
		if (!paused)
			log_fact(verify->pool.run.log, LOG_INFO, "verify",
				 "paused: %" PRIu64 " sessions run on the source", load);
		if (!wait_again(&wait))
			return wait_over(&wait, err, "quieter source");
		/* During the pause the other workers must check the load, too. */
		atomic_store(&verify->load_at, 0);
	}
	return true;
}

void throttle_show(struct verify *verify)
{
	if (!throttle_is_due(&verify->progress_at, SHOW_EVERY_MS))
		return;
	AUTO_ARENA *arena = arena_make();
	uint64_t elapsed = (uint64_t)(run_clock() - verify->started) + 1;
	uint64_t rows = atomic_load(&verify->rows_done);
	uint64_t total = verify->rows_total;
	/* The total is an estimate: 100% is shown only at the end. */
	unsigned percent = total == 0    ? 0 :
			   rows >= total ? 99 :
					   (unsigned)(rows * 100 / total);
	struct progress figures = { .rows = rows, .seconds_left = -1 };

	if (rows > 0 && elapsed > 2000)
		figures.seconds_left =
			rows >= total ?
				0 :
				(int64_t)((total - rows) * elapsed / rows / 1000);
	log_progress(verify->pool.run.log, "verify", &figures,
		     "%u%%  %s rows  %s rows/s%s%s", percent, text_count(arena, rows),
		     text_count(arena, rows * 1000 / elapsed),
		     figures.seconds_left < 0 ? "" : "  ETA ",
		     figures.seconds_left < 0 ?
			     "" :
			     text_duration(arena, (uint64_t)figures.seconds_left * 1000));
}

void throttle_show_wait(struct verify *verify, int64_t waited_ms,
			const struct coordinates *at, const struct coordinates *goal)
{
	if (at->file == NULL || waited_ms < SHOW_WAIT_EVERY_MS ||
	    !throttle_is_due(&verify->wait_shown_at, SHOW_WAIT_EVERY_MS))
		return;
	log_fact(verify->pool.run.log, LOG_INFO, "verify",
		 "waiting for the link: the target is at %s:%llu, and must reach "
		 "%s:%llu",
		 at->file, (unsigned long long)at->position, goal->file,
		 (unsigned long long)goal->position);
}
