/*
 * Runs one comparison from its first session to its result: definitions first, then the
 * rows, by a pool of workers. internal.h lists the parts.
 */
#include "verify/verify.h"

#include "base/text.h"
#include "db/lock_holders.h"
#include "verify/internal.h"

static bool work_off(void *item, struct error *err)
{
	struct worker *worker = item;
	struct range range;

	/* The first worker's sessions are already open: they have read the catalogs. */
	if (worker->db[SOURCE] == NULL && !pair_open(worker->verify, worker, err))
		return false;
	for (;;) {
		if (!throttle_keep(worker, err) || !ranges_next(worker, &range, err))
			return false;
		if (range.subject == NULL)
			return true;
		bool compared = compare_one_range(worker, &range, err);
		ranges_done(worker->verify, &range);
		if (!compared || !renamed_keep(worker, err))
			return false;
	}
}

static bool is_known(const struct verify *verify, const char *name, struct arena *arena)
{
	for (enum side side = SOURCE; side < SIDES; side++) {
		const struct catalog *catalog = &verify->catalog[side];

		for (size_t i = 0; i < catalog->tables_count; i++) {
			const struct table *table = &catalog->tables[i];

			if (text_equal(name, arena_printf(arena, "%s.%s",
							  table->database, table->name)))
				return true;
		}
	}
	return false;
}

static bool check_tables(const struct verify *verify, struct error *err)
{
	const char *const *tables = verify->job->tables;
	AUTO_ARENA *arena = arena_make();

	for (size_t i = 0; tables != NULL && tables[i] != NULL; i++) {
		if (is_known(verify, tables[i], arena))
			continue;
		error_set(err, ERROR_USAGE, "--table: neither side has the table '%s'",
			  tables[i]);
		return error_hint(err, "Write DATABASE.TABLE; the databases of the "
				       "replication are compared.");
	}
	return true;
}

static bool compare(struct verify *verify, struct error *err)
{
	return pair_open(verify, &verify->workers[0], err) &&
	       definitions_compare(verify, err) && check_tables(verify, err) &&
	       ranges_make(verify, err) &&
	       pool_run(&verify->pool, verify->workers, verify->threads,
			sizeof(*verify->workers), work_off, err) &&
	       renamed_end(&verify->workers[0], err);
}

static void init(struct verify *verify, const struct verify_job *job, struct run *run,
		 struct arena *arena)
{
	verify->job = job;
	verify->arena = arena;
	verify->unlinked = job->unlinked;
	verify->threads = job->threads == 0 ? 1 : job->threads;
	verify->started = run_clock();
	verify->workers = arena_array(arena, verify->threads, sizeof(*verify->workers));
	for (unsigned i = 0; i < verify->threads; i++) {
		verify->workers[i].verify = verify;
		verify->workers[i].arena = arena_make();
	}
	pool_init(&verify->pool, run);
	(void)pthread_mutex_init(&verify->renamed.lock, NULL);
}

static void release(struct verify *verify)
{
	for (unsigned i = 0; i < verify->threads; i++) {
		pair_close(&verify->workers[i]);
		arena_release(verify->workers[i].arena);
	}
	renamed_release(verify);
	(void)pthread_mutex_destroy(&verify->renamed.lock);
	pool_release(&verify->pool);
}

bool verify_run(const struct verify_job *job, struct run *run, struct arena *arena,
		struct verify_result *out, struct error *err)
{
	struct verify verify = { 0 };

	init(&verify, job, run, arena);
	bool ok = compare(&verify, err);
	if (ok) {
		result_finish(&verify);
		*out = verify.result;
	}
	release(&verify);
	return ok || lock_explain(job->source, job->target, run, err);
}
