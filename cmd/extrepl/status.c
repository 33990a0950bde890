/*
 * extrepl status: shows the state of link, record and instance now. Exit 1 when it is
 * not healthy.
 */
#include <inttypes.h>

#include "base/text.h"
#include "command.h"
#include "jobs.h"
#include "link/errors.h"
#include "link/identity.h"
#include "link/state.h"
#include "plan/render.h"
#include "promotion.h"
#include "reconcile/reconcile.h"

struct status {
	const struct facts *facts;
	const struct observed_link *link;     /* NULL: no source is configured */
	const struct observed_record *record; /* NULL: none */
	struct diagnosis diagnosis;
	struct promotion_row promotion; /* of the cut-over, when there is one */
	bool has_promotion;
	struct way_back way_back;
	bool healthy;
};

/*
 * Healthy is: replicating within the wanted lag, or not replicating because the
 * manifest says so.
 */
static bool source_is_open(const struct status *status)
{
	return !observed_is_on(&status->facts->observed->source.server, "read_only");
}

static bool is_promoted(const struct status *status)
{
	return status->has_promotion &&
	       (text_equal(status->promotion.state, PROMOTION_PROMOTED) ||
		text_equal(status->promotion.state, PROMOTION_FINALIZED));
}

/* Promoted: the source takes no writes, and the way back works if there is one. */
static bool promotion_is_healthy(const struct status *status)
{
	if (text_equal(status->promotion.state, PROMOTION_FINALIZED))
		return true;
	return !source_is_open(status) &&
	       (text_equal(status->promotion.way_back, "no") ||
		text_equal(way_back_state(&status->way_back), "works"));
}

static bool is_healthy(const struct status *status)
{
	const struct manifest *manifest = status->facts->manifest;

	if (status->has_promotion && promote_is_cut_short(&status->promotion))
		return false;
	if (is_promoted(status))
		return promotion_is_healthy(status);

	if (manifest->replication.state == STATE_STOPPED)
		return status->link == NULL || link_state(status->link) == LINK_OFF;
	return status->link != NULL && our_link(status->facts) != NULL &&
	       link_state(status->link) == LINK_ON &&
	       status->link->lag_known == FACT_YES &&
	       status->link->lag <= (uint64_t)manifest->replication.max_lag_ms / 1000;
}

static bool look(struct session *session, const struct round *round, struct status *out,
		 struct error *err)
{
	struct arena *arena = session->round;
	struct status status = { .facts = round->plan.facts };

	if (!promote_look(session, &status.promotion, &status.has_promotion,
			  &status.way_back, err))
		return false;

	status.link = configured_link(status.facts);
	status.record =
		observed_record(&round->observed->target, status.facts->manifest->name);
	if (status.link != NULL)
		status.diagnosis = link_diagnose(status.facts, status.link, arena);
	status.healthy = is_healthy(&status);
	*out = status;
	return true;
}

/* A target without a connection cannot know its lag. */
static bool lag_is_known(const struct observed_link *link)
{
	return link->lag_known == FACT_YES && text_equal(link->io_running, "Yes");
}

static void add_line(struct text *text, const char *name, const char *words)
{
	text_addf(text, "  %-10s ", name);
	text_add_wrapped(text, words, 13, 13, 80);
	text_add(text, "\n");
}

static void add_link(struct text *text, const struct status *status, struct arena *arena)
{
	const struct observed_link *link = status->link;
	const struct observed_source *source = &status->facts->observed->source;

	if (link == NULL) {
		add_line(text, "link", "no source is configured");
		return;
	}
	add_line(text, "link",
		 arena_printf(arena, "%s:%u as %s, %s, by %s", link->source_host,
			      link->source_port, link->source_user,
			      link->tls == FACT_YES ? "TLS" : "in clear",
			      link->auto_position == FACT_YES ? "GTID" :
								"file and position"));
	add_line(text, "receiver",
		 arena_printf(arena, "%s, received to %s:%" PRIu64, link->io_running,
			      text_empty(link->read_file) ? "-" : link->read_file,
			      link->read_position));
	add_line(text, "applier",
		 arena_printf(arena, "%s, applied to %s", link->sql_running,
			      link_applied(link, arena)));
	add_line(text, "lag",
		 lag_is_known(link) ? arena_printf(arena, "%" PRIu64 " s", link->lag) :
		 link->lag_known == FACT_YES ? "not known: the receiver does not run" :
					       "not known");
	if (source->binlog_file != NULL)
		add_line(text, "source at",
			 arena_printf(arena, "%s:%" PRIu64, source->binlog_file,
				      source->binlog_position));
}

