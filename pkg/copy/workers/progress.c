/*
 * Logs the progress of the copy, a few times a second. The figures are counted
 * elsewhere.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "copy/state.h"

#define EVERY_MS 200

/* Bytes loaded and in transfer; for each table at most the source's estimate. */
static uint64_t estimate_done(const struct copy *copy)
{
	uint64_t done = 0;

	for (size_t i = 0; i < copy->tasks.count; i++) {
		const struct task *task = &copy->tasks.list[i];
		uint64_t shown = atomic_load(&task->shown);

		done += task->loaded || shown > task->table->bytes ? task->table->bytes :
								     shown;
	}
	return done;
}

/* "12.8 of 41.2 GB" when the units are the same, else each with its own unit. */
static const char *of_total(uint64_t done, uint64_t total, struct arena *arena)
{
	const char *part = text_bytes(arena, done);
	const char *whole = text_bytes(arena, total);
	const char *unit = strchr(part, ' ');
	const char *whole_unit = strchr(whole, ' ');

	if (unit != NULL && text_equal(unit, whole_unit))
		part = arena_copy_n(arena, part, (size_t)(unit - part));
	return arena_printf(arena, "%s of %s", part, whole);
}

/* In whole seconds, because it is an estimate; never 0. */
static const char *eta(int64_t seconds, struct arena *arena)
{
	if (seconds < 0)
		return "";
	return seconds < 60 ?
		       arena_printf(arena, "%d s", seconds < 1 ? 1 : (int)seconds) :
		       text_duration(arena, (uint64_t)seconds * 1000);
}

void progress_show(struct copy *copy)
{
	int64_t now = run_clock();
	int64_t before = atomic_load(&copy->progress.shown_at);

	if (now - before < EVERY_MS ||
	    !atomic_compare_exchange_strong(&copy->progress.shown_at, &before, now))
		return;
	AUTO_ARENA *arena = arena_make();
	uint64_t elapsed = (uint64_t)(now - copy->progress.started) + 1;
	struct progress figures = {
		.bytes_done = estimate_done(copy),
		.bytes_total = copy->progress.bytes_total,
		.rows = atomic_load(&copy->progress.rows_sent),
		.tables_done = atomic_load(&copy->progress.tables_done),
		.tables_total = copy->tasks.count,
		.seconds_left = LOG_UNKNOWN,
		.kept_bytes = copy->earlier.kept_bytes,
		.retried = atomic_load(&copy->progress.retried),
	};
	figures.bytes_per_second = figures.bytes_done * 1000 / elapsed;
	if (figures.bytes_per_second > 0 && elapsed > 2000)
		figures.seconds_left =
			(int64_t)((figures.bytes_total - figures.bytes_done) /
				  figures.bytes_per_second);
	unsigned percent =
		figures.bytes_total == 0 ?
			0 :
			(unsigned)(figures.bytes_done * 100 / figures.bytes_total);
	log_progress(copy->pool.run.log, copy->job->step, &figures,
		     "%s%u%%  %s  %s/s  %" PRIu64 "/%" PRIu64 " table%s%s%s",
		     copy->progress.comparing ? "comparing: " : "", percent,
		     of_total(figures.bytes_done, figures.bytes_total, arena),
		     text_bytes(arena, figures.bytes_per_second), figures.tables_done,
		     figures.tables_total, figures.tables_total == 1 ? "" : "s",
		     figures.seconds_left < 0 ? "" : "  ETA ",
		     eta(figures.seconds_left, arena));
}
