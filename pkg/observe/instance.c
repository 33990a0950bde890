/*
 * Queries the RDS API about the target's instance, keeps the answer for a few seconds,
 * and turns each failure into a fact with its reason.
 */
#include "observe/instance.h"

#include <stdlib.h>

#include "aws/rds.h"
#include "base/text.h"
#include "manifest/endpoint.h"
#include "observe/ask.h"

/* Maximum age of the answer: short after a change, then longer each time. */
#define FIRST_AGE_MS 500
#define LONGEST_AGE_MS (4 * 1000)
#define BUSY_AGE_MS 1500 /* while the instance is busy, which is temporary */
/* Facts that nothing depends on must not delay a plan. */
#define IDLE_LIMIT_MS (5 * 1000)

struct instance_watch {
	const struct manifest *manifest;
	struct run *run;
	struct arena *arena; /* the client's */
	struct aws *aws;     /* NULL: not made yet */
	struct arena *facts;
	struct observed_instance found;
	bool with_parameters;
	int64_t asked_at; /* run_clock; 0: never */
	int64_t age_ms;   /* query again when the answer is older */
};

struct instance_watch *instance_watch_make(const struct manifest *manifest,
					   struct run *run)
{
	struct instance_watch *watch = calloc(1, sizeof(*watch));

	if (watch == NULL)
		abort(); /* out of memory, as in the arena */
	*watch = (struct instance_watch){
		.manifest = manifest,
		.run = run,
		.arena = arena_make(),
		.age_ms = LONGEST_AGE_MS,
	};
	return watch;
}

void instance_watch_release(struct instance_watch *watch)
{
	if (watch == NULL)
		return;
	aws_release(watch->aws);
	arena_release(watch->facts);
	arena_release(watch->arena);
	free(watch);
}

const struct observed_instance *instance_watch_found(const struct instance_watch *watch)
{
	return &watch->found;
}

void instance_watch_expect(struct instance_watch *watch)
{
	watch->asked_at = 0;
	watch->age_ms = FIRST_AGE_MS;
}

/* True if a step of this manifest works through the API. */
static bool is_needed(const struct manifest *manifest)
{
	return manifest->target.parameters_count > 0 || manifest->target.read_only ||
	       manifest->copy.backup_first;
}

static bool is_wanted(const struct manifest *manifest)
{
	return is_needed(manifest) || manifest->target.aws.region != NULL ||
	       manifest->target.aws.instance != NULL ||
	       manifest->target.aws.endpoint != NULL ||
	       manifest->target.aws.endpoint_url != NULL;
}

/* The instance that the manifest names itself, not through its endpoint; or NULL. */
static const char *explicit_instance(const struct manifest *manifest)
{
	AUTO_ARENA *arena = arena_make();
	const char *id = manifest->target.aws.instance;

	return text_equal(id, endpoint_instance(manifest, arena)) ? NULL : id;
}

bool instance_watch_client(struct instance_watch *watch, struct aws **out,
			   struct error *err)
{
	const struct manifest_target *target = &watch->manifest->target;
	AUTO_ARENA *arena = arena_make();

	if (watch->aws == NULL) {
		bool derived = text_equal(target->aws.region,
					  endpoint_region(watch->manifest, arena)) &&
			       explicit_instance(watch->manifest) == NULL &&
			       target->aws.endpoint_url == NULL;

		if (!aws_make(target->aws.region, target->aws.endpoint_url, watch->run,
			      watch->arena, &watch->aws, err))
			return false;
		watch->aws->credentials.only_on_ec2 =
			derived && !is_needed(watch->manifest);
	}
	*out = watch->aws;
	return true;
}

/* The end of the run is an error, not a fact about the instance. */
static bool run_ended(const struct error *err)
{
	return err->kind == ERROR_INTERRUPTED || err->kind == ERROR_TERMINATED;
}

/*
 * Notes a failed call; the look continues without its facts. False when the run was
 * ended.
 */
static bool note_failure(struct instance_watch *watch, struct observed_instance *out,
			 const struct error *err)
{
	const struct fault *fault = watch->aws == NULL ? NULL : &watch->aws->fault;

	if (run_ended(err))
		return false;
	out->note =
		clean_copy(watch->facts, err->hint[0] == '\0' ?
						 err->message :
						 arena_printf(watch->facts, "%s. %s",
							      err->message, err->hint));
	if (fault != NULL && fault->kind == FAULT_DENIED) {
		out->denied = arena_grow(watch->facts, out->denied,
					 out->denied_count * sizeof(*out->denied),
					 (out->denied_count + 1) * sizeof(*out->denied));
		out->denied[out->denied_count++] =
			clean_copy(watch->facts, fault->action);
	}
	return true;
}

static enum fact fact_of(bool is)
{
	return is ? FACT_YES : FACT_NO;
}

static void fill(const struct rds_instance *from, struct arena *arena,
		 struct observed_instance *out)
{
	enum rds_readiness readiness = rds_readiness(from->status);