static void add_error(struct text *text, const struct status *status, struct arena *arena)
{
	if (status->diagnosis.code == 0)
		return;
	add_line(text, "error",
		 arena_printf(arena, "%s (%u)", status->diagnosis.meaning,
			      status->diagnosis.code));
	if (!text_empty(status->diagnosis.message))
		add_line(text, "",
			 arena_printf(arena, "the server says: %s",
				      status->diagnosis.message));
	add_line(text, "fix", status->diagnosis.fix);
}

static const char *storage_text(const struct observed *observed, struct arena *arena)
{
	const struct observed_instance *instance = &observed->target.instance;
	const struct observed_server *source = &observed->source.server;
	uint64_t bytes = 0;

	for (unsigned i = 0; i < source->databases_count; i++)
		bytes += source->databases[i].bytes;
	return arena_printf(arena, "%" PRIu64 " GiB%s%s", instance->storage_gib,
			    instance->most_storage_gib == 0 ?
				    ", does not grow by itself" :
				    arena_printf(arena,
						 ", grows by itself to %" PRIu64 " GiB",
						 instance->most_storage_gib),
			    bytes == 0 ? "" :
					 arena_printf(arena, "; the source has %s",
						      text_bytes(arena, bytes)));
}

static void add_instance(struct text *text, const struct observed *observed,
			 struct arena *arena)
{
	const struct observed_instance *instance = &observed->target.instance;

	if (instance->known == FACT_NO)
		add_line(text, "instance",
			 arena_printf(arena, "not known: %s", instance->note));
	if (instance->known != FACT_YES)
		return;
	add_line(text, "instance",
		 arena_printf(arena, "%s, %s, %s %s, %s%s%s", instance->id,
			      instance->class, instance->engine,
			      instance->engine_version, instance->status,
			      text_empty(instance->status_cause) ? "" : ": ",
			      text_empty(instance->status_cause) ?
				      "" :
				      instance->status_cause));
	add_line(text, "storage", storage_text(observed, arena));
	add_line(text, "backups",
		 instance->backup_retention_days == 0 ?
			 "none: the target has no binlog either" :
			 arena_printf(arena, "kept for %u day%s",
				      instance->backup_retention_days,
				      instance->backup_retention_days == 1 ? "" : "s"));
	add_line(text, "Multi-AZ", instance->multi_az == FACT_YES ? "yes" : "no");
	add_line(text, "group",
		 arena_printf(arena, "%s, %s",
			      text_empty(instance->parameter_group) ?
				      "-" :
				      instance->parameter_group,
			      text_empty(instance->parameter_status) ?
				      "-" :
				      instance->parameter_status));
	if (!text_empty(instance->pending))
		add_line(text, "pending", instance->pending);
}

static void add_promotion(struct text *text, const struct status *status,
			  struct arena *arena)
{
	const struct promotion_row *row = &status->promotion;
	const struct way_back *back = &status->way_back;
	const char *meaning =
		status->has_promotion ? promote_state_text(row, arena) : NULL;

