/*
 * Queries both servers and the RDS API at the same time, with a thread for each, then
 * fills in the facts. The queries are in source.c, target.c and data.c, the connections
 * in connections.c.
 */
#include "observe/observe.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/text.h"
#include "observe/internal.h"
#include "observe/logins.h"

typedef bool asker(struct db *db, struct look *look, struct error *err);

/* One server's share of a look, done by a thread of its own. */
struct query_job {
	const struct db_login *login;
	struct run *run;
	struct db **db;
	asker *asker;
	struct look look;
	struct error error; /* when not ok */
	bool ok;
};

static bool ask_once(struct query_job *job)
{
	struct look *look = &job->look;
	struct error *err = &job->error;

	if (!observer_connect(job->db, job->login, job->run, err))
		return false;
	if (!release_is_known(*job->db, err))
		return false;
	look->server = *db_server(*job->db);
	look->answers = (struct answers){ 0 };
	look->tries_count = 0;
	return job->asker(*job->db, look, err);
}

/*
 * A connection from an earlier look may have been lost since: connect again instead of
 * failing.
 */
static void *run_query_job(void *arg)
{
	struct query_job *job = arg;
	bool kept = *job->db != NULL;

	job->ok = ask_once(job);
	if (!job->ok && kept && job->error.kind == ERROR_UNREACHABLE)
		job->ok = ask_once(job);
	return NULL;
}

static void report_both(const struct error *source, const struct error *target,
			struct error *err)
{
	(void)error_set(err, source->kind, "%s\n%s", source->message, target->message);
	err->code = source->code;
	if (source->hint[0] != '\0')
		(void)error_hint(err, "%s", source->hint);
}

static bool run_both(struct observer *observer, struct query_job *source,
		     struct query_job *target, struct error *err)
{
	pthread_t thread;

	*source = (struct query_job){ .login = &observer->logins->source,
				      .db = &observer->source,
				      .asker = source->asker,
				      .look = source->look };
	*target = (struct query_job){ .login = &observer->logins->target,
				      .db = &observer->target,
				      .asker = target->asker,
				      .look = target->look };
	source->run = target->run = observer->run;
	source->look.manifest = target->look.manifest = observer->manifest;

	bool apart = pthread_create(&thread, NULL, run_query_job, target) == 0;
	if (observer->without_source)
		(void)error_set(&source->error, ERROR_BLOCKED,
				"the source is no longer contacted");
	else
		run_query_job(source);
	if (apart)
		(void)pthread_join(thread, NULL);
	else
		run_query_job(target);
	if (!source->ok)
		*err = source->error;
	else if (!target->ok)
		*err = target->error;
	/* When both servers fail, report both. */
	if (!source->ok && !target->ok && source->error.kind != ERROR_INTERRUPTED &&
	    source->error.kind != ERROR_TERMINATED)
		report_both(&source->error, &target->error, err);
	return source->ok && target->ok;
}

/*
 * False for an account that can log in but then do nothing, for example with an expired
 * password.
 */
static bool may_ask(const struct query_job *job, struct error *err)
{
	const struct db_statement *identity = &job->look.answers.of[QUERY_IDENTITY];

	if (identity->done)
		return true;
	*err = identity->error;
	err->kind = ERROR_DENIED;
	return error_wrap(err, "looking");
}