	out->known = FACT_YES;
	out->id = clean_copy(arena, from->id);
	out->class = clean_copy(arena, from->instance_class);
	out->address = clean_copy(arena, from->address);
	out->status = clean_copy(arena, from->status);
	out->status_cause = clean_copy(arena, from->status_cause);
	out->usable = fact_of(readiness == RDS_USABLE);
	out->broken = fact_of(readiness == RDS_BROKEN);
	out->engine = clean_copy(arena, from->engine);
	out->engine_version = clean_copy(arena, from->engine_version);
	out->backup_retention_days = from->backup_retention_days;
	out->multi_az = fact_of(from->multi_az);
	out->iam_authentication = fact_of(from->iam_authentication);
	out->pending = clean_copy(arena, from->pending);
	out->storage_gib = from->storage_gib;
	out->most_storage_gib = from->most_storage_gib;
	out->cluster = clean_copy(arena, from->cluster);
	out->replica_of = clean_copy(arena, from->replica_of);
	out->parameter_group = clean_copy(arena, from->parameter_group);
	if (from->parameter_group != NULL)
		out->default_group =
			fact_of(text_starts(from->parameter_group, "default."));
	out->parameter_status = clean_copy(arena, from->parameter_status);
}

static void fill_parameter(const struct rds_parameter *from, struct arena *arena,
			   struct observed_instance *out)
{
	out->parameters[out->parameters_count++] = (struct observed_parameter){
		.name = clean_copy(arena, from->name),
		.value = clean_copy(arena, from->value),
		.allowed = clean_copy(arena, from->allowed),
		.dynamic = fact_of(from->dynamic),
		.modifiable = fact_of(from->modifiable),
		.apply_method = clean_copy(arena, from->apply_method),
	};
}

static bool ask_parameters(struct instance_watch *watch, struct aws *aws,
			   struct observed_instance *out, struct error *err)
{
	const struct manifest_target *target = &watch->manifest->target;
	AUTO_ARENA *scratch = arena_make();
	struct rds_parameter *all;
	const struct rds_parameter *one;
	size_t count;

	if (!rds_parameters_read(aws, out->parameter_group, scratch, &all, &count, err))
		return note_failure(watch, out, err);
	out->parameters_known = FACT_YES;
	out->parameters = arena_array(watch->facts, target->parameters_count + 1,
				      sizeof(*out->parameters));
	for (size_t i = 0; i < target->parameters_count; i++) {
		one = rds_parameter_named(all, count, target->parameters[i].name);
		if (one != NULL)
			fill_parameter(one, watch->facts, out);
	}
	one = rds_parameter_named(all, count, "read_only");
	if (one != NULL)
		fill_parameter(one, watch->facts, out);
	return true;
}

static bool ask_snapshots(struct instance_watch *watch, struct aws *aws,
			  const struct rds_instance *instance,
			  struct observed_instance *out, struct error *err)
{
	struct arena *arena = watch->facts;
	struct rds_snapshot snapshot;

	if (!rds_snapshot_newest(aws, instance, snapshot_prefix(watch->manifest, arena),
				 arena, &snapshot, err))
		return note_failure(watch, out, err);
	out->snapshots_known = FACT_YES;
	out->snapshot = clean_copy(arena, snapshot.id);
	out->snapshot_status = clean_copy(arena, snapshot.status);
	out->snapshot_at = clean_copy(arena, snapshot.created_at);
	out->snapshot_percent = snapshot.percent;
	return true;
}

static bool wants_parameters(const struct instance_watch *watch)
{
	const struct manifest_target *target = &watch->manifest->target;

	return target->parameters_count > 0 || target->read_only ||
	       watch->with_parameters;
}

static bool ask_all(struct instance_watch *watch, struct observed_instance *out,
		    struct error *err)
{
	const struct manifest *manifest = watch->manifest;
	struct rds_instance instance;
	struct aws *aws;

	out->known = FACT_NO;
	if (!instance_watch_client(watch, &aws, err))
		return note_failure(watch, out, err);
	aws->api.limit_ms =
		is_needed(manifest) || watch->with_parameters ? 0 : IDLE_LIMIT_MS;
	out->region = clean_copy(watch->facts, aws->api.region);
	bool found = rds_find_instance(aws, manifest->target.endpoint,
				       explicit_instance(manifest),
				       manifest->target.aws.endpoint, watch->facts,
				       &instance, err);
	aws->api.limit_ms = 0;
	if (!found)
		return note_failure(watch, out, err);
	fill(&instance, watch->facts, out);
	/* The list of parameters is long, and useless while the instance reboots. */
	if (wants_parameters(watch) && out->parameter_group != NULL &&
	    out->usable == FACT_YES && !ask_parameters(watch, aws, out, err))
		return false;
	return !manifest->copy.backup_first ||
	       ask_snapshots(watch, aws, &instance, out, err);
}

static bool is_due(const struct instance_watch *watch, bool with_parameters)
{
	return watch->asked_at == 0 || (with_parameters && !watch->with_parameters) ||
	       run_clock() - watch->asked_at >= watch->age_ms;
}

bool instance_watch_look(struct instance_watch *watch, bool with_parameters,
			 struct error *err)
{
	struct observed_instance fresh = { .known = FACT_UNKNOWN };
	struct arena *before = watch->facts;

	if (!with_parameters && !is_wanted(watch->manifest))
		return true;
	if (!is_due(watch, with_parameters))
		return true;
	watch->with_parameters = watch->with_parameters || with_parameters;
	watch->facts = arena_make();
	if (!ask_all(watch, &fresh, err)) {
		arena_release(watch->facts);
		watch->facts = before;
		return false;
	}
	arena_release(before);
	watch->found = fresh;
	int64_t longest = fresh.usable == FACT_NO ? BUSY_AGE_MS : LONGEST_AGE_MS;
	watch->age_ms += watch->age_ms / 2;
	if (watch->age_ms > longest)
		watch->age_ms = longest;
	watch->asked_at = run_clock();
	return true;
}