	if (meaning == NULL)
		return;
	add_line(text, "promotion", meaning);
	if (is_promoted(status) && source_is_open(status) &&
	    !text_equal(row->state, PROMOTION_FINALIZED))
		add_line(text, "",
			 "THE SOURCE TAKES WRITES AS WELL: its read_only is off; extrepl "
			 "promote closes it again, and says from where on it wrote");
	if (back->there == FACT_YES)
		add_line(text, "way back",
			 arena_printf(arena, "%s, lag %s, applied to %s:%" PRIu64 "%s%s",
				      way_back_state(back),
				      back->lag_known ?
					      arena_printf(arena, "%" PRIu64 " s",
							   back->lag) :
					      "not known",
				      text_empty(back->file) ? "-" : back->file,
				      back->position, back->error == NULL ? "" : "; ",
				      back->error == NULL ? "" : back->error));
	else if (!text_equal(row->state, PROMOTION_FINALIZED) &&
		 !text_equal(row->state, PROMOTION_UNDONE))
		add_line(text, "way back", "there is none");
}

static const char *status_text(const struct status *status, struct arena *arena)
{
	const struct observed *observed = status->facts->observed;
	const struct observed_record *record = status->record;
	struct text text = text_make(arena);

	text_addf(&text, "%s\n", status->facts->manifest->name);
	render_servers(&text, status->facts->manifest, observed, arena);
	text_add(&text, "\n");
	add_line(&text, "our links",
		 arena_printf(arena, "source %s, target %s",
			      observed->source.server.tls == NULL ?
				      "in clear" :
				      observed->source.server.tls,
			      observed->target.server.tls == NULL ?
				      "in clear" :
				      observed->target.server.tls));
	if (record == NULL)
		add_line(&text, "copy", "none is recorded");
	else
		add_line(&text, "copy",
			 arena_printf(arena, "%s%s%s, at %s:%" PRIu64, record->state,
				      text_empty(record->completed_at) ? "" : " since ",
				      text_empty(record->completed_at) ?
					      "" :
					      record->completed_at,
				      text_empty(record->file) ? "-" : record->file,
				      record->position));
	add_instance(&text, observed, arena);
	add_link(&text, status, arena);
	add_error(&text, status, arena);
	add_promotion(&text, status, arena);
	text_add(&text, status->healthy ? "\nHealthy.\n" :
					  "\nNot healthy: see `extrepl plan`.\n");
	return text.bytes;
}

static json_t *link_json(const struct status *status)
{
	const struct observed_link *link = status->link;

	if (link == NULL)
		return json_null();
	return json_pack("{s:o, s:i, s:o, s:b, s:b, s:o, s:o, s:o, s:I, s:o, s:I, s:o}",
			 "host", text_json(link->source_host), "port",
			 (int)link->source_port, "user", text_json(link->source_user),
			 "tls", link->tls == FACT_YES, "gtid",
			 link->auto_position == FACT_YES, "receiver",
			 text_json(link->io_running), "applier",
			 text_json(link->sql_running), "received_file",
			 text_json(link->read_file), "received_position",
			 (json_int_t)link->read_position, "applied_file",
			 text_json(link->executed_file), "applied_position",
			 (json_int_t)link->executed_position, "lag_seconds",
			 lag_is_known(link) ? json_integer((json_int_t)link->lag) :
					      json_null());
}

static json_t *record_json(const struct status *status)
{
	const struct observed_record *record = status->record;

	if (record == NULL)
		return json_null();
	return json_pack("{s:o, s:o, s:o, s:I}", "state", text_json(record->state),
			 "completed_at", text_json(record->completed_at), "file",
			 text_json(record->file), "position",
			 (json_int_t)record->position);
}

/* null: the API was not asked. */
static json_t *instance_json(const struct observed_instance *instance)
{
	if (instance == NULL || instance->known == FACT_UNKNOWN)
		return json_null();
	return json_pack(
		"{s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:b, s:o, s:I, s:I, s:o, s:o}",
		"known", instance->known == FACT_YES, "note", text_json(instance->note),
		"region", text_json(instance->region), "id", text_json(instance->id),
		"class", text_json(instance->class), "status",
		text_json(instance->status), "engine", text_json(instance->engine),
		"engine_version", text_json(instance->engine_version),
		"backup_retention_days", (int)instance->backup_retention_days, "multi_az",
		instance->multi_az == FACT_YES, "pending", text_json(instance->pending),
		"storage_gib", (json_int_t)instance->storage_gib, "most_storage_gib",
		(json_int_t)instance->most_storage_gib, "parameter_group",
		text_json(instance->parameter_group), "parameter_status",
		text_json(instance->parameter_status));
}

