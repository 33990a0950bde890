/*
 * Works on the manifests of one command. Workers take one manifest after another. The
 * main thread prints results in order, each as soon as it is complete. Each manifest
 * has its own run, which carries its log and ends when the command's run ends: Ctrl-C
 * ends all.
 */
#include "jobs.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/text.h"
#include "plan/render.h"

struct job {
	const struct manifest *manifest;
	struct run *outer; /* the command's run */
	struct run run;
	struct context context;
	json_t *list; /* the results with -o json; else NULL */
	int status;
	bool failed;      /* its exit status is that of an error */
	bool begun, done; /* done: guarded by the pool's lock */
};

struct pool {
	const struct jobs *jobs;
	struct job *all;
	size_t count, next; /* next: the first job that no worker has taken */
	pthread_mutex_t lock;
	pthread_cond_t one_is_done;
};

static void follow(void *arg)
{
	struct job *job = arg;

	run_follow(&job->run, job->outer);
}

static void job_init(struct job *job, const struct context *context,
		     const struct manifest *manifest, bool alone)
{
	*job = (struct job){
		.manifest = manifest,
		.outer = context->run,
		.context = *context,
		.list = context->options.json ? json_array() : NULL,
	};
	run_init(&job->run, alone ? context->run->log :
				    log_named(context->run->log, manifest->name));
	job->run.deadline = context->run->deadline;
	job->context.run = &job->run;
	job->context.arena = arena_make();
	job->context.err = NULL;
	job->context.name = alone ? NULL : manifest->name;
	job->context.output = text_make(job->context.arena);
}

static void job_end(struct job *job)
{
	if (job->context.name != NULL)
		log_release(job->run.log);
	json_decref(job->list);
	arena_release(job->context.arena);
}

/* The end of the command also ends the job, even if it came before the job listened. */
static void job_run(struct job *job, const struct jobs *jobs)
{
	struct run_hook hook = { .cancel = follow, .arg = job };
	struct error err = { 0 };

	job->status = -1;
	run_hook(job->outer, &hook);
	if (run_goes_on(job->outer, &err)) {
		job->begun = true;
		job->status = jobs->one(&job->context, job->manifest, job->list, &err);
	}
	run_unhook(job->outer, &hook);
	if (job->status >= 0)
		return;
	job->failed = true;
	if (job->begun || job->context.name == NULL)
		job->status = report_error(&job->context, &err);
	else
		job->status = error_exit_status(err.kind);
	if (job->list != NULL)
		json_array_append_new(job->list, jobs->failed(job->manifest, &err));
}

static void *work(void *arg)
{
	struct pool *pool = arg;

	(void)pthread_mutex_lock(&pool->lock);
	while (pool->next < pool->count) {
		struct job *job = &pool->all[pool->next++];

		(void)pthread_mutex_unlock(&pool->lock);
		job_run(job, pool->jobs);
		(void)pthread_mutex_lock(&pool->lock);
		job->done = true;
		(void)pthread_cond_broadcast(&pool->one_is_done);
	}
	(void)pthread_mutex_unlock(&pool->lock);
	return NULL;
}

/* The text for the exit status of one manifest. */
static const char *exit_text(const struct jobs *jobs, const struct job *job)
{
	static const struct {
		int status;
		const char *text;
	} all[] = {
		{ 2, "changes are pending" },
		{ 3, "blocked: a human must act" },
		{ 4, "waited without progress" },
		{ 69, "a server cannot be reached" },
		{ 75, "another extrepl is running on this target" },
		{ 77, "a login or a query was denied" },
		{ 78, "a secret is missing or wrong" },
		{ 130, "interrupted" },
		{ 143, "terminated" },
	};

	if (!job->begun)
		return "not begun";
	if (job->status == 0)
		return jobs->good;
	if (job->status == 1)
		return jobs->bad;
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		if (all[i].status == job->status)
			return all[i].text;
	}
	return "see above";
}

static int exit_status(const struct jobs *jobs, const struct job *job)
{
	bool pending = job->status >= 2 && job->status <= 4 && job->begun && !job->failed;

	return jobs->pending_is_good && pending ? 0 : job->status;
}

/* Prints the results in the manifests' order, each as soon as it is complete. */
static bool print_texts(struct context *context, struct pool *pool)
{
	const char *blank = "";
	bool printed = true;

	for (size_t i = 0; i < pool->count; i++) {
		struct job *job = &pool->all[i];

		(void)pthread_mutex_lock(&pool->lock);
		while (!job->done)
			(void)pthread_cond_wait(&pool->one_is_done, &pool->lock);
		(void)pthread_mutex_unlock(&pool->lock);
		if (job->list != NULL || job->context.output.length == 0)
			continue;
		log_break(context->run->log);
		printed = printed &&
			  print_result(arena_printf(job->context.arena, "%s%s", blank,
						    job->context.output.bytes),
				       context->err);
		blank = "\n";
	}
	return printed;
}

static bool print_summary(struct context *context, const struct pool *pool)
{
	struct text text = text_make(context->arena);

	text_addf(&text, "\n%zu manifests:\n", pool->count);
	for (size_t i = 0; i < pool->count; i++)
		text_addf(&text, "  %-30s %s (%d)\n", pool->all[i].manifest->name,
			  exit_text(pool->jobs, &pool->all[i]), pool->all[i].status);
	return print_result(text.bytes, context->err);
}

static bool print_document(struct context *context, const struct pool *pool, int worst)
{
	json_t *list = json_array();

	for (size_t i = 0; i < pool->count; i++)
		json_array_extend(list, pool->all[i].list);
	json_t *document = json_pack("{s:s, s:s, s:i, s:o}", "format",
				     pool->jobs->format, "extrepl", EXTREPL_VERSION,
				     "exit", worst, pool->jobs->list, list);
	bool printed = print_json(document, context->err);
	json_decref(document);
	return printed;
}

/* True if everything was printed. If a thread cannot be started, fewer threads work. */
static bool run_all(struct context *context, struct pool *pool)
{
	size_t wanted = pool->jobs->in_turn ? 1 : context->options.jobs;
	pthread_t *threads = arena_array(context->arena, wanted, sizeof(pthread_t));
	size_t running = 0;

	while (running < wanted && running < pool->count &&
	       pthread_create(&threads[running], NULL, work, pool) == 0)
		running++;
	if (running == 0)
		(void)work(pool);
	bool printed = print_texts(context, pool);
	for (size_t i = 0; i < running; i++)
		(void)pthread_join(threads[i], NULL);
	return printed;
}

int jobs_run(struct context *context, const struct jobs *jobs,
	     const struct manifest *const *manifests, size_t count)
{
	struct pool pool = {
		.jobs = jobs,
		.all = arena_array(context->arena, count, sizeof(struct job)),
		.count = count,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.one_is_done = PTHREAD_COND_INITIALIZER,
	};
	int worst = 0;

	for (size_t i = 0; i < count; i++)
		job_init(&pool.all[i], context, manifests[i], count == 1);
	bool printed = run_all(context, &pool);
	for (size_t i = 0; i < count; i++)
		worst = error_worse_status(worst, exit_status(jobs, &pool.all[i]));
	if (context->options.json)
		printed = print_document(context, &pool, worst);
	else if (count > 1)
		printed = printed && print_summary(context, &pool);
	for (size_t i = 0; i < count; i++)
		job_end(&pool.all[i]);
	return printed ? worst : -1;
}

json_t *failed_plan(const struct manifest *manifest, const struct error *err)
{
	return plan_json(manifest, NULL, err);
}