static char *now_text(struct arena *arena)
{
	char text[32];
	struct tm parts;
	time_t now = (time_t)run_now();

	if (gmtime_r(&now, &parts) == NULL)
		return NULL;
	(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
	return arena_copy(arena, text);
}

/*
 * The query of AWS's API, sent at the same time as those to the servers: it takes
 * longest.
 */
struct instance_job {
	struct instance_watch *watch;
	struct error error; /* when not ok */
	bool ok;
};

static void *run_instance_job(void *arg)
{
	struct instance_job *job = arg;

	job->ok = instance_watch_look(job->watch, false, &job->error);
	return NULL;
}

static bool run_all(struct observer *observer, struct query_job *source,
		    struct query_job *target, struct error *err)
{
	struct instance_job instance = { .watch = observer->instance };
	pthread_t thread;
	bool apart = pthread_create(&thread, NULL, run_instance_job, &instance) == 0;

	bool ok = run_both(observer, source, target, err);
	if (apart)
		(void)pthread_join(thread, NULL);
	else
		run_instance_job(&instance);
	if (ok && !instance.ok)
		*err = instance.error;
	return ok && instance.ok;
}

/* Only the parameter group can change read_only of the target: read it. */
static bool look_at_instance(struct observer *observer, struct observed *observed,
			     struct error *err)
{
	bool with_parameters =
		observed_is_on(&observed->target.server, "read_only") &&
		instance_watch_found(observer->instance)->known == FACT_YES;

	if (with_parameters && !instance_watch_look(observer->instance, true, err))
		return false;
	observed->target.instance = *instance_watch_found(observer->instance);
	return true;
}

/* Fills the facts of the side that answered; those of the other side stay unknown. */
static bool fill_one(struct observer *observer, const struct query_job *source,
		     const struct query_job *target, struct arena *arena,
		     struct observed *observed, struct error *err)
{
	if (source->ok)
		fill_source(&source->look, observer->manifest, arena, &observed->source);
	if (!target->ok)
		return true;
	fill_target(&target->look, observer->logins, arena, &observed->target);
	return look_at_applier_errors(observer, arena, observed, err) &&
	       look_at_instance(observer, observed, err);
}

static bool fill_both(struct observer *observer, const struct query_job *source,
		      const struct query_job *target, struct arena *arena,
		      struct observed *observed, struct error *err)
{
	fill_source(&source->look, observer->manifest, arena, &observed->source);
	fill_target(&target->look, observer->logins, arena, &observed->target);
	fill_account_password(observer, &source->look, &target->look, observed);
	fill_replicas(&source->look, observer->manifest, observed);
	fill_password_policy(observer->logins, observer->manifest, arena, observed);
	return look_further(observer, arena, observed, err) &&
	       look_at_logins(observer, &source->look, &target->look, arena, observed,
			      err) &&
	       look_at_instance(observer, observed, err);
}

static void note_failure(struct query_job *job, bool *failed, struct error *out)
{
	if (job->ok)
		job->ok = may_ask(job, &job->error);
	*failed = !job->ok;
	*out = job->error;
}

/* False and *err set when both failed or the run has ended. */
static bool ask_in_part(struct observer *observer, struct query_job *source,
			struct query_job *target, struct look_failures *failed,
			struct error *err)
{
	bool asked = run_all(observer, source, target, err);
	bool nobody = !source->ok && !target->ok;

	/* The API's look fails only when the run has ended. */
	if (!asked && (nobody || (source->ok && target->ok)))
		return false;
	note_failure(source, &failed->source_failed, &failed->source);
	note_failure(target, &failed->target_failed, &failed->target);
	if (failed->source_failed && failed->target_failed) {
		*err = failed->source;
		return false;
	}
	return run_goes_on(observer->run, err);
}

static struct observed *observed_make(struct arena *arena)
{
	struct observed *observed = arena_alloc(arena, sizeof(*observed));

	observed->format = arena_copy(arena, OBSERVED_FORMAT);
	observed->observed_at = now_text(arena);
	return observed;
}

bool observer_look_in_part(struct observer *observer, struct arena *arena,
			   struct observed **out, struct look_failures *failed,
			   struct error *err)
{
	AUTO_ARENA *source_arena = arena_make();
	AUTO_ARENA *target_arena = arena_make();
	struct query_job source = { .asker = ask_source, .look.arena = source_arena };
	struct query_job target = { .asker = ask_target, .look.arena = target_arena };

	if (!ask_in_part(observer, &source, &target, failed, err))
		return false;
	struct observed *observed = observed_make(arena);
	bool both = source.ok && target.ok;
	if (!(both ? fill_both : fill_one)(observer, &source, &target, arena, observed,
					   err))
		return false;
	*out = observed;
	return true;
}

bool observer_look(struct observer *observer, struct arena *arena,
		   struct observed **out, struct error *err)
{
	AUTO_ARENA *source_arena = arena_make();
	AUTO_ARENA *target_arena = arena_make();
	struct query_job source = { .asker = ask_source, .look.arena = source_arena };
	struct query_job target = { .asker = ask_target, .look.arena = target_arena };
	struct look_failures failed;

	if (!ask_in_part(observer, &source, &target, &failed, err))
		return false;
	if (failed.source_failed || failed.target_failed) {
		*err = failed.source_failed ? failed.source : failed.target;
		return false;
	}
	struct observed *observed = observed_make(arena);
	if (!fill_both(observer, &source, &target, arena, observed, err))
		return false;
	*out = observed;
	return true;
}

bool observer_look_at_data(struct observer *observer, struct arena *arena,
			   struct observed *observed, struct error *err)
{
	AUTO_ARENA *source_arena = arena_make();
	AUTO_ARENA *target_arena = arena_make();
	const char *const *databases =
		wanted_databases(observer->manifest, observed, arena);
	struct query_job source = { .asker = ask_source_data,
				    .look = { .arena = source_arena,
					      .databases = databases } };
	struct query_job target = { .asker = ask_target_data,
				    .look = { .arena = target_arena,
					      .databases = databases } };

	if (!run_both(observer, &source, &target, err))
		return false;
	fill_data(&source.look, arena, &observed->source.server);
	observed->source.can_flush_tables = source_may_flush(&source.look);
	fill_data(&target.look, arena, &observed->target.server);
	fill_collations(&target.look, arena, observed);
	return look_at_data_again(observer, databases, arena, observed, err) &&
	       look_at_definers(observer, arena, observed, err);
}