static json_t *diagnosis_json(const struct status *status)
{
	if (status->diagnosis.code == 0)
		return json_null();
	return json_pack("{s:i, s:o, s:o, s:o}", "code", (int)status->diagnosis.code,
			 "message", text_json(status->diagnosis.message), "meaning",
			 text_json(status->diagnosis.meaning), "fix",
			 text_json(status->diagnosis.fix));
}

/* null: there was no cut-over, or all of it was undone. */
static json_t *status_promotion_json(const struct status *status)
{
	const struct promotion_row *row = &status->promotion;

	if (!status->has_promotion || text_equal(row->state, PROMOTION_UNDONE))
		return json_null();
	return json_pack("{s:o, s:b, s:o, s:I, s:b, s:o}", "state",
			 text_json(row->state), "cut_short", promote_is_cut_short(row),
			 "opened_at", text_json(row->opened_at), "outage_ms",
			 (json_int_t)row->outage_ms, "source_read_only",
			 !source_is_open(status), "way_back",
			 way_back_json(&status->way_back));
}

static json_t *status_json(const struct manifest *manifest, const struct status *status,
			   const struct error *error)
{
	const struct observed_source *source =
		status == NULL ? NULL : &status->facts->observed->source;
	const struct observed_target *target =
		status == NULL ? NULL : &status->facts->observed->target;

	return json_pack(
		"{s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"manifest", text_json(manifest->path), "name", text_json(manifest->name),
		"healthy", status != NULL && status->healthy, "source_version",
		text_json(source == NULL ? NULL : source->server.version_text),
		"source_tls", text_json(source == NULL ? NULL : source->server.tls),
		"source_file", text_json(source == NULL ? NULL : source->binlog_file),
		"source_position",
		source == NULL ? json_null() :
				 json_integer((json_int_t)source->binlog_position),
		"target_version",
		text_json(target == NULL ? NULL : target->server.version_text),
		"instance", instance_json(target == NULL ? NULL : &target->instance),
		"copy", status == NULL ? json_null() : record_json(status), "link",
		status == NULL ? json_null() : link_json(status), "diagnosis",
		status == NULL ? json_null() : diagnosis_json(status), "promotion",
		status == NULL ? json_null() : status_promotion_json(status), "error",
		error_json(error));
}

static int status_one(struct context *context, const struct manifest *manifest,
		      json_t *list, struct error *err)
{
	AUTO_SESSION *session = NULL;
	struct run_state run_state = { 0 };
	struct round round;

	if (!session_make(manifest, CONSENT_NONE, context->run, &session, err))
		return -1;
	session->round = arena_make();
	if (!reconcile_look(session, &run_state, &round, err))
		return -1;
	struct status status;
	if (!look(session, &round, &status, err))
		return -1;
	if (list != NULL)
		json_array_append_new(list, status_json(manifest, &status, NULL));
	else
		text_add(&context->output, status_text(&status, session->round));
	return status.healthy ? 0 : 1;
}

static json_t *failed_status(const struct manifest *manifest, const struct error *err)
{
	return status_json(manifest, NULL, err);
}

int command_status(struct context *context)
{
	static const struct jobs jobs = {
		.one = status_one,
		.failed = failed_status,
		.format = "extrepl/status/1",
		.list = "statuses",
		.good = "healthy",
		.bad = "not healthy",
	};
	const struct manifest **manifests;
	size_t count;

	if (!load_manifests(context, &manifests, &count))
		return -1;
	return jobs_run(context, &jobs, manifests, count);
}
