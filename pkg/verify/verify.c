/*
 * One comparison from its first session to its result: definitions first, then the rows
 * by a pool of workers. Each part is a file of its own (internal.h lists them).
 */
#include "verify/verify.h"

#include <signal.h>

#include "base/text.h"
#include "db/lock_holders.h"
#include "verify/internal.h"

static void end_with_outer(void *arg)
{
	struct verify *verify = arg;

	run_follow(&verify->run, verify->outer);
}

/* The first error counts: the errors of the other workers follow from it. */
static void fail(struct verify *verify, const struct error *err)
{
	(void)pthread_mutex_lock(&verify->lock);
	bool first = !verify->failed;
	if (first)
		verify->error = *err;
	verify->failed = true;
	(void)pthread_cond_broadcast(&verify->changed);
	(void)pthread_mutex_unlock(&verify->lock);
	if (first)
		run_cancel(&verify->run, SIGTERM);
}

static bool work_off(struct worker *worker, struct error *err)
{
	struct range range;

	/* The first worker's sessions are open: they have read the catalogs. */
	if (worker->db[SOURCE] == NULL && !pair_open(worker->verify, worker, err))
		return false;
	for (;;) {
		if (!throttle_keep(worker, err) || !ranges_next(worker, &range, err))
			return false;
		if (range.subject == NULL)
			return true;
		if (!compare_one_range(worker, &range, err))
			return false;
	}
}

static void *work(void *arg)
{
	struct worker *worker = arg;
	struct error err = { 0 };

	if (!work_off(worker, &err))
		fail(worker->verify, &err);
	return NULL;
}

static bool run_workers(struct verify *verify, struct error *err)
{
	unsigned running = 0;

	while (running < verify->threads &&
	       pthread_create(&verify->workers[running].thread, NULL, work,
			      &verify->workers[running]) == 0)
		running++;
	if (running == 0)
		return error_set(err, ERROR_FAILED, "no thread can be started");
	for (unsigned i = 0; i < running; i++)
		(void)pthread_join(verify->workers[i].thread, NULL);
	if (verify->failed)
		*err = verify->error;
	return !verify->failed;
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
	       ranges_make(verify, err) && run_workers(verify, err);
}

static void init(struct verify *verify, const struct verify_job *job, struct run *run,
		 struct arena *arena)
{
	verify->job = job;
	verify->outer = run;
	verify->arena = arena;
	verify->unlinked = job->unlinked;
	verify->threads = job->threads == 0 ? 1 : job->threads;
	verify->started = run_clock();
	verify->workers = arena_array(arena, verify->threads, sizeof(*verify->workers));
	for (unsigned i = 0; i < verify->threads; i++) {
		verify->workers[i].verify = verify;
		verify->workers[i].arena = arena_make();
	}
	(void)pthread_mutex_init(&verify->lock, NULL);
	(void)pthread_cond_init(&verify->changed, NULL);
	run_init(&verify->run, run->log);
	verify->run.deadline = run->deadline;
	verify->hook = (struct run_hook){ .cancel = end_with_outer, .arg = verify };
	run_hook(run, &verify->hook);
	if (atomic_load(&run->cancelled) != 0)
		run_cancel(&verify->run, atomic_load(&run->cancelled));
}

static void release(struct verify *verify)
{
	for (unsigned i = 0; i < verify->threads; i++) {
		pair_close(&verify->workers[i]);
		arena_release(verify->workers[i].arena);
	}
	run_unhook(verify->outer, &verify->hook);
	(void)pthread_cond_destroy(&verify->changed);
	(void)pthread_mutex_destroy(&verify->lock);
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
